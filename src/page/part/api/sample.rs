//! Samples of code that call an operation: those somebody wrote (`x-codeSamples`), else five that are made.

use serde::Serialize;

use crate::markdown::html::escaped;
use crate::page::part::api::data::{Shown, block, quoted};
use crate::parse::api::{At, Parameter, Reader};

/// How many written samples are shown.
const WRITTEN: usize = 12;

/// A sample of code.
#[derive(Clone, Debug, Serialize)]
pub struct SampleView {
    /// The language, as readers call it.
    pub label: String,
    /// The code, as an HTML block.
    pub html: String,
}

/// A call, ready to be written in any language.
struct Call {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// What a call is made from.
#[derive(Clone, Copy, Debug)]
pub struct Told<'t, 'a> {
    /// The method.
    pub method: &'t str,
    /// The path as written.
    pub path: &'t str,
    /// The server's address; may be empty.
    pub server: &'t str,
    /// The parameters.
    pub parameters: &'t [Parameter<'a>],
    /// The media type of the body, and an example of it.
    pub body: Option<(&'t str, &'t Shown<'a>)>,
}

/// The samples of an operation.
pub fn samples<'a>(reader: Reader<'a>, operation: At<'a>, told: Told<'_, 'a>) -> Vec<SampleView> {
    let written: Vec<SampleView> = ["x-codeSamples", "x-code-samples"]
        .iter()
        .filter_map(|key| operation.get(key))
        .flat_map(At::items)
        .take(WRITTEN)
        .filter_map(|one| {
            let label = one.scalar_of("label").or_else(|| one.scalar_of("lang")).unwrap_or("Code");
            let source = one.get("source")?;
            let code =
                reader.resolver.end(source).text().or_else(|| Some(reader.resolver.text_behind(source)?.1));
            Some(view(label, code?))
        })
        .collect();
    if !written.is_empty() {
        return written;
    }
    let call = call(reader, operation, told);
    vec![
        view("curl", &call.curl()),
        view("JavaScript", &call.javascript()),
        view("Python", &call.python()),
        view("Go", &call.go()),
        view("Rust", &call.rust()),
    ]
}

fn view(label: &str, code: &str) -> SampleView {
    SampleView {
        label: label.to_owned(),
        html: block(&escaped(code.trim_end()), &format!("Sample in {label}")),
    }
}

fn call<'a>(reader: Reader<'a>, operation: At<'a>, told: Told<'_, 'a>) -> Call {
    let mut url = format!("{}{}", host(told.server), told.path);
    let mut query: Vec<String> = Vec::new();
    let mut headers: Vec<(String, String)> = Vec::new();
    for parameter in told.parameters {
        let value = given(reader, parameter);
        match parameter.place {
            "path" => {
                if let Some(value) = value {
                    url = url.replace(&format!("{{{}}}", parameter.name), &encoded(&value));
                }
            }
            "query" if parameter.required => {
                query.push(format!(
                    "{}={}",
                    encoded(parameter.name),
                    encoded(&value.unwrap_or_else(|| "VALUE".to_owned()))
                ));
            }
            "header" if parameter.required => {
                headers
                    .push((one_line(parameter.name), one_line(&value.unwrap_or_else(|| "VALUE".to_owned()))));
            }
            _ => {}
        }
    }
    key(reader, operation, &mut headers, &mut query);
    let body = told.body.and_then(|(media, value)| {
        headers.push(("Content-Type".to_owned(), one_line(media)));
        written(media, value)
    });
    if !query.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&query.join("&"));
    }
    Call { method: told.method.to_owned(), url, headers, body }
}

/// The beginning of an address that can be called from anywhere. What a definition leaves to the page it is read on has
/// the host that is there for examples.
fn host(server: &str) -> String {
    let server = server.trim().trim_end_matches('/');
    match server.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None if server.contains("://") => server.to_owned(),
        None if server.is_empty() => "https://example.com".to_owned(),
        None => format!("https://example.com/{}", server.trim_start_matches(['.', '/'])),
    }
}

/// The value an author gives a parameter as an example.
fn given<'a>(reader: Reader<'a>, parameter: &Parameter<'a>) -> Option<String> {
    let own = reader.examples(parameter.at).into_iter().find_map(|one| one.value);
    let schema = parameter.schema.map(|at| reader.resolver.end(at));
    let of_schema = || {
        let schema = schema?;
        let first = |key: &str| schema.get(key).and_then(|at| at.items().next());
        schema
            .get("example")
            .or_else(|| first("examples"))
            .or_else(|| schema.get("default"))
            .or_else(|| first("enum"))
    };
    own.or_else(of_schema).and_then(|at| at.scalar()).map(str::to_owned).filter(|value| value.len() < 200)
}

/// What the first way of security asks for.
fn key<'a>(
    reader: Reader<'a>,
    operation: At<'a>,
    headers: &mut Vec<(String, String)>,
    query: &mut Vec<String>,
) {
    let schemes = reader.schemes();
    let first = reader.security(operation).and_then(|choices| choices.into_iter().next()).unwrap_or_default();
    for asked in first {
        let Some(scheme) = schemes.iter().find(|scheme| scheme.key == asked.key) else { continue };
        let say = |key: &str| scheme.at.scalar_of(key).unwrap_or("");
        let basic = say("type") == "basic" || say("scheme").eq_ignore_ascii_case("basic");
        match (say("type"), say("in")) {
            ("apiKey", "query") => query.push(format!("{}=KEY", encoded(say("name")))),
            ("apiKey", "header") => headers.push((one_line(say("name")), "KEY".to_owned())),
            ("apiKey", "cookie") => {
                headers.push(("Cookie".to_owned(), format!("{}=KEY", one_line(say("name")))))
            }
            ("http" | "basic", _) if basic => {
                headers.push(("Authorization".to_owned(), "Basic CREDENTIALS".to_owned()))
            }
            ("http" | "oauth2" | "openIdConnect", _) => {
                headers.push(("Authorization".to_owned(), "Bearer TOKEN".to_owned()));
            }
            _ => {}
        }
    }
}

