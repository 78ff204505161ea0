//! A definition of several files as one: everything its references lead to stands inside, as components where the
//! specification has a place for that, else where it is referred to. References into the web stay what they are.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::decode::tree::Value;
use crate::model::Oas;
use crate::page::part::api::data::quoted;
use crate::parse::api::{At, Member, Reader, references};
use crate::place::{DocId, Place};

/// The most bytes a bundle may have: what aliases and repetition blow up beyond that is no definition.
const BYTES: usize = 96 << 20;

/// How deep values stand inside each other.
const DEPTH: usize = 200;

/// What a node is, as far as its references are concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Something that components have no place for.
    Plain,
    /// A component of a kind: `schemas`.
    Part(&'static str),
    /// Components of a kind by their names.
    Parts(&'static str),
    /// Data: nothing in it is a reference.
    Data,
}

/// The definition as one file of JSON; `None` where it is one file already, or beyond all measure.
pub(super) fn bundle(reader: Reader<'_>) -> Option<String> {
    let doc = reader.root.doc;
    let here = |text: &str| text.starts_with('#');
    if references(reader.resolver, doc).iter().all(|one| here(one.text)) {
        return None;
    }
    let mut bundle = Bundle {
        reader,
        doc,
        out: String::new(),
        names: HashMap::new(),
        taken: HashSet::new(),
        open: VecDeque::new(),
        row: Vec::new(),
        full: false,
    };
    bundle.whole();
    bundle.out.push('\n');
    (!bundle.full).then_some(bundle.out)
}

struct Bundle<'a> {
    reader: Reader<'a>,
    doc: DocId,
    out: String,
    /// The names that things of other files got.
    names: HashMap<Place, (&'static str, String)>,
    taken: HashSet<(&'static str, String)>,
    /// Things of other files that are still to be written.
    open: VecDeque<(&'static str, String, At<'a>)>,
    /// What is being written in its place, so that circles end.
    row: Vec<Place>,
    full: bool,
}

/// The kinds of components, with where 2.0 has them.
const KINDS: [(&str, Option<&str>); 8] = [
    ("schemas", Some("definitions")),
    ("parameters", Some("parameters")),
    ("responses", Some("responses")),
    ("headers", None),
    ("examples", None),
    ("requestBodies", None),
    ("links", None),
    ("callbacks", None),
];

impl<'a> Bundle<'a> {
    fn whole(&mut self) {
        let old = self.reader.oas == Oas::V2;
        let root = self.reader.root;
        let members = root.members();
        let late = |key: &str| match old {
            true => KINDS.iter().any(|(_, name)| *name == Some(key)),
            false => key == "components",
        };
        self.out.push('{');
        let mut first = true;
        for member in members.iter().filter(|member| !late(member.key)) {
            self.key(member.key, 1, &mut first);
            self.value(member.at, role(Role::Plain, member.key), 1);
        }
        let components = if old { Some(root) } else { root.get("components") };
        if !old {
            self.key("components", 1, &mut first);
            self.out.push('{');
        }
        let depth = if old { 1 } else { 2 };
        let mut inner = if old { first } else { true };
        for member in components.filter(|_| !old).map(At::members).unwrap_or_default() {
            if !KINDS.iter().any(|(kind, _)| *kind == member.key) {
                self.key(member.key, depth, &mut inner);
                self.value(member.at, role(Role::Plain, member.key), depth);
            }
        }
        self.components(components, depth, &mut inner);
        if !old {
            self.end(1, '}');
        }
        self.end(0, '}');
    }

    /// The components of every kind. What one of them leads to may be of a kind that was written already: so all are
    /// written apart, and put together at the end.
    fn components(&mut self, own: Option<At<'a>>, depth: usize, first: &mut bool) {
        let old = self.reader.oas == Oas::V2;
        let name = |kind: &(&'static str, Option<&'static str>)| if old { kind.1 } else { Some(kind.0) };
        let mut written: HashMap<&str, Vec<(String, String)>> = HashMap::new();
        for kind in &KINDS {
            let members = name(kind).and_then(|key| own?.get(key)).map(At::members).unwrap_or_default();
            for Member { key, at, .. } in members {
                let text = self.apart(at, Role::Part(kind.0), depth + 1);
                written.entry(kind.0).or_default().push((key.to_owned(), text));
            }
        }
        while let Some((kind, called, at)) = self.open.pop_front() {
            let text = self.apart(at, Role::Part(kind), depth + 1);
            written.entry(kind).or_default().push((called, text));
        }
        for kind in &KINDS {
            let (Some(key), Some(all)) = (name(kind), written.get(kind.0)) else { continue };
            self.key(key, depth, first);
            self.out.push('{');
            let mut inner = true;
            for (called, text) in all {
                self.key(called, depth + 1, &mut inner);
                self.out.push_str(text);
            }
            self.end(depth, '}');
        }
    }

    fn apart(&mut self, at: At<'a>, role: Role, depth: usize) -> String {
        let before = std::mem::take(&mut self.out);
        self.row.push(at.place());
        self.value(at, role, depth);
        self.row.pop();
        std::mem::replace(&mut self.out, before)
    }

    fn key(&mut self, key: &str, depth: usize, first: &mut bool) {
        if !*first {
            self.out.push(',');
        }
        *first = false;
        self.line(depth);
        self.out.push_str(&quoted(key));
        self.out.push_str(": ");
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }

    fn end(&mut self, depth: usize, sign: char) {
        self.line(depth);
        self.out.push(sign);
    }

    fn value(&mut self, at: At<'a>, role: Role, depth: usize) {
        self.full |= self.out.len() > BYTES || depth > DEPTH;
        if self.full {
            return self.out.push_str("null");
        }
        match &at.node.value {
            Value::Null | Value::Alias(_) => self.out.push_str("null"),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Number(text) => self.out.push_str(&number(text)),
            Value::String(text) => self.out.push_str(&quoted(text)),
            Value::List(_) => {
                self.out.push('[');
                let role = if let Role::Parts(kind) = role { Role::Part(kind) } else { role };
                let mut first = true;
                for item in at.items() {
                    self.out.push_str(if first { "" } else { "," });
                    first = false;
                    self.line(depth + 1);
                    self.value(item, role, depth + 1);
                }
                if !first {
                    self.line(depth);
                }
                self.out.push(']');
            }
            Value::Map(_) => match at
                .get("$ref")
                .and_then(At::text)
                .filter(|_| role != Role::Data && !matches!(role, Role::Parts(_)))
            {
                Some(reference) => self.reference(at, reference, role, depth),
                None => self.map(at, role, depth),
            },
        }
    }

    fn map(&mut self, at: At<'a>, above: Role, depth: usize) {
        self.out.push('{');
        let mut first = true;
        for member in at.members() {
            self.key(member.key, depth + 1, &mut first);
            self.value(member.at, role(above, member.key), depth + 1);
        }
        if !first {
            self.line(depth);
        }
        self.out.push('}');
    }

    fn reference(&mut self, at: At<'a>, reference: &str, role: Role, depth: usize) {
        let resolver = self.reader.resolver;
        if let Some((_, text)) = resolver.text_behind(at) {
            return self.out.push_str(&quoted(text));
        }
        let Ok(target) = resolver.target(at.doc, reference) else { return self.map(at, Role::Data, depth) };
        let fragment = reference.split_once('#').map_or("", |(_, fragment)| fragment);
        if target.doc == self.doc {
            return self.refer(at, &format!("#{fragment}"), depth);
        }
        let old = self.reader.oas == Oas::V2;
        let kind = match role {
            Role::Part(kind) => KINDS.iter().find(|(name, older)| *name == kind && (!old || older.is_some())),
            _ => None,
        };
        if let Some((kind, older)) = kind {
            let name = self.name(kind, target, reference);
            let folder = if old { older.unwrap_or(kind).to_owned() } else { format!("components/{kind}") };
            let name = name.replace('~', "~0").replace('/', "~1");
            return self.refer(at, &format!("#/{folder}/{name}"), depth);
        }
        if self.row.contains(&target.place()) {
            return self.map(at, Role::Data, depth);
        }
        self.row.push(target.place());
        self.value(target, role, depth);
        self.row.pop();
    }

    /// A reference with what stands beside it.
    fn refer(&mut self, at: At<'a>, target: &str, depth: usize) {
        self.out.push('{');
        let mut first = true;
        for member in at.members() {
            self.key(member.key, depth + 1, &mut first);
            match member.key {
                "$ref" => self.out.push_str(&quoted(target)),
                key => self.value(member.at, role(Role::Part("schemas"), key), depth + 1),
            }
        }
        self.end(depth, '}');
    }

    /// The name of something of another file among the components.
    fn name(&mut self, kind: &'static str, target: At<'a>, reference: &str) -> String {
        if let Some((_, name)) = self.names.get(&target.place()) {
            return name.clone();
        }
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let last = fragment.rsplit('/').next().filter(|last| !last.is_empty());
        let stem = file.rsplit('/').next().unwrap_or(file).split('.').next().unwrap_or("");
        let plain =
            |ch: char| if ch.is_ascii_alphanumeric() || matches!(ch, '.' | '-' | '_') { ch } else { '_' };
        let base: String = last.unwrap_or(stem).replace("~1", "_").chars().map(plain).collect();
        let base = if base.is_empty() { "part".to_owned() } else { base };
        let old = self.reader.oas == Oas::V2;
        let own = KINDS.iter().find(|(name, _)| *name == kind).and_then(|(name, older)| match old {
            true => self.reader.root.get((*older)?),
            false => self.reader.root.get("components")?.get(name),
        });
        let mut name = base.clone();
        let mut count = 1;
        while self.taken.contains(&(kind, name.clone())) || own.is_some_and(|own| own.get(&name).is_some()) {
            count += 1;
            name = format!("{base}_{count}");
        }
        self.taken.insert((kind, name.clone()));
        self.names.insert(target.place(), (kind, name.clone()));
        self.open.push_back((kind, name.clone(), target));
        name
    }
}

/// What stands under a key.
fn role(above: Role, key: &str) -> Role {
    match (above, key) {
        (Role::Data, _) => Role::Data,
        (Role::Parts(kind), _) => Role::Part(kind),
        (_, "example" | "default" | "enum" | "const" | "mapping" | "scopes") => Role::Data,
        (Role::Part("examples"), "value" | "dataValue") => Role::Data,
        (
            Role::Part("schemas"),
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas",
        ) => Role::Parts("schemas"),
        (Role::Part("schemas"), "examples" | "required" | "type") => Role::Data,
        (Role::Part("schemas"), _) => Role::Part("schemas"),
        (_, "schema" | "itemSchema") => Role::Part("schemas"),
        (_, "requestBody") => Role::Part("requestBodies"),
        (_, "parameters") => Role::Parts("parameters"),
        (_, "responses") => Role::Parts("responses"),
        (_, "headers") => Role::Parts("headers"),
        (_, "examples") => Role::Parts("examples"),
        (_, "links") => Role::Parts("links"),
        (_, "callbacks") => Role::Parts("callbacks"),
        (_, "schemas" | "definitions") => Role::Parts("schemas"),
        _ => Role::Plain,
    }
}

/// A number as JSON has them; what only YAML writes so is written as the number it is.
fn number(text: &str) -> String {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split(['.', 'e', 'E']).next().unwrap_or("");
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
        && !digits.ends_with(['.', 'e', 'E', '+', '-'])
        && text.parse::<f64>().is_ok();
    let based = [("0x", 16), ("0o", 8)].iter().find_map(|(sign, base)| {
        let value = i64::from_str_radix(digits.strip_prefix(sign)?, *base).ok()?;
        Some(if digits.len() < text.len() { -value } else { value })
    });
    if let Some(value) = based {
        return value.to_string();
    }
    match (plain, text.parse::<f64>()) {
        (true, _) => text.to_owned(),
        (false, Ok(value)) if value.is_finite() => value.to_string(),
        _ => quoted(text),
    }
}
