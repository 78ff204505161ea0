//! What Chinese, Japanese and Korean say between records, which have no blanks between words.

use crate::model::Relation;

/// The relation that the words right before a record state where the clause speaks of the record it stands in:
/// `本决策取代 ADR-12`.
pub(super) fn of_clause(before: &str) -> Option<Relation> {
    let clause = before.trim_end().rsplit(['。', '；', '，', '\n', ';', '.']).next()?.trim();
    let verb = ["取代", "替代", "代替", "替换"].iter().find_map(|verb| clause.strip_suffix(verb))?;
    let subject = verb.trim_end_matches("部分").trim_end();
    let speaks = ["本决策", "本决定", "本決策", "本決定", "本记录", "此决策", "该决策", "本 ADR", "本ADR"];
    (subject.is_empty() || speaks.contains(&subject)).then_some(Relation::Supersedes)
}

/// The relation a whole text states: these languages put the record before the verb.
pub(super) fn of_text(text: &str) -> Option<Relation> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["取代", "替代", "代替", "替换", "取代"]) {
        return Some(if text.contains('被') || text.contains("取代者") {
            Relation::SupersededBy
        } else {
            Relation::Supersedes
        });
    }
    if has(&["置き換え", "置換", "差し替え"]) {
        return Some(if text.contains('を') && !has(&["られ", "により", "によって"]) {
            Relation::Supersedes
        } else {
            Relation::SupersededBy
        });
    }
    if text.contains("대체") {
        return Some(if has(&["를 대체", "을 대체"]) {
            Relation::Supersedes
        } else {
            Relation::SupersededBy
        });
    }
    None
}
