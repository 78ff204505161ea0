//! Formulas as MathML, which browsers draw and screen readers read without script. What can't be read as a formula stays
//! source. Nothing in it is active: the crate writes no links and no scripts, and its inline styles, which no page may have,
//! become classes or are left out.

use std::thread;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::markdown::html::escape;

/// The longest formula that is drawn, in bytes.
const LONGEST: usize = 4000;

/// The stack that formulas are read with: the reader goes down a level for each brace, and a formula may be nothing but
/// braces. Only what is used of it is ever taken.
const STACK: usize = 128 << 20;

/// A formula as MathML; `None` where it is none, or too long.
pub(super) fn mathml(formula: &str, block: bool) -> Option<String> {
    let formula = formula.trim();
    if formula.is_empty() || formula.len() > LONGEST {
        return None;
    }
    let converted = if is_flat(formula) {
        converted(formula, block)
    } else {
        thread::scope(|scope| {
            let deep = thread::Builder::new().stack_size(STACK);
            deep.spawn_scoped(scope, || converted(formula, block)).ok()?.join().ok()?
        })
    };
    let html = unstyled(&converted?);
    let mut alternative = String::new();
    escape(&mut alternative, formula);
    html.strip_prefix("<math").map(|rest| format!("<math alttext=\"{alternative}\"{rest}"))
}

fn converted(formula: &str, block: bool) -> Option<String> {
    let converter = LatexToMathML::new(MathCoreConfig::default()).ok()?;
    let display = if block { MathDisplay::Block } else { MathDisplay::Inline };
    converter.convert_with_local_state(formula, display).ok().map(|result| result.mathml)
}

/// Whether nothing in a formula can nest deeply: most have a few commands.
fn is_flat(formula: &str) -> bool {
    const FEW: usize = 16;
    formula.bytes().filter(|byte| matches!(byte, b'{' | b'\\' | b'^' | b'_' | b'[')).count() <= FEW
}

/// MathML without inline styles: where a cell's text stands becomes a class, colours and paddings are left out.
fn unstyled(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, styled)) = rest.split_once(" style=\"") {
        out.push_str(before);
        let Some((style, after)) = styled.split_once('"') else { break };
        if style.contains("text-align: right") {
            out.push_str(" class=\"right\"");
        } else if style.contains("text-align: left") {
            out.push_str(" class=\"left\"");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
