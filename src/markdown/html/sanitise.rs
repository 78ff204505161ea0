//! The allow-lists for raw HTML. Plans come from pull requests: what is not named here reaches no page.
//!
//! Two nets, one behind the other: the scan in `raw` knows each element by the lists below, and ammonia, which
//! parses as browsers do, lets nothing through that is not in them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::{Builder, UrlRelative};

/// Elements that may stand in a line of text.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

/// Elements that may stand among blocks.
const BLOCKS: &[&str] = &[
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose tags go and whose content stays.
const DROPPED: &[&str] = &[
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "base",
    "basefont",
    // Wrong without an attribute, as `time` is; `data` is mostly a word, `ESC <data> ESC`, and in no list.
    "bdo",
    "big",
    "body",
    "button",
    "center",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "head",
    "header",
    "hgroup",
    "html",
    "image",
    "input",
    "label",
    "legend",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "search",
    "section",
    "slot",
    "source",
    "strike",
    "time",
    "track",
    "tt",
];

/// Elements that go with everything in them.
const EMPTIED: &[&str] = &[
    "applet", "audio", "canvas", "frameset", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
];

/// Elements without an end tag, and those whose end tag may be left out: they don't count as nesting.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "p",
    "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements that browsers open again in each block until they are closed: many unclosed ones would multiply.
const REOPENED: &[&str] = &["a", "b", "code", "em", "i", "s", "small", "strong", "u"];

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays, in a line of text too.
    Phrasing,
    /// It stays where blocks may stand.
    Block,
    /// Its tags go.
    Dropped,
    /// It goes with its content.
    Emptied,
    /// HTML knows no such element.
    Unknown,
}

/// What becomes of the element of this lower-case name.
pub(super) fn fate(name: &str) -> Fate {
    if PHRASING.contains(&name) {
        Fate::Phrasing
    } else if BLOCKS.contains(&name) {
        Fate::Block
    } else if DROPPED.contains(&name) {
        Fate::Dropped
    } else if EMPTIED.contains(&name) {
        Fate::Emptied
    } else {
        Fate::Unknown
    }
}

/// How much an element nests: (any element, one that is opened again).
pub(super) fn nesting(name: &str) -> (bool, bool) {
    (!FLAT.contains(&name), REOPENED.contains(&name))
}

/// Whether the tags of an element only dress the words in them, so that losing them loses nothing.
pub(super) fn is_dress(name: &str) -> bool {
    let dress = ["acronym", "bdo", "big", "center", "font", "nobr", "picture", "strike", "time", "tt"];
    dress.contains(&name)
}

fn builder(tags: HashSet<&'static str>) -> Builder<'static> {
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", &["href", "name"][..]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("img", &["src", "alt", "width", "height"]),
        ("li", &["value"]),
        ("ol", &["start", "reversed", "type"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan", "scope"]),
    ]
    .into_iter()
    .filter(|(tag, _)| tags.contains(tag))
    .map(|(tag, names)| (tag, names.iter().copied().collect()))
    .collect();
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(EMPTIED.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(["dir", "id", "lang", "title"].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
}

/// Parses a piece of HTML as browsers do and writes it anew: balanced, and with nothing in it but what the lists
/// allow. `flow` says whether blocks may stand in it.
pub(super) fn clean(html: &str, flow: bool) -> String {
    // The lists never change and are costly to set up, so they are set up once.
    static FLOW: OnceLock<Builder<'static>> = OnceLock::new();
    static LINE: OnceLock<Builder<'static>> = OnceLock::new();
    let builder = if flow {
        FLOW.get_or_init(|| builder(PHRASING.iter().chain(BLOCKS).copied().collect()))
    } else {
        LINE.get_or_init(|| builder(PHRASING.iter().copied().collect()))
    };
    builder.clean(html).to_string()
}
