//! The report as one page of HTML that needs nothing else: no network, no script.

use super::style::CSS;
use super::{ReportView, number, percent};
use crate::lang::Lang;
use crate::render::phrases::{TriagePhrases, fill};
use crate::render::safe;
use crate::triage::Status;
use crate::triage::report::{CauseCount, Example, Tally};
use jiff::civil::Date;
use std::fmt::Write;

/// Rows of a table that are open; the rest is folded.
const OPEN: usize = 12;
/// Bars of the chart by day; longer times are counted by week or month.
const BARS: usize = 70;

/// The page.
pub fn page(view: &ReportView<'_>) -> String {
    let phrases = view.phrases();
    let mut out = String::with_capacity(64 * 1024);
    let title = escape(phrases.title);
    _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        view.lang
    );
    head(&mut out, view);
    tiles(&mut out, view);
    days(&mut out, view);
    causes(&mut out, view);
    questions(&mut out, view);
    groups(&mut out, view);
    counts(&mut out, view);
    never(&mut out, view);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let inputs: Vec<String> = report.inputs.iter().map(|name| escape(name)).collect();
    let days = match (report.days.first(), report.days.last()) {
        (Some((first, _)), Some((last, _))) => format!(" · {first} – {last}"),
        _ => String::new(),
    };
    _ = writeln!(out, "<p class=\"soft\">{}{days}</p>", inputs.join(", "));
    let sections = [
        ("days", phrases.by_day, report.days.len() > 1),
        ("causes", phrases.causes, !report.causes.is_empty()),
        ("questions", phrases.questions, !report.questions.is_empty()),
        ("groups", phrases.groups, report.total.of(Status::Unmatched) > 0),
        ("symptoms", phrases.symptoms, !report.symptoms.is_empty()),
        ("never", phrases.never, !report.never.is_empty()),
    ];
    let links = sections.iter().filter(|section| section.2);
    let links: Vec<String> =
        links.map(|(id, name, _)| format!("<a href=\"#{id}\">{}</a>", escape(name))).collect();
    _ = writeln!(out, "<nav>{}</nav>", links.join(""));
}

fn tiles(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let all = report.total.all();
    out.push_str("<div class=\"tiles\">");
    let mut tile = |class: &str, count: u64, name: &str, note: &str| {
        let share = if class == "all" { String::new() } else { percent(count, all) };
        let (big, small) = if class == "main" { (share, number(count)) } else { (number(count), share) };
        _ = write!(
            out,
            "<div class=\"tile {class}\" title=\"{}\"><b>{big}</b>{} <small>{small}</small></div>",
            escape(note),
            escape(name)
        );
    };
    tile("main", report.total.answered, phrases.answered, phrases.answered_note);
    tile("all", all, phrases.tickets, "");
    for status in Status::ALL {
        if report.total.of(status) > 0 {
            tile("", report.total.of(status), phrases.statuses[status as usize], "");
        }
    }
    out.push_str("</div>\n");
    _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(phrases.answered_note));
    let parts: Vec<(String, u64)> = Status::ALL
        .iter()
        .map(|status| (format!("s{}", *status as usize), report.total.of(*status)))
        .collect();
    out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
    segments(out, &parts, all);
    out.push_str("</div>\n");
    key(out, phrases, &report.total);
}

fn key(out: &mut String, phrases: &TriagePhrases, tally: &Tally) {
    out.push_str("<ul class=\"key\">");
    for status in Status::ALL.iter().filter(|status| tally.of(**status) > 0) {
        let index = *status as usize;
        _ = write!(out, "<li><i class=\"s{index}\"></i>{}</li>", escape(phrases.statuses[index]));
    }
    out.push_str("</ul>\n");
}

fn segments(out: &mut String, parts: &[(String, u64)], whole: u64) {
    for (class, count) in parts.iter().filter(|part| part.1 > 0) {
        let width = *count as f64 * 100.0 / whole.max(1) as f64;
        _ = write!(out, "<i class=\"{class}\" style=\"width:{width:.2}%\"></i>");
    }
}

