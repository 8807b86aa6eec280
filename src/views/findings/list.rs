//! The findings as lines: severities, kinds within them, findings within these. Worked out when
//! the project or the filter changes, never for a frame.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::{Finding, FindingKind, Severity};

/// The severities, gravest first.
pub const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// The head of a severity, and how many findings it has.
    Severity(Severity, usize),
    /// The head of a kind, and how many findings it has.
    Kind(FindingKind, usize),
    /// The finding in this place of the session's list.
    Finding(usize),
}

/// What the list follows from, besides the findings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Only this severity.
    pub severity: Option<Severity>,
    /// Kinds that are folded up.
    pub folded: BTreeSet<FindingKind>,
}

/// The lines.
#[derive(Debug, Default)]
pub struct List {
    made_of: Option<(u64, Filter)>,
    lines: Vec<Line>,
    counts: [usize; SEVERITIES.len()],
}

impl List {
    /// Takes in the findings of a revision. They come sorted by severity and kind.
    pub fn refresh(&mut self, revision: u64, findings: &[Arc<Finding>], filter: &Filter) {
        if self.made_of.as_ref().is_some_and(|(at, by)| *at == revision && by == filter) {
            return;
        }
        self.made_of = Some((revision, filter.clone()));
        let of = |kind: FindingKind| {
            let from = findings.partition_point(|f| place(f.kind) < place(kind));
            from..findings.partition_point(|f| place(f.kind) <= place(kind))
        };
        self.lines.clear();
        for (severity, whole) in SEVERITIES.into_iter().zip(&mut self.counts) {
            let kinds = FindingKind::ALL.iter().filter(|kind| kind.severity() == severity);
            let kinds: Vec<_> = kinds.map(|kind| (*kind, of(*kind))).collect();
            *whole = kinds.iter().map(|(_, found)| found.len()).sum();
            if *whole == 0 || filter.severity.is_some_and(|only| only != severity) {
                continue;
            }
            self.lines.push(Line::Severity(severity, *whole));
            for (kind, found) in kinds.into_iter().filter(|(_, found)| !found.is_empty()) {
                self.lines.push(Line::Kind(kind, found.len()));
                if !filter.folded.contains(&kind) {
                    self.lines.extend(found.map(Line::Finding));
                }
            }
        }
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many findings there are of each of [`SEVERITIES`].
    pub fn counts(&self) -> [usize; SEVERITIES.len()] {
        self.counts
    }

    /// The line of a finding.
    pub fn place(&self, finding: usize) -> Option<usize> {
        self.lines.iter().position(|line| *line == Line::Finding(finding))
    }

    /// The finding at or after a line (or at or before it).
    pub fn finding_near(&self, line: usize, forward: bool) -> Option<usize> {
        let finding = |line: &Line| match line {
            Line::Finding(nth) => Some(*nth),
            Line::Severity(..) | Line::Kind(..) => None,
        };
        if forward {
            self.lines.iter().skip(line).find_map(finding)
        } else {
            self.lines.iter().take(line + 1).rev().find_map(finding)
        }
    }
}

/// What findings are sorted by, before what they lead to.
fn place(kind: FindingKind) -> (Severity, FindingKind) {
    (kind.severity(), kind)
}
