//! How a text is to be rendered, and what comes back.

use crate::diagram::Drawings;
use crate::markdown::html::material;
use crate::markdown::html::walk::Walk;
use crate::markdown::html::{Definitions, Glossed, Highlights, Ids};

/// What leads to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A link.
    Link,
    /// An image, shown in the text.
    Image,
    /// Words of code, which may name something: only [`Target::Here`] means that they do.
    Code,
    /// A word with the form of an id (`PLAN-12`), or what stands between `[[` and `]]`, with these signs: as for code.
    Name,
}

/// What a link or image leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, place or file of this site: an address relative to the page that shows the text.
    Here(String),
    /// An image of this site with its width and height, where they are known.
    Picture(String, Option<(u32, u32)>),
    /// Another site.
    Away(String),
    /// Nothing that is known: its words stay, with a mark.
    Nowhere,
    /// Something no page may lead to, such as a script.
    Refused,
}

/// Finds what a target as written leads to. Asked only about targets without a scheme (paths and fragments), and about
/// words that may name something.
pub type Resolve<'a> = &'a (dyn Fn(&str, Use) -> Target + Sync);

/// A word of a text that may name something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is to be looked up.
    pub target: &'t str,
    /// What is shown.
    pub words: &'t str,
    /// Whether it is a link by its form; otherwise it is one only where nothing is lost if it is none.
    pub meant: bool,
}

/// How a text is to be rendered.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// The level of the heading the text stands under: 1 for a text right under the page's `h1`.
    pub under: u8,
    /// What the page's own heading says: a first heading that repeats it is left out.
    pub title: Option<&'a str>,
    /// Finds what links lead to.
    pub resolve: Resolve<'a>,
    /// Finds the next word that may name something: where it begins and ends, what it names, and the words to show.
    pub names: fn(&str) -> Option<Name<'_>>,
    /// The link definitions of the document that the text is a part of.
    pub definitions: &'a Definitions,
    /// The coloured code blocks.
    pub highlights: &'a Highlights,
    /// The diagrams that were drawn.
    pub drawings: &'a Drawings,
    /// The terms that are explained where they are first used.
    pub terms: Option<Glossed<'a>>,
}

/// A heading of a rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level on the page, 2 to 6.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A rendered text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    /// Safe, balanced HTML: it can stand anywhere that takes flow content.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// The id of the first heading, where it was left out because the page says it already: it belongs on the `h1`.
    pub title_id: Option<String>,
}

/// Renders Markdown. `ids` belongs to the page: all texts of one page share it.
pub fn render(text: &str, style: Style<'_>, ids: &mut Ids) -> Html {
    match material::plain(text) {
        Some((text, asides)) => Walk::new(&text, style, ids).with(asides).run(),
        None => Walk::new(text, style, ids).run(),
    }
}
