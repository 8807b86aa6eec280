//! The page: every widget in a plausible place.

use casebook::ui::icon;
use casebook::ui::theme::{self, tokens};
use casebook::ui::widgets::pattern::{Hatch, Underline, swatch};
use casebook::ui::widgets::{
    ActionButton, Autocomplete, Banner, Chip, EmptyState, Field, FigureLabel, Known, Pick,
    Progress, Row, Section, Severity, Tag, TextField, Toasts, Tone, check, combo, hairline,
    number_field, search_field, segmented, skeleton, text_field, toolbar, toolbar_gap,
};
use eframe::egui::{
    self, CentralPanel, Frame, Key, KeyboardShortcut, Label, Modifiers, RichText, Ui, vec2,
};

pub const NAMES: &[Known<'_>] = &[
    Known::new("Ministry of Defence (Niger)").note("government"),
    Known::new("Niger army").note("FAN"),
    Known::new("Islamic State – Sahel Province").note("ISGS, EIGS"),
    Known::new("Ménaka self-defence group"),
];

/// What the page edits.
pub struct Page {
    headline: String,
    date: String,
    note: String,
    figures: [String; 3],
    pub source: String,
    query: String,
    pub view: u8,
    pub category: Option<u8>,
    pub named: bool,
    pub toasts: Toasts<&'static str>,
    pub log: Vec<String>,
}

