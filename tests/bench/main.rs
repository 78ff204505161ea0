//! How long each stage takes: `cargo bench`, or `cargo bench -- build` for those with that name.
//!
//! The plans are made up (`tests/suite/sample.rs`), 500 items a file, four habits of writing by turns. The stages run on all
//! threads. What `reading` is in the name of is all of decoding and parsing on one thread: `reading` over made-up plans,
//! `reading_corpus` over the real ones of `../shared/corpus` where that is there, `reading_tasks` over a `tasks.json` of
//! 1.5 MB. `cargo bench -- backtest` prints how often the dates of forecasts hold in made-up histories.
#![allow(
    unreachable_pub,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a benchmark may read files and may fail loudly"
)]

#[path = "../suite/backtest.rs"]
mod backtest;
#[path = "../suite/sample.rs"]
mod sample;

use std::path::Path;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use planbook::config::Config;
use planbook::decode::Document;
use planbook::source::{Source, Sources};
use planbook::vocabulary::Vocabulary;
use planbook::{asset, check, decode, derive, link, output, page, parse, pipeline};

#[global_allocator]
static ALLOC: divan::AllocProfiler = divan::AllocProfiler::system();

/// Items in all.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    if std::env::args().any(|argument| argument == "backtest") {
        forecasts();
    } else {
        divan::main();
    }
}

/// How often the dates of forecasts held: `cargo bench -- backtest`.
#[expect(clippy::disallowed_macros, reason = "a benchmark prints")]
fn forecasts() {
    let held = backtest::lived(5_000);
    let [half, most, nearly_all] = held.percent();
    println!("{} histories forecast, {} refused", held.made, held.refused);
    println!("held: 50 % in {half:.1} %, 85 % in {most:.1} %, 95 % in {nearly_all:.1} %");
}

fn sources(items: usize) -> Sources {
    sample::sources(items.div_ceil(500), items)
}

fn bytes(sources: &Sources) -> BytesCount {
    BytesCount::new(sources.files.iter().map(|file| file.bytes.len()).sum::<usize>())
}

