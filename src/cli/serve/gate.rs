//! Who may ask, and how: what is refused before anything is looked up.
//!
//! A page anywhere on the web can make a browser ask a server on this machine, and with a name of its own that leads
//! here (DNS rebinding) it could read the answers. So a request must name this machine in words that no other site
//! can have: an IP address, `localhost`, or a name that was given.

use std::net::IpAddr;

use axum::http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::{Method, Request, StatusCode, Version};

/// The longest address, and the most bytes of headers.
const ADDRESS: usize = 8 << 10;
const HEADERS: usize = 32 << 10;

/// The names, beside IP addresses and `localhost`, that requests may use for this machine.
#[derive(Clone, Debug, Default)]
pub struct Names(pub Vec<String>);

impl Names {
    /// Whether a request may use this `Host`, with or without a port.
    fn allow(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((inner, rest)) if rest.is_empty() || is_port(rest) => {
                return inner.parse::<IpAddr>().is_ok();
            }
            Some(_) => return false,
            None => match host.rfind(':') {
                Some(at) if is_port(host.get(at..).unwrap_or_default()) => host.get(..at).unwrap_or_default(),
                _ => host,
            },
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        name == "localhost"
            || name.ends_with(".localhost")
            || name.parse::<IpAddr>().is_ok()
            || self.0.iter().any(|known| known.eq_ignore_ascii_case(&name))
    }
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Why a request is refused, if it is.
pub(super) fn refusal<B>(request: &Request<B>, names: &Names) -> Option<(StatusCode, String)> {
    let headers = request.headers();
    if request.uri().to_string().len() > ADDRESS {
        return Some((StatusCode::URI_TOO_LONG, "this address is too long".to_owned()));
    }
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > HEADERS {
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "too many headers".to_owned()));
    }
    let body = headers.get(CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    if body || headers.contains_key(TRANSFER_ENCODING) {
        return Some((StatusCode::PAYLOAD_TOO_LARGE, "nothing can be sent here".to_owned()));
    }
    if let Some(refusal) = stranger(request, names) {
        return Some(refusal);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "files can only be read here".to_owned()));
    }
    None
}

/// Refuses requests that call this machine by a foreign name.
fn stranger<B>(request: &Request<B>, names: &Names) -> Option<(StatusCode, String)> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let host = match host {
        Some(host) if hosts.next().is_none() => host,
        None if request.version() == Version::HTTP_10 && request.uri().authority().is_none() => "localhost",
        _ => return Some((StatusCode::BAD_REQUEST, "a request names its host once".to_owned())),
    };
    let address = request.uri().authority().map(|authority| authority.as_str());
    let foreign = [Some(host), address].into_iter().flatten().find(|name| !names.allow(name))?;
    let shown: String = foreign.chars().filter(|c| !c.is_control()).take(80).collect();
    let words = format!(
        "this server is asked for by its IP address or as localhost, not as {shown}: --allow-host adds a name"
    );
    Some((StatusCode::FORBIDDEN, words))
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_of_this_machine_are_allowed_and_no_others() {
        let names = Names(vec!["harbour.test".to_owned()]);
        for host in [
            "localhost",
            "LOCALHOST:4000",
            "a.localhost:1",
            "127.0.0.1",
            "127.0.0.1:4000",
            "[::1]:4000",
            "[::1]",
            "192.168.0.7:80",
            "harbour.test",
            "Harbour.Test:8080",
            "localhost.:4000",
        ] {
            assert!(names.allow(host), "{host}");
        }
        for host in [
            "example.org",
            "localhost.example.org",
            "evil-localhost",
            "127.0.0.1.example.org",
            "",
            ":4000",
            "[example.org]",
            "[::1].example.org",
            "localhost:4000:x",
            "a@localhost",
            "1.harbour.test",
        ] {
            assert!(!names.allow(host), "{host}");
        }
    }
}
