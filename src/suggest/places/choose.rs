//! Decides which place a name means: by what is said beside it, by the countries and units that the
//! article speaks of, by how far the article's other places are, and by size.

use std::collections::{HashMap, HashSet};

use super::scan::{Mention, Site};
use crate::gazetteer::{Entry, Kind, Point, fold, kilometres};

/// A mention and the place that it is taken for.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Chosen {
    /// The mention.
    pub(super) mention: Mention,
    /// The place; `None` where no list has it.
    pub(super) site: Option<Site>,
    /// Whether another place of the name is as likely.
    pub(super) flagged: bool,
    /// Why this one.
    pub(super) rule: &'static str,
}

/// A mention is a place from this weight on.
const ENOUGH: f64 = 5.5;

/// A choice may serve others as a landmark from this lead on.
const SURE: f64 = 1.5;

/// Decides for each mention of a text.
pub(super) fn choose(text: &str, mentions: &[Mention]) -> Vec<Chosen> {
    let context = Context::new(mentions);
    let containers: Vec<Option<Site>> =
        (0..mentions.len()).map(|at| container(text, mentions, at)).collect();
    let persons: HashSet<&str> =
        mentions.iter().filter(|m| m.person).map(|m| m.key.as_str()).collect();

    // First what needs no neighbours, then the rest by how far these are.
    let mut marks: Vec<(String, Point)> = Vec::new();
    for (mention, container) in mentions.iter().zip(&containers) {
        let ranked = rank(mention, container.as_ref(), &context, &[]);
        if let Some((best, lead)) = ranked.lead()
            && lead >= SURE
            && best.weight + mention.cue >= ENOUGH + 0.5
            && !persons.contains(mention.key.as_str())
            && let Site::Listed(entry) = &best.site
            && !marks.iter().any(|(key, _)| *key == mention.key)
        {
            marks.push((mention.key.clone(), entry.point));
        }
    }

    let mut said: HashMap<String, Site> = HashMap::new();
    let mut chosen = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let inside = containers.get(at).and_then(Option::as_ref);
        let ranked = rank(mention, inside, &context, &marks);
        let named = inside.is_some();
        if mention.sites.is_empty() {
            let (mention, site) = (mention.clone(), None);
            chosen.push(Chosen { mention, site, flagged: true, rule: "a place by its sentence" });
            continue;
        }
        let Some((best, lead)) = ranked.lead() else { continue };
        let mut site = best.site.clone();
        let mut weight = best.weight + mention.cue + if named { 3.0 } else { 0.0 };
        let mut rule = best.rule;
        let mut flagged = lead < 0.7 && ranked.candidates.len() > 1;
        if named {
            if ranked.misses {
                // "Cedar Flat, Ky.": none of that name is known there, so none is meant.
                if weight >= ENOUGH {
                    let (mention, rule) = (mention.clone(), "not listed in the unit named");
                    chosen.push(Chosen { mention, site: None, flagged: true, rule });
                }
                continue;
            }
            said.insert(mention.key.clone(), site.clone());
        } else if let Some(before) = said.get(&mention.key) {
            site = before.clone();
            weight += 2.0;
            rule = "named in full before";
            flagged = false;
        }
        if persons.contains(mention.key.as_str()) && mention.cue < 1.4 {
            weight -= 3.0;
        }
        if weight >= ENOUGH && !mention.is_people() {
            chosen.push(Chosen { mention: mention.clone(), site: Some(site), flagged, rule });
        }
    }
    later_containers(&mut chosen, &said);
    chosen
}

/// A place told in full once, further down, is meant above too ("Edmonton … Edmonton, Alberta").
fn later_containers(chosen: &mut [Chosen], said: &HashMap<String, Site>) {
    let mut seen: HashMap<String, HashSet<String>> = HashMap::new();
    for c in chosen.iter().filter(|c| c.rule == CONTAINED) {
        let place = c.site.as_ref().and_then(Site::point);
        seen.entry(c.mention.key.clone()).or_default().insert(format!("{place:?}"));
    }
    for c in chosen.iter_mut().filter(|c| c.rule != CONTAINED && c.site.is_some()) {
        if seen.get(&c.mention.key).is_some_and(|s| s.len() == 1)
            && let Some(site) = said.get(&c.mention.key)
        {
            c.site = Some(site.clone());
            c.flagged = false;
        }
    }
}

const CONTAINED: &str = "the unit beside it";

/// What the article speaks of.
struct Context {
    /// Countries by alpha-3 code, with their share of all mentions of countries.
    countries: HashMap<String, f64>,
    /// Numbers of the first-level units that are named, and by which name.
    units: HashMap<u32, String>,
    /// Numbers of the second-level units that are named as such: "Laurel County".
    counties: HashSet<u32>,
    /// How often countries are spoken of at all.
    total: f64,
}

