//! The tree of a YAML, JSON or TOML document, or of a document's front matter: `line:column` of every node.

use planbook::decode::tree::{Node, Value};
use planbook::decode::{Document, Syntax};

use super::super::run::Run;

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    super::documents(run, words, |document| {
        let nodes: Vec<&Node> = match &document.syntax {
            Syntax::Tree(nodes) => nodes.iter().collect(),
            Syntax::Markdown { front, .. } => front.iter().collect(),
            _ => Vec::new(),
        };
        let mut out = String::new();
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                out.push_str("---\n");
            }
            out.push_str(&at(document, node));
            value(document, node, 0, &mut out);
        }
        Ok(if nodes.is_empty() { "no tree\n".to_owned() } else { out })
    })
}

fn at(document: &Document, node: &Node) -> String {
    let (line, column) = document.line_column(node.span.start);
    format!("{line}:{column}")
}

fn value(document: &Document, node: &Node, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth + 1);
    match &node.value {
        Value::Null => out.push_str(" null\n"),
        Value::Bool(value) => out.push_str(&format!(" {value}\n")),
        Value::Number(number) => out.push_str(&format!(" {number}\n")),
        Value::String(text) => out.push_str(&format!(" {text:?}\n")),
        Value::Alias(span) => {
            let (line, column) = document.line_column(span.start);
            out.push_str(&format!(" alias of {line}:{column}\n"));
        }
        Value::List(members) => {
            out.push_str(" list\n");
            for member in members {
                out.push_str(&format!("{indent}- {}", at(document, member)));
                value(document, member, depth + 1, out);
            }
        }
        Value::Map(entries) => {
            out.push_str(" map\n");
            for entry in entries {
                let (line, column) = document.line_column(entry.key_span.start);
                let key = &entry.key;
                out.push_str(&format!("{indent}{key} ({line}:{column}): {}", at(document, &entry.value)));
                value(document, &entry.value, depth + 1, out);
            }
        }
    }
}
