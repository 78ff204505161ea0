//! What libyaml-safer says is wrong, in words that name what was found, what was expected and what to do; and how
//! the text can be read in spite of it.

use libyaml_safer::Error;

/// How a text with an error in it is read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// The character at the place of the error is text.
    Text,
    /// The character where the broken thing began is text.
    TextAtStart,
    /// A tab is a blank.
    Blank,
    /// The line is left out.
    LeaveOut,
    /// The line where the broken thing began is left out.
    LeaveOutStart,
    /// What came before on the same line, in quotes or brackets, is text, if anything did; else the line is left out.
    TextBefore,
    /// The same; but if nothing did, the character where the broken thing began is text.
    TextBeforeOrStart,
}

/// A problem in words.
pub(super) struct Explained {
    /// What was found and what was expected.
    pub(super) message: &'static str,
    /// What to do.
    pub(super) help: &'static str,
    /// How to read on.
    pub(super) remedy: Remedy,
}

const TABS: &str = "found a tab, expected blanks: YAML indents with blanks only";
const QUOTE: &str = "put the value in quotes if it is text";

/// Explains an error. `found` is what stands at its place.
pub(super) fn explain(error: &Error, found: &str) -> Explained {
    let (message, help, remedy) = words(error.problem(), error.context().unwrap_or(""), found);
    Explained { message, help, remedy }
}

fn words(problem: &str, context: &str, found: &str) -> (&'static str, &'static str, Remedy) {
    match problem {
        "mapping values are not allowed in this context" => (
            "found `: ` inside a value, expected the end of the line",
            "put the value in quotes, or begin a new line for a new key",
            Remedy::Text,
        ),
        "could not find expected ':'" => (
            "found a line without `:`, expected `key: value`",
            "write `key: value`, or indent the line if it belongs to the value above",
            Remedy::LeaveOutStart,
        ),
        "did not find expected key" => (
            "found something that is no key of this mapping, expected `key:` at the column of its neighbours",
            "indent it like the keys above; put a value in quotes as a whole or not at all",
            Remedy::TextBefore,
        ),
        "did not find expected '-' indicator" => (
            "found something that is no member of this list, expected `- ` at the column of its neighbours",
            "indent it like the members above; put a value in quotes as a whole or not at all",
            Remedy::TextBefore,
        ),
        "did not find expected <document start>" => (
            "found more text behind the end of the document, expected `---`",
            "write `---` between two documents, or indent the text",
            Remedy::TextBefore,
        ),
        "did not find expected ',' or ']'" => (
            "found something that ends no member of a list in brackets, expected `,` or `]`",
            "close the list with `]`, or put text with brackets in quotes",
            Remedy::TextBeforeOrStart,
        ),
        "did not find expected ',' or '}'" => (
            "found something that ends no entry of a mapping in braces, expected `,` or `}`",
            "close the mapping with `}`, or put text with braces in quotes",
            Remedy::TextBeforeOrStart,
        ),
        "block sequence entries are not allowed in this context" => (
            "found `- ` where no list can begin, expected a value",
            "begin the list on a new line, or put the value in quotes",
            Remedy::Text,
        ),
        "mapping keys are not allowed in this context" => {
            ("found `? ` where no key can begin, expected a value", QUOTE, Remedy::Text)
        }
        "found a tab character that violates indentation"
        | "found a tab character where an indentation space is expected" => {
            (TABS, "replace the tab by blanks", Remedy::Blank)
        }
        "found character that cannot start any token" => cannot_start(found),
        _ => in_scalars(problem, context),
    }
}

/// Errors inside scalars, and of the marks before them.
fn in_scalars(problem: &str, context: &str) -> (&'static str, &'static str, Remedy) {
    match problem {
        "found unexpected end of stream" | "found unexpected document indicator" => (
            "this quote is never closed",
            "close it; write a quote inside of text as `''` or `\\\"`",
            Remedy::TextAtStart,
        ),
        "found unknown escape character" => (
            "found a backslash in double quotes before a letter that makes no escape",
            "write `\\\\`, or use single quotes",
            Remedy::Text,
        ),
        "did not find expected hexdecimal number" | "found invalid Unicode character escape code" => (
            "found `\\x`, `\\u` or `\\U` in double quotes without the number of a character",
            "write `\\\\`, or use single quotes",
            Remedy::TextAtStart,
        ),
        "found unexpected ':'" => (
            "found `:` at the end of a word inside brackets, expected `: `",
            "set a blank behind the colon, or put the word in quotes",
            Remedy::Text,
        ),
        "did not find expected node content" => (
            "found the end of a value that has not begun, expected a value",
            "write the value, or remove the mark before it",
            Remedy::LeaveOut,
        ),
        "did not find expected comment or line break" if context.contains("block scalar") => (
            "found text directly behind `|` or `>`, expected the end of the line",
            "begin the text on the next line, indented, or put it in quotes",
            Remedy::TextAtStart,
        ),
        "found an indentation indicator equal to 0" => (
            "found `0` as the indentation of a block, expected 1 to 9",
            "leave the number out",
            Remedy::TextAtStart,
        ),
        _ if context.contains("alias") => {
            ("found `*`, which begins an alias, without a name behind it", QUOTE, Remedy::TextAtStart)
        }
        _ if context.contains("anchor") => {
            ("found `&`, which begins an anchor, without a name behind it", QUOTE, Remedy::TextAtStart)
        }
        _ if context.contains("directive") || problem.contains("directive") || problem.contains("YAML") => (
            "found `%` at the start of a line, expected %YAML or %TAG with its values",
            "indent the line or put it in quotes if it is text",
            Remedy::LeaveOutStart,
        ),
        _ if context.contains("tag") || problem == "found undefined tag handle" => (
            "found `!`, which begins a tag, without a name that can be used here",
            QUOTE,
            Remedy::TextAtStart,
        ),
        _ => ("found text that is not YAML", "put text with special characters in quotes", Remedy::LeaveOut),
    }
}

fn cannot_start(found: &str) -> (&'static str, &'static str, Remedy) {
    match found.chars().next() {
        Some('\t') => (TABS, "replace the tab by blanks", Remedy::Blank),
        Some('@') => ("found `@`, which can't begin a value", QUOTE, Remedy::Text),
        Some('`') => ("found a backtick, which can't begin a value", QUOTE, Remedy::Text),
        Some('%') => ("found `%`, which can't begin a value", QUOTE, Remedy::Text),
        Some('|' | '>') => ("found `|` or `>` inside brackets, expected a value", QUOTE, Remedy::Text),
        _ => ("found a character that can't begin a value", QUOTE, Remedy::Text),
    }
}