impl Context {
    fn new(mentions: &[Mention]) -> Context {
        let mut countries: HashMap<String, f64> = HashMap::new();
        let mut units = HashMap::new();
        let mut counties = HashSet::new();
        for mention in mentions {
            let weight = if mention.people { 0.7 } else { 1.0 };
            match mention.sites.first() {
                Some(Site::Country(country)) => {
                    *countries.entry(country.alpha3.to_owned()).or_default() += weight;
                }
                Some(Site::Own(own)) if !own.country.is_empty() => {
                    *countries.entry(own.country.clone()).or_default() += weight;
                }
                _ => {}
            }
            // A unit or a capital speaks for its country, a great city a little.
            let mut listed: Vec<_> = mention
                .sites
                .iter()
                .filter_map(|s| if let Site::Listed(e) = s { Some(e) } else { None })
                .collect();
            listed.sort_by_key(|e| std::cmp::Reverse(e.population));
            if mention.unit == Some(true) || mention.key.contains(' ') {
                let second = listed.iter().filter(|e| e.kind == Kind::Admin2);
                counties.extend(second.map(|e| e.number));
            }
            let admin1: Vec<_> = listed.iter().filter(|e| e.kind == Kind::Admin1).collect();
            if let [unit] = admin1.as_slice()
                && mention.cue > -2.0
                && (mention.unit == Some(false)
                    || !mention.sites.iter().any(|s| is_seat(s, unit, &mention.said)))
            {
                units.insert(unit.number, mention.key.clone());
                if let Some(country) = unit.country() {
                    *countries.entry(country.alpha3.to_owned()).or_default() += 0.6;
                }
            } else if let Some(city) = listed.first()
                && mention.cue > -1.0
                && (city.kind == Kind::Capital || city.population >= 500_000)
                && let Some(country) = city.country()
            {
                *countries.entry(country.alpha3.to_owned()).or_default() += 0.4;
            }
        }
        let total: f64 = countries.values().sum();
        for share in countries.values_mut() {
            *share /= total.max(1.0);
        }
        Context { countries, units, counties, total }
    }
}

/// A place that a mention may mean, and how much speaks for it.
struct Candidate {
    site: Site,
    weight: f64,
    rule: &'static str,
}

/// What a mention may mean, likeliest first.
struct Ranking {
    candidates: Vec<Candidate>,
    /// Whether a unit is named beside it in which no place of the name is known.
    misses: bool,
}

impl Ranking {
    /// The likeliest and its lead over the next that is somewhere else.
    fn lead(&self) -> Option<(&Candidate, f64)> {
        let best = self.candidates.first()?;
        let elsewhere = |c: &&Candidate| match (best.site.point(), c.site.point()) {
            (Some(a), Some(b)) => kilometres(a, b) > 60.0,
            _ => true,
        };
        let next = self.candidates.iter().skip(1).find(elsewhere);
        Some((best, next.map_or(10.0, |n| best.weight - n.weight)))
    }
}

/// Weighs what a mention may mean.
fn rank(
    mention: &Mention,
    container: Option<&Site>,
    context: &Context,
    marks: &[(String, Point)],
) -> Ranking {
    let mut candidates: Vec<Candidate> =
        mention.sites.iter().map(|site| weigh(site, mention, context, marks)).collect();
    let mut misses = false;
    if let Some(container) = container {
        let mut within = false;
        for candidate in &mut candidates {
            if lies_in(&candidate.site, container) {
                candidate.weight += 8.0;
                candidate.rule = CONTAINED;
                within = true;
            }
        }
        misses = !within;
    }
    candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Ranking { candidates, misses }
}

