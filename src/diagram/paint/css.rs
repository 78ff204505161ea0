//! The style sheet inside a drawing: enough of CSS to say what each shape looks like.
//!
//! Selectors of names, classes, ids and attributes, nested or directly below; rules with anything else are passed over.

use crate::diagram::paint::xml::Element;

/// The rules of a style sheet, weakest first.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// From the element outwards.
    steps: Vec<Step>,
    weight: (usize, usize, usize),
    declarations: Vec<(String, String)>,
}

/// A compound selector and how it hangs together with the one inside it.
#[derive(Debug, Default)]
struct Step {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<(String, String)>,
    /// Whether the next inner element must be directly in it.
    direct: bool,
}

/// What an element is to a selector.
pub(super) struct Face<'a> {
    name: &'a str,
    id: Option<&'a str>,
    classes: Vec<&'a str>,
    element: &'a Element,
}

impl<'a> Face<'a> {
    pub(super) fn of(element: &'a Element) -> Self {
        let classes = element.get("class").unwrap_or("").split_ascii_whitespace().collect();
        Self { name: &element.name, id: element.get("id"), classes, element }
    }

    pub(super) fn element(&self) -> &'a Element {
        self.element
    }

    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.contains(&class)
    }
}

impl Sheet {
    /// Reads a style sheet.
    pub(super) fn read(css: &str) -> Self {
        let mut rules = Vec::new();
        let mut rest = css;
        while let Some((head, tail)) = rest.split_once('{') {
            let head = head.trim();
            let Some((body, after)) = block(tail) else { break };
            rest = after;
            if head.starts_with('@') {
                continue;
            }
            let declarations = declarations(body);
            for selector in head.split(',') {
                if let Some(steps) = steps(selector.trim()) {
                    let weight = weight(&steps);
                    rules.push(Rule { steps, weight, declarations: declarations.clone() });
                }
            }
        }
        // A stable sort: of two equal rules the later one wins.
        rules.sort_by_key(|rule| rule.weight);
        Self { rules }
    }

    /// What the rules say of the last element of `path`, weakest first.
    pub(super) fn of<'s>(&'s self, path: &[Face<'_>]) -> Vec<(&'s str, &'s str)> {
        let matching = self.rules.iter().filter(|rule| rule.matches(path));
        matching
            .flat_map(|rule| rule.declarations.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            .collect()
    }
}

impl Rule {
    fn matches(&self, path: &[Face<'_>]) -> bool {
        let Some((last, around)) = path.split_last() else { return false };
        let Some((inner, outer)) = self.steps.split_first() else { return false };
        if !inner.matches(last) {
            return false;
        }
        let mut left = around;
        for step in outer {
            let found = match step.direct {
                true => left
                    .len()
                    .checked_sub(1)
                    .filter(|at| left.get(*at).is_some_and(|face| step.matches(face))),
                false => left.iter().rposition(|face| step.matches(face)),
            };
            let Some(at) = found else { return false };
            left = left.get(..at).unwrap_or(&[]);
        }
        true
    }
}

impl Step {
    fn matches(&self, face: &Face<'_>) -> bool {
        self.name.as_deref().is_none_or(|name| name == face.name)
            && self.id.as_deref().is_none_or(|id| face.id == Some(id))
            && self.classes.iter().all(|class| face.classes.contains(&class.as_str()))
            && self.attributes.iter().all(|(name, value)| face.element.get(name) == Some(value))
    }
}

/// A block up to its closing brace, nested ones included, and what follows it.
fn block(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The declarations of a block or a `style` attribute, without their `!important`.
pub(super) fn declarations(body: &str) -> Vec<(String, String)> {
    body.split(';')
        .filter_map(|one| {
            let (name, value) = one.split_once(':')?;
            let value = value.trim().trim_end_matches("!important").trim();
            (!value.is_empty()).then(|| (name.trim().to_ascii_lowercase(), value.to_owned()))
        })
        .collect()
}

/// The compound selectors, the innermost first; `None` for a selector of another sort.
fn steps(selector: &str) -> Option<Vec<Step>> {
    if selector.is_empty() || selector.contains(['~', '+', ':']) {
        return None;
    }
    let mut steps: Vec<Step> = Vec::new();
    let spaced = selector.replace('>', " > ");
    let mut direct = false;
    for word in spaced.split_ascii_whitespace() {
        if word == ">" {
            direct = true;
            continue;
        }
        if let Some(outer) = steps.last_mut() {
            outer.direct = direct;
        }
        steps.push(step(word)?);
        direct = false;
    }
    steps.reverse();
    (!steps.is_empty()).then_some(steps)
}

fn step(word: &str) -> Option<Step> {
    let mut step = Step::default();
    let end = word.find(['.', '#', '[']).unwrap_or(word.len());
    let (name, mut rest) = word.split_at_checked(end)?;
    if !name.is_empty() && name != "*" {
        step.name = Some(name.to_owned());
    }
    while let Some(sign) = rest.chars().next() {
        let body = rest.get(1..)?;
        if sign == '[' {
            let (inside, after) = body.split_once(']')?;
            let (name, value) = inside.split_once('=')?;
            if name.ends_with(['^', '*', '$', '~', '|']) {
                return None;
            }
            step.attributes.push((name.trim().to_owned(), value.trim_matches(['"', '\'']).to_owned()));
            rest = after;
            continue;
        }
        let end = body.find(['.', '#', '[']).unwrap_or(body.len());
        let (name, after) = body.split_at_checked(end)?;
        match sign {
            '.' => step.classes.push(name.to_owned()),
            _ => step.id = Some(name.to_owned()),
        }
        rest = after;
    }
    Some(step)
}

fn weight(steps: &[Step]) -> (usize, usize, usize) {
    let ids = steps.iter().filter(|step| step.id.is_some()).count();
    let classes = steps.iter().map(|step| step.classes.len() + step.attributes.len()).sum();
    let names = steps.iter().filter(|step| step.name.is_some()).count();
    (ids, classes, names)
}
