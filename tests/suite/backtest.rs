//! The forecast held against what came: made-up histories are cut off in the middle, forecast from there, and lived
//! on. The date that is to hold in 85 of 100 cases has to hold in 80 to 90. Used by the suite and by `cargo bench`.

use planbook::date::{self, Date};
use planbook::derive::forecast::{Outlook, Throughput, forecast};

/// How often each of the three dates held, of how many forecasts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    /// Forecasts with dates.
    pub made: u32,
    /// Histories without a forecast.
    pub refused: u32,
    /// How often the work was done by the dates of 50, 85 and 95 %.
    pub by: [u32; 3],
}

impl Held {
    /// The shares in hundredths.
    pub fn percent(&self) -> [f64; 3] {
        self.by.map(|held| f64::from(held) * 100.0 / f64::from(self.made.max(1)))
    }
}

/// Made-up chance: SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// So many things in a week in which `mean` are to be expected (Knuth's way).
    fn poisson(&mut self, mean: f64) -> u32 {
        let floor = (-mean).exp();
        let (mut count, mut product) = (0, self.share());
        while product > floor {
            count += 1;
            product *= self.share();
        }
        count
    }

    /// A week of a team that does `pace` items and adds `growth`, and now and then does nothing.
    fn week(&mut self, pace: f64, growth: f64, idle: f64) -> Throughput {
        if self.share() < idle {
            return Throughput { added: self.poisson(growth), ..Throughput::default() };
        }
        Throughput { done: self.poisson(pace), added: self.poisson(growth), bulk: 0 }
    }
}

/// Lives `histories` histories: teams of any pace, with growing scopes, empty weeks, 8 to 60 weeks of past.
pub fn lived(histories: u32) -> Held {
    let mut chance = Chance(2026);
    let mut held = Held::default();
    let end = Date::constant(2026, 11, 22);
    for _ in 0..histories {
        let (pace, idle) = (0.8 + 5.0 * chance.share(), 0.25 * chance.share());
        let growth = pace * (1.0 - idle) * 0.5 * chance.share();
        let past = 8 + (chance.share() * 52.0) as usize;
        let weeks: Vec<Throughput> = (0..past).map(|_| chance.week(pace, growth, idle)).collect();
        let open = 10 + (chance.share() * 110.0) as u32;
        let Outlook::Dates(dates) = forecast(&weeks, open, end) else {
            held.refused += 1;
            continue;
        };
        let (mut left, mut week) = (i64::from(open), 0);
        while left > 0 && week < 2_000 {
            let now = chance.week(pace, growth, idle);
            left += i64::from(now.added) - i64::from(now.done);
            week += 1;
        }
        let done = date::add_days(end, week * 7);
        held.made += 1;
        for (held, by) in held.by.iter_mut().zip([Some(dates.p50), dates.p85, dates.p95]) {
            *held += u32::from(by.is_none_or(|by| done <= by));
        }
    }
    held
}
