//! What an operation says, the same for every version of the specification: parameters, body, responses, security,
//! servers. What 2.0 writes as body and form parameters is a body here.

use crate::model::Oas;
use crate::parse::api::at::{At, Member};
use crate::parse::api::resolve::Resolver;

/// The most parameters, responses or media types that are taken from one operation.
const MOST: usize = 1000;

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// What it says.
    pub at: At<'a>,
    /// Its name.
    pub name: &'a str,
    /// Where it is sent: `path`, `query`, `querystring`, `header`, `cookie`; as written where it is none of them.
    pub place: &'a str,
    /// Whether it must be sent.
    pub required: bool,
    /// Its schema; in 2.0 the parameter itself.
    pub schema: Option<At<'a>>,
    /// The media type it is written in, where it has one.
    pub media: Option<Media<'a>>,
}

/// A body or part of one in one media type.
#[derive(Clone, Debug)]
pub struct Media<'a> {
    /// The media type, `application/json`.
    pub name: &'a str,
    /// Its schema.
    pub schema: Option<At<'a>>,
    /// The schema of each of its parts, in a stream (3.2).
    pub item: Option<At<'a>>,
    /// Examples in the order they are written.
    pub examples: Vec<Example<'a>>,
    /// How its parts are encoded.
    pub encoding: Vec<Member<'a>>,
    /// Form parameters of 2.0, which have no schema around them.
    pub form: Vec<Parameter<'a>>,
}

/// An example somebody wrote.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// Its name, where it has one.
    pub name: Option<&'a str>,
    /// What it shows.
    pub summary: Option<&'a str>,
    /// More about it.
    pub description: Option<&'a str>,
    /// The value, where it stands in the definition.
    pub value: Option<At<'a>>,
    /// Whether the value is written as it is sent.
    pub serialised: bool,
    /// Where it stands, where it stands elsewhere.
    pub external: Option<&'a str>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    /// What is said of it.
    pub description: Option<&'a str>,
    /// Whether it must be sent.
    pub required: bool,
    /// Its media types.
    pub content: Vec<Media<'a>>,
}

/// What may come back.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// The status code or `default`, as written.
    pub code: &'a str,
    /// What it says.
    pub at: At<'a>,
    /// Its headers.
    pub headers: Vec<Member<'a>>,
    /// Its media types.
    pub content: Vec<Media<'a>>,
    /// Where one may go from it.
    pub links: Vec<Member<'a>>,
}

/// Reads operations of a definition.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The way through references.
    pub resolver: &'a Resolver<'a>,
    /// The definition.
    pub root: At<'a>,
    /// What it is read as.
    pub oas: Oas,
}

