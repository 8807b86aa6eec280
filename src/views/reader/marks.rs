//! The highlights of an article as the text view draws them.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::text_view::{LineStyle, MarginTag, Mark};
use crate::model::{Project, Review};
use crate::session::{Mark as Marked, Outline};
use crate::text::TextRange;
use crate::ui::theme::Tokens;
use crate::ui::widgets::pattern::Underline;
use crate::views::{Focus, ViewCtx, looks};

/// Id of the words of a claim form that waits to be accepted.
const DRAFT: u64 = u64::MAX;

/// The marks of the article that is shown, made anew only when something about them has changed.
#[derive(Default)]
pub(super) struct MarksShown {
    made_for: Option<MadeFor>,
    marks: Vec<Mark>,
}

/// All that marks are made from.
struct MadeFor {
    outline: Arc<Outline>,
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
        ctx: &ViewCtx<'_>,
        draft: Option<TextRange>,
        tokens: &Tokens,
    ) -> &[Mark] {
        let lit = ctx.desk.lit();
        match &mut self.made_for {
            Some(made)
                if Arc::ptr_eq(&made.outline, outline)
                    && made.draft == draft
                    && made.dark == tokens.dark =>
            {
                if made.lit != *lit {
                    // The pointer passes over marks all the time: nothing else of them changes.
                    light(&mut self.marks, outline, lit);
                    made.lit = lit.clone();
                }
            }
            _ => {
                self.marks = of_outline(outline, ctx.session.project(), draft, tokens);
                light(&mut self.marks, outline, lit);
                let (outline, lit) = (Arc::clone(outline), lit.clone());
                self.made_for = Some(MadeFor { outline, draft, dark: tokens.dark, lit });
            }
        }
        &self.marks
    }
}

/// Lets the marks stand out that are in focus or under the pointer.
fn light(marks: &mut [Mark], outline: &Outline, lit: &Focus) {
    for mark in marks.iter_mut().filter(|mark| mark.id != DRAFT) {
        let marked = usize::try_from(mark.id).ok().and_then(|nth| outline.marks.get(nth));
        mark.strong = marked.is_some_and(|marked| match lit {
            Focus::Claim(claim) => marked.claim.as_ref() == Some(claim),
            Focus::Incident(incident) => marked.incident.as_ref() == Some(incident),
            Focus::Nothing => false,
        });
    }
}

/// The marks of an article; the id of each is its place in the outline.
fn of_outline(
    outline: &Outline,
    project: &Project,
    draft: Option<TextRange>,
    tokens: &Tokens,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = outline
        .marks
        .iter()
        .enumerate()
        .map(|(id, marked)| mark(id as u64, marked, project, tokens))
        .collect();
    if let Some(words) = draft {
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
    marks
}

fn mark(id: u64, marked: &Marked, project: &Project, tokens: &Tokens) -> Mark {
    let incident = marked.incident.as_ref().and_then(|id| project.incidents.get(id));
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
    let title = incident.map(|i| SmolStr::from(i.title.as_str()));
    let margin = match (&title, &marked.claim, &marked.review) {
        (_, _, Review::Rejected) | (None, None, _) => None,
        (Some(title), _, _) => Some(title.clone()),
        (None, Some(_), Review::Suggested) => Some("suggested".into()),
        (None, Some(_), _) => Some("no incident".into()),
    };
    Mark {
        range: marked.range.clone(),
        id,
        colour,
        tint,
        line,
        strong: false,
        margin: margin.map(|text| MarginTag { text, colour }),
    }
}

/// What is said of the mark of this id: "Killed 23 / 23 / 23 · Ministry of Defence · Teguey ambush".
pub(super) fn tip(outline: &Outline, project: &Project, id: u64) -> SmolStr {
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

/// What the mark of this id stands for.
pub(super) fn focus_of(outline: &Outline, id: u64) -> Option<Focus> {
    let mark = outline.marks.get(usize::try_from(id).ok()?)?;
    match (&mark.claim, &mark.incident) {
        (Some(claim), _) => Some(Focus::Claim(claim.clone())),
        (None, Some(incident)) => Some(Focus::Incident(incident.clone())),
        (None, None) => None,
    }
}
