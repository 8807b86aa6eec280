//! The codebook as a sheet: the rules by which claims become figures, changed while the figures
//! beside it follow.

use eframe::egui::{Id, ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use crate::edit::{Command, SetCodebook};
use crate::model::{BestRule, Codebook, Counting, SourceKind, Vocabulary as _};
use crate::persist::Draft;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, GROUP_GAP, TIGHT};
use crate::ui::widgets::{ActionButton, Field, TextField, combo, number_field};
use crate::views::drafts;

/// What is half typed in the sheet.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct CodebookSheet {
    note: String,
    /// Least numbers of vague words as typed.
    vague: Vec<(String, String)>,
}

/// Width of the labels.
const LABELS: f32 = 190.0;

const CODEBOOK: &str = "codebook";

impl CodebookSheet {
    pub(super) fn new(codebook: &Codebook) -> Self {
        let vague = codebook.vague.iter().map(|t| (t.word.to_string(), t.at_least.to_string()));
        Self { note: String::new(), vague: vague.collect() }
    }

    /// What is typed and no edit yet.
    pub(super) fn draft(&self, codebook: &Codebook) -> Option<Draft> {
        let untouched = self.note.is_empty() && self.vague == Self::new(codebook).vague;
        (!untouched).then(|| drafts::write(CODEBOOK, self)).flatten()
    }

    /// The sheet with a draft in it; none where the draft is of another form.
    pub(super) fn put_back(codebook: &Codebook, draft: &Draft) -> Option<Self> {
        let typed = drafts::read::<Self>(CODEBOOK, draft)?;
        let mut sheet = Self::new(codebook);
        sheet.note = typed.note;
        for (word, text) in &mut sheet.vague {
            if let Some((_, number)) = typed.vague.iter().find(|(w, _)| w == word) {
                text.clone_from(number);
            }
        }
        Some(sheet)
    }

    /// Draws it and gives the change that the user has made.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        height: f32,
        codebook: &Codebook,
    ) -> Option<Command> {
        let mut change = SetCodebook::default();
        ui.label(theme::heading("Codebook"));
        ui.label(theme::muted(
            ui,
            format!("Version {}. Every change makes a new one; charts name it.", codebook.version),
        ));
        ui.add_space(GROUP_GAP);
        ScrollArea::vertical().max_height(height - 90.0).auto_shrink([false, true]).show(
            ui,
            |ui| {
                rules(ui, codebook, &mut change);
                ranking(ui, codebook, &mut change);
                self.words(ui, codebook, &mut change);
                TextField::new("Why")
                    .hint("a word for the changelog, before you change something")
                    .id(Id::unique("codebook why"))
                    .show(ui, &mut self.note);
            },
        );
        if change == SetCodebook::default() {
            return None;
        }
        change.note = std::mem::take(&mut self.note);
        Some(Command::SetCodebook(change))
    }

    fn words(&mut self, ui: &mut Ui, codebook: &Codebook, change: &mut SetCodebook) {
        ui.add_space(GAP);
        ui.collapsing("Vague words: the least number that each stands for", |ui| {
            for (word, text) in &mut self.vague {
                let wrong = text.trim().parse::<u64>().is_err();
                let out = Field::new(word).label_width(LABELS).show(ui, |ui, _| {
                    number_field(ui, &format!("least number of {word}"), text, "", wrong)
                });
                let now = codebook.vague(word);
                if let Ok(at_least) = text.trim().parse::<u64>()
                    && out.edited
                    && now != Some(at_least)
                {
                    let word = word.clone();
                    change.vague = Some(vec![crate::edit::VagueFields { word, at_least }]);
                }
            }
        });
        ui.add_space(GAP);
    }
}

fn rules(ui: &mut Ui, codebook: &Codebook, change: &mut SetCodebook) {
    let mut best = codebook.best_rule;
    let options = BestRule::ALL.map(|rule| (rule, rule.label()));
    if Field::new("Best figure")
        .label_width(LABELS)
        .show(ui, |ui, label| combo(ui, label, &mut best, &options).changed())
    {
        change.best_rule = Some(best);
    }
    let counting = Counting::ALL.map(|counting| (counting, counting.label()));
    let mut partisan = codebook.partisan;
    let field = Field::new("Belligerents on enemy losses").label_width(LABELS);
    if field.show(ui, |ui, label| combo(ui, label, &mut partisan, &counting).changed()) {
        change.partisan = Some(partisan);
    }
    let mut neutralised = codebook.neutralised;
    let field = Field::new("“Neutralised” as killed").label_width(LABELS);
    if field.show(ui, |ui, label| combo(ui, label, &mut neutralised, &counting).changed()) {
        change.neutralised = Some(neutralised);
    }
}

/// The source types, most trusted first, each to be moved up and down.
fn ranking(ui: &mut Ui, codebook: &Codebook, change: &mut SetCodebook) {
    ui.add_space(GAP);
    ui.label(theme::strong("Source ranking"));
    ui.label(theme::muted(ui, "Most trusted first; a source’s own reliability goes before it."));
    let ranking = &codebook.source_ranking;
    let mut swap = None;
    for (n, kind) in ranking.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            let label: &str = SourceKind::label(kind);
            let up = format!("Move {label} up");
            let first = (n == 0).then_some("It is the first");
            if ui
                .add(ActionButton::new(&up).icon_only(icon::CARET_UP).quiet().disabled(first))
                .clicked()
            {
                swap = Some((n, n - 1));
            }
            let down = format!("Move {label} down");
            let last = (n + 1 == ranking.len()).then_some("It is the last");
            if ui
                .add(ActionButton::new(&down).icon_only(icon::CARET_DOWN).quiet().disabled(last))
                .clicked()
            {
                swap = Some((n, n + 1));
            }
            ui.label(format!("{}. {label}", n + 1));
        });
    }
    if let Some((a, b)) = swap {
        let mut ranking = ranking.clone();
        ranking.swap(a, b);
        change.source_ranking = Some(ranking);
    }
}
