//! Facets: publisher, month, language and likeness, each with how many articles have it.

use std::collections::HashMap;
use std::hash::Hash;

use eframe::egui::{Button, Popup, ScrollArea, Ui};

use super::chosen::set_all;
use super::filter::{ASIDE, Filter, STATUSES};
use super::listing::{AT_ONCE, Listing};
use super::making::Making;
use crate::edit::{ArticleFields, Batch, Command, SetArticle};
use crate::model::{ArticleId, CodingStatus, Vocabulary as _};
use crate::session::{ArticleRow, Likeness, Session};
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{ActionButton, Chip};
use crate::views::{Action, ViewCtx};

/// Month of publication; none for articles without a date.
pub type Month = Option<(i16, i8)>;

/// What is asked of publisher, month, language and likeness.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facets {
    /// Only articles of this outlet.
    pub publisher: Option<String>,
    /// Only articles of this month.
    pub month: Option<Month>,
    /// Only articles in this language.
    pub language: Option<String>,
    /// Only articles that are nearly the same as others, or as this one.
    pub alike: Option<Alike>,
}

/// What is asked of likeness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Alike {
    /// That there are others.
    Any,
    /// That it is in the group of this article.
    To(ArticleId),
}

fn month_of(row: &ArticleRow) -> Month {
    row.published_on().map(|day| (day.year(), day.month()))
}

impl Facets {
    /// Whether anything is held back.
    pub fn narrow(&self) -> bool {
        *self != Self::default()
    }

    /// Whether an article is let through.
    pub fn hold(&self, row: &ArticleRow, likeness: &Likeness) -> bool {
        self.publisher.as_ref().is_none_or(|wanted| *wanted == row.publisher)
            && self.month.is_none_or(|wanted| wanted == month_of(row))
            && self.language.as_ref().is_none_or(|wanted| *wanted == row.language)
            && match &self.alike {
                None => true,
                Some(Alike::Any) => likeness.group_of(&row.id).is_some(),
                Some(Alike::To(id)) => {
                    let group = likeness.group_of(&row.id);
                    row.id == *id || (group.is_some() && group == likeness.group_of(id))
                }
            }
    }
}

fn month_word(month: Month) -> String {
    month.map_or_else(|| "no date".to_owned(), |(year, month)| format!("{year}-{month:02}"))
}

fn or_unknown<'a>(text: &'a str, what: &'a str) -> &'a str {
    if text.is_empty() { what } else { text }
}

/// The chosen facets, each to be dropped with a click.
pub fn chips(ui: &mut Ui, facets: &mut Facets, session: &Session) {
    if !facets.narrow() {
        return;
    }
    ui.add_space(TIGHT);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = TIGHT;
        let chip = |ui: &mut Ui, text: &str| {
            let chip = Chip::new(text).selected(true).icon(icon::X).show(ui).response;
            chip.accessible_name(format!("Show also others than {text}")).clicked()
        };
        if let Some(publisher) = facets.publisher.clone()
            && chip(ui, or_unknown(&publisher, "no publisher"))
        {
            facets.publisher = None;
        }
        if let Some(month) = facets.month
            && chip(ui, &month_word(month))
        {
            facets.month = None;
        }
        if let Some(language) = facets.language.clone()
            && chip(ui, or_unknown(&language, "no language"))
        {
            facets.language = None;
        }
        let alike = match &facets.alike {
            None => None,
            Some(Alike::Any) => Some("with others like them".to_owned()),
            Some(Alike::To(id)) => {
                let title = session.row(id).map_or("one article", |row| row.title.as_str());
                let short: String = title.chars().take(24).collect();
                Some(format!("like “{short}…”"))
            }
        };
        if let Some(text) = alike
            && chip(ui, &text)
        {
            facets.alike = None;
        }
    });
}

/// The menu of facets.
#[derive(Debug, Default)]
pub struct FacetMenu {
    counts: Option<Counts>,
    counting: Making<Counts>,
    /// They are to be counted anew.
    stale: bool,
    /// The list that was counted last.
    of: u64,
}

/// How many articles have which facet.
#[derive(Debug)]
struct Counts {
    publishers: Vec<(String, usize)>,
    months: Vec<(Month, usize)>,
    languages: Vec<(String, usize)>,
    alike: usize,
}