fn weigh(
    site: &Site,
    mention: &Mention,
    context: &Context,
    marks: &[(String, Point)],
) -> Candidate {
    let (mut weight, mut rule) = match site {
        Site::Own(_) => (9.0, "place of the project"),
        Site::Country(_) if mention.people => (7.0, "people of a country"),
        // Georgia is a state too.
        Site::Country(_) if mention.sites.iter().any(is_state) => {
            let share = context.countries.get(site.country()).copied().unwrap_or_default();
            (6.5 + 2.0 * share, "name of a country")
        }
        Site::Country(_) => (9.0, "name of a country"),
        Site::Region(_) => (10.0, "part of the world"),
        Site::Listed(entry) => {
            let size = f64::from(entry.population.max(300)).log10();
            let base = match entry.kind {
                Kind::City => size,
                Kind::Capital => size + 1.5,
                Kind::Admin1 if mention.unit == Some(false) => 8.5,
                // Manchester is a great city first, and a parish of Jamaica.
                Kind::Admin1 if mention.sites.iter().any(is_great) => 5.0,
                // "Gao" is the town; "Gao region" and "Quebec" beside Québec are the units.
                Kind::Admin1 if mention.sites.iter().any(|s| is_seat(s, entry, &mention.said)) => {
                    4.5
                }
                Kind::Admin1 => 6.5,
                Kind::Admin2 => 3.4 + if mention.unit == Some(true) { 3.0 } else { 0.0 },
                Kind::Country => 7.0,
            };
            (base, "the greatest of its name")
        }
    };
    let Site::Listed(entry) = site else { return Candidate { site: site.clone(), weight, rule } };
    if let Some(share) = context.countries.get(site.country()) {
        weight += 1.0 + 1.5 * share;
        rule = "in a country that the article names";
    } else if context.total >= 3.0 {
        weight -= 1.0;
    }
    if entry.kind != Kind::Admin1
        && entry.admin1().and_then(|n| context.units.get(&n)).is_some_and(|k| *k != mention.key)
    {
        weight += 1.5;
        rule = "in a unit that the article names";
    }
    if entry.admin2().is_some_and(|n| context.counties.contains(&n)) && entry.kind != Kind::Admin2 {
        weight += 2.0;
    }
    // A name in another language or an old one, and a spelling with other accents.
    if fold(&entry.name) != mention.key {
        weight -= if entry.population < 1_000_000 { 1.0 } else { 0.0 };
        weight -= if mention.key.len() <= 4 { 1.5 } else { 0.0 };
    } else if entry.name == mention.said {
        weight += 0.5;
    }
    let others = marks.iter().filter(|(key, _)| *key != mention.key);
    let nearest = others.map(|(_, p)| kilometres(*p, entry.point)).fold(f64::MAX, f64::min);
    weight += match nearest {
        ..60.0 => 1.8,
        ..160.0 => 1.2,
        ..400.0 => 0.5,
        _ => 0.0,
    };
    Candidate { site: site.clone(), weight, rule }
}

/// Whether a place that a mention may mean is a town in a unit of the same name.
fn is_seat(site: &Site, unit: &Entry, said: &str) -> bool {
    matches!(site, Site::Listed(e) if matches!(e.kind, Kind::City | Kind::Capital)
        && e.population >= 5_000
        && (e.name == said || unit.name != said || e.population >= 1_000_000)
        && e.admin1() == Some(unit.number))
}

fn is_great(site: &Site) -> bool {
    matches!(site, Site::Listed(e)
        if matches!(e.kind, Kind::City | Kind::Capital) && e.population >= 400_000)
}

fn is_state(site: &Site) -> bool {
    matches!(site, Site::Listed(e) if e.kind == Kind::Admin1
        && e.country().is_some_and(|c| matches!(c.alpha2, "US" | "CA" | "AU")))
}

/// Whether a place lies in a country or unit.
fn lies_in(site: &Site, container: &Site) -> bool {
    match (site, container) {
        (_, Site::Country(country)) => {
            site.country() == country.alpha3 && !matches!(site, Site::Country(_))
        }
        (Site::Listed(inner), Site::Listed(outer)) => {
            inner.number != outer.number
                && (inner.admin1() == Some(outer.number) || inner.admin2() == Some(outer.number))
        }
        (Site::Own(own), Site::Listed(_)) => own.country == container.country(),
        _ => false,
    }
}

/// The country or unit that is named right after a mention: "Gao, Mali", "Paris, Texas".
fn container(text: &str, mentions: &[Mention], at: usize) -> Option<Site> {
    let mention = mentions.get(at)?;
    let next = mentions.get(at + 1)?;
    if mention.people || next.people || mention.sites.is_empty() {
        return None;
    }
    let gap = text.get(mention.range.end..next.range.start)?;
    let comma = matches!(gap, ", " | " (" | ",\n" | ", in ");
    let within = gap.starts_with(" in ") && gap.len() < 18 && !gap.contains(',');
    let unit = match mention.unit {
        Some(_) => gap.contains(", ") && gap.len() < 16,
        None => false,
    };
    if !comma && !within && !unit {
        return None;
    }
    // The greatest unit of the name, the one in which the mention lies if there is one.
    let holds = |s: &&Site| mention.sites.iter().any(|inner| lies_in(inner, s));
    let is_unit = |s: &&Site| match s {
        Site::Country(_) => true,
        Site::Listed(e) => e.kind == Kind::Admin1 || e.kind == Kind::Admin2 && next.unit.is_some(),
        Site::Own(_) | Site::Region(_) => false,
    };
    let holding = next.sites.iter().filter(is_unit).find(holds);
    if holding.is_some() {
        return holding.cloned();
    }
    // None holds it: a comma says that the place is there all the same, unless it is one of a list.
    let great = mention.sites.iter().any(|s| match s {
        Site::Listed(e) => e.population > 150_000 || e.kind == Kind::Admin1,
        Site::Country(_) | Site::Region(_) | Site::Own(_) => true,
    });
    let city = |s: &Site| matches!(s, Site::Listed(e) if e.population > 100_000);
    let first = next.sites.iter().find(is_unit).filter(|_| !next.sites.iter().any(city));
    first.filter(|_| comma && gap == ", " && !great).cloned()
}
