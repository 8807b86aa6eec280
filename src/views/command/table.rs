//! The rows of the command table: a file for each menu, in its order.

mod annotate;
mod edit;
mod file;
mod go;
mod help;
mod view;

use super::Entry;

/// The rows of the menus, from left to right.
const MENUS: [&[Entry]; 6] =
    [file::ROWS, edit::ROWS, annotate::ROWS, go::ROWS, view::ROWS, help::ROWS];

/// Every command, in the order of the menus.
pub const COMMANDS: &[Entry] = &ALL;

const ALL: [Entry; count()] = {
    let mut all = [file::ROWS[0]; count()];
    let (mut at, mut menu) = (0, 0);
    while menu < MENUS.len() {
        let mut row = 0;
        while row < MENUS[menu].len() {
            all[at] = MENUS[menu][row];
            (at, row) = (at + 1, row + 1);
        }
        menu += 1;
    }
    all
};

const fn count() -> usize {
    let (mut count, mut menu) = (0, 0);
    while menu < MENUS.len() {
        count += MENUS[menu].len();
        menu += 1;
    }
    count
}
