//! "33 people were killed, three of them children": a group that says less of its victims holds
//! those that say more, so that a sum must not count the children twice.
//!
//! A group whose side or category is not known holds the groups of the same outcome that agree with
//! it in all that it says. Beside them it counts in sums with what they leave over: its [`Rest`].
//! Where they come to more than it says (one source's 7 dead beside another's 20 civilians), nothing
//! is left over, and they stand alone.

use super::figure::{GroupFigure, High, Total};
use crate::model::{Category, Group, Side};

/// What the figure of a group adds to a sum in which the groups stand that it holds. None of its
/// bounds is 0: nothing left over is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Rest {
    pub(super) low: Option<u64>,
    pub(super) best: Option<u64>,
    pub(super) high: High,
    /// With the groups that it holds, the best figure of its own victims is known.
    pub(super) complete: bool,
}

impl Rest {
    /// What it adds to a sum.
    pub(super) fn total(self) -> Total {
        Total {
            low: self.low,
            best: self.best.or(self.low),
            high: self.high.known.filter(|_| !self.high.open),
            at_least: self.high.known,
            incomplete: !self.complete,
            floored: self.best.is_none() && self.low.is_some(),
            open: self.high.open,
        }
    }
}

/// Whether the victims of `special` are among those of `general`.
fn holds(general: &Group, special: &Group) -> bool {
    let side = general.side == Side::Unknown || general.side == special.side;
    // Mixed are civilians and soldiers together.
    let category = general.category == Category::Unknown
        || general.category == Category::Mixed && special.category != Category::Unknown
        || general.category == special.category;
    general.outcome == special.outcome && general != special && side && category
}

/// How much a group leaves open: what holds another leaves more open than that.
fn openness(group: &Group) -> u8 {
    let open = [Category::Unknown, Category::Mixed].map(|open| group.category == open);
    u8::from(group.side == Side::Unknown) + 2 * u8::from(open[0]) + u8::from(open[1])
}

/// Gives the groups of one incident their rests.
pub(super) fn leave_over(groups: &mut [GroupFigure]) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| groups.get(*at).map(|figure| openness(&figure.group)));
    for at in order {
        let Some(general) = groups.get(at) else { continue };
        let held = |special: &&GroupFigure| {
            holds(&general.group, &special.group)
                && special.non_conflict == general.non_conflict
                && special.has_number()
        };
        // Those that hold others themselves are before it in order: they count with their rests.
        let mut held = groups.iter().filter(held).peekable();
        // Parts of a toll are parts beside those of other groups, too.
        let rest = (held.peek().is_some() && !general.of_parts).then(|| {
            rest(general, held.map(GroupFigure::alone).fold(Total::default(), Total::plus))
        });
        if let Some(general) = groups.get_mut(at) {
            general.rest = rest;
        }
    }
}

fn rest(general: &GroupFigure, held: Total) -> Rest {
    let over = |whole: Option<u64>, held: Option<u64>| {
        whole.map(|n| n.saturating_sub(held.unwrap_or(0))).filter(|n| *n > 0)
    };
    let best = over(general.best, held.best);
    let low = over(general.low, held.low);
    // Who counts 23 soldiers has counted "dozens killed".
    let counted = !held.incomplete && held.best >= general.low;
    let complete = general.best.is_some() || counted;
    let known = over(general.at_least, held.at_least).max(best);
    Rest {
        low: if complete { low.min(best) } else { low },
        best,
        high: High { known, open: general.open_high },
        complete,
    }
}

#[cfg(test)]
mod tests;
