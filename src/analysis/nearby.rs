//! Which incidents a selection in an article is likely to be about.

use std::collections::HashSet;

use jiff::civil::Date;

use super::derived::Derived;
use super::place::{self, Vocabulary};
use crate::calendar::DateSpan;
use crate::model::{ArticleId, Grade, Incident, IncidentId, Project};

/// The most incidents that are proposed: one for each of the keys 1 to 9.
pub const MAX_LIKELY: usize = 9;

/// How many days before its publication an article is likely to report on.
const DAYS_BEFORE: i64 = 42;

/// How many days two dates of one incident may lie apart.
const DAYS_APART: u16 = 2;

/// Words of an article that are about an incident.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The article.
    pub article: &'a ArticleId,
    /// The words of its whole text.
    pub whole: &'a Vocabulary,
    /// The text around the words, such as their sentence or paragraph.
    pub around: &'a str,
    /// The day that they speak of, where that is known.
    pub date: Option<DateSpan>,
    /// The day on which the article was published, where that is known.
    pub published: Option<Date>,
}

/// The incidents that words of an article are likely to be about, the likeliest first, each with
/// the reasons in words.
pub fn likely_incidents(
    project: &Project,
    derived: &Derived,
    told: Told<'_>,
) -> Vec<(IncidentId, String)> {
    let claims = derived.claims_in(told.article).iter().filter_map(|c| c.incident.as_ref());
    let evidence = derived.evidence_in(told.article).iter().map(|e| &e.incident);
    let scene = Scene {
        project,
        own: claims.chain(evidence).collect(),
        around: Vocabulary::of(told.around),
        whole: told.whole,
        date: told.date,
        published: told.published,
    };
    let scored =
        project.incidents.values().filter_map(|i| scene.score(i).map(|(n, why)| (n, i, why)));
    let mut scored: Vec<_> = scored.collect();
    let start = |i: &Incident| i.when.as_ref().map(|w| w.start);
    scored.sort_by(|(n, a, _), (m, b, _)| {
        m.cmp(n).then_with(|| start(b).cmp(&start(a))).then_with(|| a.id.cmp(&b.id))
    });
    scored.truncate(MAX_LIKELY);
    scored.into_iter().map(|(_, i, why)| (i.id.clone(), why.join(", "))).collect()
}

/// In what an incident agrees with what is told of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fit {
    /// The days are the same or at most two apart.
    pub date: bool,
    /// The days are further apart.
    pub other_date: bool,
    /// The place is called the same or lies within 50 km.
    pub place: bool,
}

/// In what `incident` agrees with something told of these days and this place; `names` are the
/// words for it.
pub fn fit(
    project: &Project,
    incident: &Incident,
    when: Option<DateSpan>,
    names: &[&str],
    coordinates: Option<(f64, f64)>,
) -> Fit {
    let dates = incident.when.as_ref().map(crate::model::When::span).zip(when);
    let near = dates.map(|(known, told)| known.overlaps_within(&told, DAYS_APART));
    let own: Vec<_> = place::names(project, incident).map(place::words).collect();
    let named = names
        .iter()
        .flat_map(|name| place::ends(name))
        .map(place::words)
        .any(|w| !w.is_empty() && own.contains(&w));
    let at = place::of(project, incident).and_then(crate::model::Place::coordinates);
    let close = at.zip(coordinates).is_some_and(|(a, b)| place::distance_km(a, b) < place::NEAR_KM);
    Fit { date: near == Some(true), other_date: near == Some(false), place: named || close }
}

struct Scene<'a> {
    project: &'a Project,
    own: HashSet<&'a IncidentId>,
    around: Vocabulary,
    whole: &'a Vocabulary,
    date: Option<DateSpan>,
    published: Option<Date>,
}

