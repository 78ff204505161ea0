//! The rules of the house, as tests. `content/architecture.md` states them in words and tables; the tables are read
//! here, so the page and the code can't part.

mod crates;
mod imports;
mod licences;
mod lists;
mod page;
mod rooms;
mod sizes;
mod words;

use libtest_mimic::Trial;

/// The tests of this folder.
pub fn trials() -> Vec<Trial> {
    [
        crates::trials(),
        licences::trials(),
        lists::trials(),
        page::trials(),
        rooms::trials(),
        sizes::trials(),
        words::trials(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
