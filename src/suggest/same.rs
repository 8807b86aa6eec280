//! Which articles report the same incident: pairs with rare words in common, published near each
//! other, weighed by the days, the places and the figures that each article tells.
//!
//! # Invariants
//!
//! - A pair is proposed, never merged.
//! - Every article is compared only with those of the weeks around it, by the words that few
//!   articles share: ten thousand are a matter of seconds.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use jiff::civil::Date;

use super::{Page, Reading, Suggestions};
use crate::calendar::DateSpan;
use crate::gazetteer::{Point, fold, kilometres};
use crate::model::GeoPrecision;

/// Bytes from the beginning of an article that are compared: what it is about stands there.
const LEAD: usize = 6_000;

/// Words that more articles share tell nothing, so they are not looked up.
const SHARED_BY: usize = 60;

/// Days between two publications from which on nothing is proposed.
const DAYS_BETWEEN: i64 = 60;

/// Days between two days of an incident that may yet be one.
const DAYS_APART: u16 = 2;

/// Kilometres within which two places may be one.
const NEAR: f64 = 50.0;

/// Words of every report, folded: in a small folder they would seem rare. In order.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "about", "according", "after", "again", "against", "all", "also", "and", "another", "any",
    "are", "area", "army", "around", "attack", "attacked", "attacks", "authorities", "aux", "avec",
    "back", "because", "been", "before", "being", "between", "both", "but", "came", "can", "ces",
    "cette", "city", "comme", "contre", "could", "country", "dans", "days", "dead", "death",
    "depuis", "des", "deux", "died", "donc", "dont", "during", "early", "elle", "elles", "entre",
    "est", "etait", "ete", "etre", "fait", "following", "for", "force", "forces", "four", "friday",
    "from", "gouvernement", "government", "group", "had", "has", "have", "having", "her", "him",
    "his", "hospital", "how", "ils", "incident", "including", "injured", "into", "its", "jeudi",
    "jour", "just", "killed", "killing", "know", "last", "late", "local", "lors", "lundi", "made",
    "mais", "man", "many", "mardi", "members", "men", "mercredi", "militaires", "military",
    "minister", "ministere", "ministry", "monday", "month", "more", "morning", "morts", "most",
    "near", "new", "news", "night", "not", "nous", "now", "number", "off", "officer", "officers",
    "official", "officials", "one", "only", "ont", "other", "our", "out", "over", "par", "pas",
    "people", "place", "plus", "police", "pour", "president", "quatre", "que", "qui", "region",
    "report", "reported", "reports", "said", "same", "samedi", "sans", "saturday", "say", "says",
    "security", "ses", "several", "she", "shot", "since", "six", "soldats", "soldiers", "some",
    "son", "sont", "soon", "sous", "state", "statement", "still", "sunday", "sur", "take", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "three",
    "through", "thursday", "time", "told", "tout", "town", "trois", "troops", "tuesday", "two",
    "under", "une", "until", "used", "vendredi", "very", "village", "ville", "was", "wednesday",
    "week", "were", "what", "when", "where", "which", "while", "who", "will", "with", "woman",
    "would", "wounded", "year", "years", "you", "young",
];

/// What an article is compared by.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Signature {
    /// Hashes of its words and pairs of names, in order, each with how often.
    terms: Vec<(u64, f32)>,
    published: Option<Date>,
    /// The days of its incidents.
    when: Vec<DateSpan>,
    /// Its places, as far as they are known exactly.
    places: Vec<Point>,
    /// Killed and injured of its incidents, where they are above nought.
    figures: Vec<(u64, u64)>,
}

/// Two articles that may report one incident.
#[derive(Clone, PartialEq, Debug)]
pub struct SamePair {
    /// The number of the one.
    pub a: usize,
    /// The number of the other, greater than `a`.
    pub b: usize,
    /// From 0.5, barely proposed, to 1.
    pub score: f64,
    /// What speaks for it, in words.
    pub why: Vec<String>,
}

