//! What this project's analysts made of each rule's suggestions: its precision as they see it.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::model::Judgement;
use crate::session::Session;
use crate::suggest;

/// One rule's record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleTally {
    /// The rule's name.
    pub rule: SmolStr,
    /// Words that it reads.
    pub example: String,
    /// Taken as proposed.
    pub accepted: usize,
    /// Taken with changes.
    pub edited: usize,
    /// Rejected.
    pub rejected: usize,
    /// Whether it is switched off.
    pub off: bool,
}

impl RuleTally {
    /// How many of its suggestions were decided.
    pub fn decided(&self) -> usize {
        self.accepted + self.edited + self.rejected
    }

    /// The share of those decided that were taken, with or without changes, in percent; none where
    /// nothing was decided.
    pub fn share(&self) -> Option<usize> {
        let taken = self.accepted + self.edited;
        (taken * 200 + self.decided()).checked_div(self.decided() * 2)
    }
}

impl Session {
    /// The record of every rule that makes claims, that was decided on, or that is switched off.
    pub fn rule_tallies(&self) -> Vec<RuleTally> {
        let mut tallies: BTreeMap<SmolStr, RuleTally> = BTreeMap::new();
        for (rule, example) in suggest::rules() {
            example.clone_into(&mut of(&mut tallies, &rule.into()).example);
        }
        for rule in &self.project.codebook.rules_off {
            of(&mut tallies, rule).off = true;
        }
        for decision in self.project.decisions.values() {
            if decision.rule.is_empty() {
                continue;
            }
            let tally = of(&mut tallies, &decision.rule);
            match decision.judgement {
                Judgement::Accepted => tally.accepted += 1,
                Judgement::Edited => tally.edited += 1,
                Judgement::Rejected => tally.rejected += 1,
                Judgement::Other(_) => {}
            }
            if tally.example.is_empty() {
                // A rule of another version: an analyst's own case shows what it read.
                tally.example.clone_from(&decision.exact);
            }
        }
        // Those that have been judged most often first, the others by name.
        let mut tallies: Vec<RuleTally> = tallies.into_values().collect();
        tallies.sort_by_key(|tally| std::cmp::Reverse(tally.decided()));
        tallies
    }
}

fn of<'t>(tallies: &'t mut BTreeMap<SmolStr, RuleTally>, rule: &SmolStr) -> &'t mut RuleTally {
    let fresh = || RuleTally { rule: rule.clone(), ..RuleTally::default() };
    tallies.entry(rule.clone()).or_insert_with(fresh)
}
