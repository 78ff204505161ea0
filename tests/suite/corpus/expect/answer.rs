//! `answer METHOD PATH [Header:value …]`: what `planbook serve` answers, without a socket. The host is localhost unless a
//! header says otherwise; `Host:-` asks without one. `@tag` in a value is the tag of the file as it is sent without any
//! headers. `reload` as the first word serves pages with the script that follows changes, `broken` nothing but a fault.
//! Of pages the title is printed, of other files the first lines; headers that every answer has are left out.

use std::io::Read;

use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{Request, Response};
use planbook::cli::serve::{Names, Served, answer};
use planbook::diag::Fault;

use super::super::run::Run;

/// Headers of every answer: one case shows them.
const ALWAYS: [&str; 5] = [
    "cache-control",
    "content-security-policy",
    "cross-origin-resource-policy",
    "referrer-policy",
    "x-content-type-options",
];

pub fn print(run: &Run, words: &[String]) -> Result<String, String> {
    let (modes, words): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| ["reload", "broken", "all"].contains(&word.as_str()));
    let mode = |name: &str| modes.iter().any(|mode| *mode == name);
    let nothing = Served::new(mode("reload"));
    let served = if mode("broken") {
        nothing.but(vec![
            Fault::new("book.toml", "there is no key `titel`").at(2, 1).help("did you mean `title`?"),
        ])
    } else {
        nothing.with("7-1", run.site().artifacts.clone(), run.config.site_url.as_deref())
    };
    let [method, path, headers @ ..] = words.as_slice() else { return Err("no method and path".to_owned()) };
    let names = Names(vec!["harbour.test".to_owned()]);
    let tag = |path: &str| {
        let request = Request::builder().uri(path).header("host", "localhost").body(()).ok()?;
        let tag = answer(&served, &names, &request).headers().get(ETAG)?.to_str().ok()?.to_owned();
        Some(tag)
    };
    let mut request = Request::builder().method(method.as_str()).uri(path.as_str());
    if !headers.iter().any(|header| header.to_lowercase().starts_with("host:")) {
        request = request.header("host", "localhost:4000");
    }
    for header in headers.iter().filter(|header| **header != "Host:-") {
        let (name, value) = header.split_once(':').ok_or_else(|| format!("{header} is no header"))?;
        let value = match tag(path) {
            Some(tag) => value.replace("@tag", &tag),
            None => value.to_owned(),
        };
        // Long values are written short: `x*40000`.
        let value = match value.strip_prefix("x*").and_then(|count| count.parse().ok()) {
            Some(count) => "x".repeat(count),
            None => value,
        };
        request = request.header(name, value);
    }
    let request = request.body(()).map_err(|problem| problem.to_string())?;
    show(&answer(&served, &names, &request), mode("all"))
}

fn show(response: &Response<Bytes>, all: bool) -> Result<String, String> {
    let mut out = format!("{}\n", response.status());
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in response.headers() {
        let value = value.to_str().map_err(|problem| problem.to_string())?;
        match name.as_str() {
            name if ALWAYS.contains(&name) && !all => {}
            "etag" => headers.push(format!("etag: {}", kind_of_tag(value))),
            "content-length" if value.len() > 2 => {}
            // The length of a whole file changes with every template.
            "content-range" => {
                headers.push(format!("content-range: {}/#", value.split('/').next().unwrap_or(value)))
            }
            _ => headers.push(format!("{name}: {value}")),
        }
    }
    headers.sort();
    out.push_str(&headers.iter().map(|header| format!("{header}\n")).collect::<String>());
    let length = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if !response.body().is_empty() && length != Some(response.body().len()) {
        return Err(format!("{length:?} is not the length of the body"));
    }
    let body = body(response)?;
    Ok(if body.is_empty() { out } else { format!("{out}\n{body}\n") })
}

/// The digits of a tag change with every template; its form does not.
fn kind_of_tag(tag: &str) -> String {
    let digits = tag.trim_matches('"').bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits == 20 { format!("\"<20 digits>{}\"", &tag.trim_matches('"')[20..]) } else { tag.to_owned() }
}

fn body(response: &Response<Bytes>) -> Result<String, String> {
    let mut bytes = response.body().to_vec();
    let mut packed = "";
    if response.headers().get(CONTENT_ENCODING).is_some_and(|coding| coding == "gzip") {
        let mut plain = Vec::new();
        let read = flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain);
        read.map_err(|problem| problem.to_string())?;
        bytes = plain;
        packed = "(unpacked) ";
    }
    let Ok(text) = String::from_utf8(bytes) else { return Ok(format!("{packed}(no text)")) };
    let html =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if html && text.contains("<title>") {
        let of_serve = ["<title>", "<script src=\"/.planbook/", "<base", "<li><pre>"];
        let lines = text.lines().filter(|line| of_serve.iter().any(|start| line.starts_with(start)));
        return Ok(format!("{packed}{}", lines.collect::<Vec<_>>().join("\n")));
    }
    let short: String = text.chars().take(160).collect();
    Ok(format!("{packed}{}", short.trim_end()))
}
