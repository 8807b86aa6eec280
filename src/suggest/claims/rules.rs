//! The rules by which a number of people and what happened to them are found: each a regular
//! expression over the letters of [chunks](crate::suggest::chunks), with an example that is its
//! test.
//!
//! In a pattern, `LIST` stands for numbers of people joined by commas and "and", `GAP` for words
//! that may stand between a subject and its verb.

use std::sync::LazyLock;

use regex::Regex;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which suggestions give as their reason.
    pub name: &'static str,
    /// The pattern: group `list` holds the numbers, group `harm` what happened.
    pub pattern: &'static str,
    /// A sentence that it reads, the numbers between brackets.
    pub example: &'static str,
    /// What may not follow the list: then its last number belongs to what follows.
    pub yields_to: &'static str,
    /// Whether "could", "not" or "to" before it make it no report.
    pub can_be_denied: bool,
}

const LIST: &str = "(?P<list>[QEXI](?:(?:,|c|,c)[QEXIsNy])*)";
const GAP: &str = "(?:(?:[nopqyNsz]|Nc[Ny]){0,6},(?:[^;VGPDTbhw]|kw){1,30},|(?:[nopqyNsz,]|Nc[Ny]){0,9}(?:r[bhknopqsyN,]{0,8})?)??";

/// Every rule, in the order in which they are tried: a harm that one has read is not read again.
pub const RULES: &[Rule] = &[
    Rule {
        name: "victims were harmed",
        pattern: "LISTGAP[bhxt]*b[bh]*(?P<harm>V)",
        example: "[At least 17 soldiers] were killed in the attack.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "victims harmed",
        pattern: "(?P<list>[QEXIq](?:(?:,|c|,c)[QEXIsNy])*)[nopqy]{0,3}?(?P<harm>V)",
        example: "[10 civilians] killed in rocket attacks",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "victims dead",
        pattern: "(?P<list>[QEXIq](?:(?:,|c|,c)[QEXIsNy])*)[ny]{0,2}?(?P<harm>D)",
        example: "The blast left [two] dead.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "victims among the dead",
        pattern: "LIST(?:GAPb[bh]*[po]?|o)(?P<harm>D)",
        example: "[Twelve children] were among the dead.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "among the dead were victims",
        pattern: "o(?P<harm>[DV])bLIST",
        example: "Among the dead were [four children].",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "harmed victims",
        pattern: "(?P<harm>[VGP])LIST",
        example: "Gunmen killed [23 soldiers] near the border.",
        yields_to: "VDbhT",
        can_be_denied: true,
    },
    Rule {
        name: "victims died",
        pattern: "LISTGAP[bhx]*(?P<harm>T)",
        example: "[Thirteen soldiers] died in the crash.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "toll",
        pattern: "(?P<harm>L)[npbhkNzoTty]{0,9}?(?P<list>[QEXq](?:t[QEXq])?)",
        example: "The death toll rose to [32].",
        yields_to: "",
        can_be_denied: false,
    },
    Rule {
        name: "lives of victims",
        pattern: "(?P<harm>Y)(?P<list>[QEXIqs](?:(?:,|c|,c)[QEXIsNy])*)",
        example: "The blast claimed the lives of [at least 40 people].",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "person harmed",
        pattern: "(?P<list>[sN](?:,(?:[^;VGPDTbhwQE]|kw){1,30},|,I|[noNsyIzp]{1,6})?(?:(?:c|,c)[QEXIsNy])*)(?:r[bhk]?[nop]{0,6})??[bhxt]*b[bh]*(?P<harm>[VD])",
        example: "The [mayor] was killed in the attack.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "person died",
        pattern: "(?P<list>[sN](?:,[^;VGPDTbhwQE]{1,30},)?(?:(?:c|,c)[QEXIsNy])*)[bhx]*(?P<harm>T)",
        example: "The [driver] died in hospital.",
        yields_to: "",
        can_be_denied: true,
    },
    Rule {
        name: "harmed person",
        pattern: "(?P<harm>[VGP])(?P<list>[sN](?:(?:,|c|,c)[QEXIsNy])*)",
        example: "Gunmen shot and killed the [mayor] on Friday.",
        yields_to: "VDbhT",
        can_be_denied: true,
    },
];

/// The rules, ready to match.
pub static COMPILED: LazyLock<Vec<(&'static Rule, Regex)>> = LazyLock::new(|| {
    let compile = |rule: &'static Rule| {
        let pattern = rule.pattern.replace("LIST", LIST).replace("GAP", GAP);
        Regex::new(&pattern).ok().map(|regex| (rule, regex))
    };
    RULES.iter().filter_map(compile).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Codebook;
    use crate::suggest::{Names, Reading, suggest};

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(COMPILED.len(), RULES.len());
    }

    #[test]
    fn each_rule_reads_its_example() {
        for rule in RULES {
            let (before, rest) = rule.example.split_once('[').unwrap();
            let (words, after) = rest.split_once(']').unwrap();
            let text = format!("{before}{words}{after}");
            let (codebook, names) = (Codebook::standard(), Names::default());
            let reading = Reading {
                text: &text,
                published: None,
                title: "",
                language: "en",
                codebook: &codebook,
                names: &names,
            };
            let found = suggest(&reading);
            let claim = found.claims.iter().find(|claim| claim.why.rule == rule.name);
            let claim = claim.unwrap_or_else(|| panic!("{}: {found:?}", rule.name));
            let own = claim.why.words.first().and_then(|own| own.slice(&text)).unwrap();
            assert_eq!(own, words, "{}", rule.name);
        }
    }
}
