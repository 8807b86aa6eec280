//! The line below the chart: by which rule it was made, how much it rests on, what it leaves out.
//! What it leaves out can be clicked.

use eframe::egui::{Link, RichText, TextStyle, Ui};

use super::left_out::Left;
use super::number::{count, so_many};
use crate::analysis::{Footer, MIXED};
use crate::ui::theme;

/// Shows it, and says which incidents shall be listed.
pub(super) fn show(ui: &mut Ui, footer: &Footer, unfinished: bool) -> Option<Left> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(0.0, 0.0);
        ui.spacing_mut().interact_size.y = 0.0;
        for piece in pieces(footer) {
            match piece {
                Piece::Words(words) => {
                    ui.label(theme::caption(ui, words));
                }
                Piece::Incidents(left, words) => {
                    let words = RichText::new(words).text_style(TextStyle::Small);
                    let link = ui.add(Link::new(words));
                    if link.on_hover_text("List them").clicked() {
                        asked = Some(left);
                    }
                }
            }
        }
        if unfinished {
            ui.label(theme::caption(ui, " Hatched: not over yet."));
        }
    });
    asked
}

#[derive(Clone, PartialEq, Debug)]
enum Piece {
    Words(String),
    Incidents(Left, String),
}

fn pieces(footer: &Footer) -> Vec<Piece> {
    let mut rule = format!("Bars: best figure by {}", footer.rule);
    if !footer.codebook.is_empty() {
        rule.push_str(", codebook ");
        rule.push_str(&footer.codebook);
    }
    if footer.mixed {
        rule.push_str(MIXED);
    }
    rule.push_str("; lines: reported range. ");
    rule.push_str(&so_many(footer.incidents, "incident", "incidents"));
    let mut pieces = vec![Piece::Words(rule)];
    let left_out = [
        (footer.undated, Left::Undated, "undated"),
        (footer.null, Left::Null, "without a figure"),
        (footer.non_conflict, Left::NonConflict, "not conflict-related"),
        (footer.parts, Left::Part, "part of another"),
        (footer.discounted, Left::Discounted, "discounted"),
        (footer.out_of_range, Left::OutOfRange, "out of range"),
    ];
    let mut before = "; not drawn: ";
    for (n, left, why) in left_out.into_iter().filter(|(n, ..)| *n > 0) {
        pieces.push(Piece::Words(before.to_owned()));
        pieces.push(Piece::Incidents(left, format!("{} {why}", count(n as u64))));
        before = ", ";
    }
    pieces.push(Piece::Words(".".to_owned()));
    if footer.imprecise > 0 {
        let their = if footer.imprecise == 1 { "its" } else { "their" };
        let words = format!("{} at the middle of {their} dates", count(footer.imprecise as u64));
        pieces.push(Piece::Words(" ".to_owned()));
        pieces.push(Piece::Incidents(Left::Imprecise, words));
        pieces.push(Piece::Words(".".to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_saved_charts_say() {
        let footer = Footer {
            rule: "source rank".into(),
            codebook: "1".into(),
            incidents: 12,
            undated: 1,
            null: 2,
            non_conflict: 3,
            parts: 6,
            discounted: 4,
            out_of_range: 5,
            imprecise: 1,
            mixed: true,
        };
        for footer in [footer, Footer { incidents: 1, ..Footer::default() }] {
            let said = pieces(&footer).into_iter().map(|piece| match piece {
                Piece::Words(words) | Piece::Incidents(_, words) => words,
            });
            assert_eq!(said.collect::<String>(), footer.sentence());
        }
    }
}
