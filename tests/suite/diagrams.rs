//! Diagrams beyond single cases: hostile ones are inert and bounded, and every sample of the public corpus is drawn or
//! reported.

use libtest_mimic::Trial;
use planbook::diagram::{Drawing, Drawings, FORM, FlawSort, Workspace};

use crate::{Outcome, folder};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("diagrams::hostile ones are inert", inert),
        Trial::test("diagrams::huge ones are refused", bounded),
        Trial::test("diagrams::deep ones end", deep),
        Trial::test("diagrams::what is drawn is said", said),
        Trial::test("diagrams::every id of a picture stands once", once),
        Trial::test("diagrams::what is kept is what was drawn", kept),
        Trial::test("diagrams::pictures have the number of their form", numbered),
    ];
    if let Some(corpus) = folder::shared("mermaid") {
        trials.push(Trial::test("diagrams::every sample of the corpus", move || samples(&corpus)));
    }
    if let Some(corpus) = folder::shared("structurizr") {
        trials.push(Trial::test("diagrams::every workspace of the corpus", move || workspaces(&corpus)));
    }
    trials
}

fn svg(source: &str) -> Result<String, String> {
    let drawing = Drawing::of(source).map_err(|flaw| format!("{}: {source}", flaw.message))?;
    let mut out = String::new();
    drawing.write(&mut out, "id", |out, words| out.push_str(&words.replace('<', "&lt;")));
    Ok(out)
}

/// The tags alone: words may say what they like.
fn tags(svg: &str) -> String {
    svg.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| format!("<{tag}>"))
        .collect()
}

/// What must not stand in a picture as markup.
const ACTIVE: &[&str] = &[
    "<script",
    "<style",
    " style=",
    "<a ",
    "href",
    "<foreignObject",
    "<image",
    "<use",
    "<iframe",
    " onclick",
    " onload",
    "<set",
    "<animate",
];

const HOSTILE: &[&str] = &[
    "flowchart LR\n a[\"<script>alert(1)</script>\"] --> b[\"<img src=x onerror=alert(1)>\"]",
    "flowchart LR\n a[A] --> b[B]\n click a \"javascript:alert(1)\"\n click b href \"https://example.org\" _blank",
    "flowchart LR\n a[A]\n style a fill:url(https://example.org/x),stroke:red;background:url(x)",
    "%%{init: {\"securityLevel\": \"loose\", \"htmlLabels\": true, \"themeCSS\": \"* { background: url(https://example.org) }\"}}%%\nflowchart LR\n a[\"<b onclick=alert(1)>x</b>\"]",
    "---\nconfig:\n  look: handDrawn\n  themeVariables:\n    fontFamily: \"x;}</style><script>alert(1)</script>\"\n---\nflowchart LR\n a --> b",
    "sequenceDiagram\n participant A\n link A: Site @ https://example.org\n A->>A: <script>alert(1)</script>",
    "classDiagram\n class A\n link A \"javascript:alert(1)\" \"tip\"\n A : +x <iframe src=y>",
    "gantt\n section <svg onload=alert(1)>\n T :t1, 2020-01-01, 1d\n click t1 href \"https://example.org\"",
];

fn inert() -> Outcome {
    let mut problems = Vec::new();
    for source in HOSTILE {
        // A diagram may be refused: that is inert too.
        let Ok(svg) = svg(source) else { continue };
        let svg = tags(&svg);
        for active in ACTIVE.iter().filter(|active| svg.contains(**active)) {
            problems.push(format!("{active} in the picture of {source:?}"));
        }
        for reference in svg.match_indices("url(").filter(|(at, _)| !svg[*at..].starts_with("url(#id-m")) {
            problems.push(format!("a reference at {} in the picture of {source:?}", reference.0));
        }
    }
    crate::none(problems)
}

fn bounded() -> Outcome {
    let nodes: String = (0..10_000).map(|n| format!("n{n}-->m{n}\n")).collect();
    let messages: String = (0..5_000).map(|n| format!("A->>B: {n}\n")).collect();
    for source in [format!("flowchart LR\n{nodes}"), format!("sequenceDiagram\n{messages}")] {
        match Drawing::of(&source) {
            Err(flaw) if flaw.sort == FlawSort::Large => {}
            other => return Err(format!("not refused as too large: {:?}", other.err()).into()),
        }
    }
    Ok(())
}

fn deep() -> Outcome {
    let groups = |depth: usize| {
        let open: String = (0..depth).map(|n| format!("subgraph s{n}\n")).collect();
        format!("flowchart TB\n{open}a-->b\n{}", "end\n".repeat(depth))
    };
    for source in [
        groups(20),
        groups(2_000),
        format!("mindmap\n{}", (0..400).map(|n| format!("{}x{n}\n", " ".repeat(n + 1))).collect::<String>()),
    ] {
        // Drawn or refused: it ends, and nothing is lost on the way.
        let _ = Drawing::of(&source);
    }
    Ok(())
}

