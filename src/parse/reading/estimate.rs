//! How much work a text says: days of eight hours, five to the week, twenty to the month.

/// The days a text such as `0.5d`, `2-3 h`, `~1-2 weeks` or `4 个工作日` says; the middle of a range.
pub fn days(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['~', '≈', '<', '>', '±']).trim_start();
    let number_end = text
        .find(|c: char| {
            !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '—' | '~' | ' ' | '+' | '½'))
        })
        .unwrap_or(text.len());
    let (numbers, unit) = (text.get(..number_end)?, text.get(number_end..)?.trim_start());
    // Most texts begin with a word.
    if number_end == 0 {
        return None;
    }
    let mut values = numbers.split(['-', '–', '—', '~']).filter_map(|part| {
        let part = part.trim().trim_end_matches('+');
        let number =
            || if part.contains(',') { part.replace(',', ".").parse().ok() } else { part.parse().ok() };
        if part == "½" { Some(0.5) } else { number() }
    });
    let first = values.next()?;
    let value = values.next().map_or(first, |second| (first + second) / 2.0);
    Some(value * factor(unit)?)
}

fn factor(unit: &str) -> Option<f64> {
    let unit = unit.to_lowercase();
    let end = unit.find(|c: char| !c.is_alphabetic()).unwrap_or(unit.len());
    Some(match unit.get(..end)? {
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" | "stunde" | "heure" | "heures"
        | "hora" | "horas" | "ore" | "ч" | "час" | "часа" | "часов" | "小时" | "个小时" | "時間" | "工时"
        | "시간" => 1.0 / 8.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minutos" | "мин" | "минут" | "分钟"
        | "分" | "분" => 1.0 / 480.0,
        "d" | "day" | "days" | "tag" | "tage" | "pd" | "jour" | "jours" | "j" | "día" | "días" | "dia"
        | "dias" | "giorni" | "giorno" | "д" | "день" | "дня" | "дней" | "天" | "日" | "人日"
        | "个工作日" | "工作日" | "人天" | "일" | "workday" | "workdays" => 1.0,
        "w" | "wk" | "wks" | "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines" | "semana"
        | "semanas" | "settimana" | "settimane" | "нед" | "неделя" | "недели" | "недель" | "周" | "週"
        | "週間" | "주" => 5.0,
        "month" | "months" | "mo" | "monat" | "monate" | "mois" | "mes" | "meses" | "mês" | "mese"
        | "mesi" | "месяц" | "месяца" | "месяцев" | "月" | "个月" | "개월" => 20.0,
        _ => return None,
    })
}
