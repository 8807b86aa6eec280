//! The text view in a window of its own, driven by words instead of pixels.

use crate::text::{Paragraph, paragraphs};
use crate::views::reader::text_view::{Body, Fold, LineStyle, MarginTag, Mark, Style, TextView};
use eframe::egui::{
    self, Color32, Event, FontData, FontDefinitions, FontFamily, FontId, Key, Modifiers,
    OutputCommand, PointerButton, Pos2, Rect,
};
use egui_kittest::{Harness, HarnessBuilder};
use std::ops::Range;
use std::sync::Arc;

/// What the window shows, and what the last frame said.
pub struct Desk {
    pub view: TextView,
    pub text: String,
    pub paragraphs: Vec<Paragraph>,
    pub marks: Vec<Mark>,
    pub finds: Vec<Range<usize>>,
    pub folds: Vec<Fold>,
    pub toggled: Option<usize>,
    pub dim_from: Option<usize>,
    pub headline: bool,
    pub style: Style,
    pub ground: Color32,
    pub selection: Option<Range<usize>>,
    pub clicked: Vec<Vec<u64>>,
    pub clicked_margin: Option<u64>,
    pub hovered: Vec<u64>,
    pub visible: Range<usize>,
}

impl Desk {
    pub fn new(text: &str) -> Desk {
        Desk {
            view: TextView::default(),
            text: text.to_owned(),
            paragraphs: paragraphs(text),
            marks: Vec::new(),
            finds: Vec::new(),
            folds: Vec::new(),
            toggled: None,
            dim_from: None,
            headline: false,
            style: style(false),
            ground: hex("#fdfcfa"),
            selection: None,
            clicked: Vec::new(),
            clicked_margin: None,
            hovered: Vec::new(),
            visible: 0..0,
        }
    }

    pub fn with_marks(mut self, words: &[&str]) -> Desk {
        for (id, words) in (1..).zip(words) {
            let start = self.text.find(words).unwrap();
            self.marks.push(mark(id, start..start + words.len()));
        }
        self.marks.sort_by_key(|mark| mark.range.start);
        self
    }

    pub fn show(&mut self, ui: &mut egui::Ui) {
        let repeats: Vec<bool> = self.paragraphs.iter().map(|p| p.repeat_of.is_some()).collect();
        let dim_from = self.dim_from;
        let dim = |index: usize| {
            let boilerplate = dim_from.is_some_and(|from| index >= from);
            boilerplate
                .then_some("boilerplate")
                .or_else(|| repeats.get(index).is_some_and(|r| *r).then_some("repeat"))
        };
        let body = Body {
            key: 1,
            text: &self.text,
            paragraphs: &self.paragraphs,
            marks: &self.marks,
            finds: &self.finds,
            current_find: Some(0),
            dim: &dim,
            why: &|_| String::new(),
            folds: &self.folds,
            tip: &|id| format!("mark {id}").into(),
            headline: self.headline,
        };
        ui.painter().rect_filled(ui.ctx().content_rect(), 0, self.ground);
        let output = self.view.show(ui, &body, &self.style);
        assert_eq!(output.selection, self.view.selection());
        self.selection = output.selection;
        self.clicked.extend(output.clicked_marks);
        self.clicked_margin = output.clicked_margin.or(self.clicked_margin);
        self.hovered = output.hovered_marks;
        self.toggled = output.toggled_fold.or(self.toggled);
        self.visible = output.visible;
    }

    pub fn selected(&self) -> &str {
        self.selection.clone().and_then(|range| self.text.get(range)).unwrap_or_default()
    }
}

pub fn mark(id: u64, range: Range<usize>) -> Mark {
    const INKS: [&str; 4] = ["#b0452a", "#1f6f9f", "#7a5195", "#5c7f2b"];
    let colour = hex(INKS[usize::try_from(id).unwrap() % 4]);
    let line = [LineStyle::Solid, LineStyle::Double, LineStyle::Dashed, LineStyle::Dotted];
    Mark {
        range,
        id,
        colour,
        tint: colour.gamma_multiply(0.16),
        line: line[usize::try_from(id).unwrap() % 4],
        strong: false,
        margin: Some(MarginTag { text: format!("Incident {id}").into(), colour }),
    }
}

pub fn hex(code: &str) -> Color32 {
    Color32::from_hex(code).unwrap()
}

pub fn style(dark: bool) -> Style {
    let (text, dimmed, selection, find, current, line, caption, tag, focus) = if dark {
        (
            "#dcdfe4", "#747982", "#2f4a6b", "#4a4420", "#7a6a1c", "#3a3f47", "#b4b9c2", "#23272e",
            "#6fa8dc",
        )
    } else {
        (
            "#26231f", "#95908a", "#bcd6f2", "#f3e6a6", "#f0c94a", "#d8d3cb", "#4d4841", "#faf8f5",
            "#2b6cb0",
        )
    };
    Style {
        text: hex(text),
        dimmed: hex(dimmed),
        selection: hex(selection),
        find: hex(find),
        find_current: hex(current),
        hairline: hex(line),
        caption: hex(caption),
        tag: hex(tag),
        focus: hex(focus),
        font: FontId::new(16.0, FontFamily::Name("serif".into())),
        headline: FontId::new(23.0, FontFamily::Name("serif-semibold".into())),
        small: FontId::new(11.5, FontFamily::Proportional),
        fold: FontId::new(13.0, FontFamily::Proportional),
        line_height: 1.5,
        column_chars: 72.0,
        margin: 150.0,
    }
}

pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("sans", include_bytes!("../../../../../assets/fonts/CasebookSans-Regular.ttf"));
    add("serif", include_bytes!("../../../../../assets/fonts/CasebookSerif-Regular.ttf"));
    add("semibold", include_bytes!("../../../../../assets/fonts/CasebookSerif-SemiBold.ttf"));
    add("arabic", include_bytes!("../../../../../assets/fonts/CasebookArabic-Regular.ttf"));
    add("hebrew", include_bytes!("../../../../../assets/fonts/CasebookHebrew-Regular.ttf"));
    let defaults = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &[&str]| -> Vec<String> {
        let own = first.iter().chain(&["sans", "arabic", "hebrew"]).map(ToString::to_string);
        own.chain(defaults.clone()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, family(&[]));
    fonts.families.insert(FontFamily::Name("serif".into()), family(&["serif"]));
    fonts.families.insert(FontFamily::Name("serif-semibold".into()), family(&["semibold"]));
    ctx.set_fonts(fonts);
}

/// A window with a desk, and the gestures.
pub struct Window {
    pub harness: Harness<'static, Desk>,
}

impl Window {
    pub fn open(desk: Desk) -> Window {
        Window::sized(desk, [900.0, 600.0])
    }

    pub fn sized(desk: Desk, size: [f32; 2]) -> Window {
        let builder = Harness::builder().with_size(size);
        Window::build(desk, builder)
    }

    fn build(desk: Desk, builder: HarnessBuilder<Desk>) -> Window {
        // Emoji come from fonts of the system, which a test does not have.
        let emoji = desk.text.contains(|c: char| u32::from(c) > 0x1_f000);
        let builder = if emoji { builder.allow_missing_glyphs() } else { builder };
        let mut harness = builder
            .with_step_dt(0.05)
            .with_max_steps(20)
            .with_context_setup(install_fonts)
            .build_ui_state(|ui, desk: &mut Desk| desk.show(ui), desk);
        harness.run();
        Window { harness }
    }

    pub fn desk(&self) -> &Desk {
        self.harness.state()
    }

    /// Inside the character at a byte, near the edge where it begins or ends.
    pub fn point(&self, byte: usize, begin: bool) -> Pos2 {
        let desk = self.desk();
        let end = crate::text::next_grapheme(&desk.text, byte);
        let rect = *desk.view.rects_of(&(byte..end)).first().expect("in sight");
        let piece = desk.view.scene.pieces.iter().rfind(|p| p.bytes.start <= byte).unwrap();
        let mut runs = piece.block.rows.iter().flat_map(|row| &row.runs);
        let local = byte - piece.bytes.start;
        let run = runs.find(|run| run.bytes.contains(&local)).unwrap();
        let rtl = run.stops[0].x > run.stops[run.stops.len() - 1].x;
        let along = if begin == rtl { 0.8 } else { 0.2 };
        Pos2::new(rect.left() + rect.width() * along, rect.center().y)
    }

    /// The first and the last point of some words.
    pub fn points(&self, words: &str) -> (Pos2, Pos2) {
        let start = self.desk().text.find(words).expect("words in the text");
        let last = crate::text::prev_grapheme(&self.desk().text, start + words.len());
        (self.point(start, true), self.point(last, false))
    }

    pub fn button(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        });
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.harness.drag_at(from);
        self.harness.hover_at(from + (to - from) * 0.5);
        self.harness.hover_at(to);
        self.harness.run();
        self.harness.drop_at(to);
        self.harness.run();
    }

    pub fn click(&mut self, pos: Pos2, times: usize) {
        self.harness.hover_at(pos);
        for _ in 0..times {
            self.button(pos, true, Modifiers::NONE);
            self.button(pos, false, Modifiers::NONE);
        }
        self.harness.run();
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key, times: usize) {
        for _ in 0..times {
            self.harness.key_press_modifiers(modifiers, key);
            self.harness.run();
        }
    }

    pub fn copied(&mut self) -> Option<String> {
        self.harness.event(Event::Copy);
        self.harness.step();
        self.harness.output().platform_output.commands.iter().find_map(|command| {
            if let OutputCommand::CopyText(text) = command { Some(text.clone()) } else { None }
        })
    }

    /// Where a line of the text begins on the screen.
    pub fn rect(&self, words: &str) -> Rect {
        let start = self.desk().text.find(words).expect("words in the text");
        *self.desk().view.rects_of(&(start..start + words.len())).first().expect("in sight")
    }
}
