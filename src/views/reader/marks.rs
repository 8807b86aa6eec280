//! The highlights of an article as the text view draws them.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::text_view::{LineStyle, MarginTag, Mark};
use crate::model::{Project, Review, Vocabulary as _};
use crate::session::{Mark as Marked, Outline, ReadAhead};
use crate::suggest::ClaimSuggestion;
use crate::text::TextRange;
use crate::ui::theme::Tokens;
use crate::ui::widgets::pattern::Underline;
use crate::views::{Focus, Suggested, ViewCtx, looks};

/// Id of the words of a claim form that waits to be accepted.
const DRAFT: u64 = u64::MAX;

/// Ids of suggestions: this and their place in the list.
const SUGGESTED: u64 = 1 << 40;
/// Id of words that a suggestion in focus was made from: they are shown and cannot be clicked.
const GROUNDS: u64 = u64::MAX - 1;

/// The marks of the article that is shown, made anew only when something about them has changed.
#[derive(Default)]
pub(super) struct MarksShown {
    made_for: Option<MadeFor>,
    marks: Vec<Mark>,
}

/// All that marks are made from.
struct MadeFor {
    outline: Arc<Outline>,
    ahead: Option<Arc<ReadAhead>>,
    draft: Option<TextRange>,
    dark: bool,
    /// Which of them stand out.
    lit: Focus,
}

impl MarksShown {
    /// The marks as they are now.
    pub(super) fn of(
        &mut self,
        outline: &Arc<Outline>,
        ahead: Option<&Arc<ReadAhead>>,
        ctx: &ViewCtx<'_>,
        draft: Option<TextRange>,
        tokens: &Tokens,
    ) -> &[Mark] {
        let lit = ctx.desk.lit();
        let made = self.made_for.as_ref().filter(|made| made.dark == tokens.dark);
        let same_marks = made.is_some_and(|made| Arc::ptr_eq(&made.outline, outline));
        let same_lit = made.is_some_and(|made| made.lit == *lit);
        let same_others = made.is_some_and(|made| {
            let same_ahead = match (&made.ahead, ahead) {
                (Some(made), Some(ahead)) => Arc::ptr_eq(made, ahead),
                (made, ahead) => made.is_none() && ahead.is_none(),
            };
            // Around a suggestion that is lit stand the words that it was made from.
            let suggested = |focus: &Focus| matches!(focus, Focus::Suggestion(_));
            let moved = !same_lit && (suggested(&made.lit) || suggested(lit));
            same_ahead && !moved && made.draft == draft
        });
        if same_marks && same_others && same_lit {
            return &self.marks;
        }
        if !same_marks || !same_others {
            self.marks.retain(|mark| mark.id < SUGGESTED);
            if !same_marks {
                let old = made.map_or(&[][..], |made| &made.outline.marks);
                follow(&mut self.marks, old, outline, tokens);
            }
            if let Some(words) = draft {
                insert_draft(&mut self.marks, words, tokens);
            }
            if let Some(ahead) = ahead {
                add_suggestions(&mut self.marks, ahead, lit, tokens);
            }
        }
        // The pointer passes over marks all the time: often nothing else of them changes.
        light(&mut self.marks, outline, lit);
        self.made_for = Some(MadeFor {
            outline: Arc::clone(outline),
            ahead: ahead.cloned(),
            lit: lit.clone(),
            draft,
            dark: tokens.dark,
        });
        &self.marks
    }
}

/// Lets the marks stand out that are in focus or under the pointer.
fn light(marks: &mut [Mark], outline: &Outline, lit: &Focus) {
    for mark in marks.iter_mut().filter(|mark| mark.id < SUGGESTED) {
        let marked = usize::try_from(mark.id).ok().and_then(|nth| outline.marks.get(nth));
        mark.strong = marked.is_some_and(|marked| match lit {
            Focus::Claim(claim) => marked.claim.as_ref() == Some(claim),
            Focus::Incident(incident) => marked.incident.as_ref() == Some(incident),
            Focus::Suggestion(_) | Focus::Nothing => false,
        });
    }
}

/// Makes the marks of `old` those of the outline: anew only where that has others. The id of each
/// is its place in the outline.
fn follow(marks: &mut Vec<Mark>, old: &[Arc<Marked>], outline: &Outline, tokens: &Tokens) {
    let new = &outline.marks;
    let same = |(a, b): &(&Arc<Marked>, &Arc<Marked>)| Arc::ptr_eq(a, b);
    let before = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let between = new.iter().take(new.len() - after).skip(before);
    let end = marks.len().saturating_sub(after).max(before);
    drop(marks.splice(before.min(marks.len())..end, between.map(|m| mark(m, tokens))));
    for (id, mark) in marks.iter_mut().enumerate().skip(before) {
        mark.id = id as u64;
    }
}

fn insert_draft(marks: &mut Vec<Mark>, words: TextRange, tokens: &Tokens) {
    let at = marks.partition_point(|m| m.range.start <= words.start());
    marks.insert(
        at,
        Mark {
            range: words.as_range(),
            id: DRAFT,
            colour: tokens.accent,
            tint: tokens.accent_soft,
            line: LineStyle::Dotted,
            strong: true,
            margin: Some(MarginTag { text: "new claim".into(), colour: tokens.accent }),
        },
    );
}

