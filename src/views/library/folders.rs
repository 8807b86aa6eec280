//! The head of the Library: its folders as a tree, how far they are read, and what is wrong with
//! them.

use eframe::egui::{
    CornerRadius, FontId, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use super::filter::{Below, Filter};
use super::tree::{Line, Tree};
use crate::corpus::{FolderState, LibraryFolder};
use crate::model::FolderId;
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, CONTROL_RADIUS, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Banner, Progress, Severity, focus_ring};
use crate::views::command::UiCommand;
use crate::views::{Action, ViewCtx};

/// So many lines are seen at once; more are scrolled.
const MOST_LINES: f32 = 7.5;
/// The width of the list that the button shows.
const MENU: f32 = 260.0;
const INDENT: f32 = 14.0;
const CARET: f32 = 16.0;

/// The button that shows the folders where there is no room for them.
pub fn button(ui: &mut Ui, session: &Session, tree: &mut Tree, filter: &mut Filter) {
    let several = tree.lines().len() > 1 || tree.lines().iter().any(|l| l.unfolded.is_some());
    if !several && filter.below.is_none() {
        return;
    }
    let button = ActionButton::new("Folders").icon_only(icon::FOLDER).quiet();
    let button = button.selected(filter.below.is_some());
    let button = ui.add(button.tooltip("Show only the articles of a folder"));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(MENU);
        tree_lines(ui, session, tree, filter);
    });
}

/// Shows how far the folders are read and gives the one whose reading is to be stopped.
pub fn states(ui: &mut Ui, ctx: &mut ViewCtx<'_>) -> Option<FolderId> {
    let mut stop = None;
    for folder in ctx.session.library().folders() {
        ui.push_id(folder.id.as_str(), |ui| {
            if state(ui, ctx.out, folder) {
                stop = Some(folder.id.clone());
            }
        });
    }
    stop
}

/// Shows the folders.
pub fn tree_lines(ui: &mut Ui, session: &Session, tree: &mut Tree, filter: &mut Filter) {
    let lines = tree.lines().len();
    let most = CONTROL_HEIGHT * (lines as f32).min(MOST_LINES);
    let mut toggled = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("folders").max_height(most);
        area.auto_shrink([false, true]).show_rows(ui, CONTROL_HEIGHT, lines, |ui, seen| {
            for line in tree.lines().get(seen).unwrap_or_default() {
                let chosen = filter.below.as_ref() == Some(&line.below);
                match tree_line(ui, session, line, chosen) {
                    Some(Pressed::Caret) => toggled = Some(line.below.clone()),
                    Some(Pressed::Name) => {
                        filter.below = (!chosen).then(|| line.below.clone());
                    }
                    None => {}
                }
            }
        });
    });
    if let Some(below) = toggled {
        tree.toggle(&below);
    }
}

enum Pressed {
    Caret,
    Name,
}

