//! The rules of the suggester as a sheet: what each reads, what was made of its suggestions, and
//! whether it is on.

use eframe::egui::{Align, Grid, Label, Layout, ScrollArea, Ui, vec2};

use crate::edit::{Command, SetCodebook};
use crate::session::RuleTally;
use crate::ui::theme::{self, GAP, GROUP_GAP};
use crate::ui::widgets::check;

/// The width of a rule with its example: with the four counts it fills the sheet.
const RULE: f32 = 380.0;
/// The height of a line of counts: that of the rule's own line.
const LINE: f32 = 24.0;

/// Draws it and gives the change that the user has made.
pub(super) fn show(ui: &mut Ui, height: f32, tallies: &[RuleTally]) -> Option<Command> {
    ui.label(theme::heading("Suggestion rules"));
    ui.add(
        Label::new(theme::muted(
            ui,
            "What this project’s coders made of each rule’s suggestions. A rule that is switched \
             off proposes nothing in this project.",
        ))
        .wrap(),
    );
    ui.add_space(GROUP_GAP);
    let mut changed = None;
    ScrollArea::vertical()
        .max_height(height - 60.0)
        .min_scrolled_height(height - 60.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            Grid::new("suggestion rules").num_columns(5).spacing([GROUP_GAP, GAP]).show(ui, |ui| {
                // At the height of the other heads.
                ui.allocate_ui_with_layout(
                    vec2(RULE, LINE),
                    Layout::left_to_right(Align::Center),
                    |ui| ui.label(theme::caption(ui, "Rule")),
                );
                for head in ["Accepted", "Edited", "Rejected", "Taken"] {
                    right(ui, |ui| {
                        ui.label(theme::caption(ui, head));
                    });
                }
                ui.end_row();
                for tally in tallies {
                    if row(ui, tally) {
                        changed = Some(tally);
                    }
                    ui.end_row();
                }
            });
        });
    let changed = changed?;
    let mut off: Vec<smol_str::SmolStr> =
        tallies.iter().filter(|t| t.off).map(|t| t.rule.clone()).collect();
    if changed.off {
        off.retain(|rule| *rule != changed.rule);
    } else {
        off.push(changed.rule.clone());
    }
    Some(Command::SetCodebook(SetCodebook { rules_off: Some(off), ..SetCodebook::default() }))
}

/// One rule. True where it was switched.
fn row(ui: &mut Ui, tally: &RuleTally) -> bool {
    let mut on = !tally.off;
    let mut switched = false;
    ui.vertical(|ui| {
        ui.set_width(RULE);
        switched = check(ui, &mut on, &tally.rule).clicked();
        if !tally.example.is_empty() {
            ui.add(Label::new(theme::caption(ui, tally.example.as_str())).wrap());
        }
    });
    for count in [tally.accepted, tally.edited, tally.rejected] {
        right(ui, |ui| {
            ui.label(if count == 0 { "–".to_owned() } else { count.to_string() });
        });
    }
    let share = tally.share().map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
    right(ui, |ui| {
        ui.label(theme::strong(share)).on_hover_text(
            "Of the suggestions that were decided, the share that was taken, with or without changes",
        );
    });
    switched
}

fn right(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), add);
}
