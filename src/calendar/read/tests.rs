//! Expressions and what they mean beside Saturday 2024-03-23.

use super::*;
use crate::calendar::Precision;
use jiff::civil::date;
use proptest::prelude::*;

const ANCHOR: Option<Date> = Some(date(2024, 3, 23));

/// `expression => ISO display`, one a line; `!` after it where it is to be flagged.
fn check(anchor: Option<Date>, table: &str) {
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (expression, wanted) = line.split_once(" => ").unwrap();
        let flagged = wanted.ends_with('!');
        match read(expression, anchor) {
            Ok(reading) => {
                let shown = reading.span.display_iso();
                assert_eq!(shown, wanted.trim_end_matches([' ', '!']), "{expression}");
                assert_eq!(reading.flagged, flagged, "{expression}: {}", reading.arithmetic);
            }
            Err(error) => panic!("{expression}: {error}"),
        }
    }
}

#[test]
fn absolute() {
    check(
        None,
        "10 Dec 2019 => 2019-12-10
         10-Dec-2019 => 2019-12-10
         2019-12-10 => 2019-12-10
         2019/12/10 => 2019-12-10
         20191210 => 2019-12-10
         Dec 10, 2019 => 2019-12-10
         Dec. 10th, 2019 => 2019-12-10
         on the 10th of December 2019 => 2019-12-10
         10 décembre 2019 => 2019-12-10
         le 1er mars 2024 => 2024-03-01
         25/12/2019 => 2019-12-25
         12/25/2019 => 2019-12-25
         10.12.2019 => 2019-12-10 !
         Dec 2019 => 2019-12
         décembre 2019 => 2019-12
         2024-03 => 2024-03
         2019 => 2019
         in 2019 => 2019
         Q1 2024 => 2024-Q1
         2024-Q1 => 2024-Q1
         first quarter of 2024 => 2024-Q1
         2024-W12 => week of 2024-03-18
         week of 18 March 2024 => week of 2024-03-18
         week of 2024-03-18 => week of 2024-03-18
         19–20 March 2024 => 2024-03-19 – 2024-03-20
         March 19-20, 2024 => 2024-03-19 – 2024-03-20
         19 and 20 March 2024 => 2024-03-19 – 2024-03-20
         du 19 au 20 mars 2024 => 2024-03-19 – 2024-03-20
         dans la nuit du 19 au 20 mars 2024 => 2024-03-19 – 2024-03-20
         28 February – 2 March 2024 => 2024-02-28 – 2024-03-02
         30 December 2023 – 2 January 2024 => 2023-12-30 – 2024-01-02
         30 December – 2 January 2024 => 2023-12-30 – 2024-01-02
         2024-03-19 – 2024-03-20 => 2024-03-19 – 2024-03-20
         Wednesday, 20 March 2024 => 2024-03-20
         Tuesday, 20 March 2024 => 2024-03-20 !
         early March 2024 => 2024-03-01 – 2024-03-10
         late 2019 => 2019-Q4
         fin mars 2024 => 2024-03-21 – 2024-03-31",
    );
}

