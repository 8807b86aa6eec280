//! Who is said to have done it: claimed, attributed, denied, or expressly claimed by nobody.

use super::chunks::Chunks;
use super::claims::speaker_before;
use super::page::{Page, Sentence};
use super::{Detector, Reading, ResponsibilitySuggestion, Suggestions, Why};
use crate::model::Stance;
use crate::suggest::token::TokenKind;
use crate::text::TextRange;

/// Finds what is said of responsibility.
pub struct Responsibility;

/// Where the actor stands beside the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Nobody,
}

/// A rule: words, what they say, and where the actor stands.
struct Said {
    name: &'static str,
    words: &'static [&'static str],
    stance: Stance,
    side: Side,
}

/// The rules; the first whose words a sentence has is taken.
const SAID: &[Said] = &[
    Said {
        name: "nobody has claimed it",
        words: &[
            "no group has claimed",
            "no group claimed",
            "no group has said",
            "no one has claimed",
            "no-one has claimed",
            "nobody has claimed",
            "no group immediately claimed",
            "no claim of responsibility",
            "no immediate claim",
            "not claimed by any",
            "aucun groupe n'a revendiqué",
            "aucun groupe n’a revendiqué",
            "n'a pas été revendiqué",
            "n’a pas été revendiqué",
            "pas encore été revendiqué",
        ],
        stance: Stance::Unclaimed,
        side: Side::Nobody,
    },
    Said {
        name: "denied",
        words: &[
            "denied responsibility",
            "denied involvement",
            "denied carrying out",
            "denies responsibility",
            "denied any involvement",
            "denied any role",
            "a démenti",
            "a nié",
        ],
        stance: Stance::Denied,
        side: Side::Before,
    },
    Said {
        name: "claimed responsibility",
        words: &[
            "claimed responsibility",
            "claims responsibility",
            "claiming responsibility",
            "took responsibility",
            "claimed the attack",
            "claimed an attack",
            "has also claimed",
            "said it carried out",
            "said its fighters",
            "a revendiqué",
            "ont revendiqué",
            "revendique",
        ],
        stance: Stance::Claimed,
        side: Side::Before,
    },
    Said {
        name: "attributed",
        words: &[
            "blamed on",
            "attributed to",
            "attributed the attack to",
            "attributed the incident to",
            "attributed the attacks to",
            "attributed the incidents to",
            "blamed the attack on",
            "accused",
            "blaming",
            "attribué à",
            "attribuée à",
            "attribuées à",
            "attribué par",
            "attribuée par",
            "attribuées par",
            "imputé à",
            "imputée à",
            "imputée par",
            "imputé par",
        ],
        stance: Stance::Attributed,
        side: Side::After,
    },
];

impl Detector for Responsibility {
    fn name(&self) -> &'static str {
        "responsibility"
    }

    fn detect(&self, _: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        for sentence in &page.sentences {
            let words = sentence.range.slice(&page.lower).unwrap_or_default();
            // Cheap: most sentences have none of these.
            if ![
                "claim",
                "denie",
                "nié",
                "démenti",
                "attribu",
                "blam",
                "accus",
                "revendiqu",
                "no group",
                "carried out",
                "imput",
                "responsib",
                "fighters",
            ]
            .iter()
            .any(|sign| words.contains(sign))
            {
                continue;
            }
            for said in SAID {
                let hit = said.words.iter().find_map(|w| words.find(w).map(|at| (at, w.len())));
                let Some((at, len)) = hit else { continue };
                let start = sentence.range.start() + at;
                let Some(range) = TextRange::new(page.text, start..start + len) else { continue };
                let Some(actor) = actor(page, found, sentence, range, said.side) else { continue };
                let incident = incident_of(found, sentence, range);
                let known = found.responsibility.iter_mut().find(|known| {
                    known.actor == actor
                        && known.stance == said.stance
                        && known.incident == incident
                });
                if let Some(known) = known {
                    known.why.words.push(range);
                    continue;
                }
                let source = accuser(page, sentence, range, said.side).filter(|who| *who != actor);
                found.responsibility.push(ResponsibilitySuggestion {
                    range,
                    actor,
                    stance: said.stance.clone(),
                    source,
                    incident,
                    why: Why::new(said.name, [range]),
                });
                if said.side == Side::Nobody {
                    break;
                }
            }
        }
        for nth in 0..found.responsibility.len() {
            let incident = found.responsibility.get(nth).and_then(|said| said.incident);
            if let Some(incident) = incident.and_then(|at| found.incidents.get_mut(at)) {
                incident.responsibility.push(nth);
            }
        }
    }
}

