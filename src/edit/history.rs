//! Undo and redo without limit, over the whole project.

use crate::edit::Transaction;

/// The transactions of a session in the order in which they were carried out, and those taken back.
#[derive(Debug, Default, Clone)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    steps: u64,
}

/// A transaction with the number of the state that it leads to.
#[derive(Debug, Clone)]
struct Step {
    state: u64,
    transaction: Transaction,
}

impl History {
    /// Remembers a transaction that was carried out; what was taken back before is forgotten.
    pub fn record(&mut self, transaction: Transaction) {
        self.steps += 1;
        self.done.push(Step { state: self.steps, transaction });
        self.undone.clear();
    }

    /// The transaction that Undo would take back.
    pub fn next_undo(&self) -> Option<&Transaction> {
        self.done.last().map(|step| &step.transaction)
    }

    /// The transaction that Redo would carry out again.
    pub fn next_redo(&self) -> Option<&Transaction> {
        self.undone.last().map(|step| &step.transaction)
    }

    /// Moves the latest transaction to the side of those taken back. Call it once its inverse has
    /// been applied.
    pub fn took_back(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Moves the transaction taken back last to the side of those carried out. Call it once it has
    /// been applied again.
    pub fn did_again(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// What was done, oldest first.
    pub fn done(&self) -> impl DoubleEndedIterator<Item = &Transaction> {
        self.done.iter().map(|step| &step.transaction)
    }

    /// A number for the state that the project is in: the same after undo and redo lead back to it,
    /// and never the same for two different ones. Tells whether there is something to save.
    pub fn state(&self) -> u64 {
        self.done.last().map_or(0, |step| step.state)
    }
}
