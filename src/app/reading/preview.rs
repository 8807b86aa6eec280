//! What a file looks like when it is read as the sheet has it.

use std::sync::Arc;

use eframe::egui::{Frame, Label, Margin, RichText, ScrollArea, Ui};

use crate::app::sheets::scrolled;
use crate::import::{Glimpse, Inspection};
use crate::ui::bidi;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{hairline, skeleton};

/// Draws it in a part of this height.
pub(super) fn show(ui: &mut Ui, height: f32, seen: Option<(&Arc<Inspection>, bool)>, split: bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.label(theme::strong("Preview"));
        let Some((seen, fresh)) = seen else { return };
        ui.label(theme::caption(ui, counted(seen)));
        if seen.replaced > 0 {
            let words = match seen.replaced {
                1 => "1 character cannot be read".to_owned(),
                n => format!("{n} characters cannot be read"),
            };
            let text = format!("{} {words}", icon::WARNING);
            ui.colored_label(tokens(ui).warning.text, text);
        }
        if let Some(left_out) = &seen.left_out {
            let text = format!("{} {left_out}", icon::WARNING);
            ui.colored_label(tokens(ui).warning.text, text);
        }
        if !fresh {
            ui.label(theme::caption(ui, "reading…"));
        }
    });
    hairline(ui);
    let ground = Frame::new().fill(tokens(ui).page).inner_margin(Margin::symmetric(12, 8));
    scrolled(ScrollArea::vertical().id_salt("preview of a file"), height).show(ui, |ui| {
        ground.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match seen {
                Some((seen, _)) => articles(ui, seen, split),
                None => skeleton(ui, 5),
            }
        });
    });
}

fn articles(ui: &mut Ui, seen: &Inspection, split: bool) {
    if let Some(error) = &seen.error {
        let text = format!("{}\u{2002}Nothing can be read so: {error}", icon::WARNING_OCTAGON);
        ui.colored_label(tokens(ui).error.text, text);
        return;
    }
    let alone = seen.count == 1 && !split;
    for (nth, glimpse) in seen.articles.iter().enumerate() {
        article(ui, glimpse, alone);
        if !glimpse.cut.is_empty() {
            cut(ui, &glimpse.cut);
        } else if nth + 1 < seen.articles.len() {
            ui.add_space(TIGHT);
            hairline(ui);
            ui.add_space(TIGHT);
        }
    }
    let rest = seen.count.saturating_sub(seen.articles.len());
    if rest > 0 {
        ui.label(theme::caption(ui, format!("and {rest} more")));
    }
    if seen.problems > 0 {
        ui.add_space(GAP);
        let words = match seen.problems {
            1 => "1 row holds no article".to_owned(),
            n => format!("{n} rows hold no article"),
        };
        ui.colored_label(tokens(ui).warning.text, format!("{} {words}", icon::WARNING));
        for problem in &seen.told {
            ui.label(theme::caption(ui, problem.as_str()));
        }
    }
}

fn article(ui: &mut Ui, glimpse: &Glimpse, whole: bool) {
    let title = if glimpse.title.is_empty() { "no headline" } else { glimpse.title.as_str() };
    let title = RichText::new(bidi::line(title)).font(theme::serif(15.0, true));
    ui.add(Label::new(title).wrap());
    let words = match glimpse.words {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    };
    let about = [glimpse.about.as_str(), words.as_str(), glimpse.name.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    ui.add(Label::new(theme::caption(ui, about.join(" · "))).truncate());
    let start = if whole { glimpse.start.as_str() } else { first_line(&glimpse.start) };
    let text = RichText::new(bidi::line(start)).font(theme::serif(14.0, false));
    let text = Label::new(text);
    ui.add(if whole { text.wrap() } else { text.truncate() });
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// The line at which the file was cut.
fn cut(ui: &mut Ui, line: &str) {
    ui.add_space(TIGHT);
    let text = format!("{}\u{2002}{line}", icon::ARROWS_SPLIT);
    let ink = tokens(ui).accent;
    ui.add(Label::new(RichText::new(text).color(ink).small()).truncate());
    ui.add_space(TIGHT);
}

fn counted(seen: &Inspection) -> String {
    match seen.count {
        0 => "no article".to_owned(),
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    }
}
