//! Properties of decoding, and texts in many languages that must come out as they went in.

#[cfg(test)]
use proptest::prelude::*;

use crate::decode::encoding::code_page::{CodePage, byte};
use crate::decode::encoding::{Decoded, decode};

/// `text` read in a code page and saved again; bytes the page lacks are dropped.
fn misread(text: &str, page: CodePage) -> String {
    let character = |wanted: u8| {
        let fits = |c: &char| byte(*c) == Some(wanted) && CodePage::only(*c).is_none_or(|only| only == page);
        match wanted {
            0..=0x7F => Some(char::from(wanted)),
            _ => ('\u{A0}'..='\u{2122}').find(fits).filter(|_| !page.missing().contains(&wanted)),
        }
    };
    text.bytes().filter_map(character).collect()
}

fn mended(text: &str) -> String {
    decode(text.as_bytes()).text
}

/// What holds of every decoded file: offsets lead back to the bytes, and lines are those on disk.
fn check_origin(bytes: &[u8], decoded: &Decoded) {
    assert_eq!(decoded.origin.disk(decoded.text.len() as u32) as usize, bytes.len());
    let mut last = 0;
    for (at, c) in decoded.text.char_indices() {
        let disk = decoded.origin.disk(at as u32) as usize;
        assert!(disk >= last && disk < bytes.len(), "{at}");
        last = disk;
        let end = decoded.origin.disk((at + c.len_utf8()) as u32) as usize;
        let found = &bytes.get(disk..end).expect("in order");
        let covered = decoded.repairs.iter().any(|span| span.start as usize == at);
        if !covered && c != '\u{FFFD}' && c != '\n' && decoded.form == super::Form::Utf8 {
            assert_eq!(*found, c.to_string().as_bytes());
        }
        if c == '\n' && decoded.form == super::Form::Utf8 {
            assert!(matches!(*found, b"\n" | b"\r\n" | b"\r"));
        }
    }
}

const CLEAN: &[&str] = &[
    "Türkçe: Işığı açık bırakmayın, dağ ğ Ğ ş İ. \"Hâlâ\" kâğıt… “rüzgâr” dağ’ın, lâ— ve «ağ» ÖĞRETMEN’İN",
    "Français : « validé » — à « Pâques », œuvre, Œdipe, ÂGE, ÎLE… « âgé » ; l’été n’est pas fini. Ça coûte 5 €.",
    "Português: “MAÇÔ, “IRMÔ — NÃO, AMANHÃ…, pão, avô, “MANHÔ; ã e õ; ANÃ—, Ã Â À",
    "Tiếng Việt: Kế hoạch đã hoàn thành. Đường, ngã, “NGÔ, cây, ô, â, ă — ưu tiên: CAO. “â” và “ê”…",
    "Română: „â” și „î” sunt litere. Când, pâine, ÎNCEPUT.",
    "Íslenska: Það er gott. Ðetta þýðir „ð“ – já. Þórður",
    "Čeština: VÝŠKA, PÍŠE, Žluťoučký kůň „úpěl“ ďábelské ódy. KDYŽ",
    "Deutsch: „Größe“ – ÄÖÜ, „â“ und „Ä“. 25 Å³, 3×½, Ø½ Zoll, Ø±0,1",
    "Cymraeg: â’r, tân, ŵy. Yr wyf â—",
    "日本語の計画。完了：✅ 未完了：❌ → 次へ「テスト」",
    "Русский план: готово ✅, «в работе» — 50 %…",
    "Ελληνικά: «σχέδιο» – έτοιμο",
    "한국어 계획 — 완료 ✅",
    "العربية: خطة العمل، تم ✅",
    "│ ├── └── ═══ ● ○ ◐ ⁸ ½ ⅔ • · … ™ © ®",
    "Äänekoski on ÄŽ… ja Õun – ŠŽšž, õ.",
    "Polski: zażółć gęślą jaźń, ŁÓDŹ „Ą” – koniec…",
];

