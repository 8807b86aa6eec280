//! Several articles chosen at once, and what can be done with all of them.

use eframe::egui::{Button, Id, Label, Popup, RichText, Ui};

use super::filter::STATUSES;
use super::listing::Listing;
use crate::calendar;
use crate::edit::{ArticleFields, Batch, Command, SetArticle};
use crate::model::{ArticleId, Vocabulary as _};
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Rows, Several, one_line};
use crate::views::looks::status_icon;
use crate::views::{Action, ViewCtx};

/// The chosen articles.
#[derive(Debug, Default)]
pub struct Chosen {
    several: Several<ArticleId>,
    /// How many are folded behind them, of so many in the listing of this number.
    folded: Option<((usize, u64), usize)>,
    /// What is being typed for all of them.
    typed: String,
    /// Why it cannot be what was asked for.
    wrong: Option<String>,
}

impl Rows<ArticleId> for Listing {
    fn len(&self) -> usize {
        self.len()
    }

    fn id(&self, nth: usize) -> Option<ArticleId> {
        self.row(nth).map(|row| row.id.clone())
    }

    fn place(&self, id: &ArticleId) -> Option<usize> {
        self.place(id)
    }
}

/// A field that is set for all of them.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    hint: &'static str,
    set: fn(&mut ArticleFields, String),
}

const FIELDS: [Field; 4] = [
    Field {
        name: "Publisher",
        hint: "Name of the outlet",
        set: |fields, text| fields.publisher = Some(text),
    },
    Field { name: "Date", hint: "2024-03-20", set: |fields, text| fields.published = Some(text) },
    Field {
        name: "Language",
        hint: "en, fr, ar…",
        set: |fields, text| fields.language = Some(text.into()),
    },
    Field {
        name: "News agency",
        hint: "AFP, Reuters…",
        set: |fields, text| fields.wire = Some(text),
    },
];

impl Chosen {
    /// How many articles are folded behind the chosen ones: counted when either has changed.
    fn folded(&mut self, listing: &Listing) -> usize {
        let now = (self.len(), listing.number());
        if let Some((of, folded)) = self.folded
            && of == now
        {
            return folded;
        }
        let folded = listing.folded_with(&self.several.ids().iter().collect());
        self.folded = Some((now, folded));
        folded
    }

    /// Whether an article is one of several.
    pub fn holds(&self, id: &ArticleId) -> bool {
        self.several.ids().contains(id)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.several.ids().len()
    }

    /// All of them.
    pub fn all(&self) -> Vec<ArticleId> {
        self.several.ids().iter().cloned().collect()
    }

    /// Takes in a click. True where it chooses, rather than opens.
    pub fn click(&mut self, ui: &Ui, ctx: &ViewCtx<'_>, listing: &Listing, nth: usize) -> bool {
        self.folded = None;
        let keys = ui.input(|input| input.modifiers);
        self.several.click(listing, nth, ctx.desk.article.as_ref(), keys);
        keys.command || keys.shift
    }

    /// The keyboard goes on to a line, from that of the article in focus: with Shift all between
    /// where it began and there are chosen.
    pub fn go_on(
        &mut self,
        listing: &Listing,
        to: usize,
        focused: Option<&ArticleId>,
        stretches: bool,
    ) {
        if stretches {
            self.folded = None;
            self.several.stretch(listing, to, focused);
        } else {
            self.several.move_on();
        }
    }

    /// Keeps the choice where the article belongs to it, for a menu on it; else drops it.
    pub fn keep_to(&mut self, id: &ArticleId) {
        self.several.keep_to(id);
    }

    /// Takes in the keys of the list: this one too, all, none.
    pub fn keys(&mut self, ui: &Ui, listing: &Listing, article: Option<&ArticleId>) {
        if self.several.keys(ui, listing, article) {
            self.folded = None;
        }
    }

    /// Says how many are chosen, with what can be done with them.
    pub fn bar(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, listing: Option<&Listing>) {
        if self.len() == 0 {
            return;
        }
        let folded = listing.map_or(0, |listing| self.folded(listing));
        ui.add_space(TIGHT);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            ui.label(theme::strong(format!("{} chosen", self.len())));
            if folded > 0 {
                let words = theme::caption(ui, format!("without {folded} folded"));
                let tip =
                    "Articles folded behind the chosen ones are not chosen: unfold them first";
                ui.label(words).on_hover_text(tip);
            }
            let set = ActionButton::new("Set…").icon(icon::NOTE_PENCIL);
            let set = ui.add(set.tooltip("Set something for all of them"));
            Popup::menu(&set)
                .close_behavior(eframe::egui::PopupCloseBehavior::CloseOnClickOutside)
                .show(|ui| self.menu(ui, ctx));
            let none = ActionButton::new("Choose none").icon_only(icon::X).quiet();
            if ui.add(none).clicked() {
                self.several.clear();
            }
        });
    }

    /// What can be set for all of them. Gives its first entry, for the keyboard.
    pub fn menu(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) -> Option<Id> {
        let ids = self.all();
        let whose = match ids.len() {
            1 => "Status of 1 article".to_owned(),
            n => format!("Status of {n} articles"),
        };
        ui.label(theme::caption(ui, whose));
        let mut first = None;
        for status in &STATUSES {
            let text = icon::with_word(status_icon(status), status.label());
            let button = ui.add(Button::new(text)).accessible_name(status.label());
            first.get_or_insert(button.id);
            if button.clicked() {
                ctx.push(Action::SetStatus(ids.clone(), status.clone()));
                ui.close();
            }
        }
        ui.separator();
        let label = ui.label(theme::caption(ui, "One value for all of them"));
        let id = ui.make_persistent_id("one value for all");
        let typed = ui
            .add(one_line(ui, id, &mut self.typed).desired_width(200.0))
            .labelled_by(label.id)
            .on_hover_text("Type a value, then choose what it is; nothing typed clears the field");
        if typed.changed() {
            self.wrong = None;
        }
        if let Some(wrong) = &self.wrong {
            ui.set_max_width(240.0);
            let text = format!("{}\u{2002}{wrong}", icon::WARNING_CIRCLE);
            let line = RichText::new(text).small().color(tokens(ui).error.text);
            ui.add(Label::new(line).wrap()).accessible_name(wrong);
        }
        for field in FIELDS {
            let text = format!("Set as {}", field.name.to_lowercase());
            if ui.button(&text).on_hover_text(field.hint).clicked() {
                let mut fields = ArticleFields::default();
                (field.set)(&mut fields, self.typed.trim().to_owned());
                let date = fields.published.as_ref().filter(|date| !date.is_empty());
                if let Some(Err(error)) = date.map(|date| calendar::read(date, None)) {
                    self.wrong = Some(error.to_string());
                    continue;
                }
                ctx.edit(set_all(&ids, &fields));
                self.typed.clear();
                ui.close();
            }
        }
        first
    }
}

/// Sets fields of many articles in one step, which one Undo takes back.
pub fn set_all(articles: &[ArticleId], fields: &ArticleFields) -> Command {
    let set = |id: &ArticleId| {
        Command::SetArticle(SetArticle { article: id.as_str().to_owned(), fields: fields.clone() })
    };
    match articles {
        [only] => set(only),
        many => Command::Batch(Batch {
            label: format!("Change {} articles", many.len()),
            commands: many.iter().map(set).collect(),
        }),
    }
}
