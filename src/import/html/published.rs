//! The day on which a page was published: as it declares it, else as it shows it near its headline.
//! A year or a month alone is no day.

use jiff::civil::Date;
use scraper::{ElementRef, Html as Dom};

use super::headline::is_elsewhere;
use super::meta::{each, meta};
use crate::import::{dates, whole_day};

/// Names of meta elements that hold the day of publication, the surest first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "published_time",
    "article.published",
    "cxenseparse:recs:publishtime",
    "displaydate",
    "originalpublicationdate",
    "rnews:datepublished",
    "article:published",
];

/// Elements that may show it.
const SHOWN: &str = "h1, time, p, span, li, dt, dd, td, div, em, small, input";
/// Words in the name of an element that shows it.
const NAMED: &[&str] = &["date", "time", "publi", "byline", "posted"];
/// And words in names that have these by chance, or of what has other days in it.
const NOT_NAMED: &[&str] =
    &["modif", "timeline", "lifetime", "candidate", "mandate", "validat", "event", "copyright"];
/// Words at the start of a line that shows it.
const BEGINS: &[&str] = &[
    "published",
    "posted",
    "updated",
    "last updated",
    "date:",
    "publié",
    "mis à jour",
    "publiziert",
    "veröffentlicht",
    "erstellt",
    "publicado",
    "publicada",
    "опубликовано",
];
/// A longer one is a report that names a day.
const MOST_CHARS: usize = 70;
/// So many elements away from the headline, what is shown is of something else.
const FAR: usize = 80;
/// Signs of a line in a script without spaces that shows a day and its hour.
const MOST_SIGNS: usize = 10;

/// The day of publication: what is declared as such, before what is shown. A moment by the clock of
/// Greenwich may be a day off the day at its publisher's, which the address names.
pub(super) fn find(dom: &Dom, ld: &[String], address: &str) -> Option<Date> {
    let metas = DATES.iter().filter_map(|name| meta(dom, name));
    let mut declared = ld.iter().cloned().chain(metas);
    let text = declared.find(|text| whole_day::full(text).is_some()).or_else(|| shown(dom))?;
    let day = whole_day::full(&text)?;
    let near = |other: &Date| (day.duration_until(*other).as_hours() / 24).abs() == 1;
    let named = dates::in_path(address).filter(near).filter(|_| !whole_day::has_own_zone(&text));
    Some(named.unwrap_or(day))
}

/// What shows a day nearest to the headline.
fn shown(dom: &Dom) -> Option<String> {
    let all: Vec<ElementRef<'_>> = each(dom, SHOWN).collect();
    let head = all.iter().position(|e| e.value().name() == "h1" && !is_elsewhere(*e));
    let found = all.iter().enumerate().filter_map(|(at, element)| {
        let away = head.map_or(at, |head| at.abs_diff(head));
        if head.is_some() && away > FAR {
            return None;
        }
        let (sure, text) = says(*element)?;
        (!is_elsewhere(*element)).then_some((!sure, away, text))
    });
    found.min_by_key(|(unsure, away, _)| (*unsure, *away)).map(|(.., text)| text)
}

/// The text of an element that shows a day, and whether the page calls it that.
fn says(element: ElementRef<'_>) -> Option<(bool, String)> {
    let value = element.value();
    let names = [value.attr("class"), value.attr("itemprop"), value.attr("id")];
    let mut names = names.iter().flatten().map(|own| own.to_ascii_lowercase());
    let other = |own: &String| NOT_NAMED.iter().any(|name| own.contains(name));
    if names.clone().any(|own| other(&own)) {
        return None;
    }
    let named =
        value.name() == "time" || names.any(|own| NAMED.iter().any(|name| own.contains(name)));
    if named {
        let said = ["datetime", "content", "value"].iter().find_map(|key| value.attr(key));
        if let Some(said) = said.filter(|said| whole_day::full(said).is_some()) {
            return Some((true, said.to_owned()));
        }
    }
    let mut text = String::new();
    for piece in element.text() {
        text.push_str(piece);
        if text.trim_start().chars().count() > MOST_CHARS {
            return None;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    let begins = || BEGINS.iter().any(|word| lower.starts_with(word));
    let signs = || {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        letters.clone().all(|c| c >= '\u{1100}') && letters.by_ref().count() <= MOST_SIGNS
    };
    let sane = text.bytes().any(|b| b.is_ascii_digit())
        && (named || begins() || dates::alone(&text).is_some() || signs());
    (sane && whole_day::full(&text).is_some()).then_some((named, text))
}

#[cfg(test)]
mod tests {
    use super::super::page;

    #[test]
    fn a_whole_day_that_the_page_declares_or_shows() {
        let body = "<p>Four people were hurt when a wall fell in the market, where traders had \
            complained of it since the spring, doctors said in the evening.</p>"
            .repeat(3);
        let check = |head: &str, top: &str, day: Option<&str>| {
            let html = format!(
                "<html><head>{head}</head><body><h1>A wall falls</h1>{top}<article>{body}</article>\
                 <p>Copyright 2011 The Ledger.</p></body></html>"
            );
            let found = page(&html).unwrap().metadata.published.map(|day| day.to_string());
            assert_eq!(found.as_deref(), day, "{head} {top}");
        };
        let at = |path: &str| format!("<link rel=canonical href='https://example.org/{path}'>");
        let meta = |day: &str| format!("<meta property='article:published_time' content='{day}'>");
        check("", "", None);
        check("", "<p>2024 was the worst of years for walls.</p>", None);
        check(&meta("2024"), "", None);
        check(&meta("0001-01-01T00:00:00Z"), "", None);
        check(&meta("2024-03-22"), "", Some("2024-03-22"));
        let utc = meta("2024-03-23T01:30:00Z");
        check(&(utc.clone() + &at("2024/03/22/wall")), "", Some("2024-03-22"));
        check(&(utc.clone() + &at("2024/03/20/wall")), "", Some("2024-03-23"));
        check(&(utc + &at("wall")), "", Some("2024-03-23"));
        let own = meta("2024-03-23T01:30:00+03:00");
        check(&(own + &at("2024/03/22/wall")), "", Some("2024-03-23"));
        check("", "<p>By A. Writer, 1 March 2024</p>", Some("2024-03-01"));
        check("", "<div class=post-date>Friday, March 1, 2024</div>", Some("2024-03-01"));
        check(
            "",
            "<div><time datetime='2024-03-01T10:00'>a day ago</time></div>",
            Some("2024-03-01"),
        );
        check("", "<p>2024年3月22日 10時30分</p>", Some("2024-03-22"));
        check("", "<p>2024年3月14日、町の市場で壁が崩れ、四人が負傷したと医師が語った。</p>", None);
        check("", "<p>The fire of 6 April 1994</p>", None);
        check("", "<p>By 6 April 1994 the wall had cracks.</p>", None);
        check("", "<div class=timeline-item>6 April 1994</div>", None);
        check("", "<aside><time datetime='2020-01-01'>old</time></aside>", None);
        check("", "<p>The wall of 6 April 1994 is remembered by all who saw it fall.</p>", None);
    }
}
