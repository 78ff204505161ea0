//! Parts of a file: RFC 9110, section 14.

/// What a `Range` header asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Everything: there is no such header, or one that may be passed over.
    Whole,
    /// From the first byte to the last, both counted from 0.
    From(usize, usize),
    /// Nothing that is there.
    Nothing,
}

/// Reads `bytes=0-99`, `bytes=100-` and `bytes=-100` for a file of `length` bytes. Several parts at once, other units
/// and what can't be read are passed over, as the standard allows.
pub(super) fn part(header: &str, length: usize) -> Part {
    let Some(wanted) = header.trim().strip_prefix("bytes=") else { return Part::Whole };
    let Some((from, to)) = wanted.trim().split_once('-') else { return Part::Whole };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too great for the machine lies behind the end of every file.
        digits.then(|| text.parse::<usize>().unwrap_or(usize::MAX))
    };
    match (number(from), number(to)) {
        (Some(from), Some(to)) if from > to => Part::Whole,
        (Some(from), _) if from >= length => Part::Nothing,
        (Some(from), Some(to)) => Part::From(from, to.min(length - 1)),
        (Some(from), None) if to.is_empty() => Part::From(from, length - 1),
        (None, Some(0)) if from.is_empty() => Part::Nothing,
        (None, Some(_)) if from.is_empty() && length == 0 => Part::Nothing,
        (None, Some(last)) if from.is_empty() => Part::From(length.saturating_sub(last), length - 1),
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (header, length, wanted) in [
            ("bytes=0-9", 100, Part::From(0, 9)),
            ("bytes=90-", 100, Part::From(90, 99)),
            ("bytes=-10", 100, Part::From(90, 99)),
            ("bytes=-1000", 100, Part::From(0, 99)),
            ("bytes=0-1000", 100, Part::From(0, 99)),
            ("bytes=100-", 100, Part::Nothing),
            ("bytes=-0", 100, Part::Nothing),
            ("bytes=-5", 0, Part::Nothing),
            ("bytes=0-", 0, Part::Nothing),
            ("bytes=99999999999999999999999-", 100, Part::Nothing),
            ("bytes=5-2", 100, Part::Whole),
            ("bytes=0-1,5-6", 100, Part::Whole),
            ("bytes=+1-2", 100, Part::Whole),
            ("bytes=-", 100, Part::Whole),
            ("lines=0-9", 100, Part::Whole),
        ] {
            assert_eq!(part(header, length), wanted, "{header} of {length}");
        }
    }
}