fn tree_line(ui: &mut Ui, session: &Session, line: &Line, chosen: bool) -> Option<Pressed> {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), CONTROL_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = ui.make_persistent_id(("folder", line.below.folder.as_str(), &line.below.path));
    let response = ui.interact(rect, id, Sense::click());
    let ground = rect.shrink2(vec2(0.0, 1.0));
    let round = CornerRadius::same(CONTROL_RADIUS);
    if chosen {
        ui.painter().rect_filled(ground, round, t.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    let mut x = rect.left() + TIGHT + line.depth as f32 * INDENT;
    let glyph = |icon: char, size: f32| {
        ui.painter().layout_no_wrap(icon.to_string(), FontId::proportional(size), t.muted)
    };
    let middle = |height: f32| rect.center().y - height / 2.0;
    let mut pressed = response.clicked().then_some(Pressed::Name);
    if let Some(unfolded) = line.unfolded {
        let caret = glyph(if unfolded { icon::CARET_DOWN } else { icon::CARET_RIGHT }, 11.0);
        let hit = Rect::from_min_size(pos2(x - 2.0, rect.top()), vec2(CARET, rect.height()));
        let folded = ui.interact(hit, id.with("caret"), Sense::CLICK);
        let word = if unfolded { "Fold" } else { "Unfold" };
        let name = format!("{word} {}", name_of(session, &line.below));
        folded.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        ui.painter().galley(pos2(x, middle(caret.size().y)), caret, t.muted);
        if folded.clicked() {
            pressed = Some(Pressed::Caret);
        }
    }
    x += if line.unfolded.is_some() || line.depth > 0 { CARET } else { 0.0 };
    let open = chosen || line.unfolded != Some(false);
    let folder = glyph(if open { icon::FOLDER_OPEN } else { icon::FOLDER }, 15.0);
    let width = folder.size().x;
    ui.painter().galley(pos2(x, middle(folder.size().y)), folder, t.muted);
    x += width + TIGHT + 2.0;

    let small: FontId = TextStyle::Small.resolve(ui.style());
    let count = ui.painter().layout_no_wrap(line.count.to_string(), small, t.muted);
    let count_left = rect.right() - TIGHT - count.size().x;
    ui.painter().galley(pos2(count_left, middle(count.size().y)), count, t.muted);
    let name = name_of(session, &line.below);
    let text = if line.depth == 0 { theme::strong(&name) } else { name.as_str().into() };
    let galley = WidgetText::from(text).into_galley(
        ui,
        Some(TextWrapMode::Truncate),
        (count_left - GAP - x).max(0.0),
        TextStyle::Body,
    );
    ui.painter().galley(pos2(x, middle(galley.size().y)), galley, t.text);
    focus_ring(ui, ground, CONTROL_RADIUS, &response);
    response.widget_info(|| {
        let articles = if line.count == 1 { "article" } else { "articles" };
        let name = format!("{name}, {} {articles}", line.count);
        WidgetInfo::selected(Role::TreeItem, true, chosen, name)
    });
    response.on_hover_ui(|ui| {
        ui.label(path_of(session, &line.below));
        let hint = if chosen { "Click to show all articles" } else { "Click to show only these" };
        ui.label(theme::muted(ui, hint));
    });
    pressed
}

fn name_of(session: &Session, below: &Below) -> String {
    if let Some(last) = below.path.rsplit('/').next().filter(|last| !last.is_empty()) {
        return last.to_owned();
    }
    let folder = session.library().folder(&below.folder);
    let name = folder.and_then(|f| f.root.file_name()).map(|n| n.to_string_lossy().into_owned());
    name.unwrap_or_else(|| below.folder.to_string())
}

fn path_of(session: &Session, below: &Below) -> String {
    let root = session.library().folder(&below.folder).map(|f| f.root.display().to_string());
    let root = root.unwrap_or_else(|| below.folder.to_string());
    if below.path.is_empty() { root } else { format!("{root}/{}", below.path) }
}

/// Shows how far a folder is read, or what is wrong with it. True where the reading is to stop.
fn state(ui: &mut Ui, out: &mut Vec<Action>, folder: &LibraryFolder) -> bool {
    let named = |what: &str| format!("{what} “{}”", folder.id);
    match &folder.state {
        FolderState::Ready => false,
        FolderState::Listing => {
            let label = named("Listing");
            Progress::new(&label, None).cancel().show(ui)
        }
        FolderState::Reading => {
            let fraction = folder.job().and_then(crate::jobs::Job::fraction);
            let label = named("Reading");
            Progress::new(&label, fraction).cancel().show(ui)
        }
        FolderState::Stopped => {
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::muted(ui, "Reading was stopped."));
                let go_on = ActionButton::new("Read on").icon(icon::PLAY).quiet();
                if ui.add(go_on).clicked() {
                    out.push(Action::Ui(UiCommand::RescanFolders));
                }
            });
            false
        }
        FolderState::Missing(path) => {
            let what = named("Cannot find");
            let detail = format!(
                "There is nothing at {}. Annotated articles are kept in the project.",
                path.display()
            );
            let banner = Banner::new(Severity::Warning, &what).detail(&detail);
            if banner.action("Locate…").show(ui) == Some(0) {
                out.push(Action::LocateFolder(folder.id.clone()));
            }
            false
        }
        FolderState::Failed(reason) => {
            let what = named("Cannot list");
            let banner = Banner::new(Severity::Error, &what).detail(reason);
            match banner.action("Try again").action("Locate…").show(ui) {
                Some(0) => out.push(Action::Ui(UiCommand::RescanFolders)),
                Some(_) => out.push(Action::LocateFolder(folder.id.clone())),
                None => {}
            }
            false
        }
    }
}
