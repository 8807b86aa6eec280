//! Sets of articles, by their place in a list, and the logic of a query on them.

use super::query::{Leaf, Node};

/// A set of numbers below a bound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    bits: Vec<u64>,
    len: usize,
}

impl Set {
    /// No number below `len`.
    pub fn none(len: usize) -> Self {
        Self { bits: vec![0; len.div_ceil(64)], len }
    }

    /// Every number below `len`.
    pub fn all(len: usize) -> Self {
        let mut set = Self { bits: vec![u64::MAX; len.div_ceil(64)], len };
        set.trim();
        set
    }

    fn trim(&mut self) {
        if let Some(last) = self.bits.last_mut()
            && !self.len.is_multiple_of(64)
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }

    /// Puts a number in.
    pub fn insert(&mut self, nth: usize) {
        if nth < self.len
            && let Some(bits) = self.bits.get_mut(nth / 64)
        {
            *bits |= 1 << (nth % 64);
        }
    }

    /// Whether it holds a number.
    pub fn contains(&self, nth: usize) -> bool {
        self.bits.get(nth / 64).is_some_and(|bits| bits >> (nth % 64) & 1 == 1)
    }

    /// How many numbers it holds.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().enumerate().flat_map(|(word, bits)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(word * 64 + bit)
            })
        })
    }

    /// Takes in another set.
    pub fn add(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a |= b);
    }

    /// Keeps what another set holds as well.
    pub fn keep(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a &= b);
    }

    fn turn_over(&mut self) {
        self.bits.iter_mut().for_each(|bits| *bits = !*bits);
        self.trim();
    }
}

/// What is known of a leaf: where it surely is, and where it may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Found here.
    pub sure: Set,
    /// Found here, or not looked for yet.
    pub may: Set,
}

impl Known {
    fn both(set: &Set) -> Self {
        Self { sure: set.clone(), may: set.clone() }
    }
}

impl Node {
    /// What is known of this part, given what is known of each leaf in the order of
    /// [`leaves`](super::query::Query::leaves).
    pub fn evaluate(&self, leaves: &mut impl Iterator<Item = Known>, len: usize) -> Known {
        let mut fold = |parts: &[Self], from: Set, join: fn(&mut Set, &Set)| {
            parts.iter().fold(Known::both(&from), |mut known, part| {
                let part = part.evaluate(leaves, len);
                join(&mut known.sure, &part.sure);
                join(&mut known.may, &part.may);
                known
            })
        };
        match self {
            Self::Leaf(Leaf::Words(_) | Leaf::Pattern(_) | Leaf::Filter(_)) => {
                leaves.next().unwrap_or_else(|| Known::both(&Set::none(len)))
            }
            Self::And(parts) => fold(parts, Set::all(len), Set::keep),
            Self::Or(parts) => fold(parts, Set::none(len), Set::add),
            Self::Not(part) => {
                let Known { mut sure, mut may } = part.evaluate(leaves, len);
                sure.turn_over();
                may.turn_over();
                Known { sure: may, may: sure }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Query;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = Set::none(130);
        for nth in [0, 63, 64, 129, 130, 500] {
            set.insert(nth);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!((set.count(), set.contains(64), set.contains(65)), (4, true, false));
        assert_eq!(
            (Set::all(130).count(), Set::all(64).count(), Set::all(0).count()),
            (130, 64, 0)
        );
    }

    #[test]
    fn logic_keeps_apart_what_is_and_what_may_be() {
        let set = |held: &[usize]| {
            let mut set = Set::none(4);
            for nth in held {
                set.insert(*nth);
            }
            set
        };
        let known = |sure: &[usize], may: &[usize]| Known { sure: set(sure), may: set(may) };
        let check = |query: &str, leaves: &[Known], wanted: Known| {
            let root = Query::read(query, false).root.unwrap();
            assert_eq!(root.evaluate(&mut leaves.iter().cloned(), 4), wanted, "{query}");
        };
        let (a, b) = (known(&[0, 1], &[0, 1]), known(&[1], &[1, 2, 3]));
        check("a b", &[a.clone(), b.clone()], known(&[1], &[1]));
        check("a OR b", &[a.clone(), b.clone()], known(&[0, 1], &[0, 1, 2, 3]));
        check("a -b", &[a.clone(), b.clone()], known(&[0], &[0]));
        check("-a -b", &[a, b.clone()], known(&[], &[2, 3]));
        check("NOT b", &[b], known(&[0], &[0, 2, 3]));
    }
}
