//! The spots of an article in a few bytes each: there are over a million in a large library, and
//! hardly any is ever asked for, only how many there are.

use std::sync::Arc;

use super::spot::{Spot, Written};
use crate::model::{Figure, Outcome, Vocabulary as _};

/// The head of a spot: it says that people came to harm.
const HARM: u8 = 1;
/// Its figure is one number.
const EXACT: u8 = 2;
/// Its figure has a least, a first, a most.
const PARTS: [u8; 3] = [4, 8, 16];
/// Its outcome is none of the vocabulary, and is spelled.
const SPELLED: u8 = 32;

/// The spots of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Packed(Arc<[u8]>);

impl Packed {
    /// These spots.
    pub(super) fn of(spots: &[Spot]) -> Self {
        let mut bytes = Vec::with_capacity(2 + spots.len() * 8);
        write(&mut bytes, spots.iter().filter(|spot| spot.is_harm()).count() as u64);
        for spot in spots {
            let Written { at: (from, to), outcome, figure, harm } = spot.clone().into();
            write(&mut bytes, from.into());
            write(&mut bytes, to.into());
            let term = Outcome::all().iter().position(|term| *term == outcome);
            let exact = figure.best.filter(|best| figure == Figure::exact(*best));
            let parts = [figure.low, figure.best, figure.high];
            let mut head = if harm { HARM } else { 0 };
            match exact {
                Some(_) => head |= EXACT,
                None => {
                    let there = PARTS.iter().zip(&parts).filter(|(_, part)| part.is_some());
                    head |= there.fold(0, |head, (bit, _)| head | bit);
                }
            }
            bytes.push(if term.is_none() { head | SPELLED } else { head });
            match term {
                Some(term) => write(&mut bytes, term as u64),
                None => {
                    write(&mut bytes, outcome.id().len() as u64);
                    bytes.extend(outcome.id().as_bytes());
                }
            }
            match exact {
                Some(exact) => write(&mut bytes, exact),
                None => parts.into_iter().flatten().for_each(|part| write(&mut bytes, part)),
            }
        }
        Self(bytes.into())
    }

    /// How many of them say that people came to harm.
    pub(super) fn harmed(&self) -> usize {
        Bytes(&self.0).number().map_or(0, |count| count as usize)
    }

    /// All of them, in their order.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let mut bytes = Bytes(&self.0);
        bytes.number();
        std::iter::from_fn(|| bytes.spot()).collect()
    }
}

/// A number, seven bits a byte, the lowest first.
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// What is left to be read.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn spot(&mut self) -> Option<Spot> {
        let at = (u32::try_from(self.number()?).ok()?, u32::try_from(self.number()?).ok()?);
        let head = self.byte()?;
        let number = self.number()? as usize;
        let outcome = if head & SPELLED == 0 {
            Outcome::all().get(number)?.clone()
        } else {
            let (name, rest) = self.0.split_at_checked(number)?;
            self.0 = rest;
            Outcome::from_id(std::str::from_utf8(name).ok()?)
        };
        let figure = if head & EXACT == 0 {
            let mut part = |bit: u8| -> Option<Option<u64>> {
                if head & bit == 0 { Some(None) } else { self.number().map(Some) }
            };
            let [low, best, high] = PARTS;
            Figure { low: part(low)?, best: part(best)?, high: part(high)? }
        } else {
            Figure::exact(self.number()?)
        };
        Some(Written { at, outcome, figure, harm: head & HARM != 0 }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome() -> impl Strategy<Value = Outcome> {
        let known = proptest::sample::select(Outcome::all().to_vec());
        prop_oneof![known, "[a-zé]{0,200}".prop_map(|name| Outcome::from_id(&name))]
    }

    fn figure() -> impl Strategy<Value = Figure> {
        let part = || proptest::option::of(any::<u64>());
        let parts =
            (part(), part(), part()).prop_map(|(low, best, high)| Figure { low, best, high });
        prop_oneof![
            any::<u64>().prop_map(Figure::exact),
            (0u64..200).prop_map(Figure::exact),
            parts
        ]
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(
            spots in proptest::collection::vec(
                (any::<(u32, u32)>(), outcome(), figure(), any::<bool>()), 0..20)
        ) {
            let spot = |(at, outcome, figure, harm)| Written { at, outcome, figure, harm }.into();
            let spots: Vec<Spot> = spots.into_iter().map(spot).collect();
            let packed = Packed::of(&spots);
            prop_assert_eq!(packed.harmed(), spots.iter().filter(|spot| spot.is_harm()).count());
            prop_assert_eq!(packed.spots(), spots);
        }
    }
}