#[test]
fn clean_text_is_never_touched() {
    for text in CLEAN {
        let decoded = decode(text.as_bytes());
        assert_eq!(decoded.text, *text);
        assert!(decoded.damaged.is_empty(), "{text}: {:?}", decoded.damaged);
        assert!(decoded.encoding.code_page.is_none());
    }
    let all = CLEAN.join("\n");
    assert_eq!(mended(&all), all);
}

#[test]
fn clean_text_beside_damage_is_not_touched() {
    for text in CLEAN {
        let mixed = format!("- [x] âœ… one\n\n{text}\n\n- âŒ two\n");
        assert_eq!(mended(&mixed), format!("- [x] ✅ one\n\n{text}\n\n- ❌ two\n"));
    }
}

#[test]
fn documents_in_many_languages_are_mended() {
    for (text, page) in [
        ("Étape déjà terminée : été, naïf, garçon, « fini » — ça coûte 5 €… l’âge", CodePage::Windows1252),
        ("Größe „prüfen“ – Übersicht, Straße ✅ 🚀", CodePage::Windows1252),
        ("Görev tamamlandı ✅ — ışık, çözüm, öğrenci 🚀", CodePage::Windows1254),
        ("┌──┬──\n├── src\n│   └── main.rs ✔ ≥95 %", CodePage::Windows1252),
        ("μs, π ≈ 3, Δt, 5 ± 1 °C, caf\u{e9}", CodePage::Windows1252),
        ("计划 已完", CodePage::Windows1252),
    ] {
        let damaged = misread(text, page);
        let lost = damaged.chars().count() != text.len();
        assert!(!lost, "the sample has bytes that {page:?} lacks: {text}");
        assert_eq!(mended(&damaged), text);
    }
}

#[test]
fn what_can_be_mended_in_one_way_only_is() {
    for (damaged, text) in [
        ("âŒ failed", "❌ failed"),
        ("| â³ | wait", "| ⏳ | wait"),
        ("âš\u{A0}ï¸ careful", "⚠\u{FE0F} careful"),
        ("ðŸ‘¨â€ðŸ’» at work", "👨\u{200D}💻 at work"),
        ("Ã¢Å“â€¦ twice", "✅ twice"),
        ("ï»¿# Title", "# Title"),
        ("cafÃ©", "café"),
        ("Â© 2026", "© 2026"),
        ("10\u{A0}% Â± 1", "10\u{A0}% ± 1"),
    ] {
        assert_eq!(mended(damaged), text);
    }
}

#[test]
fn what_would_be_a_guess_is_left_and_counted() {
    for damaged in ["ðŸ› bugs", "ğŸ¯ **NEXT**", "ðŸ† won", "â•â•â• line", "say â€œyesâ€ now"]
    {
        let decoded = decode(damaged.as_bytes());
        assert!(!decoded.damaged.is_empty(), "{damaged}");
    }
    assert_eq!(mended("â•â•"), "â•â•");
    assert_eq!(mended("âœ… | â“ |"), "✅ | ❓ |", "the document shows what it was");
    assert_eq!(mended("Yr wyf | â“ |"), "Yr wyf | â“ |", "nothing shows it");
}

#[test]
fn an_author_may_say_that_the_text_is_meant() {
    let text = "The bytes of ✅ shown as âœ….\n<!-- planbook: encoding=utf-8 -->\n";
    assert_eq!(mended(text), text);
}

#[test]
fn the_code_page_is_named() {
    let page = |text: &str| decode(text.as_bytes()).encoding.code_page;
    assert_eq!(page("ðŸš€ âœ…"), Some("windows-1252"));
    assert_eq!(page("ğŸš€ âœ…"), Some("windows-1254"));
    assert_eq!(page("✅ fine, ð and ğ"), None);
}

#[test]
fn every_ending_of_a_line_is_one() {
    let decoded = decode(b"a\r\nb\rc\nd\r\r\n");
    assert_eq!(decoded.text, "a\nb\nc\nd\n\n");
    assert_eq!(decoded.lone_cr.len(), 2);
    check_origin(b"a\r\nb\rc\nd\r\r\n", &decoded);
}