impl<'a> Reader<'a> {
    /// The parameters of an operation with those of its path item, each once: those in paths first, then as written.
    /// What is sent as a body in 2.0 is left out.
    pub fn parameters(&self, item: At<'a>, operation: At<'a>) -> Vec<Parameter<'a>> {
        let mut found = self.all_parameters(item, operation);
        found.retain(|parameter| !matches!(parameter.place, "body" | "formData"));
        found.sort_by_key(|parameter| match parameter.place {
            "path" => 0,
            "query" | "querystring" => 1,
            "header" => 2,
            "cookie" => 3,
            _ => 4,
        });
        found
    }

    fn all_parameters(&self, item: At<'a>, operation: At<'a>) -> Vec<Parameter<'a>> {
        let mut found: Vec<Parameter<'a>> = Vec::new();
        let own = operation.get("parameters").into_iter().flat_map(At::items);
        let inherited = item.get("parameters").into_iter().flat_map(At::items);
        for at in own.chain(inherited).take(MOST) {
            let Some(parameter) = self.parameter(self.resolver.end(at)) else { continue };
            let same = |other: &Parameter<'_>| other.name == parameter.name && other.place == parameter.place;
            if !found.iter().any(same) {
                found.push(parameter);
            }
        }
        found
    }

    fn parameter(&self, at: At<'a>) -> Option<Parameter<'a>> {
        let name = at.scalar_of("name")?;
        let place = at.scalar_of("in").unwrap_or("");
        let media = self.content(at).into_iter().next();
        let schema = match self.oas {
            Oas::V2 => at.get("schema").or(Some(at)),
            _ => at.get("schema").or_else(|| media.as_ref().and_then(|media| media.schema)),
        };
        let required = at.is_true("required") || place == "path";
        Some(Parameter { at, name, place, required, schema, media })
    }

    /// What an operation is sent with.
    pub fn body(&self, item: At<'a>, operation: At<'a>) -> Option<Body<'a>> {
        if self.oas == Oas::V2 {
            return self.old_body(item, operation);
        }
        let at = self.resolver.end(operation.get("requestBody")?);
        Some(Body {
            description: at.word("description"),
            required: at.is_true("required"),
            content: self.content(at),
        })
    }

    fn old_body(&self, item: At<'a>, operation: At<'a>) -> Option<Body<'a>> {
        let mut sent = self.all_parameters(item, operation);
        sent.retain(|parameter| matches!(parameter.place, "body" | "formData"));
        let first = sent.first()?.clone();
        let form: Vec<Parameter<'a>> =
            sent.into_iter().filter(|parameter| parameter.place == "formData").collect();
        let file = form.iter().any(|parameter| parameter.at.scalar_of("type") == Some("file"));
        let consumes = operation.get("consumes").or_else(|| self.root.get("consumes"));
        let mut names: Vec<&str> =
            consumes.into_iter().flat_map(At::items).filter_map(At::text).take(MOST).collect();
        if names.is_empty() {
            names.push(match (form.is_empty(), file) {
                (true, _) => "application/json",
                (false, true) => "multipart/form-data",
                (false, false) => "application/x-www-form-urlencoded",
            });
        }
        let schema = (first.place == "body").then_some(first.at.get("schema")).flatten();
        let content = names.into_iter().map(|name| Media {
            name,
            schema,
            item: None,
            examples: schema_examples(first.at),
            encoding: Vec::new(),
            form: form.clone(),
        });
        let description = (first.place == "body").then(|| first.at.word("description")).flatten();
        let required = first.required && form.is_empty() || form.iter().any(|parameter| parameter.required);
        Some(Body { description, required, content: content.collect() })
    }

    /// What may come back: successes first as written, every code once.
    pub fn responses(&self, operation: At<'a>) -> Vec<Response<'a>> {
        let Some(responses) = operation.get("responses") else { return Vec::new() };
        let produces = operation.get("produces").or_else(|| self.root.get("produces"));
        self.resolver
            .end(responses)
            .own_members()
            .into_iter()
            .take(MOST)
            .map(|member| {
                let at = self.resolver.end(member.at);
                let content = match self.oas {
                    Oas::V2 => self.old_content(at, produces),
                    _ => self.content(at),
                };
                let below = |key: &str| at.get(key).map(At::own_members).unwrap_or_default();
                let mut headers = at.get("headers").map(At::members).unwrap_or_default();
                headers.iter_mut().for_each(|header| header.at = self.resolver.end(header.at));
                Response { code: member.key, at, headers, content, links: below("links") }
            })
            .collect()
    }

    fn old_content(&self, response: At<'a>, produces: Option<At<'a>>) -> Vec<Media<'a>> {
        let schema = response.get("schema");
        let written = response.get("examples").map(At::members).unwrap_or_default();
        let mut names: Vec<&str> = written.iter().map(|member| member.key).collect();
        if schema.is_some() {
            let all = produces.into_iter().flat_map(At::items).filter_map(At::text).take(MOST);
            all.for_each(|name| {
                if !names.contains(&name) {
                    names.push(name)
                }
            });
            if names.is_empty() {
                names.push("application/json");
            }
        }
        let media = |name| {
            let example = written.iter().find(|member| member.key == name).map(|member| plain(member.at));
            let examples = example.into_iter().collect();
            Media { name, schema, item: None, examples, encoding: Vec::new(), form: Vec::new() }
        };
        names.into_iter().map(media).collect()
    }

    /// The media types of a body, response, parameter or header.
    pub fn content(&self, at: At<'a>) -> Vec<Media<'a>> {
        let members = at.get("content").map(At::own_members).unwrap_or_default();
        members
            .into_iter()
            .take(MOST)
            .map(|member| {
                let at = self.resolver.end(member.at);
                Media {
                    name: member.key,
                    schema: at.get("schema"),
                    item: at.get("itemSchema"),
                    examples: self.examples(at),
                    encoding: at.get("encoding").map(At::own_members).unwrap_or_default(),
                    form: Vec::new(),
                }
            })
            .collect()
    }

    /// The examples of a media type, parameter or header.
    pub fn examples(&self, at: At<'a>) -> Vec<Example<'a>> {
        let mut found: Vec<Example<'a>> = at.get("example").into_iter().map(plain).collect();
        for member in at.get("examples").map(At::members).unwrap_or_default().into_iter().take(MOST) {
            let at = self.resolver.end(member.at);
            let serialised = at.get("value").or_else(|| at.get("dataValue")).is_none();
            let value = at.get("value").or_else(|| at.get("dataValue")).or_else(|| at.get("serializedValue"));
            let external = at.scalar_of("externalValue");
            let bare = value.is_none() && external.is_none();
            found.push(Example {
                name: Some(member.key),
                summary: at.word("summary"),
                description: at.word("description"),
                // What is written without `value` was meant to be the value.
                value: value.or_else(|| bare.then_some(at)),
                serialised: serialised && !bare,
                external,
            });
        }
        found
    }

    /// What one must have to call: alternatives of schemes with their scopes. `None` where nothing is said.
    pub fn security(&self, operation: At<'a>) -> Option<Vec<Vec<Member<'a>>>> {
        let at = operation.get("security").or_else(|| self.root.get("security"))?;
        Some(at.items().take(MOST).map(|one| one.members()).collect())
    }

    /// The security schemes of the definition.
    pub fn schemes(&self) -> Vec<Member<'a>> {
        let at = match self.oas {
            Oas::V2 => self.root.get("securityDefinitions"),
            _ => self.root.get("components").and_then(|at| self.resolver.end(at).get("securitySchemes")),
        };
        let mut members = at.map(At::members).unwrap_or_default();
        members.iter_mut().for_each(|member| member.at = self.resolver.end(member.at));
        members
    }

    /// The addresses of an operation's servers, nearest first, as written.
    pub fn servers(&self, item: At<'a>, operation: At<'a>) -> Vec<At<'a>> {
        [operation, item, self.root]
            .iter()
            .find_map(|at| at.get("servers").filter(|at| at.items().next().is_some()))
            .into_iter()
            .flat_map(At::items)
            .take(MOST)
            .collect()
    }

    /// The addresses that 2.0 writes in parts.
    pub fn old_servers(&self) -> Vec<String> {
        let Some(host) = self.root.scalar_of("host").filter(|_| self.oas == Oas::V2) else {
            let base = self.root.scalar_of("basePath").filter(|_| self.oas == Oas::V2);
            return base.map(str::to_owned).into_iter().collect();
        };
        let base = self.root.scalar_of("basePath").unwrap_or("").trim_end_matches('/');
        let schemes: Vec<&str> =
            self.root.get("schemes").into_iter().flat_map(At::items).filter_map(At::text).take(8).collect();
        let schemes = if schemes.is_empty() { vec!["https"] } else { schemes };
        schemes.iter().map(|scheme| format!("{scheme}://{host}{base}")).collect()
    }
}

/// An example without a name.
fn plain(at: At<'_>) -> Example<'_> {
    Example {
        name: None,
        summary: None,
        description: None,
        value: Some(at),
        serialised: false,
        external: None,
    }
}

/// Examples that stand beside a body of 2.0 under the name many tools give them.
fn schema_examples(at: At<'_>) -> Vec<Example<'_>> {
    at.get("x-example").or_else(|| at.get("example")).map(plain).into_iter().collect()
}
