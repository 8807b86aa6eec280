//! The line under a chart: by which rule it was made, how much it rests on, what it leaves out.

use crate::model::Codebook;

/// What a chart rests on and what it leaves out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Footer {
    /// The rule of the best figure for people.
    pub rule: String,
    /// Version of the codebook.
    pub codebook: String,
    /// Incidents that are drawn.
    pub incidents: usize,
    /// Incidents without a date.
    pub undated: usize,
    /// Dated incidents without a figure of what the chart counts.
    pub null: usize,
    /// Dated incidents with figures of accidents or disasters that do not count.
    pub non_conflict: usize,
    /// Incidents that are part of another one that is drawn.
    pub parts: usize,
    /// Incidents that are shown not to have happened.
    pub discounted: usize,
    /// Incidents so far from the first that the chart does not reach them: a mistyped century.
    pub out_of_range: usize,
    /// Incidents whose date is not known to the period: drawn at the middle of their dates.
    pub imprecise: usize,
    /// A series counts the victims of all sides together.
    pub mixed: bool,
}

/// Said where soldiers, civilians and attackers are counted together.
pub const MIXED: &str = ", victims of all sides together";

impl Footer {
    pub(super) fn of(codebook: &Codebook) -> Self {
        Self {
            rule: codebook.best_rule.label().to_lowercase(),
            codebook: codebook.version.to_string(),
            ..Self::default()
        }
    }

    /// In words, with zeros left unsaid.
    pub fn sentence(&self) -> String {
        let codebook = match self.codebook.as_str() {
            "" => String::new(),
            version => format!(", codebook {version}"),
        };
        let left_out = [
            (self.undated, "undated"),
            (self.null, "without a figure"),
            (self.non_conflict, "not conflict-related"),
            (self.parts, "part of another"),
            (self.discounted, "discounted"),
            (self.out_of_range, "out of range"),
        ];
        let left_out: Vec<_> =
            left_out.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
        let left_out = match left_out.join(", ") {
            none if none.is_empty() => none,
            some => format!("; not drawn: {some}"),
        };
        let imprecise = match self.imprecise {
            0 => String::new(),
            1 => " 1 at the middle of its dates.".to_owned(),
            n => format!(" {n} at the middle of their dates."),
        };
        let mixed = if self.mixed { MIXED } else { "" };
        format!(
            "Bars: best figure by {}{codebook}{mixed}; lines: reported range. {}{left_out}.{imprecise}",
            self.rule,
            count(self.incidents, "incident", "incidents"),
        )
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
