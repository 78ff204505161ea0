//! How the body of a block becomes the bytes of an input file. Words after the path, applied in order:
//!
//! - `hex`: the body is bytes in hexadecimal; `escapes`: `\xNN`, `\u{…}`, `\r`, `\n`, `\t`, `\0`, `\\` in it are read;
//! - `mojibake=1252`, `mojibake=1254`: the UTF-8 text was read as that Windows code page and saved again as UTF-8,
//!   bytes that the page lacks dropped; with `-kept` they stay as control characters;
//! - `crlf`, `cr`: the line endings; `no-eol`: the last line has none;
//! - `bom`, `utf16le`, `utf16be`: a byte order mark in front, in that encoding;
//! - `times=N`: all of it N times.
//!
//! `@2026-05-04` makes the body the state of the file after a commit of that day (`@2026-05-04#2` after its second one);
//! the last one is the file as it is. With `gone` the commit removes it, with `was=old.md` it had that name before.

/// Makes the bytes of an input file.
pub fn make(body: &str, attributes: &[String]) -> Result<Vec<u8>, String> {
    let mut bytes = body.as_bytes().to_vec();
    for attribute in attributes {
        bytes = match attribute.split_once('=').unwrap_or((attribute, "")) {
            ("hex", "") => hex(&bytes)?,
            ("escapes", "") => escapes(&text(bytes)?)?,
            ("mojibake", page) => mojibake(&text(bytes)?, page)?.into_bytes(),
            ("crlf", "") => text(bytes)?.replace('\n', "\r\n").into_bytes(),
            ("cr", "") => text(bytes)?.replace('\n', "\r").into_bytes(),
            ("no-eol", "") => text(bytes)?.trim_end_matches(['\n', '\r']).to_owned().into_bytes(),
            ("bom", "") => [b"\xEF\xBB\xBF".as_slice(), &bytes].concat(),
            ("utf16le", "") => utf16(&text(bytes)?, u16::to_le_bytes),
            ("utf16be", "") => utf16(&text(bytes)?, u16::to_be_bytes),
            ("times", count) => bytes.repeat(count.parse().map_err(|_| format!("times={count}"))?),
            _ => return Err(format!("the word {attribute:?} after a path is not known")),
        };
    }
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "these words don't go together: the bytes are not UTF-8".to_owned())
}

fn hex(body: &[u8]) -> Result<Vec<u8>, String> {
    let digits: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        u8::from_str_radix(pair, 16).map_err(|_| format!("{pair:?} is no byte in hexadecimal"))
    });
    pairs.collect()
}

fn escapes(body: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        let used = match escape.chars().next() {
            Some('x') => {
                let digits = escape.get(1..3).unwrap_or_default();
                out.push(u8::from_str_radix(digits, 16).map_err(|_| format!("\\x{digits}"))?);
                3
            }
            Some('u') => {
                let (digits, _) =
                    escape[1..].trim_start_matches('{').split_once('}').ok_or("\\u without }")?;
                let point = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                let point = point.ok_or(format!("\\u{{{digits}}}"))?;
                out.extend_from_slice(point.encode_utf8(&mut [0; 4]).as_bytes());
                digits.len() + 3
            }
            Some(letter) => {
                let known = [('r', b'\r'), ('n', b'\n'), ('t', b'\t'), ('0', 0), ('\\', b'\\')];
                let byte = known.iter().find(|(name, _)| *name == letter);
                out.push(byte.ok_or(format!("\\{letter} is no escape"))?.1);
                1
            }
            None => return Err("a lone \\ at the end".to_owned()),
        };
        rest = &escape[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
}

/// What Windows-1252 has at 0x80–0x9F; `\0` where it has nothing.
const PAGE_1252: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// Where Windows-1254 differs from it.
const PAGE_1254: [(u8, char); 8] = [
    (0x8E, '\0'),
    (0x9E, '\0'),
    (0xD0, 'Ğ'),
    (0xDD, 'İ'),
    (0xDE, 'Ş'),
    (0xF0, 'ğ'),
    (0xFD, 'ı'),
    (0xFE, 'ş'),
];

fn mojibake(text: &str, page: &str) -> Result<String, String> {
    let (page, kept) = page.strip_suffix("-kept").map_or((page, false), |page| (page, true));
    let differs: &[(u8, char)] = match page {
        "1252" => &[],
        "1254" => &PAGE_1254,
        _ => return Err(format!("mojibake={page}: 1252 and 1254 are known")),
    };
    let read = |byte: u8| {
        let differing = differs.iter().find(|(at, _)| *at == byte).map(|(_, ch)| *ch);
        let ch = differing.or_else(|| PAGE_1252.chars().nth(usize::from(byte.wrapping_sub(0x80))));
        match ch {
            Some('\0') => kept.then_some(char::from(byte)),
            Some(ch) => Some(ch),
            None => Some(char::from(byte)),
        }
    };
    Ok(text.bytes().filter_map(read).collect())
}