impl Signature {
    /// What to compare an article by.
    pub fn of(reading: &Reading<'_>, found: &Suggestions) -> Signature {
        let page = Page::new(reading);
        let mut counts: HashMap<u64, f32> = HashMap::new();
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let mut add = |term: &str| *counts.entry(hasher.hash_one(term)).or_default() += 1.0;
        let lead = page.sentences.iter().take_while(|s| s.range.start() < LEAD);
        let texts = lead.filter_map(|s| s.range.slice(reading.text));
        for text in texts.chain([reading.title]) {
            let mut before: Option<(String, usize)> = None;
            for (start, word) in words(text) {
                let key = fold(word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word));
                let number = key.starts_with(|c: char| c.is_ascii_digit());
                if (key.len() >= 3 || number) && COMMON.binary_search(&key.as_str()).is_err() {
                    add(&key);
                }
                // "Aspen Meadow", "2900 block": names and numbers that stand together.
                let strong = number || word.starts_with(char::is_uppercase);
                if let Some((first, end)) = before.take()
                    && start == end + 1
                    && (strong || key == "block")
                {
                    add(&format!("{first} {key}"));
                }
                if strong && !key.is_empty() {
                    before = Some((key, start + word.len()));
                }
            }
        }
        let mut terms: Vec<_> = counts.into_iter().collect();
        terms.sort_unstable_by_key(|(hash, _)| *hash);
        let exact = |p: &&super::PlaceSuggestion| {
            matches!(p.precision, GeoPrecision::Exact | GeoPrecision::Near | GeoPrecision::Adm2)
        };
        let places = found.places.iter().filter(exact);
        let of = |figure: &crate::model::Figure| {
            figure.best.or(figure.low).or(figure.high).unwrap_or_default()
        };
        let figures = found.incidents.iter().map(|i| (of(&i.killed), of(&i.injured)));
        Signature {
            terms,
            published: reading.published,
            when: found
                .incidents
                .iter()
                .filter_map(|i| i.when)
                .filter(|w| w.len_days() <= 7)
                .collect(),
            places: places
                .filter_map(|p| Some(Point { lat: p.latitude?, lon: p.longitude? }))
                .collect(),
            figures: figures.filter(|f| *f != (0, 0)).collect(),
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
        let rest = text.get(start..)?;
        let len = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
        at = start + len;
        Some((start, rest.get(..len)?.trim_end_matches(['\'', '’'])))
    })
}

/// The pairs of articles that may report one incident, the likeliest first.
pub fn same_incident(articles: &[Signature]) -> Vec<SamePair> {
    let vectors = vectors(articles);
    // Of few articles it is not known which words are rare.
    let few = 0.08 * (1.0 - articles.len() as f64 / 100.0).max(0.0);
    // By date, so that an article meets only those of the weeks after it; the undated first.
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let published = |n: usize| articles.get(n).and_then(|a| a.published);
    order.sort_by_key(|n| (published(*n), *n));
    let mut rank = vec![0; articles.len()];
    for (nth, n) in order.iter().enumerate() {
        if let Some(slot) = rank.get_mut(*n) {
            *slot = nth;
        }
    }
    let mut postings: HashMap<u64, Vec<(usize, f32)>> = HashMap::new();
    for n in &order {
        for (term, weight) in vectors.get(*n).into_iter().flatten() {
            postings.entry(*term).or_default().push((*n, *weight));
        }
    }
    postings.retain(|_, list| (2..=SHARED_BY).contains(&list.len()));

    let mut pairs = Vec::new();
    let mut sums = vec![0.0f32; articles.len()];
    let mut touched = Vec::new();
    for a in order {
        for (term, weight) in vectors.get(a).into_iter().flatten() {
            let Some(list) = postings.get(term) else { continue };
            let later = list.partition_point(|(n, _)| rank.get(*n) <= rank.get(a));
            for (b, other) in list.iter().skip(later) {
                if !within(published(a), published(*b)) {
                    break;
                }
                if let Some(sum) = sums.get_mut(*b) {
                    if *sum == 0.0 {
                        touched.push(*b);
                    }
                    *sum += weight * other;
                }
            }
        }
        for b in touched.drain(..) {
            let Some(alike) = sums.get_mut(b).map(std::mem::take) else { continue };
            if let (Some(one), Some(other)) = (articles.get(a), articles.get(b)) {
                pairs.extend(
                    judge(f64::from(alike), few, one, other).map(|(score, why)| SamePair {
                        a: a.min(b),
                        b: a.max(b),
                        score,
                        why,
                    }),
                );
            }
        }
    }
    pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    pairs
}

/// Each article's words weighed by how few articles have them, as unit vectors.
fn vectors(articles: &[Signature]) -> Vec<Vec<(u64, f32)>> {
    let mut having: HashMap<u64, u32> = HashMap::new();
    for (term, _) in articles.iter().flat_map(|a| &a.terms) {
        *having.entry(*term).or_default() += 1;
    }
    // In a small folder every word is rare: as if some more articles had the common ones.
    let all = articles.len() as f32 + 20.0;
    let weigh = |article: &Signature| {
        let weighed = article.terms.iter().filter_map(|(term, count)| {
            let rare = all / having.get(term).copied().unwrap_or(1) as f32;
            (rare > 3.3).then(|| (*term, (1.0 + count.ln()) * rare.ln().powf(1.5)))
        });
        let mut weighed: Vec<_> = weighed.collect();
        let length = weighed.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::EPSILON);
        for (_, weight) in &mut weighed {
            *weight /= length;
        }
        weighed
    };
    articles.iter().map(weigh).collect()
}

/// Days between two publications; `None` where one is not known.
fn gap(a: Option<Date>, b: Option<Date>) -> Option<i64> {
    Some((a?.duration_until(b?).as_hours() / 24).abs())
}

fn within(a: Option<Date>, b: Option<Date>) -> bool {
    gap(a, b).is_none_or(|days| days <= DAYS_BETWEEN)
}

