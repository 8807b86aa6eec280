//! The project's own words for the suggester as a sheet: what each is for, changed while the
//! suggestions follow.

use eframe::egui::{Grid, Id, Label, ScrollArea, Ui};

use super::sheets::scrolled;
use crate::edit::{Command, LexiconFields, SetCodebook};
use crate::model::{Category, Codebook, LexiconTerm, Modifier, Outcome, Vocabulary};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, GROUP_GAP, TIGHT};
use crate::ui::widgets::{ActionButton, Field, TextField, named_combo};

/// What a term can be for, as people would say it: the kind of the lexicon, its name, an example, and
/// what it names besides.
const KINDS: &[(&str, &str, &str, Names)] = &[
    ("people", "Victims, several", "herders", Names::Category),
    ("person", "Victim, one", "a herder", Names::Category),
    ("harm-done", "What was done", "were martyred", Names::Outcome),
    ("harm-doing", "What was done, -ing", "martyring six", Names::Outcome),
    ("harm-state", "What they were", "six dead", Names::Outcome),
    ("harm-die", "They died", "six perished", Names::Outcome),
    ("toll", "Toll", "the death toll", Names::Outcome),
    ("cost-lives", "Cost lives of", "claimed the lives of", Names::Outcome),
    ("unit", "No people", "kilometres, goals", Names::Nothing),
    ("before-number", "Before a number", "no fewer than", Names::Modifier),
    ("after-number", "After a number", "or more", Names::Modifier),
    ("speech", "Somebody says it", "confirmed", Names::Nothing),
    ("background", "Toll of years", "since the war began", Names::Nothing),
    ("several", "Several incidents", "in two raids", Names::Nothing),
    ("accident", "No attack", "collided", Names::Nothing),
];

/// What a term names beside what it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Nothing,
    Outcome,
    Category,
    Modifier,
}

/// What is half typed in the sheet.
#[derive(Default)]
pub(super) struct LexiconSheet {
    words: String,
    kind: usize,
    outcome: Outcome,
    category: Category,
    modifier: Modifier,
}

/// Height of what stands above the list.
const ABOVE: f32 = 250.0;
/// The least height of the list.
const LEAST: f32 = 100.0;

impl LexiconSheet {
    /// Draws it and gives the change that the user has made.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        height: f32,
        codebook: &Codebook,
    ) -> Option<Command> {
        let room = height - ABOVE;
        if room >= LEAST {
            return self.content(ui, room, codebook);
        }
        // In a small or much enlarged window all of it is scrolled.
        let area = scrolled(ScrollArea::vertical().id_salt("all of it"), height);
        area.show(ui, |ui| self.content(ui, LEAST, codebook)).inner
    }

    fn content(&mut self, ui: &mut Ui, room: f32, codebook: &Codebook) -> Option<Command> {
        ui.label(theme::heading("Words of the project"));
        ui.add(
            Label::new(theme::muted(
                ui,
                "Words that your articles use and the program does not know, or reads otherwise. They \
                 come before its own, in every language, and suggestions follow at once.",
            ))
            .wrap(),
        );
        ui.add_space(GROUP_GAP);
        let added = self.add(ui, codebook);
        ui.add_space(GAP);
        let removed = list(ui, room, codebook);
        let term = added.or(removed)?;
        let lexicon = Some(vec![term]);
        Some(Command::SetCodebook(SetCodebook { lexicon, ..SetCodebook::default() }))
    }

    fn add(&mut self, ui: &mut Ui, codebook: &Codebook) -> Option<LexiconFields> {
        let words = TextField::new("Words")
            .hint("in lower case, as they stand in the article")
            .id(Id::unique("lexicon words"));
        words.show(ui, &mut self.words);
        let kinds: Vec<(usize, &str)> =
            KINDS.iter().enumerate().map(|(at, (_, label, ..))| (at, *label)).collect();
        let (kind, _, example, names) = KINDS.get(self.kind).copied().unwrap_or(KINDS[0]);
        let help = format!("As in “{example}”");
        Field::new("Are for").help(help.as_str()).show(ui, |ui, _| {
            named_combo(ui, "What the words are for", &mut self.kind, &kinds);
        });
        let value = match names {
            Names::Nothing => String::new(),
            Names::Outcome => pick(ui, "Outcome", "Outcome of the words", &mut self.outcome),
            Names::Category => pick(ui, "Category", "Category of the words", &mut self.category),
            Names::Modifier => pick(ui, "Modifier", "Modifier of the words", &mut self.modifier),
        };
        let words = self.words.trim().to_lowercase();
        let known = codebook.lexicon.iter().any(|term| term.words == words);
        let why = words.is_empty().then_some("Type the words first");
        let text = if known { "Change word" } else { "Add word" };
        let mut added = None;
        Field::new("").show(ui, |ui, _| {
            let button = ActionButton::new(text).icon(icon::PLUS).primary().disabled(why);
            if ui.add(button).clicked() {
                self.words.clear();
                let kind = kind.to_owned();
                added = Some(LexiconFields { words, kind, value, part: String::new() });
            }
        });
        added
    }
}

/// A term of a vocabulary, by its id.
fn pick<T: Vocabulary>(ui: &mut Ui, label: &str, name: &str, value: &mut T) -> String {
    let terms = crate::views::looks::terms(value);
    let terms: Vec<(T, String)> = terms.into_iter().map(|(t, l)| (t, l.to_owned())).collect();
    let terms: Vec<(T, &str)> = terms.iter().map(|(t, l)| (t.clone(), l.as_str())).collect();
    Field::new(label).show(ui, |ui, _| {
        named_combo(ui, name, value, &terms);
    });
    value.id().to_owned()
}

/// The words that the project has. Gives the one that is to go.
fn list(ui: &mut Ui, height: f32, codebook: &Codebook) -> Option<LexiconFields> {
    let mut gone = None;
    if codebook.lexicon.is_empty() {
        let words = "None yet. What is added here stands in the project and is shared with it.";
        ui.add(Label::new(theme::muted(ui, words)).wrap());
        return None;
    }
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("project words").num_columns(4).spacing([GROUP_GAP, TIGHT]).show(ui, |ui| {
            for term in &codebook.lexicon {
                ui.label(theme::strong(&term.words));
                ui.label(meaning(term));
                ui.label(theme::muted(ui, named(term)));
                let remove = format!("Remove {}", term.words);
                if ui.add(ActionButton::new(&remove).icon_only(icon::X).quiet()).clicked() {
                    gone = Some(LexiconFields {
                        words: term.words.clone(),
                        kind: String::new(),
                        value: String::new(),
                        part: String::new(),
                    });
                }
                ui.end_row();
            }
        });
    });
    gone
}

/// What a term is for. One that this version does not know is passed over, and says so.
fn meaning(term: &LexiconTerm) -> String {
    let known = KINDS.iter().find(|(kind, ..)| *kind == term.kind);
    known.map_or_else(|| format!("{} (by its id)", term.kind), |(_, label, ..)| (*label).to_owned())
}

fn named(term: &LexiconTerm) -> String {
    let kind = KINDS.iter().find(|(kind, ..)| *kind == term.kind).map(|(.., names)| *names);
    match kind {
        Some(Names::Outcome) => Outcome::from_id(&term.value).label().to_owned(),
        Some(Names::Category) => Category::from_id(&term.value).label().to_owned(),
        Some(Names::Modifier) => Modifier::from_id(&term.value).label().to_owned(),
        Some(Names::Nothing) => String::new(),
        None => term.value.to_string(),
    }
}
