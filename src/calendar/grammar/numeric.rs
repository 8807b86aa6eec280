//! Dates that begin with a number, and those all in digits.

use super::{Found, Grammar, When, Which, Year};
use crate::calendar::words::Kind;

impl Grammar<'_> {
    pub(in crate::calendar) fn number_first(&self, at: usize) -> Found<When> {
        if at > 0
            && self.glued(at)
            && self.is_sym(at - 1, &['.', ',', '-', '/', ':'])
            && self.num(at.wrapping_sub(2)).is_some()
        {
            return None;
        }
        let (value, len) = self.num(at)?;
        if let Some(found) = self.numeric(at) {
            return Some(found);
        }
        if let Some((day, end)) = self.day_number(at) {
            let end = self.skip(end, &["of", "de"]);
            let dash = if self.glued_sym(end, '-') { end + 1 } else { end };
            if let Some((month, end)) = self.month(dash) {
                let end = if self.glued_sym(end, '-') { end + 1 } else { end };
                let (year, end) = self.year_after(end);
                return Some((When::Day { year, month, day, weekday: None, shaky: false }, end));
            }
        }
        if let Some((n, unit, end)) = self.counted(at) {
            if let Some(end) = self.words(end, &["ago"]) {
                return Some((When::Ago { n, unit, flagged: false }, end));
            }
            for later in [&["earlier"][..], &["before"], &["plus", "tot"], &["auparavant"]] {
                if let Some(end) = self.words(end, later) {
                    return Some((When::Ago { n, unit, flagged: true }, end));
                }
            }
        }
        if len == 4 && (1900..=2100).contains(&value) && !self.hangs_on(at + 1) {
            let year = value as i16;
            if let Some((quarter, end)) = self.quarter(at + 1) {
                return Some((When::Quarter { year: Some(year), quarter }, end));
            }
            return Some((When::Year { year, part: None }, at + 1));
        }
        None
    }

    /// Dates in digits: `2024-03-20`, `2024-W12`, `2024-Q1`, `2024-03`, `25/12/2019`, `25.12.2019`.
    pub(in crate::calendar) fn numeric(&self, at: usize) -> Found<When> {
        let (a, a_len) = self.num(at)?;
        let sep = match self.0.get(at + 1)?.kind {
            Kind::Sym(c @ ('-' | '/' | '.')) if self.glued(at + 1) && self.glued(at + 2) => c,
            Kind::Word(..) | Kind::Num(..) | Kind::Sym(_) => return None,
        };
        let year =
            |n: u32, len: usize| (len == 4 && (1000..=2999).contains(&n)).then_some(n as i16);
        if let Some(y) = year(a, a_len) {
            if let Kind::Word(w, _) = &self.0.get(at + 2)?.kind {
                let (n, _) = self.num(at + 3).filter(|_| self.glued(at + 3))?;
                return match w.as_str() {
                    "w" if (1..=53).contains(&n) => {
                        Some((When::IsoWeek { year: y, week: n as i8 }, at + 4))
                    }
                    "q" | "t" if (1..=4).contains(&n) => {
                        Some((When::Quarter { year: Some(y), quarter: n as i8 }, at + 4))
                    }
                    _ => None,
                };
            }
            let (m, m_len) = self.num(at + 2)?;
            if self.glued_sym(at + 3, sep)
                && let Some((d, d_len)) = self.num(at + 4).filter(|_| self.glued(at + 4))
            {
                let fits =
                    m_len <= 2 && d_len <= 2 && (1..=12).contains(&m) && !self.hangs_on(at + 5);
                let day = When::Day {
                    year: Year::Given(y),
                    month: m as i8,
                    day: d.min(99) as i8,
                    weekday: None,
                    shaky: false,
                };
                return fits.then_some((day, at + 5));
            }
            let fits = sep == '-' && m_len == 2 && (1..=12).contains(&m) && !self.hangs_on(at + 3);
            let month = When::Month {
                year: Year::Given(y),
                month: m as i8,
                part: None,
                which: Which::Latest,
            };
            return fits.then_some((month, at + 3));
        }
        let (b, b_len) = self.num(at + 2)?;
        if a_len > 2 || b_len > 2 || !self.glued_sym(at + 3, sep) {
            return None;
        }
        let (y, y_len) = self.num(at + 4).filter(|_| self.glued(at + 4))?;
        let y = year(y, y_len).filter(|_| !self.hangs_on(at + 5))?;
        let day = |d: u32, m: u32, shaky| When::Day {
            year: Year::Given(y),
            month: m as i8,
            day: d as i8,
            weekday: None,
            shaky,
        };
        let is_month = |n: u32| (1..=12).contains(&n);
        let when = match (is_month(a), is_month(b)) {
            _ if a == 0 || b == 0 || a > 31 || b > 31 => return None,
            (true, true) if a == b => day(a, b, false),
            // Only day.month.year is written with full stops.
            (true, true) if sep == '.' => day(a, b, true),
            (true, true) => When::Ambiguous { first: a as i8, second: b as i8, year: y },
            (false, true) => day(a, b, false),
            (true, false) => day(b, a, false),
            (false, false) => return None,
        };
        Some((when, at + 5))
    }
}
