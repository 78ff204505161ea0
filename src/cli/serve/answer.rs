//! The response to a request: a pure function of what is served.

use axum::body::Bytes;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};

use crate::cli::serve::form::Form;
use crate::cli::serve::gate::{self, Names};
use crate::cli::serve::live;
use crate::cli::serve::media::media;
use crate::cli::serve::range::{self, Part};
use crate::cli::serve::served::Served;
use crate::path;

/// What every answer carries. Pages may take scripts and styles from here alone, other sites may take nothing from here,
/// and a browser asks again each time.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-cache"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data: https: http:; media-src 'self' https: http:; object-src 'none'; \
         base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Answers a request. The body of a `HEAD` request's answer is empty, with the length it would have.
pub fn answer<B>(served: &Served, names: &Names, request: &Request<B>) -> Response<Bytes> {
    let mut response = match refusal(names, request) {
        Some(refused) => refused,
        None => found(served, request),
    };
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    // 304 speaks of a file without having one.
    if response.status() != StatusCode::NOT_MODIFIED {
        let length = response.body().len();
        response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    }
    if *request.method() == Method::HEAD {
        *response.body_mut() = Bytes::new();
    }
    response
}

/// The refusal of a request that may not be answered.
pub(super) fn refusal<B>(names: &Names, request: &Request<B>) -> Option<Response<Bytes>> {
    let (status, words) = gate::refusal(request, names)?;
    let mut response = plain(status, &words);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        // What was sent is not read, so nothing else can follow it.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Some(response)
}

fn found<B>(served: &Served, request: &Request<B>) -> Response<Bytes> {
    let Some(wanted) = below_root(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "this address names no file");
    };
    if let Some(text) = live::own(&wanted) {
        return whole(&wanted, Bytes::from_static(text.as_bytes()));
    }
    if !served.is_built() {
        return page(StatusCode::SERVICE_UNAVAILABLE, live::unbuilt(served).into_bytes());
    }
    let index = wanted.is_empty() || wanted.ends_with('/');
    let file = if index { format!("{wanted}index.html") } else { wanted };
    if let Some(form) = served.file(&file) {
        return sent(served, &file, form, request);
    }
    if !index && served.file(&format!("{file}/index.html")).is_some() {
        return moved(request, &file);
    }
    missing(served)
}

/// The path of an address below the root; `None` where it is no plain path: such addresses are made to get at files
/// that are not offered.
fn below_root(address: &str) -> Option<String> {
    let path = path::of_address(address.strip_prefix('/')?)?;
    let plain = |part: &str| part != ".." && part != "." && !part.contains(['\\', '\0']);
    path.split('/').all(plain).then_some(path)
}

/// A file of the site: whole or a part of it, compressed or not, or the word that it has not changed.
fn sent<B>(served: &Served, file: &str, form: &Form, request: &Request<B>) -> Response<Bytes> {
    let (kind, packable) = media(file);
    let follows = served.reload() && kind.starts_with("text/html");
    let followed = follows.then(|| Form::new(live::followed(form.bytes(), served.build())));
    let form = followed.as_ref().unwrap_or(form);
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let range = text(header::RANGE).filter(|_| *request.method() == Method::GET);
    // A part is a part of the plain bytes.
    let wanted = packable && range.is_none() && text(header::ACCEPT_ENCODING).is_some_and(takes_gzip);
    let packed = if wanted { form.packed() } else { None };
    let tag = match packed {
        Some(_) => format!("\"{}-gzip\"", form.tag()),
        None => format!("\"{}\"", form.tag()),
    };
    let mut response = Response::new(Bytes::new());
    let head = response.headers_mut();
    set(head, header::ETAG, &tag);
    if packable {
        head.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if text(header::IF_NONE_MATCH).is_some_and(|known| knows(known, form.tag())) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    set(head, header::CONTENT_TYPE, kind);
    head.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(packed) = packed {
        head.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        *response.body_mut() = packed.clone();
        return response;
    }
    let bytes = form.bytes();
    let fresh = text(header::IF_RANGE).is_none_or(|known| known == tag);
    match range.filter(|_| fresh).map_or(Part::Whole, |range| range::part(range, bytes.len())) {
        Part::Whole => *response.body_mut() = bytes.clone(),
        Part::From(from, to) => {
            set(head, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{}", bytes.len()));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            *response.body_mut() = bytes.slice(from..=to);
        }
        Part::Nothing => {
            set(head, header::CONTENT_RANGE, &format!("bytes */{}", bytes.len()));
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
        }
    }
    response
}

/// Whether `Accept-Encoding` takes gzip: named or covered by `*`, and not with a weight of nothing.
fn takes_gzip(header: &str) -> bool {
    let weight = |wanted: &str| {
        header.split(',').find_map(|one| {
            let (name, about) = one.split_once(';').unwrap_or((one, ""));
            let weight = about.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
            name.trim().eq_ignore_ascii_case(wanted).then_some(weight.unwrap_or(0.0))
        })
    };
    weight("gzip").or_else(|| weight("*")).is_some_and(|weight| weight > 0.0)
}

/// Whether `If-None-Match` names these bytes, in whatever form they were sent.
fn knows(header: &str, tag: &str) -> bool {
    header.split(',').map(str::trim).any(|one| {
        let one = one.strip_prefix("W/").unwrap_or(one).trim_matches('"');
        one == "*" || one == tag || one.strip_suffix("-gzip") == Some(tag)
    })
}

/// A folder without its `/`.
fn moved<B>(request: &Request<B>, file: &str) -> Response<Bytes> {
    let name = request.uri().path().rsplit('/').next().unwrap_or_default();
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    let mut response = plain(StatusCode::PERMANENT_REDIRECT, &format!("{file}/"));
    // Relative to where it was asked for: it can't lead to another host.
    set(response.headers_mut(), header::LOCATION, &format!("./{name}/{query}"));
    response
}

fn missing(served: &Served) -> Response<Bytes> {
    let Some(form) = served.file("404.html") else {
        return plain(StatusCode::NOT_FOUND, "nothing stands at this address");
    };
    let html = live::rooted(form.bytes());
    let html = if served.reload() { live::followed(&html, served.build()) } else { html };
    page(StatusCode::NOT_FOUND, html)
}

fn page(status: StatusCode, html: Vec<u8>) -> Response<Bytes> {
    let mut response = whole("page.html", html.into());
    *response.status_mut() = status;
    response
}

fn plain(status: StatusCode, words: &str) -> Response<Bytes> {
    let mut response = whole("words.txt", format!("{words}\n").into());
    *response.status_mut() = status;
    response
}

fn whole(name: &str, bytes: Bytes) -> Response<Bytes> {
    let mut response = Response::new(bytes);
    set(response.headers_mut(), header::CONTENT_TYPE, media(name).0);
    response
}

/// Sets a header; a value that no header can have is left out.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