fn documents(sources: &Sources) -> Vec<Document> {
    decode::decode(sources).value
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn a_decode(bencher: Bencher<'_, '_>, items: usize) {
    let sources = sources(items);
    bencher.counter(bytes(&sources)).bench(|| decode::decode(black_box(&sources)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn b_parse(bencher: Bencher<'_, '_>, items: usize) {
    let sources = sources(items);
    let (documents, vocabulary) = (documents(&sources), Vocabulary::new(&Config::default()));
    bencher
        .counter(bytes(&sources))
        .bench(|| parse::parse(black_box(&documents), None, &Default::default(), &vocabulary));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn c_link(bencher: Bencher<'_, '_>, items: usize) {
    let documents = documents(&sources(items));
    let corpus =
        parse::parse(&documents, None, &Default::default(), &Vocabulary::new(&Config::default())).value;
    bencher
        .counter(ItemsCount::new(items))
        .with_inputs(|| (documents.clone(), corpus.clone()))
        .bench_values(|(documents, corpus)| link::link(documents, Vec::new(), corpus, &Default::default()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn d_check(bencher: Bencher<'_, '_>, items: usize) {
    let judged = pipeline::judge(&sources(items), &Config::default(), None);
    bencher
        .counter(ItemsCount::new(items))
        .bench(|| check::check(black_box(&judged.linked), &Config::default(), None, Vec::new()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn e_derive(bencher: Bencher<'_, '_>, items: usize) {
    let judged = pipeline::judge(&sources(items), &Config::default(), None);
    bencher
        .counter(ItemsCount::new(items))
        .bench(|| derive::derive(black_box(&judged.linked), &Config::default(), &judged.findings, None));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn f_pages(bencher: Bencher<'_, '_>, items: usize) {
    let (sources, config) = (sources(items), Config::default());
    let judged = pipeline::judge(&sources, &config, None);
    bencher.counter(ItemsCount::new(items)).bench(|| page::pages(material(&judged, &config, &sources)));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn g_output(bencher: Bencher<'_, '_>, items: usize) {
    let (sources, config) = (sources(items), Config::default());
    let judged = pipeline::judge(&sources, &config, None);
    let pages = page::pages(material(&judged, &config, &sources));
    let assets = asset::assets(&sources);
    bencher
        .counter(ItemsCount::new(items))
        .with_inputs(|| pages.clone())
        .bench_values(|pages| output::output(black_box(pages), &assets.manifest, &sources));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn h_build(bencher: Bencher<'_, '_>, items: usize) {
    let sources = sources(items);
    bencher
        .counter(ItemsCount::new(items))
        .bench(|| pipeline::build(black_box(&sources), &Config::default(), None));
}

/// Everything that reading is, on one thread.
#[divan::bench(sample_count = 10)]
fn reading(bencher: Bencher<'_, '_>) {
    on_one_thread(bencher, &sources(10_000));
}

/// The same over real documents, where they are there; else over made-up ones.
#[divan::bench(sample_count = 10)]
fn reading_corpus(bencher: Bencher<'_, '_>) {
    let mut sources = Sources::default();
    for part in ["seeds", "plans"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(part), &mut sources);
    }
    if sources.files.is_empty() {
        sources = self::sources(2_000);
    }
    on_one_thread(bencher, &sources);
}

/// The same over one file of tasks with sub-tasks, as task tools write it.
#[divan::bench(sample_count = 10)]
fn reading_tasks(bencher: Bencher<'_, '_>) {
    let source = Source { path: "tasks.json".to_owned(), bytes: tasks(1_500_000).into(), kind: None };
    on_one_thread(bencher, &Sources { files: vec![source], ..Sources::default() });
}

/// The text of a `tasks.json` of about `size` bytes.
fn tasks(size: usize) -> Vec<u8> {
    let mut text = "{\n  \"master\": {\n    \"tasks\": [".to_owned();
    for number in 1.. {
        if text.len() >= size {
            break;
        }
        let comma = if number == 1 { "" } else { "," };
        let status = ["done", "pending", "in-progress"][number % 3];
        let before = number - 1;
        text.push_str(&format!(
            r#"{comma}
      {{
        "id": {number},
        "title": "Trim wick {number}",
        "description": "Cut the wick to a third of an inch and clean the glass",
        "details": "Put the lamp out first. Wait until the burner is cold, then cut straight across.",
        "testStrategy": "Light it: the flame is even and does not smoke",
        "status": "{status}",
        "priority": "high",
        "dependencies": [{before}],
        "subtasks": [
          {{ "id": 1, "title": "Cut", "status": "{status}", "dependencies": [] }},
          {{ "id": 2, "title": "Clean", "status": "pending", "dependencies": [1] }}
        ]
      }}"#
        ));
    }
    text.push_str("\n    ]\n  }\n}\n");
    text.into_bytes()
}

fn on_one_thread(bencher: Bencher<'_, '_>, sources: &Sources) {
    let vocabulary = Vocabulary::new(&Config::default());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    bencher.counter(bytes(sources)).bench(|| {
        pool.install(|| {
            let documents = decode::decode(black_box(sources)).value;
            parse::parse(&documents, None, &Default::default(), &vocabulary)
        })
    });
}

fn collect(folder: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, sources);
        } else if let Ok(bytes) = std::fs::read(&path) {
            let path = path.to_string_lossy().into_owned();
            sources.files.push(Source { path, bytes: bytes.into(), kind: None });
        }
    }
}

fn material<'a>(
    judged: &'a pipeline::Judged,
    config: &'a Config,
    sources: &'a Sources,
) -> page::Material<'a> {
    page::Material {
        linked: &judged.linked,
        derived: &judged.derived,
        findings: &judged.findings,
        rules: &[],
        config,
        sources,
    }
}
