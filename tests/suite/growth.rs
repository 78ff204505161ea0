//! How the work grows with the input, counted in allocations: the same on every machine, unlike seconds.

use libtest_mimic::Trial;
use planbook::config::Config;
use planbook::pipeline;

use crate::{Outcome, sample};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("growth::ten times the items in as many files", || linear((8, 400), (8, 4_000))),
        Trial::test("growth::ten times the files of the same size", || linear((8, 400), (80, 4_000))),
    ]
}

/// Bytes and blocks allocated by one build on one thread.
fn work(files: usize, items: usize) -> Result<(u64, u64), String> {
    let sources = sample::sources(files, items);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(|e| e.to_string())?;
    let measured = pool.install(|| {
        allocation_counter::measure(|| {
            pipeline::build(&sources, &Config::default(), None);
        })
    });
    Ok((measured.bytes_total, measured.count_total))
}

/// Ten times the input may cost eleven times the work, what is done once left out.
fn linear(small: (usize, usize), large: (usize, usize)) -> Outcome {
    // The first build of a process also fills what is made once: patterns, templates, syntaxes.
    work(1, 1)?;
    let (none, few, many) = (work(1, 1)?, work(small.0, small.1)?, work(large.0, large.1)?);
    let grown = |none: u64, few: u64, many: u64| (many - none) as f64 / (few - none).max(1) as f64;
    let (bytes, blocks) = (grown(none.0, few.0, many.0), grown(none.1, few.1, many.1));
    if bytes > 11.0 || blocks > 11.0 {
        return Err(format!("×10 input costs ×{bytes:.1} bytes and ×{blocks:.1} blocks allocated").into());
    }
    Ok(())
}
