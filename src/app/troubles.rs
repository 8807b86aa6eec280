//! What stands between the project and its file, below the menu: what failed, why, what to do.

use std::path::{Path, PathBuf};

use eframe::egui::{Context, Frame, Margin, Panel, Ui};

use super::dialogs::Purpose;
use super::opening::Wanted;
use super::window::App;
use crate::session::{SaveError, Trouble};
use crate::ui::theme::tokens;
use crate::ui::widgets::{Banner, Severity};

/// What can be done about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Remedy {
    SaveAgain,
    SaveAs,
    SaveMine,
    Reload,
    ReloadWithEdits,
    TakeOver,
}

impl Remedy {
    fn verb(self) -> &'static str {
        match self {
            Self::SaveAgain => "Save again",
            Self::SaveAs => "Save as…",
            Self::SaveMine => "Keep mine",
            Self::Reload => "Reload",
            Self::ReloadWithEdits => "Reload with my edits",
            Self::TakeOver => "Take over",
        }
    }
}

/// A trouble in words.
struct Words {
    severity: Severity,
    what: &'static str,
    detail: String,
    remedies: &'static [Remedy],
    /// It may be put away: it says only what cannot be helped now.
    dismissable: bool,
}

impl App {
    /// Shows what stands between the project and its file.
    pub(super) fn show_troubles(&mut self, ui: &mut Ui) {
        let troubles = self.session.troubles();
        if self.shell.put_away.as_ref().is_some_and(|away| !troubles.contains(away)) {
            self.shell.put_away = None;
        }
        let shown: Vec<_> =
            troubles.iter().filter(|t| Some(*t) != self.shell.put_away.as_ref()).collect();
        if shown.is_empty() {
            return;
        }
        let only_read = self.session.read_only().is_some();
        let mut wanted = None;
        let mut put_away = None;
        let frame =
            Frame::new().fill(tokens(ui).window).inner_margin(Margin { bottom: 4, ..8.into() });
        Panel::top("troubles").frame(frame).show_separator_line(false).show(ui, |ui| {
            for (n, trouble) in shown.iter().enumerate() {
                let words = in_words(trouble, only_read);
                ui.push_id(n, |ui| {
                    let mut banner = Banner::new(words.severity, words.what);
                    if !words.detail.is_empty() {
                        banner = banner.detail(&words.detail);
                    }
                    for remedy in words.remedies {
                        banner = banner.action(remedy.verb());
                    }
                    if words.dismissable {
                        banner = banner.dismissable();
                    }
                    match banner.show(ui).map(|pressed| words.remedies.get(pressed)) {
                        Some(Some(remedy)) => wanted = Some(*remedy),
                        Some(None) => put_away = Some(Trouble::clone(trouble)),
                        None => {}
                    }
                });
            }
        });
        self.shell.put_away = put_away.or(self.shell.put_away.take());
        if let Some(remedy) = wanted {
            self.remedy(remedy);
            ui.ctx().request_repaint();
        }
    }

    fn remedy(&mut self, remedy: Remedy) {
        match remedy {
            Remedy::SaveAgain => self.save(None),
            Remedy::SaveAs => self.ask_path(Purpose::SaveAs(None)),
            Remedy::SaveMine => match self.session.save_mine() {
                Ok(()) => {}
                Err(SaveError::NoFile) => self.ask_path(Purpose::SaveAs(None)),
                Err(error) => self.say_error(format!("not saved: {error}")),
            },
            Remedy::TakeOver => self.read_again(Wanted::Path),
            Remedy::Reload => self.read_again(|path| Wanted::Reload { path, keep_edits: false }),
            Remedy::ReloadWithEdits => {
                self.send_typed();
                self.read_again(|path| Wanted::Reload { path, keep_edits: true });
            }
        }
    }

    /// Opens the project's file again. Edits that no save holds stay in the journal, or beside it;
    /// where they cannot, the project stays open.
    fn read_again(&mut self, wanted: impl FnOnce(PathBuf) -> Wanted) {
        let Some(path) = self.session.path().map(Path::to_owned) else { return };
        if let Err(error) = self.session.keep_edits() {
            self.say_error(format!("Not reloaded: {error}"));
            return;
        }
        let article = self.shell.desk.article.clone();
        self.open_now(wanted(path), false);
        self.open_with_article(article);
    }