impl Scene<'_> {
    /// How likely an incident is, and why; none where nothing speaks for it.
    fn score(&self, incident: &Incident) -> Option<(i64, Vec<String>)> {
        let mut score = 0;
        let mut why = Vec::new();
        if self.own.contains(&incident.id) {
            score += 100;
            why.push("in this article".to_owned());
        }
        let named =
            |text: &Vocabulary| place::names(self.project, incident).find(|name| text.has(name));
        if let Some(name) = named(&self.around) {
            score += 60;
            why.push(format!("{} is named here", name.trim()));
        } else if let Some(name) = named(self.whole) {
            score += 25;
            why.push(format!("{} is named in the article", name.trim()));
        }
        if let Some((points, reason)) = self.score_date(incident) {
            score += points;
            why.extend(reason);
        }
        let discounted = incident.grade == Grade::Discounted;
        (score > 0 && !(discounted && score < 100)).then_some((score, why))
    }

    fn score_date(&self, incident: &Incident) -> Option<(i64, Option<String>)> {
        let when = incident.when.as_ref()?.span();
        if let Some(date) = self.date {
            return Some(if when.overlaps_within(&date, DAYS_APART) {
                (70, Some(when.display_prose()))
            } else {
                // The words speak of another day.
                (-40, None)
            });
        }
        let published = self.published?;
        let days = days_between(when.start, published);
        (0..=DAYS_BEFORE).contains(&days).then(|| {
            let ago = match days {
                0 => "on the day of publication".to_owned(),
                1 => "the day before publication".to_owned(),
                _ => format!("{days} days before publication"),
            };
            (45 - days, Some(ago))
        })
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::{Fixture, claim};
    use crate::model::Figure;

    fn likely(f: &Fixture, around: &str, date: Option<&str>) -> Vec<(String, String)> {
        let derived = Derived::of(&f.project);
        let date = date.map(|d| DateSpan::day(d.parse().unwrap()));
        let article = &f.project.articles[&ArticleId::new("a")];
        let whole = Vocabulary::of(article.text.as_deref().unwrap());
        let published = article.published_on();
        let told = Told { article: &article.id, whole: &whole, around, date, published };
        let found = likely_incidents(&f.project, &derived, told);
        found.into_iter().map(|(id, why)| (id.to_string(), why)).collect()
    }

    fn fixture() -> Fixture {
        let mut f = Fixture::new();
        f.article("a", "2024-03-23", |a| a.text = Some("Near Inates and at Teguey.".into()));
        f.incident("old", Some("2020-01-01"));
        f.incident("recent", Some("2024-03-10")).place_text = "Tiloa".into();
        f.incident("later", Some("2024-04-10")).place_text = "Tiloa".into();
        f.incident("undated", None).place_text = "Inates".into();
        f
    }

    #[test]
    fn near_in_date_and_named_comes_first() {
        let found = likely(&fixture(), "an ambush at Teguey killed 23", None);
        let expected = [
            ("i", "Teguey is named here, 3 days before publication"),
            ("old", "Teguey is named here"),
            ("recent", "13 days before publication"),
            ("undated", "Inates is named in the article"),
        ];
        assert_eq!(found, expected.map(|(id, why)| (id.to_owned(), why.to_owned())));
    }

    #[test]
    fn the_articles_own_incidents_come_before_others() {
        let mut f = fixture();
        f.mark(
            "a",
            crate::model::Claim { incident: Some("old".into()), ..claim("c", Figure::exact(1)) },
        );
        assert_eq!(likely(&f, "the attack", None)[0].0, "old");
        assert_eq!(
            likely(&f, "the attack", None)[0].1,
            "in this article, Teguey is named in the article"
        );
    }

    #[test]
    fn a_date_that_is_said_decides() {
        let found = likely(&fixture(), "ambush", Some("2024-03-11"));
        assert_eq!(found[0], ("recent".into(), "10 March 2024".into()));
    }

    #[test]
    fn there_is_one_for_each_key() {
        let mut f = fixture();
        for n in 0..20 {
            f.incident(&format!("n{n}"), Some("2024-03-22"));
        }
        assert_eq!(likely(&f, "", None).len(), MAX_LIKELY);
    }
}
