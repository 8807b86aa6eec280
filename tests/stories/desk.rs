//! The vocabulary of the stories: what an analyst does at the window, and what can be seen there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebook::app::App;
use casebook::model::{Claim, Incident, Outcome, Project};
use casebook::session::{Host, Session};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Theme, Vec2, vec2};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

use crate::cpu_renderer::CpuRenderer;

/// The size of the window that most stories happen in.
pub const SIZE: Vec2 = vec2(1280.0, 800.0);

/// An analyst at a window.
pub struct Desk {
    window: Harness<'static, App>,
    /// Clicks and drags so far.
    clicks: usize,
    /// Key presses so far, each key that is held down with another one among them.
    presses: usize,
}

impl Desk {
    /// Opens the window.
    pub fn open(host: Host, path: Option<PathBuf>) -> Self {
        Self::open_as(host, path, SIZE, Theme::Light)
    }

    /// Opens the window in another size and theme.
    pub fn open_as(host: Host, path: Option<PathBuf>, size: Vec2, theme: Theme) -> Self {
        // The sample has an emoji, for which the system's fonts are asked.
        let any = path.is_none();
        let mut desk = Self::begin_as(host, path, (size, theme), any, true);
        desk.settle();
        desk
    }

    /// Opens the window on articles for whose letters the system's fonts are asked.
    pub fn open_with_any_glyph(host: Host, path: PathBuf) -> Self {
        let mut desk = Self::begin_as(host, Some(path), (SIZE, Theme::Light), true, true);
        desk.settle();
        desk
    }

    /// Opens the window, and does not wait for the project.
    pub fn begin(host: Host, path: PathBuf) -> Self {
        Self::begin_as(host, Some(path), (SIZE, Theme::Light), false, false)
    }

    fn begin_as(
        host: Host,
        path: Option<PathBuf>,
        (size, theme): (Vec2, Theme),
        any_glyph: bool,
        settled: bool,
    ) -> Self {
        let mut window = Harness::builder();
        if any_glyph {
            window = window.allow_missing_glyphs();
        }
        let window = window
            .with_size(size)
            .with_pixels_per_point(1.0)
            .with_theme(theme)
            .with_max_steps(60)
            .with_render_cursor(false)
            .renderer(CpuRenderer::default())
            .build_eframe(move |cc| {
                let mut app = App::start(&cc.egui_ctx, host, path);
                // The first frame shows all articles, however slow the disk is.
                if settled {
                    app.settle();
                }
                app
            });
        Self { window, clicks: 0, presses: 0 }
    }

    /// Waits for what the program does in the background, and until nothing moves any more.
    pub fn settle(&mut self) {
        self.window.state_mut().settle();
        self.window.run();
    }

    // What the hands do.