impl Counts {
    /// Each facet is counted by what the others let through.
    fn of(listing: &Listing, facets: &Facets) -> Self {
        let likeness = listing.likeness();
        let but = |change: fn(&mut Facets)| {
            let mut others = facets.clone();
            change(&mut others);
            others
        };
        let no_publisher = but(|f| f.publisher = None);
        let no_month = but(|f| f.month = None);
        let no_language = but(|f| f.language = None);
        let no_alike = but(|f| f.alike = None);
        let (mut publishers, mut months, mut languages) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        let mut alike = 0;
        for row in listing.before_facets() {
            if no_publisher.hold(row, likeness) {
                *publishers.entry(row.publisher.as_str()).or_insert(0) += 1;
            }
            if no_month.hold(row, likeness) {
                *months.entry(month_of(row)).or_insert(0) += 1;
            }
            if no_language.hold(row, likeness) {
                *languages.entry(row.language.as_str()).or_insert(0) += 1;
            }
            let others = likeness.group_of(&row.id).is_some();
            alike += usize::from(others && no_alike.hold(row, likeness));
        }
        let owned = |(text, count): (&str, usize)| (text.to_owned(), count);
        let mut months = by_count(months);
        months.sort_by(|(a, _), (b, _)| b.cmp(a));
        Self {
            publishers: by_count(publishers).into_iter().map(owned).collect(),
            months,
            languages: by_count(languages).into_iter().map(owned).collect(),
            alike,
        }
    }
}

fn by_count<T: Ord + Hash>(counts: HashMap<T, usize>) -> Vec<(T, usize)> {
    let mut all: Vec<(T, usize)> = counts.into_iter().collect();
    all.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    all
}

impl FacetMenu {
    /// Shows the button, and the menu while it is open: with the statuses, where there is no room for
    /// them elsewhere.
    pub fn show(&mut self, ui: &mut Ui, listing: &Listing, filter: &mut Filter, statuses: bool) {
        let narrow = filter.facets.narrow() || (statuses && filter.standings.contains(&true));
        let Filter { facets, standings: chosen, .. } = filter;
        let button = ActionButton::new("Facets").icon_only(icon::FUNNEL_SIMPLE).quiet();
        let tooltip = if statuses {
            "Status, publisher, month, language, articles that are nearly the same"
        } else {
            "Publisher, month, language, articles that are nearly the same"
        };
        let button = ui.add(button.selected(narrow).tooltip(tooltip));
        if button.clicked() {
            // Counted when the menu opens, and anew after each choice in it.
            self.counts = None;
            self.stale = true;
        }
        Popup::menu(&button)
            .close_behavior(eframe::egui::PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.set_min_width(220.0);
                if statuses {
                    ui.label(theme::caption(ui, "Status"));
                    let aside = ASIDE.iter().map(|(name, _)| *name);
                    let names = STATUSES.iter().map(CodingStatus::label).chain(aside);
                    for (nth, ((name, count), on)) in
                        names.zip(listing.counts).zip(chosen.iter_mut()).enumerate()
                    {
                        if nth >= STATUSES.len() && count == 0 && !*on {
                            continue;
                        }
                        let text = format!("{name}  {count}");
                        if ui.add(Button::selectable(*on, text)).clicked() {
                            *on = !*on;
                        }
                    }
                }
                self.count(ui, listing, facets);
                let Some(counts) = &self.counts else {
                    ui.label(theme::muted(ui, "Counting…"));
                    return;
                };
                let before = facets.clone();
                section(ui, "Publisher", &counts.publishers, &mut facets.publisher, |name| {
                    or_unknown(name, "no publisher").to_owned()
                });
                section(ui, "Month", &counts.months, &mut facets.month, |m| month_word(*m));
                section(ui, "Language", &counts.languages, &mut facets.language, |tag| {
                    or_unknown(tag, "no language").to_owned()
                });
                ui.separator();
                let on = facets.alike == Some(Alike::Any);
                let text = format!("With others like them  {}", counts.alike);
                if ui.add(Button::selectable(on, text)).clicked() {
                    facets.alike = (!on).then_some(Alike::Any);
                }
                self.stale |= *facets != before;
            });
    }

    /// Counts where that is due, very many on a thread of its own.
    fn count(&mut self, ui: &Ui, listing: &Listing, facets: &Facets) {
        if let Some(counts) = self.counting.take() {
            self.counts = Some(counts);
        }
        let stale = self.stale || self.of != listing.number();
        if self.counting.is_busy() || !stale {
            return;
        }
        (self.stale, self.of) = (false, listing.number());
        if listing.all() > AT_ONCE {
            let (listing, facets) = (listing.clone(), facets.clone());
            self.counting.start(ui.ctx(), move || Counts::of(&listing, &facets));
        } else {
            self.counts = Some(Counts::of(listing, facets));
        }
    }
}