#[test]
fn relative_english() {
    check(
        ANCHOR,
        "Wednesday => 2024-03-20
         on Tuesday => 2024-03-19
         Saturday => 2024-03-23 !
         last Saturday => 2024-03-16 !
         last Tuesday => 2024-03-19
         next Tuesday => 2024-03-26
         late Thursday => 2024-03-21
         Tuesday night => 2024-03-19
         Tuesday and Wednesday => 2024-03-19 – 2024-03-20
         on Tuesday and on Wednesday => 2024-03-19 – 2024-03-20
         between Monday and Friday => 2024-03-18 – 2024-03-22
         Tuesday last week => 2024-03-12
         last week => week of 2024-03-11
         this week => week of 2024-03-18
         last month => 2024-02
         earlier this month => 2024-03-01 – 2024-03-23
         last year => 2023
         in January => 2024-01
         in April => 2023-04
         in March => 2024-03 !
         early March => 2024-03-01 – 2024-03-10 !
         mid-February => 2024-02-11 – 2024-02-20
         January last year => 2023-01
         yesterday => 2024-03-22
         the day before yesterday => 2024-03-21
         today => 2024-03-23
         overnight => 2024-03-22 – 2024-03-23
         overnight Tuesday to Wednesday => 2024-03-19 – 2024-03-20
         last night => 2024-03-22
         two days ago => 2024-03-21
         3 days ago => 2024-03-20
         a week ago => week of 2024-03-11
         two months ago => 2024-01
         March 10 => 2024-03-10
         10 March => 2024-03-10
         March 25 => 2023-03-25 !
         February 29 => 2024-02-29
         March 10-12 => 2024-03-10 – 2024-03-12
         Wednesday, March 20 => 2024-03-20
         over the past three days => 2024-03-20 – 2024-03-23
         the week of March 11 => week of 2024-03-11
         at the weekend => 2024-03-23 – 2024-03-24 !
         last quarter => 2023-Q4",
    );
}

#[test]
fn relative_french() {
    check(
        ANCHOR,
        "hier => 2024-03-22
         hier soir => 2024-03-22
         avant-hier => 2024-03-21
         aujourd’hui => 2024-03-23
         lundi => 2024-03-18
         lundi dernier => 2024-03-18
         ce mercredi => 2024-03-20
         mercredi matin => 2024-03-20
         dans la nuit de mardi à mercredi => 2024-03-19 – 2024-03-20
         la semaine dernière => week of 2024-03-11
         le mois dernier => 2024-02
         l'année dernière => 2023
         l'an dernier => 2023
         cette semaine => week of 2024-03-18
         début mars => 2024-03-01 – 2024-03-10 !
         mi-février => 2024-02-11 – 2024-02-20
         fin janvier => 2024-01-21 – 2024-01-31
         en janvier => 2024-01
         au mois de janvier => 2024-01
         janvier dernier => 2024-01
         il y a 3 jours => 2024-03-20
         il y a trois jours => 2024-03-20
         il y a une semaine => week of 2024-03-11
         le 10 mars => 2024-03-10
         mercredi 20 mars => 2024-03-20
         les dernières 24 heures => 2024-03-22 – 2024-03-23
         cette nuit => 2024-03-22 – 2024-03-23",
    );
}

#[test]
fn the_sum_is_shown() {
    let sum = |text| read(text, ANCHOR).unwrap().arithmetic;
    assert_eq!(sum("on Wednesday"), "Wednesday, before Sat 2024-03-23 → 2024-03-20, ± 0 d");
    assert_eq!(sum("Saturday"), "Saturday, on Sat 2024-03-23 → 2024-03-23, ± 0 d");
    assert_eq!(sum("last week"), "last week, before Sat 2024-03-23 → week of 2024-03-11, ± 3 d");
    assert_eq!(sum("20 March 2024"), "20 March 2024 → 2024-03-20, ± 0 d");
}

#[test]
fn errors_help() {
    let error = |text| read(text, None).unwrap_err();
    assert_eq!(error("  "), DateError::Empty);
    assert!(matches!(error("Tuesday"), DateError::NeedsPublicationDate { .. }));
    assert!(error("last week").to_string().contains("publication date"));
    assert!(matches!(error("30 February 2024"), DateError::NoSuchDate { .. }));
    assert!(matches!(error("some time"), DateError::NotUnderstood { .. }));
    assert!(matches!(error("Tuesday or so"), DateError::NotUnderstood { .. }));
    assert_eq!(
        error("10/12/2019").to_string(),
        "\"10/12/2019\" may mean 10 December 2019 or 12 October 2019; write the month as a word or \
         the date as YYYY-MM-DD"
    );
}

