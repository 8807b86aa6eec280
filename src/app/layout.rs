//! Where the panels stand: docked, split, remembered.

use eframe::egui::{self, Id, Ui, Vec2, WidgetText, vec2};
use egui_tiles::{
    Behavior, Container, Linear, LinearDir, SimplificationOptions, TabState, Tile, TileId, Tiles,
    Tree, UiResponse,
};
use serde::{Deserialize, Serialize};

use crate::ui::theme;

/// A panel.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Pane {
    /// The folders.
    Library,
    /// The article.
    Reader,
    /// The forms.
    Annotate,
    /// Casualties over time.
    Charts,
    /// The table of incidents.
    Incidents,
    /// What the checks have found.
    Findings,
    /// The search.
    Search,
}

impl Pane {
    const ALL: [Self; 7] = [
        Self::Library,
        Self::Reader,
        Self::Annotate,
        Self::Charts,
        Self::Incidents,
        Self::Findings,
        Self::Search,
    ];

    /// The panel's name, on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Library => "Library",
            Self::Reader => "Reader",
            Self::Annotate => "Annotate",
            Self::Charts => "Charts",
            Self::Incidents => "Incidents",
            Self::Findings => "Findings",
            Self::Search => "Search",
        }
    }
}

/// The arrangement of the panels.
pub struct Layout {
    tree: Tree<Pane>,
    /// Where there is too little room for that: the forms beside one other panel.
    pair: Tree<Pane>,
    /// Where there is still less: one panel at a time.
    single: Tree<Pane>,
}

/// From this size on all panels have room, in points: a window that is enlarged has fewer.
const ALL_FROM: Vec2 = vec2(700.0, 380.0);
/// From this width on two panels have.
const PAIR_FROM: f32 = 520.0;

/// What a panel's drawing needs of the window.
pub trait DrawPane {
    /// Draws a panel.
    fn draw(&mut self, ui: &mut Ui, pane: Pane);

    /// What stands beside the panel's name: a count.
    fn count(&self, pane: Pane) -> Option<usize>;
}

impl Layout {
    /// The first arrangement: Library and Reader with Charts, Incidents and Findings below them;
    /// Annotate at the right over the whole height, because its forms are long.
    pub fn standard() -> Self {
        let mut tiles = Tiles::default();
        let library = tiles.insert_pane(Pane::Library);
        let search = tiles.insert_pane(Pane::Search);
        let reader = tiles.insert_pane(Pane::Reader);
        let annotate = tiles.insert_pane(Pane::Annotate);
        let charts = tiles.insert_pane(Pane::Charts);
        let incidents = tiles.insert_pane(Pane::Incidents);
        let findings = tiles.insert_pane(Pane::Findings);
        let left = tiles.insert_tab_tile(vec![library, search]);
        if let Some(Tile::Container(Container::Tabs(tabs))) = tiles.get_mut(left) {
            tabs.set_active(library);
        }
        let mut split = |dir, [a, b]: [TileId; 2], share| {
            tiles.insert_container(Container::Linear(Linear::new_binary(dir, [a, b], share)))
        };
        let top = split(LinearDir::Horizontal, [left, reader], 0.28);
        let bottom = tiles.insert_tab_tile(vec![charts, incidents, findings]);
        if let Some(Tile::Container(Container::Tabs(tabs))) = tiles.get_mut(bottom) {
            tabs.set_active(charts);
        }
        let mut split = |dir, [a, b]: [TileId; 2], share| {
            tiles.insert_container(Container::Linear(Linear::new_binary(dir, [a, b], share)))
        };
        let left = split(LinearDir::Vertical, [top, bottom], 0.6);
        let root = split(LinearDir::Horizontal, [left, annotate], 0.735);
        Self::of(Tree::new(Id::unique("panels"), root, tiles))
    }

    fn of(tree: Tree<Pane>) -> Self {
        Self { tree, pair: pair(), single: single() }
    }

    /// The arrangement that was kept; the first one where it does not hold every panel once.
    pub fn restore(kept: Option<&str>) -> Self {
        let tree = kept.and_then(|text| ron::from_str::<Tree<Pane>>(text).ok());
        match tree {
            Some(tree) if is_whole(&tree) => Self::of(tree),
            _ => Self::standard(),
        }
    }

    /// The arrangement as text, to be kept.
    pub fn keep(&self) -> Option<String> {
        ron::to_string(&self.tree).ok()
    }

    /// Brings a panel to the front.
    pub fn show_pane(&mut self, pane: Pane) {
        for tree in [&mut self.tree, &mut self.pair, &mut self.single] {
            tree.make_active(|_, tile| matches!(tile, Tile::Pane(p) if *p == pane));
        }
    }

