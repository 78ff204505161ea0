//! Phrases compared by their words: `Interactive API docs` and `interactive API documentation` are the same,
//! `integration tests` is a part of `integration test suite`. No meaning is guessed: only endings, case, marks and
//! little words are left out.

/// The words of a text that carry meaning, each cut to its stem, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// The stems, as they came.
    pub words: Vec<String>,
}

/// Little words that say nothing of what is meant.
const LITTLE: [&str; 47] = [
    "a", "an", "the", "and", "or", "of", "for", "to", "in", "on", "at", "by", "with", "from", "into", "via",
    "per", "as", "is", "are", "be", "been", "was", "were", "all", "any", "every", "each", "its", "it",
    "this", "that", "these", "our", "using", "use", "vs", "etc", "de", "la", "el", "und", "der", "die",
    "das", "y", "и",
];

/// Words that say that something is to be made, or how good it is: they tell work from work no more than `the` does.
const MAKING: [&str; 64] = [
    "add",
    "implement",
    "create",
    "build",
    "develop",
    "complete",
    "completed",
    "make",
    "setup",
    "set",
    "up",
    "write",
    "define",
    "improve",
    "enhance",
    "enhanced",
    "new",
    "basic",
    "full",
    "fully",
    "comprehensive",
    "advanced",
    "initial",
    "final",
    "systematic",
    "systematically",
    "address",
    "process",
    "expand",
    "establish",
    "ensure",
    "continue",
    "finalize",
    "enable",
    "provide",
    "support",
    "introduce",
    "complex",
    "simple",
    "better",
    "best",
    "proper",
    "robust",
    "existing",
    "remaining",
    "extend",
    "deploy",
    "design",
    "work",
    "task",
    "item",
    "feature",
    "system",
    "status",
    "done",
    "now",
    "ready",
    "enhancement",
    "enhancements",
    "implementation",
    "implementations",
    "improvement",
    "improvements",
    "development",
];

/// An id in one spelling: its letters, digits and points, in lower case.
pub fn id(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' => out.push(c),
            c if c.is_ascii() => out.extend(c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase())),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

fn is_little(word: &str) -> bool {
    word.len() <= 5 && LITTLE.contains(&word)
}

impl Phrase {
    /// The phrase of `text`: everything but little words.
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        each_word(text, |word| {
            if !is_little(word) {
                words.push(stem(word));
            }
        });
        Self { words }
    }

    /// The phrase of `text` without words of making either: what is left names a thing.
    pub fn thing(text: &str) -> Self {
        let mut words = Vec::new();
        each_word(text, |word| {
            let one = word.strip_suffix('s').unwrap_or(word);
            if !is_little(word) && !MAKING.contains(&word) && !MAKING.contains(&one) {
                words.push(stem(word));
            }
        });
        Self { words }
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .enumerate()
            .filter(|(at, word)| !self.words.iter().take(*at).any(|w| w == *word))
            .count()
    }

    /// Whether every word is one of the other's.
    pub fn within(&self, other: &Phrase) -> bool {
        self.words.iter().all(|word| other.words.contains(word))
    }

    /// Whether both have the same words, in any order.
    pub fn same(&self, other: &Phrase) -> bool {
        self.within(other) && other.within(self)
    }

    /// How many different words both have.
    pub fn overlap(&self, other: &Phrase) -> usize {
        let mut seen: Vec<&String> = Vec::new();
        for word in &self.words {
            if other.words.contains(word) && !seen.contains(&word) {
                seen.push(word);
            }
        }
        seen.len()
    }

    /// The words in one string, sorted and without repetition: equal for phrases that are the [`Phrase::same`].
    pub fn key(&self) -> String {
        let mut words = self.words.clone();
        words.sort();
        words.dedup();
        words.join(" ")
    }
}

/// Calls `found` with each word of `text` in lower case. `CI/CD`, `multi-tenancy` and `E2E` are one word each.
fn each_word(text: &str, mut found: impl FnMut(&str)) {
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = !word.is_empty() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’') && inside {
        } else if c == '-' && inside && !word.starts_with(|c: char| c.is_ascii_digit()) {
            word.push('-');
        } else if c == '/'
            && inside
            && word.len() <= 3
            && chars.clone().take_while(|c| c.is_alphanumeric()).count() <= 3
        {
            word.push('/');
        } else if !word.is_empty() {
            found(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        found(&word);
    }
}

/// Endings that are cut, the longest first; at least four letters stay.
const ENDINGS: [&str; 31] = [
    "izations", "isations", "ization", "isation", "ations", "ation", "izing", "ising", "ating", "ments",
    "ized", "ised", "izes", "ment", "ated", "ates", "ions", "ings", "able", "ize", "ise", "ate", "ion",
    "ing", "ies", "ed", "es", "ly", "y", "s", "e",
];

/// The stem of a word in lower case.
fn stem(word: &str) -> String {
    match word {
        "doc" | "docs" => return "document".to_owned(),
        "repo" | "repos" => return "repositor".to_owned(),
        "config" | "configs" => return "configur".to_owned(),
        "db" | "dbs" => return "databas".to_owned(),
        "auth" => return "authentic".to_owned(),
        "perf" => return "performanc".to_owned(),
        "infra" => return "infrastructur".to_owned(),
        "deps" => return "dependenc".to_owned(),
        _ => {}
    }
    if !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    if word.len() <= 4 {
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
        return word.strip_suffix('s').filter(|_| plural).unwrap_or(word).to_owned();
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    let mut left = word;
    let last = word.as_bytes().last();
    for ending in ENDINGS.iter().filter(|ending| ending.as_bytes().last() == last) {
        if let Some(rest) = left.strip_suffix(ending).filter(|rest| rest.len() >= 4) {
            left = rest;
            break;
        }
    }
    // `installs` and `installed`, `setting` and `set`: a doubled last letter is one.
    let bytes = left.as_bytes();
    if bytes.len() > 4 && bytes.last() == bytes.get(bytes.len() - 2) && !left.ends_with("ss") {
        left = left.get(..left.len() - 1).unwrap_or(left);
    }
    left.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(text: &str) -> String {
        Phrase::thing(text).key()
    }

    #[test]
    fn endings_and_little_words_make_no_difference() {
        assert_eq!(thing("Stabilize Core Infrastructure"), thing("Core Infrastructure Stabilization"));
        assert_eq!(thing("Implement the interactive API docs"), thing("Interactive API documentation"));
        assert_eq!(thing("Validation"), thing("validate"));
        assert_eq!(thing("Monitoring dashboards"), thing("monitor dashboard"));
        assert_eq!(thing("SDKs"), thing("SDK"));
        assert_eq!(thing("troubleshooting decision trees"), thing("Add troubleshooting decision tree"));
    }

    #[test]
    fn different_things_stay_different() {
        assert_ne!(thing("unit tests"), thing("integration tests"));
        assert_ne!(thing("Phase 1"), thing("Phase 2"));
        assert_ne!(thing("cache"), thing("cash"));
    }

    #[test]
    fn words_keep_their_joints() {
        assert_eq!(
            Phrase::new("CI/CD pipeline, multi-tenancy and E2E").words,
            ["ci/cd", "pipelin", "multi-tenanc", "e2e"]
        );
    }
}
