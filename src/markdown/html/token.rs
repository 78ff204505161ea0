//! The token classes that code is coloured with, and how the scopes of syntax definitions fall into them.
//!
//! Definitions know thousands of scopes; a reader tells fifteen colours apart at best, and every class costs bytes on
//! every page. Punctuation, plain names and operators stay unmarked.

use syntect::parsing::Scope;

/// What a stretch of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Nothing worth a colour.
    Plain,
    Comment,
    Text,
    Escape,
    Number,
    Constant,
    Keyword,
    /// A keyword where it is a word (`and`), unmarked where it is a sign (`&&`).
    Operator,
    Function,
    Type,
    Variable,
    Attribute,
    Tag,
    Key,
    Heading,
    Inserted,
    Deleted,
    Meta,
}

impl Token {
    /// The CSS class, styled in `static/css/code.css`; `None` for what stays unmarked.
    pub(super) fn class(self) -> Option<&'static str> {
        Some(match self {
            Token::Plain | Token::Operator => return None,
            Token::Comment => "t-comment",
            Token::Text => "t-string",
            Token::Escape => "t-escape",
            Token::Number => "t-number",
            Token::Constant => "t-constant",
            Token::Keyword => "t-keyword",
            Token::Function => "t-function",
            Token::Type => "t-type",
            Token::Variable => "t-variable",
            Token::Attribute => "t-attribute",
            Token::Tag => "t-tag",
            Token::Key => "t-key",
            Token::Heading => "t-heading",
            Token::Inserted => "t-inserted",
            Token::Deleted => "t-deleted",
            Token::Meta => "t-meta",
        })
    }
}

/// Prefixes of scopes and what they mean; of all that fit, the longest decides.
const RULES: &[(&str, Token)] = &[
    ("comment", Token::Comment),
    ("punctuation.definition.comment", Token::Comment),
    ("string", Token::Text),
    ("punctuation.definition.string", Token::Text),
    ("markup.raw", Token::Text),
    ("markup.underline.link", Token::Text),
    ("constant.character.escape", Token::Escape),
    ("constant.other.placeholder", Token::Escape),
    ("punctuation.section.interpolation", Token::Escape),
    ("constant.numeric", Token::Number),
    ("constant", Token::Constant),
    ("support.constant", Token::Constant),
    ("variable.language", Token::Constant),
    ("keyword", Token::Keyword),
    ("keyword.operator", Token::Operator),
    ("storage", Token::Keyword),
    ("entity.name.function", Token::Function),
    ("support.function", Token::Function),
    ("variable.function", Token::Function),
    ("entity.name.type", Token::Type),
    ("entity.name.class", Token::Type),
    ("entity.name.struct", Token::Type),
    ("entity.name.enum", Token::Type),
    ("entity.name.trait", Token::Type),
    ("entity.name.interface", Token::Type),
    ("entity.name.namespace", Token::Type),
    ("entity.name.module", Token::Type),
    ("entity.name.impl", Token::Type),
    ("entity.other.inherited-class", Token::Type),
    ("support.type", Token::Type),
    ("support.class", Token::Type),
    ("variable.parameter", Token::Variable),
    ("variable.other.readwrite.shell", Token::Variable),
    ("variable.other.normal.shell", Token::Variable),
    ("punctuation.definition.variable", Token::Variable),
    ("entity.other.attribute-name", Token::Attribute),
    ("entity.name.tag", Token::Tag),
    ("entity.name.tag.yaml", Token::Key),
    ("meta.mapping.key", Token::Key),
    ("meta.structure.dictionary.key", Token::Key),
    ("support.type.property-name", Token::Key),
    ("entity.name.key", Token::Key),
    ("entity.name.section", Token::Heading),
    ("markup.heading", Token::Heading),
    ("markup.bold", Token::Heading),
    ("markup.inserted", Token::Inserted),
    ("markup.deleted", Token::Deleted),
    ("markup.changed", Token::Meta),
    ("meta.diff", Token::Meta),
    ("meta.annotation", Token::Meta),
    ("variable.annotation", Token::Meta),
    ("meta.preprocessor", Token::Meta),
    ("meta.interpolation", Token::Plain),
    ("meta.embedded", Token::Plain),
    ("meta.template.expression", Token::Plain),
    ("source", Token::Plain),
    ("text", Token::Plain),
];

/// The rules with their prefixes made ready for comparison, the longest first.
#[derive(Debug)]
pub(super) struct Rules(Vec<(Scope, Token)>);

impl Rules {
    pub(super) fn new() -> Self {
        let mut rules: Vec<(Scope, Token)> =
            RULES.iter().filter_map(|(scope, token)| Some((Scope::new(scope).ok()?, *token))).collect();
        rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Self(rules)
    }

    /// What a scope means inside `outer`; scopes that say nothing leave it as it is.
    pub(super) fn inside(&self, outer: Token, scope: Scope) -> Token {
        let own = self.0.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, token)| *token);
        match (outer, own) {
            (_, None) => outer,
            // The key of a mapping is a string to most definitions.
            (Token::Key, Some(Token::Text)) => Token::Key,
            (_, Some(token)) => token,
        }
    }
}