    /// Draws all panels.
    pub fn ui(&mut self, ui: &mut Ui, panes: &mut dyn DrawPane) {
        let room = ui.available_size();
        let tree = if room.x >= ALL_FROM.x && room.y >= ALL_FROM.y {
            &mut self.tree
        } else if room.x >= PAIR_FROM {
            &mut self.pair
        } else {
            &mut self.single
        };
        tree.ui(&mut Docking { panes }, ui);
    }
}

/// Annotate beside all others, of which the Reader is in front.
fn pair() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let others = Pane::ALL.into_iter().filter(|pane| *pane != Pane::Annotate);
    let left = tabs(&mut tiles, others);
    let right = tiles.insert_pane(Pane::Annotate);
    let both = Linear::new_binary(LinearDir::Horizontal, [left, right], 0.58);
    let root = tiles.insert_container(Container::Linear(both));
    Tree::new(Id::unique("two panels"), root, tiles)
}

/// One panel at a time, the Reader first.
fn single() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let root = tabs(&mut tiles, Pane::ALL.into_iter());
    Tree::new(Id::unique("one panel"), root, tiles)
}

fn tabs(tiles: &mut Tiles<Pane>, panes: impl Iterator<Item = Pane>) -> TileId {
    let mut reader = None;
    let mut children = Vec::new();
    for pane in panes {
        let tile = tiles.insert_pane(pane);
        if pane == Pane::Reader {
            reader = Some(tile);
        }
        children.push(tile);
    }
    let all = tiles.insert_tab_tile(children);
    if let (Some(Tile::Container(Container::Tabs(tabs))), Some(reader)) =
        (tiles.get_mut(all), reader)
    {
        tabs.set_active(reader);
    }
    all
}

fn is_whole(tree: &Tree<Pane>) -> bool {
    let mut found: Vec<Pane> = tree
        .tiles
        .tiles()
        .filter_map(|tile| match tile {
            Tile::Pane(pane) => Some(*pane),
            Tile::Container(_) => None,
        })
        .collect();
    found.sort_by_key(|pane| *pane as u8);
    found == Pane::ALL && tree.root().is_some()
}

struct Docking<'a> {
    panes: &'a mut dyn DrawPane,
}

impl Behavior<Pane> for Docking<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _: TileId, pane: &mut Pane) -> UiResponse {
        let tokens = theme::tokens(ui);
        let fill = if *pane == Pane::Reader { tokens.page } else { tokens.panel };
        ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
        let id = Id::unique(("pane", *pane));
        ui.push_id(id, |ui| self.panes.draw(ui, *pane));
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        match self.panes.count(*pane) {
            Some(count) => format!("{}  {count}", pane.title()).into(),
            None => pane.title().into(),
        }
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..SimplificationOptions::default() }
    }

    fn tab_bar_height(&self, _: &egui::Style) -> f32 {
        28.0
    }

    fn gap_width(&self, _: &egui::Style) -> f32 {
        1.0
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn tab_bar_color(&self, visuals: &egui::Visuals) -> egui::Color32 {
        theme::for_mode(visuals.dark_mode).window
    }

    fn tab_bg_color(
        &self,
        visuals: &egui::Visuals,
        tiles: &Tiles<Pane>,
        tile: TileId,
        state: &TabState,
    ) -> egui::Color32 {
        let tokens = theme::for_mode(visuals.dark_mode);
        if !state.active {
            return tokens.window;
        }
        match tiles.get_pane(&tile) {
            Some(Pane::Reader) => tokens.page,
            _ => tokens.panel,
        }
    }

    fn tab_outline_stroke(
        &self,
        _: &egui::Visuals,
        _: &Tiles<Pane>,
        _: TileId,
        _: &TabState,
    ) -> egui::Stroke {
        egui::Stroke::NONE
    }

    fn tab_bar_hline_stroke(&self, visuals: &egui::Visuals) -> egui::Stroke {
        egui::Stroke::new(1.0, theme::for_mode(visuals.dark_mode).hairline)
    }

    fn tab_text_color(
        &self,
        visuals: &egui::Visuals,
        _: &Tiles<Pane>,
        _: TileId,
        state: &TabState,
    ) -> egui::Color32 {
        let tokens = theme::for_mode(visuals.dark_mode);
        if state.active { tokens.text } else { tokens.muted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrangement_comes_back_and_a_broken_one_does_not() {
        let kept = Layout::standard().keep().unwrap();
        assert!(is_whole(&Layout::restore(Some(&kept)).tree));
        let broken = kept.replace("Findings", "Charts");
        assert!(is_whole(&Layout::restore(Some(&broken)).tree));
        assert!(is_whole(&Layout::restore(Some("nonsense")).tree));
        assert!(is_whole(&Layout::restore(None).tree));
    }
}
