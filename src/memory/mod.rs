//! What a run learned of a history, as bytes for the next one: then only new commits are read.
//!
//! Nothing in it says how anything is told. It holds the log of git as far as it went, what was read of older states, and
//! which plans are as they were; with it and without it the same comes out. What was kept by another program, in another
//! form, of another folder, with other words for states or with a byte changed is no memory: then all is read again.
//!
//! The bytes are parts, each with its length before it and its sum behind it: the first is a memory, and each other one what
//! a later run learned beside.

mod learn;
mod reader;
mod since;
mod sum;
mod table;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Kind, Known, Status};
use crate::source::Revision;

/// The form of the bytes: another number for every change of it.
const FORM: u32 = 3;

/// What a memory begins with.
const MARK: &[u8] = b"planbook history\n";

/// How many bytes say how long a part is; as many are its sum.
const LENGTH: usize = 8;

/// What was learned in a folder with certain words; what was learned elsewhere is of no use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// Which program read it: another one may read the same otherwise.
    pub program: String,
    /// The folder that the paths begin at.
    pub root: String,
    /// The words for states that book.toml adds.
    pub words: Vec<(Status, Vec<String>)>,
}

/// A plan that was there: its content and what it was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// A hash of its bytes.
    pub hash: [u8; 32],
    /// The kind that book.toml gave it.
    pub kind: Option<Kind>,
    /// Its title.
    pub title: String,
}

/// What was learned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Where.
    pub setting: Setting,
    /// Where the folder lay in its repository: empty, or a path that ends with `/`.
    pub prefix: String,
    /// The commits as git told of them, the oldest first; empty where the history was not whole.
    pub log: Arc<Vec<Revision>>,
    /// What was read of older states.
    pub known: Arc<Known>,
    /// The plans that were there, by their path.
    pub heads: BTreeMap<String, Head>,
}