fn mark(marked: &Marked, tokens: &Tokens) -> Mark {
    let colour = match &marked.outcome {
        Some(outcome) => looks::outcome_hue(tokens, outcome),
        None => tokens.muted,
    };
    let line = match (&marked.outcome, &marked.review) {
        (_, Review::Suggested | Review::Rejected) | (None, _) => LineStyle::Dotted,
        (Some(outcome), _) => match looks::outcome_line(outcome) {
            Underline::Solid => LineStyle::Solid,
            Underline::Double => LineStyle::Double,
            Underline::Dashed => LineStyle::Dashed,
            Underline::Dotted => LineStyle::Dotted,
        },
    };
    let accepted = marked.review == Review::Accepted;
    let tint = if accepted && marked.outcome.is_some() {
        tokens.tint(colour)
    } else {
        eframe::egui::Color32::TRANSPARENT
    };
    let margin = match (&marked.title, &marked.claim, &marked.review) {
        (_, _, Review::Rejected) | (None, None, _) => None,
        (Some(title), _, _) => Some(title.clone()),
        (None, Some(_), Review::Suggested) => Some("suggested".into()),
        (None, Some(_), _) => Some("no incident".into()),
    };
    Mark {
        range: marked.range.clone(),
        id: 0,
        colour,
        tint,
        line,
        strong: false,
        margin: margin.map(|text| MarginTag { text, colour }),
    }
}

/// What is said of the mark of this id: "Killed 23 / 23 / 23 · Ministry of Defence · Teguey ambush".
pub(super) fn tip(
    outline: &Outline,
    ahead: Option<&ReadAhead>,
    project: &Project,
    id: u64,
) -> SmolStr {
    if let Some(claim) = suggestion(ahead, id) {
        let source = claim.source.as_ref().map_or("the article’s own voice", |s| s.name.as_str());
        return format_smolstr!(
            "Suggested: {} {} · {source} · {}",
            claim.outcome,
            claim.figure,
            claim.why.rule
        );
    }
    let marked = usize::try_from(id).ok().and_then(|nth| outline.marks.get(nth));
    let Some(marked) = marked else { return SmolStr::default() };
    let incident = marked.incident.as_ref().and_then(|id| project.incidents.get(id));
    let incident = incident.map_or("no incident", |i| i.title.as_str());
    let Some(claim) = marked.claim.as_ref().and_then(|id| project.claims.get(id)) else {
        return format_smolstr!("Evidence · {incident}");
    };
    let source = claim.source.as_ref().and_then(|id| project.sources.get(id));
    let source = source.map_or("the article’s own voice", |s| s.name.as_str());
    format_smolstr!("{} {} · {source} · {incident}", claim.outcome, claim.figure)
}

/// Adds what was read ahead and waits: dotted lines without a tint, and around the one that is lit
/// the date and the place that it would take.
fn add_suggestions(marks: &mut Vec<Mark>, ahead: &ReadAhead, lit: &Focus, tokens: &Tokens) {
    let dotted = |range: TextRange, id, colour, strong| Mark {
        range: range.as_range(),
        id,
        colour,
        tint: eframe::egui::Color32::TRANSPARENT,
        line: LineStyle::Dotted,
        strong,
        margin: None,
    };
    for (nth, claim) in ahead.found.claims.iter().enumerate().filter(|(n, _)| ahead.is_open(*n)) {
        let hue = looks::outcome_hue(tokens, &claim.outcome);
        let colour = if ahead.waits(nth) { hue } else { tokens.muted };
        let is_lit = matches!(lit, Focus::Suggestion(s)
            if s.article == ahead.article && s.number == claim.number && s.outcome == claim.outcome);
        let id = SUGGESTED + nth as u64;
        let mut own = dotted(claim.range, id, colour, is_lit);
        if is_lit {
            let text = claim.outcome.label().to_lowercase().into();
            own.margin = Some(MarginTag { text, colour });
        }
        marks.push(own);
        for repeat in &claim.repeats {
            marks.push(dotted(*repeat, id, colour, is_lit));
        }
        if is_lit && let Some(told) = claim.incident.and_then(|at| ahead.found.incidents.get(at)) {
            let date = told.date.and_then(|at| ahead.found.dates.get(at));
            let place = told.place.and_then(|at| ahead.found.places.get(at));
            for range in date.map(|d| d.range).into_iter().chain(place.map(|p| p.range)) {
                marks.push(dotted(range, GROUNDS, tokens.muted, true));
            }
        }
    }
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
}

/// Whether the mark of this id is a suggestion.
pub(super) fn is_suggestion(id: u64) -> bool {
    (SUGGESTED..SUGGESTED << 1).contains(&id)
}

fn suggestion(ahead: Option<&ReadAhead>, id: u64) -> Option<&ClaimSuggestion> {
    let nth = id.checked_sub(SUGGESTED).filter(|_| is_suggestion(id))?;
    ahead?.found.claims.get(usize::try_from(nth).ok()?)
}

/// How many bytes the mark of this id covers.
pub(super) fn length_of(outline: &Outline, ahead: Option<&ReadAhead>, id: u64) -> Option<usize> {
    match suggestion(ahead, id) {
        Some(claim) => Some(claim.range.len()),
        None => Some(outline.marks.get(usize::try_from(id).ok()?)?.range.len()),
    }
}

/// What the mark of this id stands for.
pub(super) fn focus_of(outline: &Outline, ahead: Option<&ReadAhead>, id: u64) -> Option<Focus> {
    if let (Some(claim), Some(ahead)) = (suggestion(ahead, id), ahead) {
        return Some(Focus::Suggestion(Suggested {
            article: ahead.article.clone(),
            number: claim.number,
            outcome: claim.outcome.clone(),
        }));
    }
    let mark = outline.marks.get(usize::try_from(id).ok()?)?;
    match (&mark.claim, &mark.incident) {
        (Some(claim), _) => Some(Focus::Claim(claim.clone())),
        (None, Some(incident)) => Some(Focus::Incident(incident.clone())),
        (None, None) => None,
    }
}