fn said() -> Outcome {
    let drawing =
        Drawing::of("flowchart LR\n a[One] -- via --> b[Two]\n b -.-> c{Three}\n a & b --> d[(Four)]")
            .map_err(|flaw| flaw.message)?;
    let facts: Vec<String> = drawing
        .facts
        .relations
        .iter()
        .map(|relation| format!("{} > {} [{}] {}", relation.from, relation.to, relation.words, relation.sort))
        .collect();
    let expected = ["One > Two [via] ", "Two > Three [] dotted", "One > Four [] ", "Two > Four [] "];
    if facts == expected { Ok(()) } else { Err(format!("{facts:?}").into()) }
}

fn samples(corpus: &std::path::Path) -> Outcome {
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(corpus)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "mmd") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path)?;
        match (svg(&source), name.starts_with("invalid")) {
            (Ok(_), true) => problems.push(format!("{name}: drawn, though it is invalid")),
            (Err(problem), false) => problems.push(format!("{name}: {problem}")),
            (Ok(svg), false) if ACTIVE.iter().any(|active| tags(&svg).contains(active)) => {
                problems.push(format!("{name}: something active"));
            }
            _ => {}
        }
    }
    crate::none(problems)
}

/// The sign of a control has a marker, and the drawing crate writes it above and below.
fn once() -> Outcome {
    let svg = svg("sequenceDiagram\n participant A@{ \"type\": \"control\" }\n A->>B: x\n B-->>A: y")?;
    let mut ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if count > 2 && ids.len() == count { Ok(()) } else { Err(format!("{count} ids: {ids:?}").into()) }
}

/// The diagrams of the manual that can be drawn: it has one of every kind.
fn own() -> Vec<String> {
    let pages = folder::all().iter().filter(|file| file.path.starts_with("content/manual/"));
    let texts: Vec<&str> = pages.filter_map(|page| page.text()).collect();
    let fences = texts.iter().flat_map(|text| text.split("\n```mermaid\n").skip(1));
    let sources = fences.filter_map(|rest| Some(format!("{}\n", rest.split_once("\n```")?.0)));
    sources.filter(|source| Drawing::of(source).is_ok()).collect()
}

fn kept() -> Outcome {
    let sources = own();
    let drawn = Drawings::of(sources.iter().map(String::as_str), &Drawings::default());
    let bytes = drawn.to_bytes();
    let album = Drawings::from_bytes(&bytes).ok_or("nothing is kept")?;
    let again = Drawings::of(sources.iter().map(String::as_str), &album);
    let mut problems = Vec::new();
    if !drawn.is_new() || again.is_new() {
        problems.push(format!("new: {}, then {}", drawn.is_new(), again.is_new()));
    }
    for source in &sources {
        let (Some(Ok(first)), Some(Ok(second))) = (drawn.get(source), again.get(source)) else {
            problems.push(format!("not drawn: {source}"));
            continue;
        };
        if first != second {
            problems.push(format!("drawn from what was kept it is another: {source}"));
        }
    }
    // Damage of any kind loses all of it and nothing else.
    for at in (0..bytes.len()).step_by(bytes.len() / 97) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        if Drawings::from_bytes(&damaged).is_some() || Drawings::from_bytes(&bytes[..at]).is_some() {
            problems.push(format!("damage at byte {at} is not seen"));
        }
    }
    crate::none(problems)
}

/// The pictures of the manual's diagrams, as a sum of their bytes, and the number of their form.
const PICTURES: (u32, u64) = (4, 0xc9bc_ed67_0807_c455);

fn numbered() -> Outcome {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for source in own() {
        for byte in svg(&source)?.bytes() {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    if (FORM, sum) == PICTURES {
        return Ok(());
    }
    let advice = "pictures changed: raise FORM in src/diagram/album.rs, so that none of the old ones is taken for a new one";
    Err(format!("{advice}, and write it to PICTURES with {sum:#018x}").into())
}

fn workspaces(corpus: &std::path::Path) -> Outcome {
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv"))?;
    let mut problems = Vec::new();
    for row in index.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (Some(name), Some(views), Some(shape)) = (cells.first(), cells.get(10), cells.get(11)) else {
            problems.push(format!("INDEX.tsv: {row}"));
            continue;
        };
        let text = std::fs::read_to_string(corpus.join(name))?;
        let workspace = Workspace::read(&text, &|_| None);
        let drawn = workspace.views.iter().filter(|view| view.is_ok()).count();
        let flaws: Vec<&str> = workspace.flaws.iter().map(|flaw| flaw.message.as_str()).collect();
        if flaws.is_empty() == shape.starts_with("invalid") {
            problems.push(format!("{name}: {shape}: {flaws:?}"));
        }
        if drawn < workspace.views.len() || views.parse().is_ok_and(|views: usize| views != drawn) {
            problems.push(format!("{name}: {drawn} of {views} views are drawn"));
        }
    }
    crate::none(problems)
}
