//! The forecast against made-up histories; `cargo bench` does the same with more of them.

use libtest_mimic::Trial;

use crate::{Outcome, backtest};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("outlook::the date for 85 % holds in 80 to 90 of 100 histories", holds)]
}

fn holds() -> Outcome {
    let held = backtest::lived(500);
    let [half, most, nearly_all] = held.percent();
    let words = format!(
        "{} forecasts, {} refused; held: {half:.1} % of 50, {most:.1} % of 85, {nearly_all:.1} % of 95",
        held.made, held.refused
    );
    let good = (44.0..58.0).contains(&half) && (80.0..=90.0).contains(&most) && nearly_all >= 91.0;
    if good && held.made > 400 { Ok(()) } else { Err(words.into()) }
}