impl Page {
    pub fn new() -> Self {
        Self {
            headline: "Twenty-three soldiers killed near Téguey".to_owned(),
            date: "2024-03-32".to_owned(),
            note: String::new(),
            figures: ["23".to_owned(), "23".to_owned(), "30".to_owned()],
            source: String::new(),
            query: String::new(),
            view: 1,
            category: Some(1),
            named: true,
            toasts: Toasts::default(),
            log: Vec::new(),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        let t = tokens(ui);
        ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, t.window);
        let window = Frame::new().fill(t.window).inner_margin(12);
        CentralPanel::default().frame(window).show(ui, |ui| {
            let width = (ui.available_width() - 24.0) / 3.0;
            let height = ui.available_height();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                for column in [Self::left, Self::middle, Self::right] {
                    let panel = Frame::new().fill(t.panel).corner_radius(6).inner_margin(12);
                    panel.show(ui, |ui| {
                        ui.set_width(width - 24.0);
                        ui.set_min_height(height - 24.0);
                        ui.vertical(|ui| column(self, ui));
                    });
                }
            });
        });
        let now = ui.input(|input| input.time);
        if let Some(action) = self.toasts.show(ui.ctx(), now) {
            self.log.push(action.to_owned());
        }
    }

    fn left(&mut self, ui: &mut Ui) {
        toolbar(ui, |ui| {
            let open = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
            ui.add(
                ActionButton::new("Open folder")
                    .icon(icon::FOLDER_OPEN)
                    .shortcut(open)
                    .tooltip("Open a folder of articles")
                    .primary(),
            );
            ui.add(ActionButton::new("Export").icon(icon::EXPORT));
            toolbar_gap(ui);
            let undo =
                ActionButton::new("Undo edit").icon_only(icon::ARROW_COUNTER_CLOCKWISE).quiet();
            ui.add(undo);
            let redo = ActionButton::new("Redo").icon_only(icon::ARROW_CLOCKWISE).quiet();
            ui.add(redo.disabled("Nothing was undone"));
            ui.add(
                ActionButton::new("Wrap").icon_only(icon::SIDEBAR_SIMPLE).quiet().selected(true),
            );
        });
        ui.add_space(12.0);
        search_field(ui, "Search articles", &mut self.query);
        ui.add_space(12.0);
        Section::new("Claim").count("3 of 7").show_with(
            ui,
            |ui| {
                ui.add(ActionButton::new("More").icon_only(icon::DOTS_THREE).quiet());
            },
            |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                let headline = text_field(ui, "Headline", &mut self.headline, "");
                if headline.committed {
                    self.log.push(format!("headline {}", headline.edited));
                }
                TextField::new("Date")
                    .width(120.0)
                    .error("March has 31 days")
                    .show(ui, &mut self.date);
                Field::new("Killed").show(ui, |ui, _| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 4.0;
                        for (name, text) in
                            ["low", "best", "high"].into_iter().zip(&mut self.figures)
                        {
                            number_field(ui, name, text, "open", false);
                        }
                    });
                });
                Field::new("Category").show(ui, |ui, label| {
                    let options = [(None, "Unknown"), (Some(0), "Civilian"), (Some(1), "Military")];
                    combo(ui, label, &mut self.category, &options);
                });
                let output = Autocomplete::new("Source", NAMES)
                    .hint("Who says so")
                    .creates()
                    .show(ui, &mut self.source);
                match output.picked {
                    Some(Pick::Known(index)) => self.log.push(format!("known {index}")),
                    Some(Pick::Create(name)) => self.log.push(format!("create {name}")),
                    None => {}
                }
                if output.committed {
                    self.log.push(format!("source {} {}", self.source, output.edited));
                }
                TextField::new("Note").rows(3).hint("Why this figure").show(ui, &mut self.note);
                Field::new("").show(ui, |ui, _| check(ui, &mut self.named, "Named victims"));
            },
        );
        let keys = KeyboardShortcut::new(Modifiers::NONE, Key::Enter);
        ui.horizontal(|ui| {
            ui.add(ActionButton::new("Accept").primary().shortcut(keys).show_shortcut());
            ui.add(ActionButton::new("Reject").shortcut(keys));
            ui.add(ActionButton::new("Delete").icon(icon::TRASH).kind(DANGER));
        });
    }

    fn middle(&mut self, ui: &mut Ui) {
        let t = tokens(ui);
        ui.label(theme::caption(ui, "Killed, all sides"));
        ui.add(FigureLabel::new("23", "23", "30").big().overridden(true));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.add(FigureLabel::new("73+", "73+", "—"));
            ui.add(FigureLabel::new("—", "—", "—"));
            ui.add(FigureLabel::new("1\u{2009}204", "1\u{2009}310", "1\u{2009}500"));
        });
        ui.add_space(12.0);
        let views = [(0, "Day"), (1, "Week"), (2, "Month"), (3, "Year")];
        segmented(ui, "Period", &mut self.view, &views);
        ui.add_space(12.0);
        Section::new("Outcomes").show(ui, |ui| {
            let cues = [
                (icon::SKULL, Underline::Solid),
                (icon::BANDAIDS, Underline::Double),
                (icon::HAND_GRABBING, Underline::Dashed),
                (icon::SEAL_QUESTION, Underline::Dashed),
                (icon::LOCK, Underline::Dashed),
                (icon::FLAG, Underline::Dotted),
                (icon::PERSON_SIMPLE_WALK, Underline::Dotted),
                (icon::PROHIBIT, Underline::Dotted),
                (icon::USERS, Underline::Solid),
            ];
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                for ((name, hue), (icon, underline)) in t.outcome.all().into_iter().zip(cues) {
                    let chip = Chip::new(name).hue(hue).icon(icon);
                    let chip =
                        if name == "injured" { chip.selected(true) } else { chip.selected(false) };
                    let chip = if name == "missing" { chip.removable() } else { chip };
                    if chip.underline(underline).show(ui).removed {
                        self.log.push(format!("removed {name}"));
                    }
                }
                Chip::new("Islamic State – Sahel Province, a name too long for its chip")
                    .removable()
                    .show(ui);
            });
        });
        Section::new("On the page").show(ui, |ui| {
            Frame::new().fill(t.page).inner_margin(12).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(RichText::new("Army says 23 died").font(theme::serif(22.0, true)));
                words(ui, &[("23 soldiers were killed", 0), (" and ", 9), ("17 wounded", 1)]);
                words(ui, &[("five were taken away", 2), (", ", 9), ("six gunmen", 7)]);
                let dim = RichText::new("Read also: our coverage of the Sahel")
                    .font(theme::serif(16.0, false));
                ui.label(dim.color(t.dimmed));
            });
        });
        ui.horizontal_wrapped(|ui| {
            for (index, hatch) in Hatch::ALL.into_iter().enumerate() {
                swatch(ui, t.series(index), hatch);
            }
        });
        ui.horizontal(|ui| {
            for (index, hatch) in Hatch::ALL.into_iter().enumerate() {
                let (rect, _) = ui.allocate_exact_size(vec2(28.0, 48.0), egui::Sense::empty());
                hatch.paint(ui.painter(), rect, t.series(index), t.panel);
            }
        });
    }

    fn right(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 8.0;
        let pressed = Banner::new(Severity::Warning, "37 of 10\u{2009}000 files could not be read")
            .detail("They are listed with the reasons; the rest can be worked on.")
            .action("Show the list")
            .dismissable()
            .show(ui);
        if let Some(index) = pressed {
            self.log.push(format!("banner {index}"));
        }
        Banner::new(Severity::Error, "The disk is full").detail("Free some space.").show(ui);
        Banner::new(Severity::Info, "This article changed since it was coded").show(ui);
        ui.horizontal_wrapped(|ui| {
            ui.add(Tag::new("draft"));
            ui.add(Tag::new("agreed").tone(Tone::Good).icon(icon::CHECK));
            ui.add(Tag::new("near-duplicate").tone(Tone::Attention).icon(icon::COPY));
            ui.add(Tag::new("stale").tone(Tone::Bad).icon(icon::WARNING));
            ui.add(Tag::new("this incident").tone(Tone::Accent));
        });
        if Progress::new("Reading articles", 0.41).cancel().show(ui) {
            self.log.push("cancel".to_owned());
        }
        skeleton(ui, 3);
        hairline(ui);
        for (row, name) in ["Sahel Wire", "Gao Post", "نشرة أغاديز"].into_iter().enumerate()
        {
            ui.add(Row::new(name).note("2024-03-22").height(26.0).selected(row == 1));
        }
        hairline(ui);
        let add = ActionButton::new("Open folder…").icon(icon::FOLDER_OPEN).primary();
        if EmptyState::new(icon::BOOKS, "No articles yet. Open a folder to start reading.")
            .action(add)
            .show(ui)
        {
            self.log.push("empty".to_owned());
        }
    }
}

const DANGER: casebook::ui::widgets::Kind = casebook::ui::widgets::Kind::Danger;

/// A line of article text with highlights; 9 is none.
fn words(ui: &mut Ui, parts: &[(&str, usize)]) {
    let t = tokens(ui);
    let styles = [
        Underline::Solid,
        Underline::Double,
        Underline::Dashed,
        Underline::Dashed,
        Underline::Solid,
        Underline::Solid,
        Underline::Solid,
        Underline::Dotted,
    ];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (text, outcome) in parts {
            let text = RichText::new(*text).font(theme::serif(16.0, false)).color(t.text);
            let Some((_, hue)) = t.outcome.all().get(*outcome).copied() else {
                ui.add(Label::new(text));
                continue;
            };
            let response = ui.add(Label::new(text.background_color(t.tint(hue))));
            let style = styles[*outcome];
            style.paint(ui.painter(), response.rect.x_range(), response.rect.bottom() - 2.0, hue);
        }
    });
}
