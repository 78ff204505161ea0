//! What is said about a file's encoding: PB002 (damage by a wrong code page) and PB007 (not UTF-8).

use crate::decode::encoding::code_page::{CodePage, byte};
use crate::decode::encoding::restore::possible;
use crate::decode::encoding::{Decoded, Form};
use crate::diag::{Code, Diagnostic, Role, Severity};
use crate::place::{DocId, Place, Span};

/// Damaged text.
const DAMAGED: Code = Code("PB002");
/// Not UTF-8.
const NOT_UTF8: Code = Code("PB007");
/// How many places of one kind are quoted.
const QUOTED: usize = 5;

/// The findings about the encoding of document `doc`.
pub fn findings(doc: DocId, decoded: &Decoded) -> Vec<Diagnostic> {
    if decoded.binary {
        return vec![
            Diagnostic::new(
                NOT_UTF8,
                Severity::Warning,
                "the file is not text; nothing was read from it",
                Place::new(doc, Span::default()),
            )
            .help("exclude it in book.toml, or save it as UTF-8 text"),
        ];
    }
    [
        utf16(doc, decoded),
        invalid(doc, decoded),
        nul(doc, decoded),
        lone_cr(doc, decoded),
        damaged(doc, decoded),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn utf16(doc: DocId, decoded: &Decoded) -> Option<Diagnostic> {
    let order = match decoded.form {
        Form::Utf8 => return None,
        Form::Utf16Le => "UTF-16 (little-endian)",
        Form::Utf16Be => "UTF-16 (big-endian)",
    };
    let message = format!("the file is {order}, not UTF-8; it was read all the same");
    Some(
        Diagnostic::new(NOT_UTF8, Severity::Note, message, Place::new(doc, Span::default()))
            .help("save it as UTF-8: git shows no differences of UTF-16 files"),
    )
}

fn invalid(doc: DocId, decoded: &Decoded) -> Option<Diagnostic> {
    let count = decoded.invalid.len();
    let what = if decoded.form == Form::Utf8 { "UTF-8" } else { "UTF-16" };
    let message = match count {
        1 => format!("bytes that are not valid {what}; U+FFFD (\u{FFFD}) stands in their place"),
        _ => format!("bytes at {count} places are not valid {what}; U+FFFD (\u{FFFD}) stands in their place"),
    };
    at_each(doc, &decoded.invalid, Severity::Warning, message).map(|finding| {
        finding.help("convert the file to UTF-8 from the encoding it was written in, such as Windows-1252")
    })
}

fn nul(doc: DocId, decoded: &Decoded) -> Option<Diagnostic> {
    let message = match decoded.nul.len() {
        1 => "a NUL character; U+FFFD (\u{FFFD}) stands in its place".to_owned(),
        count => format!("{count} NUL characters; U+FFFD (\u{FFFD}) stands in their place"),
    };
    at_each(doc, &decoded.nul, Severity::Warning, message).map(|finding| finding.help("delete them"))
}

fn lone_cr(doc: DocId, decoded: &Decoded) -> Option<Diagnostic> {
    let message = match decoded.lone_cr.len() {
        1 => "a line ends with a carriage return alone; it was read as a line ending".to_owned(),
        count => {
            format!("{count} lines end with a carriage return alone; each was read as a line ending")
        }
    };
    at_each(doc, &decoded.lone_cr, Severity::Note, message).map(|finding| {
        finding.help("save the file with line endings LF or CRLF: many tools see one long line here")
    })
}

/// A finding about several places of one kind; none without a place.
fn at_each(doc: DocId, spans: &[Span], severity: Severity, message: String) -> Option<Diagnostic> {
    let (first, rest) = spans.split_first()?;
    let finding = Diagnostic::new(NOT_UTF8, severity, message, Place::new(doc, *first));
    Some(
        rest.iter()
            .take(QUOTED - 1)
            .fold(finding, |finding, span| finding.and(Place::new(doc, *span), Role::Other, "")),
    )
}

fn damaged(doc: DocId, decoded: &Decoded) -> Option<Diagnostic> {
    let page = match decoded.encoding.code_page? {
        name if name == CodePage::Windows1254.name() => CodePage::Windows1254,
        _ => CodePage::Windows1252,
    };
    let left = decoded.damaged.iter().take(QUOTED).map(|span| (*span, remains(span.of(&decoded.text), page)));
    let mended = decoded
        .repairs
        .iter()
        .filter(|span| !matches!(span.of(&decoded.text), "" | "\u{FE0F}" | "\u{200D}"))
        .take(QUOTED)
        .map(|span| (*span, format!("read as `{}`", span.of(&decoded.text))));
    let mut places = left.chain(mended);
    let (first, text) =
        places.next().or_else(|| decoded.repairs.first().map(|span| (*span, String::new())))?;
    let severity = if decoded.damaged.is_empty() { Severity::Note } else { Severity::Warning };
    let mut finding = Diagnostic::new(DAMAGED, severity, summary(decoded, page), Place::new(doc, first))
        .main(Role::Other, text);
    for (span, text) in places {
        finding = finding.and(Place::new(doc, span), Role::Other, text);
    }
    if !decoded.repairs.is_empty() {
        let edit = |span: &Span| (Place::new(doc, *span), span.of(&decoded.text).to_owned());
        finding = finding
            .fix("write the mended characters into the file", decoded.repairs.iter().map(edit).collect());
    }
    Some(finding.help(help(decoded)))
}

fn summary(decoded: &Decoded, page: CodePage) -> String {
    let (mended, left) = (decoded.repairs.len(), decoded.damaged.len());
    let name = match page {
        CodePage::Windows1252 => "Windows-1252",
        CodePage::Windows1254 => "Windows-1254",
    };
    let were = match mended + left {
        1 => "1 character was".to_owned(),
        count => format!("{count} characters were"),
    };
    let outcome = match (mended, left) {
        (1, 0) => "it is mended on these pages".to_owned(),
        (_, 0) => "all are mended on these pages".to_owned(),
        (0, 1) => "it can't be mended without a guess".to_owned(),
        (0, _) => "none can be mended without a guess".to_owned(),
        (mended, left) => format!("{mended} mended, {left} left that can't be mended without a guess"),
    };
    format!("{were} damaged when UTF-8 was read as {name} and saved again: {outcome}")
}

fn help(decoded: &Decoded) -> String {
    let act = match (decoded.repairs.is_empty(), decoded.damaged.is_empty()) {
        (false, true) => "apply the fix to mend the file itself",
        (false, false) => "apply the fix to mend the file itself, and retype the characters that are left",
        _ => "retype these characters and save the file as UTF-8",
    };
    format!("{act}; if the text is meant as it stands, add `<!-- planbook: encoding=utf-8 -->`")
}

/// What a damaged sequence may have been.
fn remains(text: &str, page: CodePage) -> String {
    let bytes: Vec<u8> = text.chars().filter_map(byte).collect();
    let symbols = possible(&bytes, page);
    match symbols.split_last() {
        Some((last, [])) => format!("was perhaps {last}"),
        Some((last, others)) if others.len() < 8 => {
            let others: Vec<String> = others.iter().map(char::to_string).collect();
            format!("was {} or {last}", others.join(", "))
        }
        Some(_) => format!("was one of {} symbols", symbols.len()),
        None => "a part of the character is missing".to_owned(),
    }
}
