//! The drawing crate: the one place that knows it. A source goes in; its model and its drawing come out, or what is wrong.
//!
//! Its layout is good; its labels are measured for a font of its own, and its colours are baked in. So it is given our
//! widths (see `measure`) and plain colours that `paint` tells apart.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, SvgEnvironment, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextStyle,
};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest,
    Renderer, SvgRequest,
};
use serde_json::{Value, json};

use crate::diagram::adapt::{adapted, readable};
use crate::diagram::flaw::{Flaw, FlawSort};
use crate::diagram::measure;
use crate::diagram::model::weight;

/// The longest source that is drawn, in bytes.
const SOURCE: usize = 64 * 1024;

/// The most parts (nodes, links, messages, …) that are drawn: a picture of more is no picture that anybody reads.
const PARTS: usize = 1_500;

/// What was read.
pub(super) struct Read {
    /// The kind as the crate names it: `flowchart-v2`.
    pub(super) kind: String,
    pub(super) title: Option<String>,
    pub(super) model: Value,
}

/// The configuration and the widths never change and cost a little to set up.
static RENDERER: LazyLock<(Renderer, SvgRequest)> = LazyLock::new(|| {
    let engine = Engine::new().with_site_config(MermaidConfig::from_value(config()));
    let renderer = Renderer::new().with_engine(engine).with_parse_options(ParseOptions::strict());
    let width = |text: &str, style: &TextStyle| {
        let bold = style.font_weight.as_deref().is_some_and(|weight| {
            matches!(weight, "bold" | "bolder") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
        });
        measure::width(text, style.font_size, bold)
    };
    let measurer = DeterministicTextMeasurer::default().with_width_callback(width);
    let mut request = SvgRequest::default();
    if let Ok(id) = MeasurementProfileId::new("planbook")
        && let Ok(identity) = TextMeasurementProfileIdentity::new(id, "1")
    {
        let profile = TextMeasurementProfile::new(identity, Arc::clone(&measurer));
        let policy = TextMeasurementPolicy::uniform(profile);
        request.environment = SvgEnvironment::deterministic().with_text_measurement_policy(policy);
    }
    request.options = SvgRenderOptions { diagram_id: Some("d".to_owned()), ..SvgRenderOptions::default() };
    (renderer, request)
});

/// Hues in an order that keeps neighbours apart: what scales of colours are given, and what `paint` reads back.
const HUES: [&str; 8] =
    ["#adbdeb", "#ebdbad", "#adebbd", "#ebaddb", "#adebeb", "#ebadad", "#ccadeb", "#ccebad"];

fn config() -> Value {
    let mut theme = serde_json::Map::new();
    let colour = |at: usize| json!(HUES.get(at % HUES.len()));
    for at in 0..12 {
        theme.insert(format!("pie{}", at + 1), colour(at));
        theme.insert(format!("cScale{at}"), colour(at));
        theme.insert(format!("fillType{at}"), colour(at));
    }
    for at in 0..8 {
        theme.insert(format!("git{at}"), colour(at));
    }
    for at in 0..4 {
        theme.insert(format!("quadrant{}Fill", at + 1), colour(at));
    }
    theme.insert("xyChart".to_owned(), json!({ "plotColorPalette": HUES.join(",") }));
    let plain = json!({ "htmlLabels": false, "look": "classic", "theme": "neutral", "useMaxWidth": false, "wrappingWidth": 220, "minNodeWidth": 0 });
    let mut config = json!({
        "theme": "neutral",
        "themeVariables": Value::Object(theme),
        "look": "classic",
        "layout": "dagre",
        "htmlLabels": false,
        "fontFamily": "sans-serif",
        "fontSize": 16,
        "securityLevel": "strict",
        "gantt": { "fontSize": 12, "sectionFontSize": 12, "useMaxWidth": false },
        // What an author may not set: it would bring back what a page can't have.
        "secure": ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "htmlLabels", "look", "layout",
            "fontFamily", "fontSize", "theme", "themeCSS", "deterministicIds", "handDrawnSeed", "useMaxWidth"],
    });
    if let Some(map) = config.as_object_mut() {
        for family in ["flowchart", "class", "state", "er", "requirement", "block", "mindmap", "kanban", "c4"]
        {
            map.insert(family.to_owned(), plain.clone());
        }
    }
    config
}

