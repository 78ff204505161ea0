//! The two code pages that UTF-8 is misread as. A character of either leads back to its byte.
//!
//! Where both pages have a byte, they have the same character, or two that name the byte without doubt
//! (`ð` and `ğ` are both 0xF0): one table serves both. They differ in the bytes they lack.

/// A code page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Western European.
    Windows1252,
    /// Turkish.
    Windows1254,
}

impl CodePage {
    /// Its name among the IANA character sets.
    pub(super) fn name(self) -> &'static str {
        match self {
            CodePage::Windows1252 => "windows-1252",
            CodePage::Windows1254 => "windows-1254",
        }
    }

    /// The bytes without a character: what a converter drops.
    pub(super) fn missing(self) -> &'static [u8] {
        match self {
            CodePage::Windows1252 => &[0x81, 0x8D, 0x8F, 0x90, 0x9D],
            CodePage::Windows1254 => &[0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E],
        }
    }

    /// The page that alone has `c`, where only one has it.
    pub(super) fn only(c: char) -> Option<CodePage> {
        match c {
            'Ð' | 'ð' | 'Ý' | 'ý' | 'Þ' | 'þ' | 'Ž' | 'ž' => Some(CodePage::Windows1252),
            'Ğ' | 'ğ' | 'İ' | 'ı' | 'Ş' | 'ş' => Some(CodePage::Windows1254),
            _ => None,
        }
    }
}

/// The byte, from 0x80 on, that `c` was made from. Bytes that a page lacks stand for themselves, as converters of
/// the web write them.
pub(super) fn byte(c: char) -> Option<u8> {
    Some(match c {
        '\u{80}'..='\u{FF}' => c as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        'Ğ' => 0xD0,
        'İ' => 0xDD,
        'Ş' => 0xDE,
        'ğ' => 0xF0,
        'ı' => 0xFD,
        'ş' => 0xFE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{CodePage, byte};

    #[test]
    fn every_byte_has_a_character_or_is_missing() {
        let all: Vec<u8> = ('\u{80}'..='\u{2122}').filter_map(byte).collect();
        for wanted in 0x80..=0xFF {
            assert!(all.contains(&wanted), "{wanted:#x}");
        }
        for page in [CodePage::Windows1252, CodePage::Windows1254] {
            for gap in page.missing() {
                let printable = ('\u{100}'..='\u{2122}')
                    .any(|c| byte(c) == Some(*gap) && CodePage::only(c).is_none_or(|only| only == page));
                assert!(!printable, "{gap:#x} of {page:?}");
            }
        }
    }
}