/// Whether likeness makes two articles a pair: the longer between them, the more it takes.
fn judge(alike: f64, few: f64, a: &Signature, b: &Signature) -> Option<(f64, Vec<String>)> {
    let days = gap(a.published, b.published);
    let mut enough = few + 0.05 + 0.006 * (days.unwrap_or(10) - 2).max(0) as f64;
    let mut why = vec![format!("{:.0} % of their rare words in common", 100.0 * alike)];
    if let Some(days) = days {
        why.push(match days {
            0 => "published on one day".to_owned(),
            1 => "published a day apart".to_owned(),
            _ => format!("published {days} days apart"),
        });
    }
    if !a.when.is_empty() && !b.when.is_empty() {
        if a.when.iter().any(|x| b.when.iter().any(|y| x.overlaps_within(y, DAYS_APART))) {
            enough *= 0.9;
            why.push("of the same days".to_owned());
        } else {
            enough *= 1.5;
        }
    }
    if !a.places.is_empty() && !b.places.is_empty() {
        let near = |x: &Point| b.places.iter().any(|y| kilometres(*x, *y) <= NEAR);
        if a.places.iter().any(near) {
            enough *= 0.9;
            why.push("at the same place".to_owned());
        } else {
            enough *= 1.4;
        }
    }
    if a.figures.iter().any(|f| b.figures.contains(f)) {
        enough *= 0.9;
        let all = |a: &Signature, b: &Signature| a.figures.iter().all(|f| b.figures.contains(f));
        let equal = all(a, b) && all(b, a);
        why.push(if equal { "with equal figures" } else { "with a figure in common" }.to_owned());
    }
    (alike >= enough).then(|| (alike / (alike + enough), why))
}

#[cfg(test)]
mod tests {
    use super::super::{Names, suggest};
    use super::*;
    use crate::model::Codebook;

    fn signature(published: Option<&str>, text: &str) -> Signature {
        let codebook = Codebook::standard();
        let reading = Reading {
            text,
            published: published.map(|d| d.parse().unwrap()),
            title: "",
            language: "en",
            codebook: &codebook,
            names: &Names::default(),
        };
        Signature::of(&reading, &suggest(&reading))
    }

    const AMBUSH: &str = "Gunmen ambushed a convoy near Teguey in the Tillaberi region of Niger on \
        Wednesday. The defence ministry said 23 soldiers were killed by some 30 attackers.";
    const CLAIM: &str = "A group claimed the ambush near Teguey in western Niger. It said that 30 \
        soldiers of the convoy were killed on Wednesday in Tillaberi.";
    const OTHER: &str = "A bus overturned outside Lagos in Nigeria on Wednesday. Police said 12 \
        passengers died on the expressway.";

    fn pairs(articles: &[(Option<&str>, &str)]) -> Vec<(usize, usize)> {
        let signatures: Vec<_> = articles.iter().map(|(d, t)| signature(*d, t)).collect();
        same_incident(&signatures).into_iter().map(|p| (p.a, p.b)).collect()
    }

    #[test]
    fn two_reports_of_one_ambush_are_a_pair() {
        let articles = [
            (Some("2024-03-22"), CLAIM),
            (Some("2024-03-21"), OTHER),
            (Some("2024-03-21"), AMBUSH),
        ];
        assert_eq!(pairs(&articles), [(0, 2)]);
    }

    #[test]
    fn a_report_of_months_later_is_none() {
        assert_eq!(pairs(&[(Some("2024-03-22"), CLAIM), (Some("2024-08-21"), AMBUSH)]), []);
    }

    #[test]
    fn undated_and_empty_articles_are_survived() {
        assert_eq!(pairs(&[(None, CLAIM), (None, ""), (None, AMBUSH), (None, "")]), [(0, 2)]);
        assert_eq!(pairs(&[]), []);
    }

    #[test]
    fn figures_of_which_one_differs_are_not_called_equal() {
        let told = |figures: &[(u64, u64)]| {
            let figures = figures.to_vec();
            Signature { figures, ..signature(Some("2024-03-22"), AMBUSH) }
        };
        let why = |other: &[(u64, u64)]| {
            let both = [told(&[(23, 17), (0, 4)]), told(other)];
            same_incident(&both)[0].why.join(", ")
        };
        let check = |other: &[(u64, u64)], wanted: &str| {
            let said = why(other);
            assert_eq!(said.contains("figure"), !wanted.is_empty(), "{said}");
            assert!(said.contains(wanted), "{said}");
        };
        check(&[(0, 4), (23, 17)], "with equal figures");
        check(&[(32, 17), (0, 4)], "with a figure in common");
        check(&[(23, 17)], "with a figure in common");
        check(&[(32, 17)], "");
    }

    #[test]
    fn it_says_why() {
        let both = [signature(Some("2024-03-22"), CLAIM), signature(Some("2024-03-21"), AMBUSH)];
        let found = same_incident(&both);
        let why = found[0].why.join(", ");
        assert!(why.contains("published a day apart") && why.contains("rare words"), "{why}");
        assert!((0.5..=1.0).contains(&found[0].score));
    }
}