/// Reads a diagram.
pub(super) fn read(source: &str) -> Result<Read, Flaw> {
    if source.len() > SOURCE {
        return Err(Flaw::large(format!("{} bytes, and at most {SOURCE} are drawn", source.len())));
    }
    guarded(|| {
        let (renderer, _) = &*RENDERER;
        let parse = |source: &str| renderer.engine().parse_diagram_sync(source, renderer.parse_options());
        // What is wrong is told of the source as it was written.
        let parsed = parse(&readable(source)).or_else(|_| parse(source));
        let told = |source: &str| parse(source).err().map(|error| flaw(&error.into()));
        let Some(parsed) = parsed.map_err(|error| placed(flaw(&error.into()), source, told))? else {
            return Err(Flaw::unknown());
        };
        let (kind, title) = (parsed.meta.diagram_type.clone(), parsed.meta.title.clone());
        let model = parsed.model.into_unmanaged_value();
        let parts = weight(&model);
        if parts > PARTS {
            return Err(Flaw::large(format!("{parts} parts, and at most {PARTS} are drawn")));
        }
        Ok(Read { kind, title, model })
    })
}

/// Draws a diagram as SVG.
pub(super) fn draw(source: &str) -> Result<String, Flaw> {
    let with_room = adapted(source);
    drawn(&with_room).or_else(|flaw| if with_room == source { Err(flaw) } else { drawn(source) })
}

fn drawn(source: &str) -> Result<String, Flaw> {
    guarded(|| {
        let (renderer, request) = &*RENDERER;
        let request = RenderRequest::svg(source, OperationControl::new(), request.clone());
        match renderer.render(request).map_err(|error| flaw(&error))? {
            RenderOutput::Svg(Some(svg)) => Ok(svg.into_parts().0),
            _ => Err(Flaw::undrawn("nothing came of it")),
        }
    })
}

/// The crate is young and large: a panic in it is a diagram that can't be drawn, not the end of a build. Nothing of ours
/// is changed while it runs, so nothing can be left half done.
fn guarded<T>(work: impl FnOnce() -> Result<T, Flaw>) -> Result<T, Flaw> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Flaw::undrawn("the drawing library failed at it")))
}

/// The most lines that are looked through for the one that is wrong.
const LINES: usize = 300;

/// A flaw with its place: where the crate names none, or only the end, it is the line with which the message first comes.
fn placed(flaw: Flaw, source: &str, told: impl Fn(&str) -> Option<Flaw>) -> Flaw {
    let end = source.trim_end().len();
    if flaw.sort != FlawSort::Invalid
        || flaw.at.as_ref().is_some_and(|at| at.start < end)
        || source.lines().count() > LINES
    {
        return flaw;
    }
    let mut from = 0;
    for line in source.split_inclusive('\n') {
        let to = from + line.len();
        let same = source.get(..to).and_then(&told).is_some_and(|other| other.message == flaw.message);
        // What is only unfinished is told of any beginning.
        if same && from > 0 && !line.trim().is_empty() {
            let start = from + line.len() - line.trim_start().len();
            return Flaw { at: Some(start..from + line.trim_end().len()), ..flaw };
        }
        from = to;
    }
    flaw
}

fn flaw(error: &RenderError) -> Flaw {
    match error {
        RenderError::NoDiagram => Flaw::unknown(),
        RenderError::Parse(error) => {
            let details = error.terminal_diagnostic_details();
            if details.code.contains("no_diagram") {
                return Flaw::unknown();
            }
            let at = details.span.map(|span| span.start..span.end);
            let message = error.terminal_safe_message();
            // What it is about is said already.
            let short = message.split_once("): ").filter(|(head, _)| head.starts_with("Diagram parse error"));
            Flaw::invalid(short.map_or(message.as_str(), |(_, said)| said), at)
        }
        RenderError::ResourceLimitExceeded(limit) => Flaw::large(format!(
            "{} of {}, and at most {} are drawn",
            limit.actual,
            limit.id.replace('_', " "),
            limit.maximum
        )),
        other => Flaw::undrawn(other.to_string()),
    }
}
