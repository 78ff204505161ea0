//! Addresses inside the site, and the finished site.

/// The name of the file at the top of every site planbook writes. It says that the folder may be replaced, and that
/// nothing in it is a document.
pub const MARKER: &str = ".planbook";

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the site's root, with `/`: `plans/upgrade/index.html`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The address of a page: a folder path below the site's root that ends with `/`, or `""` for the home page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Url(pub String);

impl Url {
    /// The address of `path`, which must be `""` or end with `/` (a page) or name a file.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The file a page is written to.
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') {
            format!("{}index.html", self.0)
        } else {
            self.0.clone()
        }
    }

    /// The relative link from this page to `target` (a path below the root, with or without `#fragment`).
    ///
    /// Links to pages end with `index.html`, so that the tree works from `file://` too.
    pub fn to(&self, target: &str) -> String {
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, id)| (path, Some(id)));
        let mut out = String::with_capacity(target.len() + 24);
        if path != self.0 || fragment.is_none() {
            // The folders both have: up to the last `/` before the first difference.
            let differ = self.0.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
            let same = path.as_bytes().get(..differ).and_then(|head| memchr::memrchr(b'/', head));
            let same = same.map_or(0, |slash| slash + 1);
            let up = self.0.as_bytes().get(same..).unwrap_or(&[]);
            for _ in memchr::memchr_iter(b'/', up) {
                out.push_str("../");
            }
            out.push_str(path.get(same..).unwrap_or(path));
            if out.is_empty() || out.ends_with('/') {
                out.push_str("index.html");
            }
        }
        if let Some(id) = fragment {
            out.push('#');
            out.push_str(id);
        }
        out
    }
}

/// Everything the corridor makes.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files, sorted by path.
    pub artifacts: Vec<Artifact>,
    /// What is wrong with the project's own templates and style sheets; the built-in ones were used instead.
    pub faults: Vec<crate::diag::Fault>,
    /// What was read and made, for the summary.
    pub summary: Summary,
}

/// What was read and made, in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Documents by kind, in the order of [`crate::model::Kind::ALL`].
    pub kinds: Vec<(&'static str, u32)>,
    /// Data files that were read and have nothing to do with a tracker: no page is made from them.
    pub idle: u32,
    /// What each document was taken for, by path.
    pub taken: Vec<Taken>,
    /// Items of plans by state.
    pub items: crate::model::Tally,
    /// Lines of documents with work in them, and how many of those were not understood.
    pub lines: (u64, u64),
    /// Findings by severity: errors, warnings, notes.
    pub findings: (u32, u32, u32),
    /// Pages.
    pub pages: u32,
}

/// What a document was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Its path.
    pub path: String,
    /// Its kind; `idle` for data that nothing is said of.
    pub kind: &'static str,
    /// Why, in words.
    pub why: String,
}
