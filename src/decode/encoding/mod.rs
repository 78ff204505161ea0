//! Bytes to text: byte order marks, line endings, invalid UTF-8, NUL, and mojibake of two code pages
//! (READING: encoding and damage).

mod bytes;
mod code_page;
mod decoded;
mod emoji;
mod finding;
mod mojibake;
mod restore;
mod suspect;
#[cfg(test)]
mod tests;

pub use decoded::{Decoded, Form, decode};
pub use finding::findings;