/// The marked expressions are found and no others.
fn finds(marked: &str) {
    let text = marked.replace("[[", "").replace("]]", "");
    let wanted: Vec<&str> =
        marked.split("[[").skip(1).map(|part| part.split("]]").next().unwrap()).collect();
    // Those within a longer one are another test's.
    let mut end = 0;
    let mut found = Vec::new();
    for (range, _) in find(&text, ANCHOR) {
        if range.start >= end {
            end = range.end;
            found.push(text.get(range).unwrap());
        }
    }
    assert_eq!(found, wanted, "{marked}");
}

#[test]
fn in_running_text() {
    finds(
        "The attack on [[Wednesday]] killed 23; the ministry said [[late Thursday]] it was over.",
    );
    finds("Since [[2017]] it has grown; in [[March 2024]], 1,500 troops and 2000 men left.");
    finds("They may march on. May they? Second, the sun sat. June Carter met Mars and April.");
    finds(
        "In [[January]], on [[March 10]], by [[10 May]], [[two days ago]], [[last week]]'s raid.",
    );
    finds("The [[Aug. 7]] bombing; [[Sept. 2, 1998]]. A band of 1950 men, the 1990s, 10,000 March");
    finds(
        "L'attaque de [[mardi]], [[hier]], a tué 12 soldats dans la nuit de [[mardi à mercredi]].",
    );
    finds("It is dated [[10/12/2019]] and [[2019-12-10]], at 10:30, ratio 3/4.");
    finds(
        "The [[10 February]] attack; on [[Tuesday and Wednesday]]; [[this year]]; one day; every Monday's",
    );
}

/// What is found in an article of Saturday 2024-03-23, as "words = days".
fn shows(text: &str) -> Vec<String> {
    let days = |r: Result<Reading, DateError>| r.map_or("?".to_owned(), |r| r.span.display_iso());
    let found = find(text, ANCHOR).into_iter();
    found.map(|(range, r)| format!("{} = {}", text.get(range).unwrap(), days(r))).collect()
}

#[test]
fn the_dates_within_a_longer_one_are_found_too() {
    for (text, expected) in [
        (
            "In early March it rained.",
            vec!["early March = 2024-03-01 – 2024-03-10", "March = 2024-03"],
        ),
        (
            "Between 2012 and 2014 it grew.",
            vec!["2012 and 2014 = 2012-01-01 – 2014-12-31", "2012 = 2012", "2014 = 2014"],
        ),
        (
            "On March 19 and 20 they fought.",
            vec![
                "March 19 and 20 = 2024-03-19 – 2024-03-20",
                "March 19 = 2024-03-19",
                "20 = 2024-03-20",
            ],
        ),
        (
            "It came earlier this month.",
            vec!["earlier this month = 2024-03-01 – 2024-03-23", "this month = 2024-03"],
        ),
    ] {
        assert_eq!(shows(text), expected, "{text}");
    }
}