fn section<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    counts: &[(T, usize)],
    chosen: &mut Option<T>,
    word: impl Fn(&T) -> String,
) {
    const LINE: f32 = 22.0;
    ui.label(theme::caption(ui, name));
    let area = ScrollArea::vertical().id_salt(name).max_height(LINE * 6.0);
    area.show_rows(ui, LINE, counts.len(), |ui, seen| {
        for (value, count) in counts.get(seen).unwrap_or_default() {
            let on = chosen.as_ref() == Some(value);
            let text = format!("{}  {count}", word(value));
            if ui.add(Button::selectable(on, text).truncate()).clicked() {
                *chosen = (!on).then(|| value.clone());
            }
        }
    });
}

/// What can be done with articles that are nearly the same.
pub fn alike_menu(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    row: &ArticleRow,
    likeness: &Likeness,
    facets: &mut Facets,
) {
    let project = ctx.session.project();
    let repeats = project.articles.get(&row.id).is_some_and(|a| a.duplicate_of.is_some());
    let group = likeness.group_of(&row.id).map(|group| likeness.members(group));
    if group.is_none() && !repeats {
        return;
    }
    ui.separator();
    if let Some(members) = group {
        let text = match members.len() - 1 {
            1 => "Show the one like this".to_owned(),
            n => format!("Show the {n} like this"),
        };
        if ui.button(icon::with_word(icon::COPY, &text)).accessible_name(&text).clicked() {
            facets.alike = Some(Alike::To(row.id.clone()));
            ui.close();
        }
        let read = ctx.desk.article.as_ref().filter(|read| **read != row.id).cloned();
        if let Some(other) = read.or_else(|| others_like(likeness, &row.id, None)) {
            let title = ctx.session.row(&other).map_or("", |row| row.title.as_str());
            let short: String = title.chars().take(30).collect();
            let text = format!("Compare with “{short}…”");
            if ui.button(icon::with_word(icon::GIT_DIFF, &text)).accessible_name(&text).clicked() {
                ctx.push(Action::Compare(other, row.id.clone()));
                ui.close();
            }
        }
        let text = "All of them repeat this one";
        let button = ui.button(icon::with_word(icon::LINK_SIMPLE, text)).accessible_name(text);
        let tip = "One story: their figures count as one origin, and as one source";
        if button.on_hover_text(tip).clicked() {
            ctx.edit(one_story(&row.id, members));
            ui.close();
        }
    }
    let text = "It repeats no other article";
    if repeats && ui.button(icon::with_word(icon::LINK_BREAK, text)).accessible_name(text).clicked()
    {
        let fields =
            ArticleFields { duplicate_of: Some(String::new()), ..ArticleFields::default() };
        ctx.edit(set_all(std::slice::from_ref(&row.id), &fields));
        ui.close();
    }
}

/// An article that is nearly the same as this one: the one in the Reader, if it is; else the first.
pub fn others_like(
    likeness: &Likeness,
    article: &ArticleId,
    read: Option<&ArticleId>,
) -> Option<ArticleId> {
    let group = likeness.group_of(article)?;
    let read = read.filter(|read| *read != article && likeness.group_of(read) == Some(group));
    let first = || likeness.members(group).iter().find(|id| *id != article);
    read.or_else(first).cloned()
}

/// Makes articles repeats of one of them.
fn one_story(original: &ArticleId, members: &[ArticleId]) -> Command {
    let of = |original: &str| ArticleFields {
        duplicate_of: Some(original.to_owned()),
        ..ArticleFields::default()
    };
    let set = |id: &ArticleId, fields| {
        Command::SetArticle(SetArticle { article: id.as_str().to_owned(), fields })
    };
    let others = members.iter().filter(|id| *id != original);
    let mut commands = vec![set(original, of(""))];
    commands.extend(others.map(|id| set(id, of(original.as_str()))));
    Command::Batch(Batch { label: "Mark as one story".to_owned(), commands })
}
