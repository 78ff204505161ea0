//! What a schema demands of a value beside its type: bounds, patterns, defaults, examples, in words.

use crate::page::part::api::data::Shown;
use crate::page::part::api::writer::Writer;
use crate::parse::api::At;

/// How many values of an `enum` are listed.
const VALUES: usize = 400;

/// What is said here.
const SAID: [&str; 29] = [
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "dependentRequired",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
    "x-example",
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-varnames",
    "x-enumNames",
];

/// How long a value may be to be said in a line.
const LINE: usize = 300;

impl<'w> Writer<'w> {
    /// Writes what is demanded of a value and what is said of it, as a list of terms. `own` may say more than the
    /// schema it refers to.
    pub fn limits(&mut self, at: At<'w>) {
        if !at.has_one(|key| SAID.contains(&key)) {
            return;
        }
        let before = self.out.len();
        self.raw("<dl class=\"limits\">");
        let start = self.out.len();
        self.bounds(at);
        self.values(at);
        for (key, label) in [("const", "Always"), ("default", "Default")] {
            if let Some(value) = at.get(key) {
                self.fact(label, value);
            }
        }
        if let Some(value) = at.get("example").or_else(|| at.get("x-example")) {
            self.fact("Example", value);
        }
        for value in at.get("examples").into_iter().flat_map(At::items).take(5) {
            self.fact("Example", value);
        }
        for (key, label) in [("contentMediaType", "Content"), ("contentEncoding", "Encoded as")] {
            if let Some(value) = at.scalar_of(key) {
                self.term(label, value);
            }
        }
        self.dependent(at);
        if let Some(docs) = at.get("externalDocs") {
            self.raw("<div><dt>See also</dt><dd>");
            self.external_docs(docs);
            self.raw("</dd></div>");
        }
        if self.out.len() == start {
            self.out.truncate(before);
        } else {
            self.raw("</dl>");
        }
    }

    /// Writes a link to documentation elsewhere.
    pub fn external_docs(&mut self, docs: At<'_>) {
        let address = docs.scalar_of("url").unwrap_or("");
        let words = docs.word("description").filter(|text| text.len() < 200).unwrap_or(address);
        self.address(address, words);
    }

    fn term(&mut self, label: &str, value: &str) {
        self.raw("<div><dt>");
        self.text(label);
        self.raw("</dt><dd>");
        self.code(value);
        self.raw("</dd></div>");
    }

    fn fact(&mut self, label: &str, value: At<'_>) {
        let shown = match value.text() {
            Some("") => "\"\"".to_owned(),
            Some(text) => text.chars().take(LINE).collect(),
            None => Shown::of(value).brief(LINE),
        };
        self.term(label, &shown);
    }

    fn bounds(&mut self, at: At<'w>) {
        let say = |key: &str| at.scalar_of(key).map(str::to_owned);
        let (least, most) = (say("minimum"), say("maximum"));
        // 3.0 and before: `exclusiveMinimum: true` makes the bound itself too little.
        let over = at.is_true("exclusiveMinimum");
        let under = at.is_true("exclusiveMaximum");
        let number = |key: &str| say(key).filter(|value| value != "true" && value != "false");
        let mut words: Vec<String> = Vec::new();
        words.extend(least.map(|value| format!("{} {value}", if over { "more than" } else { "at least" })));
        words.extend(number("exclusiveMinimum").map(|value| format!("more than {value}")));
        words.extend(most.map(|value| format!("{} {value}", if under { "less than" } else { "at most" })));
        words.extend(number("exclusiveMaximum").map(|value| format!("less than {value}")));
        words.extend(say("multipleOf").map(|value| format!("a multiple of {value}")));
        for (least, most, noun) in [
            ("minLength", "maxLength", "character"),
            ("minItems", "maxItems", "item"),
            ("minProperties", "maxProperties", "property"),
        ] {
            words.extend(range(say(least), say(most), noun));
        }
        words.extend(range(say("minContains"), say("maxContains"), "matching item"));
        if at.is_true("uniqueItems") {
            words.push("no item twice".to_owned());
        }
        if !words.is_empty() {
            self.raw("<div><dt>Allowed</dt><dd>");
            self.text(&words.join(", "));
            self.raw("</dd></div>");
        }
        if let Some(pattern) = at.scalar_of("pattern") {
            self.term("Pattern", pattern);
        }
    }

    /// The values of an `enum`, with what is said of each.
    fn values(&mut self, at: At<'w>) {
        let Some(list) = at.get("enum").filter(|list| list.is_list()) else { return };
        let about = ["x-enum-descriptions", "x-enumDescriptions", "x-enum-varnames", "x-enumNames"]
            .iter()
            .find_map(|key| at.get(key));
        let values: Vec<At<'w>> = list.items().take(VALUES).collect();
        self.raw("<div><dt>One of</dt><dd>");
        if about.is_some() {
            self.raw("<ul class=\"values\">");
        }
        for (index, value) in values.iter().enumerate() {
            let shown = value.text().map_or_else(|| Shown::of(*value).brief(LINE), str::to_owned);
            let said = about
                .and_then(|about| about.get(&shown).or_else(|| about.items().nth(index)).and_then(At::text));
            if about.is_some() {
                self.raw("<li>");
            } else if index > 0 {
                self.raw(", ");
            }
            self.code(if shown.is_empty() { "\"\"" } else { &shown });
            if let Some(said) = said {
                self.raw(" ");
                self.text(said);
            }
            if about.is_some() {
                self.raw("</li>");
            }
        }
        if about.is_some() {
            self.raw("</ul>");
        }
        let more = list.items().count().saturating_sub(VALUES);
        if more > 0 {
            self.raw(&format!(" and {more} more"));
        }
        self.raw("</dd></div>");
    }

    fn dependent(&mut self, at: At<'w>) {
        for member in at.get("dependentRequired").map(At::members).unwrap_or_default() {
            let names: Vec<&str> = member.at.items().filter_map(At::text).take(50).collect();
            self.raw("<div><dt>With ");
            self.code(member.key);
            self.raw("</dt><dd>also ");
            self.text(&names.join(", "));
            self.raw("</dd></div>");
        }
    }
}

/// `2 to 5 items`, `at least 1 item`.
fn range(least: Option<String>, most: Option<String>, noun: &str) -> Option<String> {
    let many = |count: &str| match (count, noun.strip_suffix('y')) {
        ("1", _) => noun.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    match (least.filter(|least| least != "0"), most) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {least} {}", many(&least))),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", many(&most))),
        (Some(least), None) => Some(format!("at least {least} {}", many(&least))),
        (None, Some(most)) => Some(format!("at most {most} {}", many(&most))),
        (None, None) => None,
    }
}