/// A body as it is sent; `None` where it can't be written in a sample.
fn written(media: &str, value: &Shown<'_>) -> Option<String> {
    match (media, value) {
        ("application/x-www-form-urlencoded", Shown::Map(map)) => {
            let pairs = map.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(&bare(value))));
            Some(pairs.collect::<Vec<_>>().join("&"))
        }
        (media, _) if media.contains("json") || media == "*/*" => Some(value.plain()),
        (_, Shown::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn bare(value: &Shown<'_>) -> String {
    match value {
        Shown::Text(text) | Shown::Word(text) => text.to_string(),
        other => other.brief(200),
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect()
}

/// A part of an address.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

impl Call {
    fn curl(&self) -> String {
        let mut out = String::from("curl");
        if self.method != "GET" {
            out.push_str(&format!(" -X {}", self.method));
        }
        out.push_str(&format!(" {}", shell(&self.url)));
        for (name, value) in &self.headers {
            out.push_str(&format!(" \\\n  -H {}", shell(&format!("{name}: {value}"))));
        }
        if let Some(body) = &self.body {
            out.push_str(&format!(" \\\n  --data {}", shell(body)));
        }
        out
    }

    fn javascript(&self) -> String {
        let mut out = format!(
            "const response = await fetch({}, {{\n  method: {},\n",
            quoted(&self.url),
            quoted(&self.method)
        );
        if !self.headers.is_empty() {
            out.push_str("  headers: {\n");
            for (name, value) in &self.headers {
                out.push_str(&format!("    {}: {},\n", quoted(name), quoted(value)));
            }
            out.push_str("  },\n");
        }
        if let Some(body) = &self.body {
            match body.starts_with(['{', '[']) {
                true => out.push_str(&format!("  body: JSON.stringify({}),\n", indented(body, "  "))),
                false => out.push_str(&format!("  body: {},\n", quoted(body))),
            }
        }
        out.push_str("});\nconsole.log(response.status, await response.text());");
        out
    }

    fn python(&self) -> String {
        let mut out = format!(
            "import requests\n\nresponse = requests.request(\n    {},\n    {},\n",
            quoted(&self.method),
            quoted(&self.url)
        );
        if !self.headers.is_empty() {
            out.push_str("    headers={\n");
            for (name, value) in &self.headers {
                out.push_str(&format!("        {}: {},\n", quoted(name), quoted(value)));
            }
            out.push_str("    },\n");
        }
        if let Some(body) = &self.body {
            match body.contains(['\\']) || body.contains("'''") || !body.contains('\n') {
                true => out.push_str(&format!("    data={},\n", quoted(body))),
                false => out.push_str(&format!("    data='''{body}''',\n")),
            }
        }
        out.push_str(")\nprint(response.status_code, response.text)");
        out
    }

    fn go(&self) -> String {
        let mut out = String::new();
        let body = match &self.body {
            Some(body) if body.contains('`') => format!("strings.NewReader({})", quoted(body)),
            Some(body) => format!("strings.NewReader(`{body}`)"),
            None => "nil".to_owned(),
        };
        out.push_str(&format!("body := {body}\n").repeat(usize::from(self.body.is_some())));
        let body = if self.body.is_some() { "body" } else { "nil" };
        out.push_str(&format!(
            "request, err := http.NewRequest({}, {}, {body})\nif err != nil {{\n\tlog.Fatal(err)\n}}\n",
            quoted(&self.method),
            quoted(&self.url)
        ));
        for (name, value) in &self.headers {
            out.push_str(&format!("request.Header.Set({}, {})\n", quoted(name), quoted(value)));
        }
        out.push_str(
            "response, err := http.DefaultClient.Do(request)\nif err != nil {\n\tlog.Fatal(err)\n}\n",
        );
        out.push_str("defer response.Body.Close()\nfmt.Println(response.Status)");
        out
    }

    fn rust(&self) -> String {
        let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
        let mut out = String::from("let client = reqwest::Client::new();\nlet response = client\n");
        match known.contains(&self.method.as_str()) {
            true => {
                out.push_str(&format!("    .{}({})\n", self.method.to_lowercase(), rust_string(&self.url)))
            }
            false => out.push_str(&format!(
                "    .request(reqwest::Method::from_bytes(b{})?, {})\n",
                quoted(&self.method),
                rust_string(&self.url)
            )),
        }
        for (name, value) in &self.headers {
            out.push_str(&format!("    .header({}, {})\n", rust_string(name), rust_string(value)));
        }
        if let Some(body) = &self.body {
            out.push_str(&format!("    .body({})\n", rust_string(body)));
        }
        out.push_str("    .send()\n    .await?;\nprintln!(\"{}\", response.status());");
        out
    }
}

/// A string of Rust: raw where it would need escapes.
fn rust_string(text: &str) -> String {
    if !text.contains(['"', '\\', '\n']) {
        return format!("\"{text}\"");
    }
    let hashes = (1..20).map(|count| "#".repeat(count)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let hashes = hashes.unwrap_or_default();
    format!("r{hashes}\"{text}\"{hashes}")
}

fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}
