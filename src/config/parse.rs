//! book.toml to configuration.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use crate::config::book::{Accept, Book, Direction, Vocabulary};
use crate::config::validate::{position, validate};
use crate::config::word::{Glob, Spot};
use crate::config::{Acceptance, Config, Globs, Mask, Pattern, Repository};
use crate::date::Zone;
use crate::diag::Fault;
use crate::model::{Kind, Status};

/// The schema of book.toml, without references: `validate` and small editors need none.
pub(super) fn schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.transforms.push(Box::new(RecursiveTransform(plain)));
    });
    settings.into_generator().into_root_schema_for::<Book>()
}

/// TOML has no null, and a default that is no value says nothing.
fn plain(schema: &mut Schema) {
    let kinds = schema.get("type").and_then(serde_json::Value::as_array).cloned();
    if let Some(kind) = kinds.into_iter().flatten().find(|kind| kind != "null") {
        schema.insert("type".to_owned(), kind);
    }
    if let Some(words) = schema.get_mut("enum").and_then(serde_json::Value::as_array_mut) {
        words.retain(|word| !word.is_null());
    }
    let one = schema.get("anyOf").and_then(serde_json::Value::as_array).and_then(|parts| {
        let real = parts.iter().find(|part| part.get("type") != Some(&"null".into()))?;
        real.as_object().cloned()
    });
    if let Some(one) = one {
        schema.remove("anyOf");
        for (key, value) in one {
            // The words of the key go before those of its type.
            if !schema.as_object().is_some_and(|own| own.contains_key(&key)) {
                schema.insert(key, value);
            }
        }
    }
    schema.remove("default");
}

/// Reads `text`, which is called `file`.
pub(super) fn parse(file: &str, text: &str) -> Result<Config, Vec<Fault>> {
    // Byte order marks are for other programs.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let faults = validate(file, text, &schema());
    if !faults.is_empty() {
        return Err(faults);
    }
    let book: Book = toml::from_str(text).map_err(|error| {
        // What the schema lets through and the types do not: nothing that is known.
        let (line, column) = position(text, error.span().map_or(0, |span| span.start));
        vec![Fault::new(file, error.message().to_owned()).at(line, column)]
    })?;
    Ok(Reader { text }.config(file, book))
}

/// Turns the keys, which have been checked, into the configuration.
struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn config(&self, file: &str, book: Book) -> Config {
        let kinds = self.kinds(&book);
        let defaults = Config::default();
        let html = book.output.html.git_repository_url;
        let mdbook = html.as_ref().and_then(toml::Value::as_str).filter(|url| url.starts_with("http"));
        let given = book.repository;
        Config {
            file: Some(file.to_owned()),
            title: book.book.title.filter(|title| !title.trim().is_empty()),
            authors: book.book.authors,
            description: book.book.description,
            language: book.book.language.map_or(defaults.language, |language| language.0),
            right_to_left: book.book.text_direction.map(|direction| direction == Direction::Rtl),
            src_at: book.book.src.as_ref().map(|src| position(self.text, src.0.span().start)),
            src: book.book.src.map(|src| folder(src.0.get_ref().0.as_str())),
            build_dir: book.build.build_dir.map_or(defaults.build_dir, |dir| folder(&dir.0)),
            site_url: book.site.url.map(|url| format!("{}/", url.0.trim_end_matches('/'))),
            statics: book.site.statics.map(|dir| folder(&dir.0)),
            templates: book.site.templates.map(|dir| folder(&dir.0)),
            repository: Repository {
                url: given.url.map(|url| url.0).or_else(|| mdbook.map(str::to_owned)).map(|url| {
                    let url = url.trim_end_matches('/');
                    url.strip_suffix(".git").unwrap_or(url).to_owned()
                }),
                branch: given.branch.map(|branch| branch.0),
                forge: given.forge,
                source_link: given.source_link.map(|template| template.0),
                edit_link: given.edit_link.map(|template| template.0),
                prefix: String::new(),
            },
            kinds,
            exclude: self.globs(&book.discover.exclude),
            status_words: status_words(book.vocabulary),
            ignored_checks: book.checks.ignore.into_iter().map(|code| code.0).collect(),
            accepted: book.checks.accept.iter().map(|accept| self.acceptance(accept)).collect(),
            zone: book.reports.time_zone.and_then(|zone| Zone::parse(&zone.0)).unwrap_or_default(),
            report_authors: book.reports.authors,
            mask: match book.publication.mask {
                None => Mask::Secrets,
                Some(true) => Mask::All,
                Some(false) => Mask::Nothing,
            },
        }
    }

    /// The kinds in the order in which they win: what is proof or a definition is never a plan too.
    fn kinds(&self, book: &Book) -> Vec<(Kind, Globs)> {
        let tables: [(Kind, &[Spot<Glob>]); 7] = [
            (Kind::Evidence, &book.evidence.files),
            (Kind::Api, &book.api.files),
            (Kind::Decision, &book.decisions.files),
            (Kind::Architecture, &book.architecture.files),
            (Kind::Report, &book.reports.files),
            (Kind::Plan, &book.plans.files),
            (Kind::Page, &book.pages.files),
        ];
        let globs = tables.map(|(kind, files)| (kind, self.globs(files)));
        globs.into_iter().filter(|(_, globs)| !globs.is_empty()).collect()
    }

    fn globs(&self, patterns: &[Spot<Glob>]) -> Globs {
        Globs(patterns.iter().filter_map(|pattern| self.pattern(pattern)).collect())
    }

    fn pattern(&self, pattern: &Spot<Glob>) -> Option<Pattern> {
        let at = position(self.text, pattern.0.span().start);
        Pattern::new(&pattern.0.get_ref().0, Some(at)).ok()
    }

    fn acceptance(&self, accept: &Spot<Accept>) -> Acceptance {
        let (line, _) = position(self.text, accept.0.span().start);
        let accept = accept.0.get_ref();
        Acceptance {
            code: accept.code.0.clone(),
            path: accept.path.as_ref().map(|path| self.globs(std::slice::from_ref(path))),
            reason: accept.reason.clone(),
            until: accept.until.as_ref().and_then(|day| day.date()),
            line,
        }
    }
}

/// A folder without `./` before and `/` after it.
fn folder(text: &str) -> String {
    text.replace('\\', "/").trim_start_matches("./").trim_end_matches('/').to_owned()
}

fn status_words(words: Vocabulary) -> Vec<(Status, Vec<String>)> {
    let lists = [
        (Status::Done, words.done),
        (Status::InProgress, words.in_progress),
        (Status::Todo, words.todo),
        (Status::Blocked, words.blocked),
        (Status::Cancelled, words.cancelled),
    ];
    lists.into_iter().filter(|(_, words)| !words.is_empty()).collect()
}