    /// Looks at the disk when the user comes back to the window.
    pub(super) fn look_around(&mut self, ctx: &Context) {
        let focused = ctx.input(|i| i.focused);
        if focused && !self.shell.focused {
            self.session.look_around();
        }
        self.shell.focused = focused;
    }
}

fn in_words(trouble: &Trouble, only_read: bool) -> Words {
    let mut words = Words {
        severity: Severity::Warning,
        what: "",
        detail: String::new(),
        remedies: &[],
        dismissable: false,
    };
    match trouble {
        Trouble::NotSaved(why) => {
            words.severity = Severity::Error;
            words.what = "Not saved. Nothing is lost: the file is as it was before.";
            words.detail = sentence(why);
            words.remedies = &[Remedy::SaveAs, Remedy::SaveAgain];
        }
        Trouble::Changed { .. } if only_read => {
            words.severity = Severity::Info;
            words.what = "The project’s file has changed since it was opened here.";
            words.remedies = &[Remedy::Reload];
        }
        Trouble::Changed { edits } => {
            words.what = "Another program has changed this project’s file.";
            words.detail = String::from(if *edits {
                "There are edits here that it does not hold. Reload with my edits makes them again \
                 on top of it, as far as they fit; Reload leaves them in a file beside the project; \
                 Keep mine saves over the file and keeps the other version as a backup."
            } else {
                "Reload shows the project as it is there now; Keep mine saves over the file and keeps \
                 the other version as a backup."
            });
            words.remedies = if *edits {
                &[Remedy::ReloadWithEdits, Remedy::Reload, Remedy::SaveMine, Remedy::SaveAs]
            } else {
                &[Remedy::Reload, Remedy::SaveMine, Remedy::SaveAs]
            };
        }
        Trouble::Gone(path) => {
            words.what = "This project’s file is not there any more.";
            words.detail = format!(
                "Nothing can be read at {}: it was moved or deleted, or its drive is gone. All that \
                 you see is still here in the window.",
                path.display()
            );
            words.remedies = &[Remedy::SaveAs, Remedy::SaveAgain];
        }
        Trouble::Held { free: true, edits: true, .. } => {
            words.what = "Nobody has this project open elsewhere any more.";
            words.detail = String::from(
                "They may have changed it, and the edits made here are only in this window: save \
                 them as another project, then open this one again.",
            );
            words.remedies = &[Remedy::SaveAs];
        }
        Trouble::Held { who, free: false, edits: true } => {
            words.severity = Severity::Error;
            words.what = "This project is open elsewhere: edits made here are only in this window.";
            words.detail = format!(
                "By {who}, since before its folder could be written from here. Save as… keeps them."
            );
            words.remedies = &[Remedy::SaveAs];
        }
        Trouble::Unwritable { why, folder, edits } => {
            words.what = "This folder cannot be written: edits are in this window only.";
            if *edits {
                words.severity = Severity::Error;
            }
            words.detail = format!(
                "{}: {}. Save as… keeps them elsewhere. It is tried again every few seconds.",
                folder.display(),
                why.trim_end_matches('.')
            );
            words.remedies = &[Remedy::SaveAs];
        }
        Trouble::Held { free: true, .. } => {
            words.severity = Severity::Info;
            words.what = "Nobody has this project open elsewhere any more.";
            words.detail = String::from("Take it over to make changes here.");
            words.remedies = &[Remedy::TakeOver];
        }
        Trouble::Held { who, free: false, .. } => {
            words.severity = Severity::Info;
            words.what = "This project is open elsewhere: here it can be read.";
            words.detail =
                format!("By {who}. Once they have closed it, it can be taken over here.");
            words.remedies = &[Remedy::SaveAs];
            words.dismissable = true;
        }
        Trouble::Journal(why) => {
            words.severity = Severity::Error;
            words.what = "Edits do not reach the disk: they are only in this window.";
            words.detail = format!(
                "The journal beside the project cannot be written: {}. It is tried again every \
                 second; save to be safe.",
                why.trim_end_matches('.')
            );
            words.remedies = &[Remedy::SaveAgain, Remedy::SaveAs];
        }
    }
    words
}

/// Words of an error as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
