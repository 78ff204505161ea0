//! A bar for long work: on a terminal only, and not before a second has passed.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal::Terminal;

/// The bar. Dropped, it is gone from the screen.
pub(super) struct Progress {
    bar: ProgressBar,
    late: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A bar of `steps` steps. Without `shown`, or where nobody watches, it never appears.
    pub(super) fn new(terminal: &Terminal, steps: u64, shown: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if !shown || !terminal.watched {
            return Self { bar, late: None };
        }
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}, {elapsed}") {
            bar.set_style(style.progress_chars("█▌░"));
        }
        let (stop, stopped) = mpsc::channel();
        let waiting = bar.clone();
        let late = thread::spawn(move || {
            if stopped.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                waiting.set_draw_target(ProgressDrawTarget::stderr());
                waiting.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Self { bar, late: Some((stop, late)) }
    }

    /// Begins the next step: `reading 214 files`.
    pub(super) fn step(&self, words: &str) {
        self.bar.set_message(words.to_owned());
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, late)) = self.late.take() {
            // The thread only draws: if it has ended there is nothing to stop.
            if stop.send(()).is_ok() {
                drop(late.join());
            }
        }
        self.bar.finish_and_clear();
    }
}
