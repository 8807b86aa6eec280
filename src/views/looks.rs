//! How the domain's terms look: the hue, the line and the icon of an outcome, the icon of a coding
//! status, the terms of a list. The same in every panel.

use eframe::egui::Color32;

use crate::model::{CodingStatus, Outcome, Vocabulary};
use crate::ui::icon;
use crate::ui::theme::Tokens;
use crate::ui::widgets::pattern::Underline;

/// The hue of an outcome.
pub fn outcome_hue(tokens: &Tokens, outcome: &Outcome) -> Color32 {
    let hues = &tokens.outcome;
    match outcome {
        Outcome::Killed => hues.killed,
        Outcome::Injured => hues.injured,
        Outcome::Abducted => hues.abducted,
        Outcome::Missing => hues.missing,
        Outcome::Detained => hues.detained,
        Outcome::Surrendered => hues.surrendered,
        Outcome::Displaced => hues.displaced,
        Outcome::Neutralised => hues.neutralised,
        Outcome::Casualties | Outcome::Other(_) => hues.casualties,
    }
}

/// The line under words of an outcome: the second cue beside the hue.
pub fn outcome_line(outcome: &Outcome) -> Underline {
    match outcome {
        Outcome::Killed => Underline::Solid,
        Outcome::Injured => Underline::Double,
        Outcome::Abducted | Outcome::Missing | Outcome::Detained | Outcome::Surrendered => {
            Underline::Dashed
        }
        Outcome::Displaced | Outcome::Neutralised | Outcome::Casualties | Outcome::Other(_) => {
            Underline::Dotted
        }
    }
}

/// The icon of an outcome.
pub fn outcome_icon(outcome: &Outcome) -> char {
    match outcome {
        Outcome::Killed => icon::SKULL,
        Outcome::Injured => icon::BANDAIDS,
        Outcome::Abducted => icon::LOCK_KEY,
        Outcome::Missing => icon::QUESTION,
        Outcome::Detained => icon::GAVEL,
        Outcome::Surrendered => icon::HAND_PALM,
        Outcome::Displaced => icon::TENT,
        Outcome::Neutralised => icon::CROSSHAIR,
        Outcome::Casualties | Outcome::Other(_) => icon::FIRST_AID,
    }
}

/// The icon of a coding status.
pub fn status_icon(status: &CodingStatus) -> char {
    match status {
        CodingStatus::New | CodingStatus::Other(_) => icon::CIRCLE_DASHED,
        CodingStatus::InProgress => icon::CIRCLE_HALF,
        CodingStatus::Coded => icon::CHECK_CIRCLE,
        CodingStatus::Irrelevant => icon::MINUS_CIRCLE,
    }
}

/// The terms of a vocabulary with their labels, for a drop-down list. A term that this version
/// does not know stands last.
pub fn terms<'a, T: Vocabulary>(value: &'a T) -> Vec<(T, &'a str)> {
    let mut all: Vec<(T, &'a str)> = T::all().iter().map(|t| (t.clone(), t.label())).collect();
    if !value.is_known() {
        all.push((value.clone(), value.label()));
    }
    all
}
