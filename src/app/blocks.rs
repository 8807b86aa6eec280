//! What paragraphs are: said by the analyst; and folding those that are not the report.

use super::window::App;
use crate::edit::{Batch, Command, SetBlock, Words};
use crate::text::{Block, BlockKind, Why};
use crate::ui::widgets::Toast;
use crate::views::command::UiCommand;

impl App {
    /// Says what the selected paragraphs, or the one that the caret is in, are; without a kind, the
    /// program is to tell again.
    pub(super) fn set_block(&mut self, kind: Option<BlockKind>) {
        let Some(article) = self.shell.desk.article.clone() else { return };
        let outline = match self.session.outline(&article) {
            Ok(outline) => outline,
            Err(why) => {
                self.say_error(why);
                return;
            }
        };
        let caret = self.shell.views.reader.caret();
        let meant = |block: &&Block| match self.shell.desk.selection {
            Some(s) => block.range.start() < s.end() && s.start() < block.range.end(),
            None => block.range.start() <= caret && caret <= block.range.end(),
        };
        let set = |block: &&Block| match kind {
            Some(kind) => (block.kind, block.why) != (kind, Why::Analyst),
            None => block.why == Why::Analyst,
        };
        let commands: Vec<Command> = outline
            .blocks
            .iter()
            .filter(meant)
            .filter(set)
            .map(|block| {
                let words = Words::Bytes { start: block.range.start(), end: block.range.end() };
                Command::SetBlock(SetBlock { article: article.to_string(), words, kind })
            })
            .collect();
        let label = match (kind, commands.len()) {
            (_, 0) => {
                let already = match kind {
                    Some(kind) => format!("this paragraph is set to {} already", kind.label()),
                    None => "nothing is set by hand for this paragraph".to_owned(),
                };
                self.shell.toasts.push(Toast::new(already));
                return;
            }
            (Some(kind), 1) => format!("Paragraph is {}", kind.label()),
            (Some(kind), n) => format!("{n} paragraphs are {}", kind.label()),
            (None, _) => "Let the program tell what paragraphs are".to_owned(),
        };
        if let Some(done) = self.edit(Command::Batch(Batch { label, commands })) {
            self.shell
                .toasts
                .push(Toast::new(done.label).undo(UiCommand::Undo, self.session.step()));
        }
    }

    /// Folds or unfolds at the caret; where there is nothing to fold, everything.
    pub(super) fn toggle_fold(&mut self) {
        if !self.shell.views.reader.toggle_fold() {
            self.fold_all();
        }
    }

    /// Folds what is not the report, or shows it, from now on.
    pub(super) fn fold_all(&mut self) {
        let fold = !self.shell.prefs.fold;
        self.shell.prefs.fold = fold;
        self.shell.views.reader.reset_folds();
        let words =
            if fold { "Page furniture is folded" } else { "Page furniture is shown, dimmed" };
        self.shell.toasts.push(Toast::new(words));
    }
}