/// Days, or weeks or months where there are many.
fn periods(days: &[(Date, Tally)]) -> Vec<(String, Tally)> {
    let name: fn(Date) -> String = match days.len() {
        0..=BARS => |day| day.to_string(),
        _ => |day| format!("{:04}-{:02}", day.year(), day.month()),
    };
    let mut periods: Vec<(String, Tally)> = Vec::new();
    for (day, tally) in days {
        let name = name(*day);
        if periods.last().is_none_or(|last| last.0 != name) {
            periods.push((name, Tally::default()));
        }
        if let Some((_, sum)) = periods.last_mut() {
            sum.statuses.iter_mut().zip(tally.statuses).for_each(|(sum, count)| *sum += count);
            sum.answered += tally.answered;
        }
    }
    // Of very long times the end is what matters.
    periods.split_off(periods.len().saturating_sub(4 * BARS))
}

fn days(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    let periods = periods(&report.days);
    if periods.len() > 1 {
        heading(out, "days", phrases.by_day);
        chart(out, phrases, &periods);
        key(out, phrases, &report.total);
        _ = write!(
            out,
            "<details><summary>{}</summary><div class=\"wide\"><table><tr><th>{}</th>",
            escape(phrases.by_day),
            escape(phrases.day)
        );
        for status in Status::ALL {
            _ = write!(out, "<th class=\"n\">{}</th>", escape(phrases.statuses[status as usize]));
        }
        out.push_str("</tr>");
        for (name, tally) in &periods {
            _ = write!(out, "<tr><td>{name}</td>");
            for status in Status::ALL {
                _ = write!(out, "<td class=\"n\">{}</td>", number(tally.of(status)));
            }
            out.push_str("</tr>");
        }
        out.push_str("</table></div></details>\n");
    }
    if report.undated > 0 && !report.days.is_empty() {
        _ = writeln!(
            out,
            "<p class=\"soft\">{}</p>",
            escape(&fill(phrases.undated, &[&number(report.undated)]))
        );
    }
}

fn chart(out: &mut String, phrases: &TriagePhrases, periods: &[(String, Tally)]) {
    let (width, height, left, foot) = (960.0, 200.0, 44.0, 22.0);
    let most = periods.iter().map(|(_, tally)| tally.all()).max().unwrap_or(1).max(1);
    let step = (width - left) / periods.len() as f64;
    let plot = height - foot - 8.0;
    _ = write!(
        out,
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(phrases.by_day)
    );
    for share in [0.0, 0.5, 1.0] {
        let y = 8.0 + plot * (1.0 - share);
        let value = number((most as f64 * share).round() as u64);
        _ = write!(out, "<line class=\"rule\" x1=\"{left}\" x2=\"{width}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>");
        _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>",
            left - 6.0,
            y + 4.0
        );
    }
    let every = periods.len().div_ceil(8);
    for (index, (name, tally)) in periods.iter().enumerate() {
        let x = left + step * index as f64;
        let mut y = 8.0 + plot;
        _ = write!(out, "<g><title>{name}: {}</title>", number(tally.all()));
        for status in Status::ALL.iter().filter(|status| tally.of(**status) > 0) {
            let tall = plot * tally.of(*status) as f64 / most as f64;
            y -= tall;
            let bar = (step * 0.82).min(48.0);
            let class = *status as usize;
            _ = write!(
                out,
                "<rect class=\"s{class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{bar:.1}\" height=\"{tall:.1}\"/>",
                x + (step - bar) / 2.0
            );
        }
        out.push_str("</g>");
        if index % every == 0 {
            _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>",
                (x + step / 2.0).clamp(left + 24.0, width - 34.0),
                height - 6.0
            );
        }
    }
    out.push_str("</svg>\n");
}

fn causes(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.causes.is_empty() {
        return;
    }
    heading(out, "causes", phrases.causes);
    _ = writeln!(
        out,
        "<ul class=\"key\"><li><i class=\"s0\"></i>{}</li><li><i class=\"maybe\"></i>{}</li></ul>",
        escape(phrases.confirmed),
        escape(phrases.possible)
    );
    let most = report.causes.iter().map(|cause| cause.confirmed + cause.possible).max().unwrap_or(1);
    let header = [phrases.cause, phrases.tickets, phrases.share];
    table(out, &header, report.causes.len(), |out, index| {
        if let Some(cause) = report.causes.get(index) {
            cause_row(out, view, cause, most);
        }
    });
}

