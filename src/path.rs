//! Paths as documents write them: relative to the file they stand in, with `%20` for a blank.

use percent_encoding::percent_decode_str;

/// `written` in the file `from`, as a path below the root; `None` where it leads out of the root.
pub fn joined(from: &str, written: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> =
        if written.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// `%20` and its kind made characters again; left as written where that makes no text.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |decoded| decoded.into_owned())
}

/// The path of an address with its `%XX` made characters again; `None` where that makes no text.
pub fn of_address(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