#[test]
fn every_bad_stretch_is_reported() {
    let bytes = b"a\xFFb\xE2\x9Cc\0d";
    let decoded = decode(bytes);
    assert_eq!(decoded.text, "a\u{FFFD}b\u{FFFD}c\u{FFFD}d");
    assert_eq!((decoded.invalid.len(), decoded.nul.len()), (2, 1));
    check_origin(bytes, &decoded);
}

#[test]
fn what_is_not_text_is_not_read() {
    assert!(decode(b"\x89PNG\r\n\x1A\n").binary);
    assert!(decode(&[0, 1, 2, 3, 0, 0, 0, 5, 200, 0, 0]).binary);
    assert!(!decode(b"plain\x0Ctext \x1B[1m").binary);
    assert!(!decode(b"").binary);
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{FEFF}');
    let text: String = mark.into_iter().chain(text.chars()).collect();
    text.encode_utf16().flat_map(unit).collect()
}

proptest! {
    #[test]
    fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let decoded = decode(&bytes);
        if !decoded.binary {
            check_origin(&bytes, &decoded);
        }
    }

    /// Bytes made of the pieces that decoding treats in a special way.
    #[test]
    fn any_mixture_decodes(pieces in proptest::collection::vec(prop_oneof![
        Just("\r"), Just("\n"), Just("\r\n"), Just("\0"), Just("âœ…"), Just("ðŸ"), Just("ï¸"), Just("âŒ"),
        Just("Ã©"), Just("é"), Just("x"), Just("ğŸš€"), Just("â€"), Just("Ã¢Å“â€¦"), Just("\u{FEFF}"), Just("中"),
        Just("Â\u{A0}"), Just("ä¸\u{AD}"), Just("\u{9D}"), Just("Ã"), Just("ï»¿"),
    ], 0..40)) {
        let text: String = pieces.concat();
        let decoded = decode(text.as_bytes());
        prop_assume!(!decoded.binary);
        check_origin(text.as_bytes(), &decoded);
        for spans in [&decoded.repairs, &decoded.damaged, &decoded.lone_cr, &decoded.nul] {
            prop_assert!(spans.iter().all(|span| decoded.text.get(span.range()).is_some()));
            prop_assert!(spans.is_sorted());
        }
    }

    #[test]
    fn clean_text_stays(text in "[ -~\n\u{100}-\u{2fff}\u{4e00}-\u{9fff}✅❌🚀é]{0,80}") {
        prop_assume!(!text.contains(['\u{11E}', '\u{11F}', '\u{130}', '\u{FEFF}']));
        prop_assert_eq!(mended(&text), text);
    }

    #[test]
    fn forms_of_one_text_decode_to_it(text in "[a-zé✅🚀中\n]{4,60}") {
        let crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(&mended(&crlf), &text);
        prop_assert_eq!(&mended(&text.replace('\n', "\r")), &text);
        prop_assert_eq!(&mended(&format!("\u{FEFF}{text}")), &text);
        for unit in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let bytes = utf16(&crlf, unit, true);
            let decoded = decode(&bytes);
            check_origin(&bytes, &decoded);
            prop_assert_eq!(&decoded.text, &text);
        }
    }

    #[test]
    fn misread_symbols_come_back(text in "[a-z \n✅→⚡🚀🎛📊🔄≥…–’“]{0,60}", turkish: bool) {
        let page = if turkish { CodePage::Windows1254 } else { CodePage::Windows1252 };
        let text = if turkish { text.replace('🎛', "🚀") } else { text };
        let damaged = misread(&text, page);
        let decoded = decode(damaged.as_bytes());
        check_origin(damaged.as_bytes(), &decoded);
        prop_assert_eq!(&decoded.text, &text);
        prop_assert_eq!(decoded.encoding.repaired as usize, text.chars().filter(|c| !c.is_ascii()).count());
        prop_assert_eq!(decoded.encoding.left, 0);
    }
}

#[test]
fn utf16_without_a_mark_is_seen() {
    let bytes = utf16("# Plan\n\n- [x] done\n", u16::to_le_bytes, false);
    assert_eq!(decode(&bytes).text, "# Plan\n\n- [x] done\n");
}