fn cause_row(out: &mut String, view: &ReportView<'_>, cause: &CauseCount, most: u64) {
    let phrases = view.phrases();
    let rule = &view.book.rules[cause.rule];
    let sum = cause.confirmed + cause.possible;
    _ = write!(out, "<td>{}<br><code>{}</code>", escape(rule.title.get(view.lang)), escape(&rule.id));
    if !cause.examples.is_empty() {
        _ = write!(out, "<details><summary class=\"soft\">{}</summary>", escape(phrases.examples));
        cause.examples.iter().for_each(|example| quote(out, example));
        out.push_str("</details>");
    }
    let share = percent(sum, view.report.total.all());
    _ = write!(
        out,
        "</td><td class=\"n\">{}</td><td class=\"n\">{share}</td><td class=\"b\" aria-hidden=\"true\"><span>",
        number(sum)
    );
    segments(out, &[("s0".to_owned(), cause.confirmed), ("maybe".to_owned(), cause.possible)], most);
    out.push_str("</span></td>");
}

fn quote(out: &mut String, example: &Example) {
    _ = writeln!(out, "<blockquote><small>{}</small>", escape(&safe::line(&example.name)));
    for (text, evidence) in &example.pieces {
        let text = escape(&safe::text(text));
        if *evidence {
            _ = write!(out, "<mark>{text}</mark>");
        } else {
            out.push_str(&text);
        }
    }
    out.push_str("</blockquote>");
}

fn questions(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.questions.is_empty() {
        return;
    }
    heading(out, "questions", phrases.questions);
    _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(phrases.questions_note));
    let most = report.questions.iter().map(|question| question.settles).max().unwrap_or(1).max(1);
    let header = [phrases.question, phrases.settles, phrases.asked_first];
    table(out, &header, report.questions.len(), |out, index| {
        let Some(question) = report.questions.get(index) else { return };
        let fact = &view.book.facts[question.fact];
        let ask = fact.ask.as_ref().map_or(fact.name.as_str(), |ask| ask.get(view.lang));
        _ = write!(out, "<td>{}<br><code>{}</code></td>", escape(ask), escape(&fact.id));
        _ = write!(
            out,
            "<td class=\"n\">{}</td><td class=\"n\">{}</td>",
            number(question.settles),
            number(question.first)
        );
        bar(out, question.settles, most);
    });
}

fn groups(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if report.total.of(Status::Unmatched) == 0 {
        return;
    }
    heading(out, "groups", phrases.groups);
    if !report.groups.is_empty() {
        _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(phrases.groups_note));
    }
    for group in &report.groups {
        let words: Vec<String> =
            group.words.iter().map(|word| format!("<span>{}</span>", escape(&safe::line(word)))).collect();
        _ = write!(
            out,
            "<details class=\"group\"><summary><b>{}</b> <span class=\"words\">{}</span></summary>",
            escape(&fill(phrases.group, &[&number(group.size)])),
            words.join("")
        );
        group.examples.iter().for_each(|example| quote(out, example));
        _ = writeln!(
            out,
            "<p>{}</p><pre tabindex=\"0\">{}</pre></details>",
            escape(phrases.draft),
            escape(&safe::text(&group.draft))
        );
    }
    if report.single > 0 {
        _ = writeln!(
            out,
            "<p class=\"soft\">{}</p>",
            escape(&fill(phrases.single, &[&number(report.single)]))
        );
    }
}