    /// Presses and releases a key, as a keyboard does it: what it types comes with it.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    /// Presses a key with others held down.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        let plain = !modifiers.command && !modifiers.ctrl && !modifiers.alt;
        let name = key.symbol_or_name();
        let printed = plain && name.len() == 1;
        let case = if modifiers.shift { str::to_uppercase } else { str::to_lowercase };
        let typed = printed.then(|| case(name));
        self.stroke(modifiers, Some(key), typed);
        self.window.run();
    }

    fn stroke(&mut self, modifiers: Modifiers, key: Option<Key>, typed: Option<String>) {
        let event = |key, pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        let held = [modifiers.shift, modifiers.alt, modifiers.command || modifiers.ctrl];
        self.presses += 1 + held.into_iter().filter(|held| *held).count();
        let events = &mut self.window.input_mut().events;
        events.push(Event::ModifiersChanged(modifiers));
        events.extend(key.map(|key| event(key, true)));
        events.extend(typed.map(Event::Text));
        self.window.step();
        let events = &mut self.window.input_mut().events;
        events.extend(key.map(|key| event(key, false)));
        events.push(Event::ModifiersChanged(Modifiers::NONE));
        self.window.step();
    }

    /// Types a text, key after key, into whatever has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let name = c.to_uppercase().to_string();
            let key = if c == ' ' { Some(Key::Space) } else { Key::from_name(&name) };
            let modifiers = if c.is_uppercase() { Modifiers::SHIFT } else { Modifiers::NONE };
            self.stroke(modifiers, key, Some(c.to_string()));
        }
        self.window.run();
    }

    /// Clicks what bears a name.
    #[track_caller]
    pub fn click(&mut self, label: &str) {
        self.clicks += 1;
        self.node(label).click();
        self.window.run();
    }

    /// Clicks what has a role and a name.
    #[track_caller]
    pub fn click_role(&mut self, role: Role, label: &str) {
        self.clicks += 1;
        self.only(By::new().role(role).label(label)).click();
        self.window.run();
    }

    /// Clicks the one thing of a role whose name holds some words.
    #[track_caller]
    pub fn click_with(&mut self, role: Role, words: &str) {
        self.clicks += 1;
        self.only(By::new().role(role).label_contains(words)).click();
        self.window.run();
    }

    /// Whether a message offers to take something back.
    pub fn offers_undo(&self) -> bool {
        self.window.query_all(By::new().role(Role::Button).label("Undo")).next().is_some()
    }

    /// Types keys so fast that they all come in one frame.
    pub fn burst(&mut self, keys: &str) {
        let events = &mut self.window.input_mut().events;
        for c in keys.chars() {
            let key = Key::from_name(&c.to_uppercase().to_string()).expect("a key");
            let modifiers = Modifiers::NONE;
            events.push(Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            });
            events.push(Event::Text(c.to_string()));
        }
        self.window.run();
    }

    /// Clicks a button with the mouse, where it stands in sight.
    #[track_caller]
    pub fn click_at(&mut self, label: &str) {
        self.clicks += 1;
        self.node(label).scroll_to_me();
        self.window.run();
        let at = self.node(label).rect().center();
        self.window.hover_at(at);
        for pressed in [true, false] {
            self.window.event(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
            self.window.step();
        }
    }

    /// Gives the keyboard to a drop-down list.
    #[track_caller]
    pub fn go_to_list(&mut self, list: &str) {
        let list = self.list(list);
        list.scroll_to_me();
        list.focus();
        self.window.run();
    }

    #[track_caller]
    fn list<'a>(&'a self, list: &'a str) -> Node<'a> {
        self.only(By::new().role(Role::ComboBox).label(list))
    }

    /// Whether a drop-down list is open.
    #[track_caller]
    pub fn list_is_open(&self, list: &str) -> bool {
        self.list(list).accesskit_node().data().is_expanded().unwrap_or_default()
    }

    /// Whether a drop-down list has the keyboard.
    #[track_caller]
    pub fn list_has_keyboard(&self, list: &str) -> bool {
        self.list(list).is_focused()
    }

    /// Gives the keyboard to a button.
    #[track_caller]
    pub fn go_to_button(&mut self, label: &str) {
        let button = self.only(By::new().role(Role::Button).label(label));
        button.scroll_to_me();
        button.focus();
        self.window.run();
    }

    /// Puts the keyboard into a field.
    #[track_caller]
    pub fn go_to(&mut self, field: &str) {
        self.clicks += 1;
        let field = self.field(field);
        field.scroll_to_me();
        field.focus();
        self.window.run();
    }

    /// Replaces what stands in a field. The keyboard stays in it.
    #[track_caller]
    pub fn fill(&mut self, field: &str, text: &str) {
        self.go_to(field);
        self.press_with(Modifiers::COMMAND, Key::A);
        self.press(Key::Delete);
        self.type_text(text);
    }

    /// Replaces what stands in a field and goes on to the next one.
    #[track_caller]
    pub fn enter(&mut self, field: &str, text: &str) {
        self.fill(field, text);
        self.press(Key::Tab);
    }

    /// Chooses a term of a drop-down list.
    #[track_caller]
    pub fn choose(&mut self, list: &str, term: &str) {
        let list = self.only(By::new().role(Role::ComboBox).label(list));
        list.scroll_to_me();
        list.focus();
        self.window.run();
        self.press(Key::Space);
        let rows = self.window.query_all(By::new().role(Role::ListBoxOption).label(term));
        let Some(row) = rows.last() else {
            panic!("there is no term “{term}”, but:\n{}", self.everything());
        };
        row.click();
        self.window.run();
        // A click into the list would have opened it: no more than the key, and one on the term.
        self.clicks += 1;
    }

    /// Opens an article of the Library.
    #[track_caller]
    pub fn open_article(&mut self, title: &str) {
        // Rows stand still once what is read in the background has come.
        self.settle();
        self.click_with(Role::ListBoxOption, title);
        assert_eq!(self.reading(), title);
    }

    /// Drags over words of the article in the Reader.
    #[track_caller]
    pub fn select(&mut self, words: &str) {
        self.place_of(words);
        assert!(self.drag_over(words), "“{words}” is not in sight");
        assert_eq!(self.selected(), words);
    }

    /// Turns the wheel over the article by as much as is in sight: neither a key press nor a click.
    pub fn wheel_page(&mut self) {
        self.window.hover_at(egui::pos2(SIZE.x * 0.45, SIZE.y * 0.3));
        self.window.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Page,
            delta: egui::vec2(0.0, -0.4),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.window.run();
    }

    /// Drags over words of the article where they stand first. False where that is not in sight.
    #[track_caller]
    pub fn drag_over(&mut self, words: &str) -> bool {
        let start = self.text().find(words).expect("words of the article");
        let end = start + words.len();
        let last = words.char_indices().next_back().map_or(start, |(at, _)| start + at);
        let first = start + words.chars().next().map_or(0, char::len_utf8);
        let edges = (self.edge_of(start..first, start), self.edge_of(last..end, end));
        let (Some(from), Some(to)) = edges else { return false };
        let half = from + (to - from) * 0.5;
        self.window.hover_at(from);
        self.window.drag_at(from);
        self.window.hover_at(half);
        self.window.hover_at(to);
        self.window.drop_at(to);
        self.window.run();
        // Below the edge of the Reader something else lies there: nobody would have dragged.
        let done = self.selected() == words;
        self.clicks += usize::from(done);
        done
    }

    /// Just inside a letter, at the edge where the caret stands before a byte: where the direction of
    /// the text changes, the edge itself belongs to two places.
    fn edge_of(&self, letter: std::ops::Range<usize>, byte: usize) -> Option<egui::Pos2> {
        let app = self.window.state();
        let caret = app.pos_of_byte(byte)?;
        let rect = app.rects_of(&letter).first().copied()?;
        let left = (caret.x - rect.left()).abs() <= (caret.x - rect.right()).abs();
        let x = if left { rect.left() + 0.4 } else { rect.right() - 0.4 };
        Some(egui::pos2(x, rect.center().y))
    }

    /// Clicks into the words of the article.
    #[track_caller]
    pub fn click_words(&mut self, words: &str) {
        self.clicks += 1;
        let start = self.place_of(words);
        let at = self.window.state().pos_of_byte(start + 1).expect("words in sight");
        self.window.hover_at(at);
        for pressed in [true, false] {
            self.window.event(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        self.window.run();
    }

    /// Clicks before a byte of the article.
    #[track_caller]
    pub fn click_before(&mut self, byte: usize) {
        let at = self.window.state().pos_of_byte(byte).expect("the byte in sight");
        self.button(at, PointerButton::Primary);
    }

    /// Clicks with the secondary button.
    pub fn secondary_click(&mut self, at: egui::Pos2) {
        self.button(at, PointerButton::Secondary);
    }

    fn button(&mut self, at: egui::Pos2, button: PointerButton) {
        self.clicks += 1;
        self.window.hover_at(at);
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            self.window.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            self.window.step();
        }
        self.window.run();
    }

    /// The byte before which the reading caret stands.
    pub fn caret(&self) -> usize {
        self.window.state().caret()
    }

    /// Gives the keyboard to the text of the article.
    pub fn go_to_text(&mut self) {
        self.press_with(Modifiers::COMMAND, Key::Num2);
    }

    /// Pastes a text into whatever has the keyboard.
    pub fn paste(&mut self, text: &str) {
        self.window.event(Event::Paste(text.to_owned()));
        self.window.run();
    }

    /// Saves the project to a file that is typed into the path field.
    #[track_caller]
    pub fn save_as(&mut self, path: &Path) {
        self.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::S);
        self.expect("Save project as");
        self.fill("Path", &path.to_string_lossy());
        self.press(Key::Enter);
        self.expect("Saved as");
    }

    /// Drops a file or a folder on the window.
    pub fn drop_path(&mut self, path: &Path) {
        self.window.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.window.step();
        self.settle();
    }

    /// Goes to another program's window and comes back.
    pub fn come_back(&mut self) {
        self.window.input_mut().focused = false;
        self.window.step();
        self.window.input_mut().focused = true;
        self.window.step();
        self.settle();
    }

    /// Marks the words as killed, for an edit that no save holds.
    #[track_caller]
    pub fn mark_killed(&mut self, article: &str, words: &str) {
        self.open_article(article);
        self.select(words);
        self.press(Key::Num1);
        self.press(Key::Enter);
        assert!(self.session().is_dirty());
    }

    /// The window is asked to close, by its own button. True where it closes.
    pub fn close_button(&mut self) -> bool {
        let viewport = self.window.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.window.step();
        let kept = self
            .window
            .output()
            .viewport_output
            .values()
            .any(|viewport| viewport.commands.contains(&egui::ViewportCommand::CancelClose));
        // The request is over with the frame that it came with.
        let viewport = self.window.input_mut().viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.events.clear();
        if kept {
            self.window.run();
        }
        !kept
    }

    /// Clicks a button after which the window closes. True where it does.
    #[track_caller]
    pub fn click_to_leave(&mut self, button: &str) -> bool {
        self.clicks += 1;
        self.only(By::new().role(Role::Button).label(button)).click();
        self.closes_itself()
    }

    /// Presses a key after which the window closes. True where it does.
    pub fn press_to_leave(&mut self, key: Key) -> bool {
        self.stroke(Modifiers::NONE, Some(key), None);
        self.closes_itself()
    }

    fn closes_itself(&mut self) -> bool {
        (0..4).any(|_| {
            self.window.step();
            self.window
                .output()
                .viewport_output
                .values()
                .any(|viewport| viewport.commands.contains(&egui::ViewportCommand::Close))
        })
    }

    /// The program is gone, as when it is killed: nothing is saved, nothing is said. What reached
    /// the journal is on the disk.
    pub fn kill(self) {
        let journal = self.session().journal().expect("a journal");
        journal.flush(std::time::Duration::from_secs(20)).unwrap();
    }

    /// As [`Desk::kill`], with what the system does then: it lets go of the lock.
    pub fn kill_and_unlock(self) {
        self.session().journal().unwrap().flush(std::time::Duration::from_secs(20)).unwrap();
        drop(self);
    }

    /// Another size of the window.
    pub fn resize(&mut self, size: Vec2) {
        self.window.set_size(size);
        self.window.run();
    }

    // What the eyes see.

    /// Whether something bears this name.
    pub fn sees(&self, label: &str) -> bool {
        self.any_words(|words| words == label)
    }

    /// Whether some name or text holds these words.
    pub fn sees_words(&self, words: &str) -> bool {
        self.any_words(|said| said.contains(words))
    }

    fn any_words(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.window.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| fits(&label))
                || node.value().is_some_and(|value| fits(&value))
        })
    }

    /// Insists on a name that holds these words.
    #[track_caller]
    pub fn expect(&self, words: &str) {
        assert!(self.sees_words(words), "nothing says “{words}”; there is:\n{}", self.everything());
    }

    /// Insists that nothing says so.
    #[track_caller]
    pub fn expect_no(&self, words: &str) {
        assert!(!self.sees_words(words), "something says “{words}”");
    }

    /// What bears a name: the control where a label stands beside it.
    #[track_caller]
    pub fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        self.only(By::new().label(label))
    }

    #[track_caller]
    fn only<'a>(&'a self, what: By<'a>) -> Node<'a> {
        let asked = format!("{what:?}");
        let found: Vec<_> = self.window.query_all(what).collect();
        match found.as_slice() {
            [one] => *one,
            [] => panic!("there is no {asked}, but:\n{}", self.everything()),
            many => panic!("there are {} of {asked}:\n{}", many.len(), self.everything()),
        }
    }

    /// A text field by its name.
    #[track_caller]
    pub fn field<'a>(&'a self, label: &'a str) -> Node<'a> {
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let mut found = self.window.query_all_by_label(label);
        let field = found.find(|node| is_field(node.accesskit_node().role()));
        match field {
            Some(field) => field,
            None => panic!("no field is called “{label}”; there is:\n{}", self.everything()),
        }
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, field: &str) -> String {
        self.field(field).value().unwrap_or_default()
    }

    /// What a drop-down list stands at.
    #[track_caller]
    pub fn chosen(&self, list: &str) -> String {
        let list = self.only(By::new().role(Role::ComboBox).label(list));
        list.value().unwrap_or_default()
    }

    /// Whether something cannot be used now.
    #[track_caller]
    pub fn is_disabled(&self, label: &str) -> bool {
        let button = || By::new().role(Role::Button);
        let named = self.window.query_all(button().label(label)).count() == 1;
        let button = if named { button().label(label) } else { button().label_contains(label) };
        self.only(button).accesskit_node().is_disabled()
    }

    /// Whether a field has the keyboard.
    #[track_caller]
    pub fn has_keyboard(&self, field: &str) -> bool {
        self.field(field).is_focused()
    }

    /// Where everything stands whose name holds these words.
    pub fn rects_with(&self, words: &str) -> Vec<egui::Rect> {
        self.window.query_all(By::new().label_contains(words)).map(|node| node.rect()).collect()
    }

    /// Where the rows of lists stand whose names begin so.
    pub fn rows_with(&self, words: &str) -> Vec<egui::Rect> {
        let rows = self.window.query_all(By::new().role(Role::ListBoxOption).label_contains(words));
        let named = |node: &Node<'_>| {
            node.accesskit_node().label().is_some_and(|label| label.starts_with(words))
        };
        rows.filter(named).map(|node| node.rect()).collect()
    }

    /// How many lines of lists are drawn.
    pub fn lines(&self) -> usize {
        self.window.query_all(By::new().role(Role::ListBoxOption)).count()
    }

    /// Every name in the window, one a line.
    pub fn everything(&self) -> String {
        let mut lines = Vec::new();
        for node in self.window.root().children_recursive() {
            let node = node.accesskit_node();
            let name = node.label().or_else(|| node.value()).unwrap_or_default();
            if !name.is_empty() {
                lines.push(format!("{:?} {name:?}", node.role()));
            }
        }
        lines.join("\n")
    }

    /// The harness, for what only one story needs.
    pub fn window(&mut self) -> &mut Harness<'static, App> {
        &mut self.window
    }

    // What is on the desk and in the project.

    /// The session behind the window.
    pub fn session(&self) -> &Session {
        self.window.state().session()
    }

    /// The project.
    pub fn project(&self) -> &Project {
        self.session().project()
    }

    /// Title of the article in the Reader.
    pub fn reading(&self) -> String {
        let article = self.window.state().desk().article.as_ref();
        let article = article.and_then(|id| self.session().article(id));
        article.map_or_else(String::new, |a| a.display_title().to_owned())
    }

    /// The text of the article in the Reader.
    pub fn text(&self) -> Arc<str> {
        let article = self.window.state().desk().article.clone().expect("an article is open");
        self.session().text(&article).unwrap()
    }

    #[track_caller]
    fn place_of(&self, words: &str) -> usize {
        let text = self.text();
        let mut found = text.match_indices(words).map(|(at, _)| at);
        let (first, second) = (found.next(), found.next());
        assert!(second.is_none(), "“{words}” stands more than once in the article");
        first.unwrap_or_else(|| panic!("“{words}” is not in the article"))
    }

    /// The words that are selected in the Reader.
    pub fn selected(&self) -> String {
        let selection = self.window.state().desk().selection;
        let Some(selection) = selection else { return String::new() };
        selection.slice(&self.text()).unwrap().to_owned()
    }

    /// Whether anything was pointed at so far.
    pub fn used_the_mouse(&self) -> bool {
        self.clicks > 0
    }

    /// How many key presses, clicks and drags there were so far.
    pub fn inputs(&self) -> usize {
        self.clicks + self.presses
    }

    /// The only claim whose words are these.
    #[track_caller]
    pub fn claim_on(&self, words: &str) -> Arc<Claim> {
        let project = self.project();
        let says = |claim: &&Arc<Claim>| {
            let highlights = claim.highlights.iter().filter_map(|id| project.highlights.get(id));
            highlights.into_iter().any(|h| h.exact == words)
        };
        let mut found = project.claims.values().filter(says);
        let claim = found.next().unwrap_or_else(|| panic!("no claim on “{words}”"));
        assert!(found.next().is_none(), "more than one claim on “{words}”");
        Arc::clone(claim)
    }

    /// The incident of a title.
    #[track_caller]
    pub fn incident(&self, title: &str) -> Arc<Incident> {
        let found = self.project().incidents.values().find(|i| i.title == title);
        Arc::clone(found.unwrap_or_else(|| panic!("no incident is called “{title}”")))
    }

    /// An incident's figure for an outcome as low, best, high, as shown.
    #[track_caller]
    pub fn figure(&self, title: &str, outcome: &Outcome) -> [String; 3] {
        let incident = self.incident(title);
        let total = self.session().derived().total(&incident.id, outcome);
        total.expect("a figure").parts()
    }

    /// How many claims and incidents there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.project().claims.len(), self.project().incidents.len())
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
