//! What the series of a chart stand for, each numbered when it is first met: a chart counts tens of
//! thousands of figures, and a number is compared faster than a name.

use std::collections::{BTreeMap, HashMap};

use smol_str::SmolStr;

use super::By;
use crate::analysis::figure::GroupFigure;
use crate::model::{Category, Group, Project, Vocabulary};

/// A series before it has a place: ordered as the series of a chart are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// Place in the vocabulary; behind it come unknown terms and actors.
    place: usize,
    pub(super) id: SmolStr,
    pub(super) label: SmolStr,
}

/// The keys that were met.
#[derive(Default)]
pub(super) struct Keys {
    by: By,
    met: Vec<Key>,
    numbers: HashMap<Key, usize>,
    /// Groups that were met; of no use by actor.
    groups: Vec<(Group, usize)>,
}

impl Keys {
    pub(super) fn new(by: By) -> Self {
        Self { by, ..Self::default() }
    }

    /// The number of a figure's key.
    pub(super) fn of(&mut self, project: &Project, figure: &GroupFigure) -> usize {
        let by = self.by;
        let same = |group: &Group| match by {
            By::Outcome => group.outcome == figure.group.outcome,
            By::Category => group.category == figure.group.category,
            By::Side => group.side == figure.group.side,
            By::Actor => false,
        };
        if let Some((_, number)) = self.groups.iter().find(|(group, _)| same(group)) {
            return *number;
        }
        let number = self.number(match by {
            By::Outcome => term(&figure.group.outcome),
            By::Category => term(&figure.group.category),
            By::Side => term(&figure.group.side),
            By::Actor => actor(project, figure).unwrap_or_else(|| {
                let Key { place, id, label } = term::<Category>(&figure.group.category);
                Key { place, id: format!("category:{id}").into(), label }
            }),
        });
        if by != By::Actor {
            self.groups.push((figure.group.clone(), number));
        }
        number
    }

    fn number(&mut self, key: Key) -> usize {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        self.met.push(key.clone());
        self.numbers.insert(key, self.met.len() - 1);
        self.met.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.met.len()
    }

    /// In the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Key> {
        self.met.iter()
    }
}

fn term<T: Vocabulary>(term: &T) -> Key {
    let place = T::all().iter().position(|t| t == term).unwrap_or(T::all().len());
    Key { place, id: term.id().into(), label: term.label().into() }
}

/// The victims' actor that most claims of the group name; of several the first by name.
fn actor(project: &Project, figure: &GroupFigure) -> Option<Key> {
    let claims = figure.support().filter_map(|id| project.claims.get(id));
    let victims = claims.filter_map(|c| project.actors.get(c.victim.as_ref()?));
    let mut named: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for actor in victims {
        *named.entry((&actor.name, actor.id.as_str())).or_default() += 1;
    }
    let most = named.values().copied().max()?;
    let (name, id) = *named.iter().find(|(_, count)| **count == most)?.0;
    Some(Key { place: usize::MAX, id: id.into(), label: name.into() })
}