fn counts(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases, book) = (view.report, view.phrases(), view.book);
    if !report.symptoms.is_empty() {
        heading(out, "symptoms", phrases.symptoms);
        let most = report.symptoms.iter().map(|symptom| symptom.1).max().unwrap_or(1).max(1);
        table(
            out,
            &[phrases.symptom, phrases.present, phrases.mentioned],
            report.symptoms.len(),
            |out, index| {
                let Some((id, present, mentioned)) = report.symptoms.get(index) else { return };
                let symptom = &book.symptoms[*id];
                _ = write!(
                    out,
                    "<td>{}<br><code>{}</code></td>",
                    escape(symptom.title.get(view.lang)),
                    escape(&symptom.id)
                );
                _ = write!(
                    out,
                    "<td class=\"n\">{}</td><td class=\"n\">{}</td>",
                    number(*present),
                    number(*mentioned)
                );
                bar(out, *present, most);
            },
        );
    }
    out.push_str("<div class=\"cols\">");
    let packs =
        report.packs.iter().map(|(pack, count)| (book.packs[*pack].title.get(view.lang).to_owned(), *count));
    small(out, phrases.packs, &packs.collect::<Vec<_>>());
    let language =
        |lang: &Option<Lang>| lang.map_or(phrases.other_language.to_owned(), |lang| lang.code().to_owned());
    let languages = report.languages.iter().map(|(lang, count)| (language(lang), *count));
    small(out, phrases.languages, &languages.collect::<Vec<_>>());
    let verdicts = [
        (phrases.confirmed.to_owned(), report.verdicts[0]),
        (phrases.possible.to_owned(), report.verdicts[1]),
    ];
    small(out, phrases.verdicts, &verdicts);
    out.push_str("</div>\n");
    if let Some((name, values)) = &report.field {
        heading(out, "field", &fill(phrases.by_field, &[&safe::line(name)]));
        let most = values.iter().map(|(_, tally)| tally.all()).max().unwrap_or(1).max(1);
        table(out, &[name, phrases.tickets, phrases.answered], values.len(), |out, index| {
            let Some((value, tally)) = values.get(index) else { return };
            let value = if value.is_empty() { phrases.no_value.to_owned() } else { safe::line(value) };
            let answered = percent(tally.answered, tally.all());
            _ = write!(
                out,
                "<td>{}</td><td class=\"n\">{}</td><td class=\"n\">{answered}</td>",
                escape(&value),
                number(tally.all())
            );
            out.push_str("<td class=\"b\" aria-hidden=\"true\"><span>");
            let parts: Vec<(String, u64)> = Status::ALL
                .iter()
                .map(|status| (format!("s{}", *status as usize), tally.of(*status)))
                .collect();
            segments(out, &parts, most);
            out.push_str("</span></td>");
        });
    }
    if !report.rejects.is_empty() {
        small(out, phrases.rejects, &report.rejects);
    }
}

fn small(out: &mut String, title: &str, rows: &[(String, u64)]) {
    let most = rows.iter().map(|row| row.1).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    _ = write!(out, "<section><h2>{}</h2><table>", escape(title));
    for (name, count) in rows.iter().filter(|row| row.1 > 0) {
        _ = write!(out, "<tr><td>{}</td><td class=\"n\">{}</td>", escape(&safe::line(name)), number(*count));
        bar(out, *count, most);
        out.push_str("</tr>");
    }
    out.push_str("</table></section>");
}

fn never(out: &mut String, view: &ReportView<'_>) {
    let (report, phrases) = (view.report, view.phrases());
    if !report.never.is_empty() {
        heading(out, "never", phrases.never);
        let told = fill(
            phrases.never_note,
            &[&number(report.never.len() as u64), &number(view.book.rules.len() as u64)],
        );
        _ = write!(out, "<details><summary>{}</summary><ul>", escape(&told));
        for rule in &report.never {
            let rule = &view.book.rules[*rule];
            _ = write!(
                out,
                "<li>{} <code>{}</code></li>",
                escape(rule.title.get(view.lang)),
                escape(&rule.id)
            );
        }
        out.push_str("</ul></details>\n");
    }
    let masked = if view.masked { escape(phrases.masked) } else { String::new() };
    _ = writeln!(
        out,
        "<p class=\"soft\"><small>{masked} {}: <code>{}</code></small></p>",
        escape(phrases.rules),
        escape(&report.digest)
    );
}

/// A table whose rows beyond the first are folded.
fn table(out: &mut String, header: &[&str], rows: usize, row: impl Fn(&mut String, usize)) {
    let head: Vec<String> = header
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("<th{}>{}</th>", if index > 0 { " class=\"n\"" } else { "" }, escape(&safe::line(name)))
        })
        .collect();
    let head = format!("<div class=\"wide\"><table><tr>{}<th></th></tr>", head.concat());
    out.push_str(&head);
    for index in 0..rows {
        if index == OPEN {
            _ = write!(out, "</table></div><details><summary>+ {}</summary>{head}", rows - OPEN);
        }
        out.push_str("<tr>");
        row(out, index);
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>");
    out.push_str(if rows > OPEN { "</details>\n" } else { "\n" });
}

fn bar(out: &mut String, count: u64, most: u64) {
    out.push_str("<td class=\"b\" aria-hidden=\"true\"><span>");
    segments(out, &[("s0".to_owned(), count)], most);
    out.push_str("</span></td>");
}

fn heading(out: &mut String, id: &str, title: &str) {
    _ = writeln!(out, "<h2 id=\"{id}\">{}</h2>", escape(title));
}

/// Text for HTML, also inside attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
