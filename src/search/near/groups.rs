//! Groups of texts that are alike, found through slices of their signatures that are equal.

use super::signature::{LIKE, Signature};

/// Slots that have to be equal for two texts to be compared.
const ROWS: usize = 4;
/// Slices of a signature.
const BANDS: usize = 32;
/// With how many unlike texts of one slice a text is compared before it is given up.
const COMPARED: usize = 24;

/// Groups of at least two texts each. A text is in one group at most.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Groups {
    of: Vec<Option<u32>>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    /// The group of the nth text.
    pub fn of(&self, nth: usize) -> Option<usize> {
        self.of.get(nth).copied().flatten().map(|group| group as usize)
    }

    /// The texts of a group, in order.
    pub fn members(&self, group: usize) -> &[u32] {
        self.members.get(group).map_or(&[], Vec::as_slice)
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether no two texts are alike.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Groups texts by their signatures. `go_on` is asked between slices; where it answers false, no
/// text is grouped.
pub fn groups(signatures: &[Option<Signature>], go_on: impl Fn() -> bool) -> Groups {
    let mut parent: Vec<u32> = (0u32..).zip(signatures).map(|(nth, _)| nth).collect();
    let mut slices: Vec<(u32, u32)> = Vec::with_capacity(signatures.len());
    for band in 0..BANDS {
        if !go_on() {
            return Groups::default();
        }
        slices.clear();
        slices.extend((0u32..).zip(signatures).filter_map(|(nth, signature)| {
            let slots = signature.as_ref()?.slots().get(band * ROWS..(band + 1) * ROWS)?;
            Some((slots.iter().fold(0, |slice, slot| slice << 8 | u32::from(*slot)), nth))
        }));
        slices.sort_unstable();
        for bucket in slices.chunk_by(|(a, _), (b, _)| a == b).filter(|b| b.len() > 1) {
            join(bucket, signatures, &mut parent);
        }
    }
    gather(&mut parent)
}

/// Joins what is alike of texts that share a slice.
fn join(bucket: &[(u32, u32)], signatures: &[Option<Signature>], parent: &mut [u32]) {
    let signature = |nth: u32| signatures.get(nth as usize).and_then(Option::as_ref);
    let mut unlike: Vec<u32> = Vec::new();
    for &(_, nth) in bucket {
        let Some(own) = signature(nth) else { continue };
        let alike = unlike.iter().copied().find(|other| {
            root(parent, *other) == root(parent, nth)
                || signature(*other).is_some_and(|other| own.likeness(other) >= LIKE)
        });
        match alike {
            Some(other) => {
                let (a, b) = (root(parent, other), root(parent, nth));
                if let Some(slot) = parent.get_mut(a.max(b) as usize) {
                    *slot = a.min(b);
                }
            }
            None if unlike.len() < COMPARED => unlike.push(nth),
            None => {}
        }
    }
}

fn root(parent: &mut [u32], mut nth: u32) -> u32 {
    while let Some(&up) = parent.get(nth as usize)
        && up != nth
    {
        let further = parent.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(nth as usize) {
            *slot = further;
        }
        nth = up;
    }
    nth
}

fn gather(parent: &mut [u32]) -> Groups {
    let roots: Vec<u32> = (0..parent.len()).map(|nth| root(parent, nth as u32)).collect();
    let mut sizes = vec![0u32; roots.len()];
    for root in &roots {
        if let Some(size) = sizes.get_mut(*root as usize) {
            *size += 1;
        }
    }
    let mut numbers: Vec<Option<u32>> = vec![None; roots.len()];
    let mut groups = Groups { of: vec![None; roots.len()], members: Vec::new() };
    for (nth, root) in (0u32..).zip(&roots) {
        let root = *root as usize;
        if sizes.get(root).is_none_or(|size| *size < 2) {
            continue;
        }
        let fresh = groups.members.len() as u32;
        let number = numbers.get(root).copied().flatten().unwrap_or(fresh);
        if number == fresh {
            groups.members.push(Vec::new());
            if let Some(slot) = numbers.get_mut(root) {
                *slot = Some(number);
            }
        }
        if let Some(members) = groups.members.get_mut(number as usize) {
            members.push(nth);
        }
        if let Some(slot) = groups.of.get_mut(nth as usize) {
            *slot = Some(number);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn story(seed: usize) -> Vec<String> {
        let word = |n: usize| format!("w{}", (seed * 7919 + n * 104_729) % 5003);
        (0..12).map(|p| (0..30).map(|n| word(p * 31 + n)).collect::<Vec<_>>().join(" ")).collect()
    }

    fn group(texts: &[String]) -> Groups {
        let signatures: Vec<_> = texts.iter().map(|text| Signature::of(text)).collect();
        groups(&signatures, || true)
    }

    #[test]
    fn reprints_of_one_story_are_one_group() {
        // Ten reprints, each with another figure, among other stories.
        let mut texts: Vec<String> = (0..10)
            .map(|n| story(1).join("\n\n").replacen("w2708", &format!("{} killed", 20 + n), 1))
            .collect();
        texts.extend((2..30).map(|seed| story(seed).join("\n\n")));
        // An update: a paragraph less, and a line more.
        let mut update = story(5);
        update.remove(3);
        update.push("Editing by a colleague of theirs.".to_owned());
        texts.push(update.join("\n\n"));
        let found = group(&texts);
        assert_eq!(found.len(), 2);
        assert_eq!(found.members(0), (0..10).collect::<Vec<u32>>());
        assert_eq!(found.members(1), [13, 38]);
        assert_eq!((found.of(0), found.of(38), found.of(11)), (Some(0), Some(1), None));
    }

    #[test]
    fn nothing_comes_of_a_search_that_is_stopped() {
        let texts = [story(1).join(" "), story(1).join(" ")];
        let signatures: Vec<_> = texts.iter().map(|text| Signature::of(text)).collect();
        assert!(groups(&signatures, || false).is_empty());
        assert!(group(&["short".to_owned(), "short".to_owned()]).is_empty());
    }

    proptest! {
        #[test]
        fn a_text_is_in_one_group_at_most(seeds in proptest::collection::vec(0usize..6, 0..24)) {
            let texts: Vec<String> = seeds.iter().map(|s| story(*s).join(" ")).collect();
            let found = group(&texts);
            for (nth, seed) in seeds.iter().enumerate() {
                let twins = seeds.iter().filter(|s| *s == seed).count();
                let members = found.of(nth).map(|g| found.members(g).len());
                prop_assert_eq!(members, (twins > 1).then_some(twins));
            }
        }
    }
}
