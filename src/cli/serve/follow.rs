//! Builds anew when something changed, for as long as the program runs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use crate::cli::serve::make::{Before, Wanted};
use crate::cli::serve::served::Served;
use crate::cli::serve::watch::{self, Change, Watch};
use crate::cli::terminal::{DIM, GREEN, Terminal};
use crate::cli::words::{count, visible};
use crate::diag::Fault;

/// A save is several events: it is over when nothing has come for this long.
const QUIET: Duration = Duration::from_millis(8);
/// A folder in which something always changes is looked at all the same after this long.
const PATIENCE: Duration = Duration::from_millis(200);

/// Builds what was wanted, and tells everybody.
pub(super) struct Follower {
    /// What is built.
    pub(super) wanted: Wanted,
    /// Where the news goes.
    pub(super) news: Sender<Arc<Served>>,
    /// Where words go.
    pub(super) terminal: Terminal,
    /// Names this run: a page of an earlier one is told apart.
    pub(super) run: u64,
    /// How many builds there were.
    pub(super) builds: u64,
    /// What could not be watched: said with every build.
    pub(super) unwatched: Vec<Fault>,
    /// What the last build read of the history.
    pub(super) history: Option<Before>,
    /// The folders of files that documents take parts of.
    pub(super) included: BTreeSet<PathBuf>,
}

impl Follower {
    /// Builds what changed, and tells. Returns how many files of the site changed.
    pub(super) fn build(&mut self, watch: &mut Watch, change: &[PathBuf]) -> usize {
        self.watch(watch, change);
        let mut made = self.wanted.make(self.history.as_ref());
        if made.included != self.included {
            // They were read before they were watched: what changed in between is read now.
            self.included = std::mem::take(&mut made.included);
            self.watch(watch, &[]);
            made = self.wanted.make(made.before.as_ref().or(self.history.as_ref()));
        }
        self.history = made.before.or(self.history.take());
        let before = Arc::clone(&self.news.borrow());
        self.builds += 1;
        let build = format!("{:x}-{}", self.run, self.builds);
        let faults = [self.unwatched.clone(), made.faults].concat();
        let (changed, served) = match made.site {
            Some((artifacts, _)) => {
                let new = before.with(&build, artifacts, made.url.as_deref());
                let changed = before.changed(&new);
                // The same site is not news, and pages that show it stay as they are.
                if changed == 0 { (0, before.but(faults)) } else { (changed, new.but(faults)) }
            }
            None => (0, before.but(faults)),
        };
        self.tell(&before, &served);
        // It is kept for those who ask first later on.
        self.news.send_replace(Arc::new(served));
        changed
    }

    /// Says what is wrong when that is news.
    fn tell(&self, before: &Served, now: &Served) {
        if before.faults() == now.faults() {
            return;
        }
        if now.faults().is_empty() {
            self.terminal.say(&self.terminal.err.paint(GREEN, "mended: nothing is wrong any more"));
        } else {
            self.terminal.faults(now.faults());
        }
    }

    /// Builds whenever something changes, until nobody tells of changes any more.
    pub(super) fn follow(mut self, watch: &mut Watch, changes: &Receiver<Change>) {
        while let Ok(first) = changes.recv() {
            let begun = Instant::now();
            let change = all_of(first, changes, begun);
            let changed = self.build(watch, &change);
            if changed > 0 {
                let took = begun.elapsed().as_millis();
                let words = format!(", {took} ms");
                let what = named(&change, self.wanted.root());
                self.terminal.say(&format!(
                    "{what}: {} of the site changed{}",
                    count(changed as u64, "file"),
                    self.terminal.err.paint(DIM, &words)
                ));
            }
        }
    }

    /// Watches the folders that there are now: before they are read, so that nothing is missed in between.
    fn watch(&mut self, watch: &mut Watch, change: &[PathBuf]) {
        let mut folders = [self.wanted.folders(), watch::head(self.wanted.root())].concat();
        folders.extend(self.included.iter().cloned());
        self.unwatched.extend(watch.set(folders, change));
    }
}

/// The first change and those that come right behind it.
fn all_of(first: Change, changes: &Receiver<Change>, begun: Instant) -> Change {
    let mut all = first;
    while begun.elapsed() < PATIENCE {
        match changes.recv_timeout(QUIET) {
            Ok(more) => all.extend(more),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What changed, in words: the first name, and how many more.
fn named(change: &[PathBuf], root: &Path) -> String {
    let mut names = change
        .iter()
        .filter_map(|path| path.strip_prefix(root).ok())
        .filter(|path| !path.starts_with(".git"));
    let Some(first) = names.next() else { return "the repository".to_owned() };
    let more = names.count();
    let first = visible(&first.display().to_string()).into_owned();
    if more == 0 { first } else { format!("{first} and {more} more") }
}