#[test]
fn what_counts_from_what_was_said_before() {
    for (text, last) in [
        ("It began on 10 May 2023. The next day ten died.", "The next day = 2023-05-11"),
        ("It began on 10 May 2023. That month ten died.", "That month = 2023-05"),
        ("It began in May 2023. The following month ten died.", "The following month = 2023-06"),
        ("C'était le 10 mai 2023. Le lendemain, dix morts.", "lendemain = 2023-05-11"),
        ("Sales grew in the first quarter. In the quarter, costs fell.", "the quarter = 2024-Q1"),
        ("In the first quarter it lost less than a year earlier.", "a year earlier = 2023-Q1"),
        ("It lost more in fiscal 2022.", "fiscal 2022 = 2022"),
        ("The war began in nineteen ninety-one.", "nineteen ninety-one = 1991"),
        ("It is to end by year-end.", "year-end = 2024-12-31"),
    ] {
        assert_eq!(shows(text).pop().as_deref(), Some(last), "{text}");
    }
    // Nothing to count from, and no dates at all.
    for text in ["The next day ten died.", "It said that an army came.", "He left that year."] {
        assert_eq!(shows(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn years_and_months_stand_beside_nouns() {
    finds("The [[2011]] war, its [[1990]] invasion, under a [[June]] agreement, for [[2019]].");
    finds(
        "The 2000 soldiers, an order of 1950 rifles by 1990 fighters, the 1980 rebels, the 1500 troops, $1990.",
    );
}

#[test]
fn feasts_are_days() {
    check(
        ANCHOR,
        "Christmas => 2023-12-25
         Christmas Eve 2019 => 2019-12-24
         New Year's Eve => 2023-12-31
         last Thanksgiving => 2023-11-23
         next Easter => 2024-03-31
         Noël => 2023-12-25",
    );
}

#[test]
fn digits_that_read_two_ways_are_read_by_the_publication() {
    assert_eq!(shows("03/04/2024 was the day."), ["03/04/2024 = ?"]);
    assert_eq!(shows("11/03/2024 was it; 10-03-2024 was not.").len(), 2);
    let near = find("22/03/2024; 05/03/2024", Some(date(2024, 3, 6)));
    let days: Vec<_> = near.into_iter().map(|(_, r)| r.unwrap().span.display_iso()).collect();
    assert_eq!(days, ["2024-03-22", "2024-03-05"]);
}

#[test]
fn a_verb_of_the_future_turns_it_round() {
    let first = |text| find(text, ANCHOR).remove(0).1.unwrap();
    let shown = |text| first(text).span.display_iso();
    assert_eq!(shown("They will meet on Tuesday."), "2024-03-26");
    assert_eq!(shown("It was planned. They met on Tuesday."), "2024-03-19");
    assert_eq!(shown("On April 3 the court will rule."), "2024-04-03");
    assert!(first("Elections are due in May.").flagged);
    assert_eq!(shown("The truce was extended until Tuesday."), "2024-03-26");
    assert_eq!(shown("He wants to get round Wednesday's ruling, and will."), "2024-03-20");
    assert_eq!(shown("The talks would end by April 3."), "2024-04-03");
    assert_eq!(shown("They were killed on April 3."), "2023-04-03");
    assert_eq!(shown("The minister, who will resign, said on Tuesday"), "2024-03-19");
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(day in -30_000i64..30_000, len in 0i64..400, kind in 0usize..6) {
        let start = crate::calendar::civil::shift(date(2000, 1, 1), day);
        let span = match kind {
            0 => DateSpan::day(start),
            1 => DateSpan::week_of(start),
            2 => DateSpan::month(start.year(), start.month()).unwrap(),
            3 => DateSpan::quarter(start.year(), (start.month() + 2) / 3).unwrap(),
            4 => DateSpan::year(start.year()).unwrap(),
            _ => DateSpan::days(start, crate::calendar::civil::shift(start, len)),
        };
        for text in [span.display_iso(), span.display_prose()] {
            let read = read(&text, None).unwrap().span;
            prop_assert_eq!((read.start, read.end), (span.start, span.end), "{}", text);
            prop_assert!(read.precision == span.precision || kind == 5);
        }
    }

    #[test]
    fn any_text_is_survived(text in "(late |last |of |the |March |mars |Tuesday |and |week |[0-9]{1,4}|[-/.,' ]|ago |days |\\PC){0,25}") {
        for (range, _) in find(&text, ANCHOR) {
            prop_assert!(text.get(range).is_some());
        }
        let _unused = read(&text, ANCHOR).map(|r| r.span.precision <= Precision::Unknown);
    }

    #[test]
    fn any_anchor_is_survived(day in 0usize..2, n in 0u32..20_000) {
        let anchor = [Date::MIN, Date::MAX][day];
        for text in ["Tuesday", "last week", "next week", "last year", "next month", "10 March", "yesterday", "in May", "late last year", "last weekend", "overnight", &format!("{n} years ago"), &format!("the past {n} months"), &format!("{n} weeks ago")] {
            let _survived = read(text, Some(anchor)).is_ok();
        }
    }
}
