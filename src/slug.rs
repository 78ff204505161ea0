//! Names for URLs and anchors: lower case, words joined by `-`, letters of every script kept.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// The slug of `text`; never empty (`"section"` where nothing is left).
///
/// Letters and digits of every script stay, everything else becomes one `-`. At most 80 bytes, cut at a character.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(80));
    let mut gap = false;
    'text: for ch in text.chars() {
        // Most characters, and much the quickest.
        if ch.is_ascii_alphanumeric() && !gap && out.len() < 80 {
            out.push(ch.to_ascii_lowercase());
            continue;
        }
        for ch in ch.to_lowercase() {
            if ch.is_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push('-');
                }
                gap = false;
                if out.len() + ch.len_utf8() > 80 {
                    break 'text;
                }
                out.push(ch);
            } else if ch != '\'' && ch != '’' {
                gap = true;
            }
        }
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

/// Hands out slugs that are unique among those it has handed out: the second `a` is `a-2`.
#[derive(Clone, Debug, Default)]
pub struct Slugs {
    used: HashMap<String, u32, RandomState>,
}

impl Slugs {
    /// Takes a name as it is; false where it was handed out before.
    pub fn claim(&mut self, name: &str) -> bool {
        let free = !self.used.contains_key(name);
        if free {
            self.used.insert(name.to_owned(), 1);
        }
        free
    }

    /// The slug of `text`, made unique.
    pub fn unique(&mut self, text: &str) -> String {
        self.unique_slug(slug(text))
    }

    /// A slug, made unique.
    pub fn unique_slug(&mut self, base: String) -> String {
        let Some(mut count) = self.used.get(&base).copied() else {
            self.used.insert(base.clone(), 1);
            return base;
        };
        let mut name = base.clone();
        while self.used.contains_key(&name) {
            count += 1;
            name = format!("{base}-{count}");
        }
        self.used.insert(base, count);
        self.used.insert(name.clone(), 1);
        name
    }
}
