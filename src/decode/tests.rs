//! Properties of the readers of data: any text is read without a panic, spans point into the text, and what is
//! whole comes out as it was written.

#[cfg(test)]
use proptest::prelude::*;

use crate::decode::tree::{Node, Value};
use crate::decode::{json, rows, toml, yaml};
use crate::diag::{Diagnostic, Staged};
use crate::place::{DocId, Span};

fn all(text: &str) -> Span {
    Span::new(0, text.len())
}

/// Every span lies on character boundaries inside its parent's.
fn check_spans(text: &str, node: &Node, depth: usize) {
    assert!(text.get(node.span.range()).is_some(), "{node:?}");
    assert!(depth <= 129);
    for member in node.members() {
        assert!(node.span.contains(member.span), "{node:?}");
        check_spans(text, member, depth + 1);
    }
    for entry in node.entries() {
        assert!(text.get(entry.key_span.range()).is_some());
        check_spans(text, &entry.value, depth + 1);
    }
}

fn check(text: &str, read: &Staged<Vec<Node>>) {
    for node in &read.value {
        check_spans(text, node, 0);
    }
    check_findings(text, &read.diagnostics);
}

fn check_findings(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        for label in &finding.places {
            assert!(text.get(label.place.span.range()).is_some(), "{finding:?}");
        }
    }
}

fn pieces(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(all), 0..60).prop_map(|pieces| pieces.concat())
}

const YAML: &[&str] = &[
    "a",
    "key",
    ": ",
    ":\n",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "&x ",
    "*x",
    "!t",
    "!!str ",
    "!<u>",
    "!h!s ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "\\x4",
    "\\u12",
    "#",
    " # c",
    "? ",
    "---\n",
    "...\n",
    "%TAG ! tag:\n",
    "%YAML 1.2\n",
    "\t",
    "é",
    "🚀",
    "\u{FEFF}",
    "\u{2028}",
    "\u{85}",
    "\u{1}",
    "~",
    "1.0",
    "true",
    "<<: ",
    "@",
    "`",
    "%",
    "!",
    "|2",
    "^",
];

const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude80", "a", "\"k\"", "\"k\":", "1", "-",
    ".5", "e", "true", "null", "'", "//", "/*", "*/", "\n", " ", "\t", "é", "🚀", "\u{1}",
];

const CELLS: &[&str] = &["a", "\"", "\"\"", ",", ";", "\t", "|", "\n", " ", "é", "sep=;", "1"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_yaml_is_read(text in pieces(YAML)) {
        check(&text, &yaml::read(&text, all(&text), DocId(0)));
    }

    #[test]
    fn any_text_is_read_as_yaml(text in "\\PC{0,80}") {
        check(&text, &yaml::read(&text, all(&text), DocId(0)));
    }

    #[test]
    fn any_json_is_read(text in pieces(JSON)) {
        check(&text, &json::read(&text, all(&text), DocId(0)));
        check(&text, &json::read_lines(&text, all(&text), DocId(0)));
    }

    #[test]
    fn any_toml_is_read(text in pieces(&["a", "=", "\"", "'", "[", "]", "{", "}", "\n", ".", "1", "é", "#", "\\u", ","])) {
        let read = toml::read(&text, all(&text), DocId(0));
        check_findings(&text, &read.diagnostics);
    }

    #[test]
    fn any_rows_are_read(text in pieces(CELLS)) {
        let read = rows::read(&text, DocId(0));
        for (span, _) in read.value.iter().flatten() {
            prop_assert!(text.get(span.range()).is_some());
        }
        check_findings(&text, &read.diagnostics);
    }

    /// JSON as another writer writes it is read without a word, and YAML reads it as the same tree.
    #[test]
    fn written_json_is_read_back(value in json_value()) {
        let text = serde_json::to_string_pretty(&value).expect("it is JSON");
        let read = json::read(&text, all(&text), DocId(0));
        prop_assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        prop_assert_eq!(&back(&read.value[0]), &value);
        let same = yaml::read(&text, all(&text), DocId(0));
        prop_assert_eq!(&back(&same.value[0]), &value);
    }

    #[test]
    fn written_rows_are_read_back(table in proptest::collection::vec(proptest::collection::vec("[a-z\",;\n]{1,6}", 3), 1..5)) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n";
        let text: String = table.iter().map(line).collect();
        let read = rows::read(&text, DocId(0));
        let cells: Vec<Vec<String>> =
            read.value.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect();
        prop_assert_eq!(cells, table);
    }
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[ -~é🚀\\n\\t]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            proptest::collection::btree_map("[a-z \"é]{1,6}", inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn back(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null | Value::Alias(_) => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => serde_json::from_str(number).expect("a number"),
        Value::String(text) => text.clone().into(),
        Value::List(members) => members.iter().map(back).collect::<Vec<_>>().into(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.clone(), back(&entry.value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}

#[test]
fn depth_is_limited() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("- ", "\n")] {
        let text = open.repeat(50_000) + &close.repeat(50_000);
        for read in [yaml::read(&text, all(&text), DocId(0)), json::read(&text, all(&text), DocId(0))] {
            check(&text, &read);
            assert!(!read.diagnostics.is_empty());
        }
    }
}

#[test]
fn aliases_stay_references() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        text += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", "));
    }
    let read = yaml::read(&text, all(&text), DocId(0));
    assert!(read.diagnostics.is_empty());
    let root = &read.value[0];
    let last = root.get("a39").expect("it is there");
    let Value::Alias(span) = last.members()[0].value else { panic!("an alias") };
    assert_eq!(root.find(span), root.get("a38"));
    assert_eq!(Some(root.resolve(&last.members()[0])), root.get("a38"));
}