/// The actor beside the words: one that is known, else a name with a capital.
fn actor(
    page: &Page<'_>,
    found: &Suggestions,
    sentence: &Sentence,
    said: TextRange,
    side: Side,
) -> Option<String> {
    if side == Side::Nobody {
        return Some(String::new());
    }
    let here = || found.actors.iter().filter(|a| sentence.range.encloses(&a.range));
    let known = match side {
        Side::Before => here().rfind(|a| a.range.end() <= said.start()),
        Side::After | Side::Nobody => here().find(|a| a.range.start() >= said.end()),
    };
    if let Some(known) = known {
        return Some(known.name.clone());
    }
    let capital = |at: usize| {
        page.tokens.get(at).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
            && page.lexicon.words.at(page.words(), at).is_none()
    };
    let (from, to) = sentence.tokens;
    let inside = |at: &usize| {
        let Some(token) = page.tokens.get(*at) else { return false };
        if side == Side::Before { token.end <= said.start() } else { token.start >= said.end() }
    };
    let first = (from..to).filter(inside).find(|at| capital(*at))?;
    let last = (first..to).take_while(|at| capital(*at)).last()?;
    page.span(first, last + 1).and_then(|name| name.slice(page.text)).map(str::to_owned)
}

/// Who says that another one did it: "the ministry blamed the raid on Boko Haram".
fn accuser(page: &Page<'_>, sentence: &Sentence, said: TextRange, side: Side) -> Option<String> {
    let words = said.slice(&page.lower).unwrap_or_default();
    let active = ["accus", "blaming", "blamed the", "attributed the"];
    if side != Side::After || !active.iter().any(|verb| words.starts_with(verb)) {
        return None;
    }
    let (from, to) = sentence.tokens;
    let chunks = Chunks::read(page.counter(), from, to);
    let verb = page.tokens.partition_point(|t| t.start < said.start());
    let at = chunks.row.iter().position(|c| c.tokens.0 <= verb && verb < c.tokens.1)?;
    let (first, last) = speaker_before(&chunks, at)?;
    let who = page.span(first, last)?.slice(page.text)?;
    let who = who.strip_prefix("the ").or_else(|| who.strip_prefix("The ")).unwrap_or(who);
    // "It" stands for somebody named before, whom this sentence does not give.
    (!matches!(who, "It" | "it" | "They" | "they" | "He" | "he" | "She" | "she" | "who"))
        .then(|| who.to_owned())
}

/// The incident that the sentence tells of, else the one told of last before the words, else the
/// first.
fn incident_of(found: &Suggestions, sentence: &Sentence, said: TextRange) -> Option<usize> {
    let here = found.claims.iter().filter(|c| sentence.range.encloses(&c.range));
    let here = here.min_by_key(|c| c.range.start().abs_diff(said.start()));
    let before = || found.claims.iter().rfind(|c| c.range.start() <= said.start());
    let near = here.or_else(before).and_then(|c| c.incident);
    near.or_else(|| (!found.incidents.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use crate::model::{Codebook, Stance};
    use crate::suggest::{Names, Reading, suggest};

    fn check(text: &str, wanted: &[(&str, Stance)]) {
        let (codebook, names) = (Codebook::standard(), Names::default());
        let found = suggest(&Reading {
            text,
            published: None,
            title: "",
            language: "",
            codebook: &codebook,
            names: &names,
        });
        let said: Vec<(&str, Stance)> =
            found.responsibility.iter().map(|r| (r.actor.as_str(), r.stance.clone())).collect();
        assert_eq!(said, wanted, "{text}");
    }

    #[test]
    fn who_is_said_to_have_done_it() {
        check(
            "Islamic State on Saturday claimed responsibility for the ambush.",
            &[("Islamic State", Stance::Claimed)],
        );
        check("No group has said it was behind the killings.", &[("", Stance::Unclaimed)]);
        check("The raid was blamed on Boko Haram.", &[("Boko Haram", Stance::Attributed)]);
        check("The Taliban denied involvement.", &[("Taliban", Stance::Denied)]);
        check("Le GSIM a revendiqué l’attaque.", &[("JNIM", Stance::Claimed)]);
        check("Ten people were killed.", &[]);
    }
}
