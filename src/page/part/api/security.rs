//! What one must have to call an operation, and the schemes a definition has for that.

use serde::Serialize;

use crate::page::part::api::writer::Writer;
use crate::parse::api::{At, Member};

/// How many alternatives are said.
const MOST: usize = 50;

/// A security scheme.
#[derive(Clone, Debug, Serialize)]
pub struct SchemeView {
    /// Its name.
    pub name: String,
    /// The id of its place on the page.
    pub id: String,
    /// What it is, in words.
    pub kind: String,
    /// What is said of it, as HTML.
    pub about: String,
}

impl<'w> Writer<'w> {
    /// The security schemes of the definition.
    pub fn schemes(&mut self) -> Vec<SchemeView> {
        let schemes = self.reader.schemes();
        schemes
            .into_iter()
            .take(500)
            .map(|member| {
                let id = self.id(&format!("security {}", member.key));
                let kind = kind(member.at);
                self.described(member.at);
                self.flows(member.at);
                if let Some(address) = member.at.scalar_of("openIdConnectUrl") {
                    self.raw("<p>Described at ");
                    self.address(address, address);
                    self.raw("</p>");
                }
                SchemeView { name: member.key.to_owned(), id, kind, about: self.take() }
            })
            .collect()
    }

    fn flows(&mut self, scheme: At<'w>) {
        let mut flows = scheme.get("flows").map(At::own_members).unwrap_or_default();
        // 2.0 has one flow, written into the scheme.
        if let Some(flow) = scheme.get("flow").filter(|_| flows.is_empty())
            && let Some(name) = flow.text()
        {
            flows.push(Member { key: name, key_place: flow.place(), at: scheme });
        }
        for flow in flows {
            self.raw("<p class=\"flow\">");
            self.text(&words(flow.key));
            self.raw("</p><dl class=\"limits\">");
            for (key, label) in [
                ("authorizationUrl", "Authorisation"),
                ("deviceAuthorizationUrl", "Device"),
                ("tokenUrl", "Token"),
                ("refreshUrl", "Refresh"),
            ] {
                if let Some(address) = flow.at.scalar_of(key) {
                    self.raw(&format!("<div><dt>{label}</dt><dd>"));
                    self.address(address, address);
                    self.raw("</dd></div>");
                }
            }
            self.raw("</dl>");
            let scopes = flow.at.get("scopes").map(At::own_members).unwrap_or_default();
            if !scopes.is_empty() {
                self.raw("<ul class=\"values\">");
            }
            for scope in &scopes {
                self.raw("<li>");
                self.code(scope.key);
                self.raw(" ");
                self.text(scope.at.scalar().unwrap_or(""));
                self.raw("</li>");
            }
            if !scopes.is_empty() {
                self.raw("</ul>");
            }
        }
    }

    /// Writes what one must have to call an operation.
    pub fn security(&mut self, operation: At<'w>) {
        let Some(choices) = self.reader.security(operation) else { return };
        if choices.is_empty() || choices.iter().all(Vec::is_empty) {
            return self.raw("<p>None: anybody may call this.</p>");
        }
        let schemes = self.reader.schemes();
        if choices.len() > 1 {
            self.raw("<p>One of these:</p>");
        }
        self.raw("<ul class=\"security\">");
        for one in choices.iter().take(MOST) {
            self.raw("<li>");
            if one.is_empty() {
                self.raw("nothing at all");
            }
            for (index, member) in one.iter().enumerate() {
                self.raw(if index > 0 { " and " } else { "" });
                let scheme = schemes.iter().find(|scheme| scheme.key == member.key);
                self.required(member, scheme.map(|scheme| scheme.at));
            }
            self.raw("</li>");
        }
        self.raw("</ul>");
    }

    fn required(&mut self, member: &Member<'w>, scheme: Option<At<'w>>) {
        match scheme {
            Some(at) => {
                let place = format!("{}security/", self.book.url.0);
                self.link(&place, member.key);
                self.raw(" <span class=\"soft\">");
                self.text(&kind(at));
                self.raw("</span>");
            }
            None => {
                self.code(member.key);
                self.raw(" <span class=\"broken-mark\">[no such security scheme]</span>");
            }
        }
        for (index, scope) in member.at.items().filter_map(At::scalar).take(200).enumerate() {
            self.raw(if index == 0 { ", with " } else { ", " });
            self.code(scope);
        }
    }
}

/// What a scheme is, in words.
fn kind(at: At<'_>) -> String {
    let say = |key: &str| at.scalar_of(key).unwrap_or("").to_owned();
    match at.scalar_of("type").unwrap_or("") {
        "apiKey" => match say("in").as_str() {
            "query" => format!("API key in the query parameter {}", say("name")),
            "cookie" => format!("API key in the cookie {}", say("name")),
            _ => format!("API key in the header {}", say("name")),
        },
        "http" => match at.scalar_of("bearerFormat") {
            Some(format) => format!("HTTP {} ({format})", say("scheme")),
            None => format!("HTTP {}", say("scheme")),
        },
        "basic" => "HTTP basic".to_owned(),
        "oauth2" => "OAuth 2".to_owned(),
        "openIdConnect" => "OpenID Connect".to_owned(),
        "mutualTLS" => "mutual TLS".to_owned(),
        "" => "no type given".to_owned(),
        other => other.to_owned(),
    }
}

/// The name of a flow in words.
fn words(flow: &str) -> String {
    match flow {
        "implicit" => "Implicit flow".to_owned(),
        "password" => "Password flow".to_owned(),
        "clientCredentials" | "application" => "Client credentials flow".to_owned(),
        "authorizationCode" | "accessCode" => "Authorisation code flow".to_owned(),
        "deviceAuthorization" => "Device authorisation flow".to_owned(),
        other => format!("Flow {other}"),
    }
}
