//! How an entity is read and written: every field by name, defaults left out, unknown fields kept.

use std::collections::HashSet;
use std::sync::Mutex;

use ron::value::RawValue;
use serde::Deserialize;
use smol_str::SmolStr;

/// Something with an id that stands in a table of the project.
pub trait Entity: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The type of its id.
    type Id: Clone + Ord + std::hash::Hash + std::fmt::Debug + std::fmt::Display + Send + Sync;

    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// Fields that this version does not know, as they stood in the file: a newer Casebook wrote them,
/// and they are written back unchanged.
#[derive(Clone, Default, Debug)]
pub struct Extra(Vec<(&'static str, Box<RawValue>)>);

/// The order of fields says nothing: it is another where they were read from another file.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|field| other.0.contains(field))
    }
}

/// Why an unknown field is not kept: the file cannot be read then, for nothing may be dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// It stands there already.
    #[error("the field `{0}` stands twice")]
    Twice(String),
    /// The program has met too many unknown names (see [`MAX_NAMES`]).
    #[error("too many unknown fields, among them `{0}`")]
    TooMany(String),
}

impl Extra {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The fields' names and their RON text.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &RawValue)> {
        self.0.iter().map(|(name, value)| (*name, &**value))
    }

    /// Keeps a field.
    pub fn keep(&mut self, name: &str, value: Box<RawValue>) -> Result<(), NotKept> {
        let known = intern(name).ok_or_else(|| NotKept::TooMany(name.to_owned()))?;
        if self.0.iter().any(|(kept, _)| *kept == known) {
            return Err(NotKept::Twice(name.to_owned()));
        }
        self.0.push((known, value));
        Ok(())
    }

    /// The terms that stand in known fields and are not known: field and term. The field holds its
    /// default meanwhile.
    pub fn unknown_terms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let term = |(name, value): (&'static str, _)| {
            Some((name.strip_suffix('/')?, RawValue::get_ron(value).trim().trim_matches('"')))
        };
        self.iter().filter_map(term)
    }

    /// Drops what is kept of a known field, because something else has been chosen for it.
    pub(crate) fn forget(&mut self, field: &str) {
        self.0.retain(|(name, _)| name.split_once('/').is_none_or(|(of, _)| of != field));
    }

    /// The fields of the record itself. Names with a stroke, which no field name can hold, are what
    /// is kept of a known field's value.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static str, &RawValue)> {
        self.iter().filter(|(name, _)| !name.contains('/'))
    }

    /// What is kept of a known field's value, by the names within it.
    pub(crate) fn parts(&self, field: &str) -> impl Iterator<Item = (&'static str, &RawValue)> {
        self.iter().filter_map(move |(name, value)| {
            Some((name.strip_prefix(field)?.strip_prefix('/')?, value))
        })
    }
}

/// How many different unknown field names one run of the program keeps: serde wants the names of
/// struct fields for ever, so they are never given back, and a hostile file must not exhaust memory.
pub const MAX_NAMES: usize = 4096;

fn intern(name: &str) -> Option<&'static str> {
    static NAMES: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut names = NAMES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let names = names.get_or_insert_default();
    if let Some(known) = names.get(name) {
        return Some(known);
    }
    if names.len() >= MAX_NAMES || name.len() > 200 {
        return None;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    Some(kept)
}

/// Fields that are written whatever they hold: what a reader of the file looks for first.
pub(crate) const ALWAYS: &[&str] = &["id", "outcome"];

/// Declares a struct that is read and written field by field: a field equal to its default is left
/// out, and fields that are not declared here are kept in `extra`. So is what a field declared `as
/// open` holds beyond what this version knows.
macro_rules! record {
    (
        $(#[$outer:meta])*
        pub struct $name:ident {
            $($(#[$inner:meta])* pub $field:ident: $type:ty $(as $open:ident)?,)*
        }
    ) => {
        $(#[$outer])*
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct $name {
            $($(#[$inner])* pub $field: $type,)*
            /// Fields of a newer version, kept as they were.
            pub extra: $crate::model::Extra,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct as _;
                use $crate::model::entity::ALWAYS;
                let written = |name, is_default: bool| {
                    ALWAYS.contains(&name)
                        || !is_default
                        || (!self.extra.is_empty() && self.extra.parts(name).next().is_some())
                };
                let mut len = self.extra.fields().count();
                $(if written(stringify!($field), self.$field == <$type>::default()) {
                    len += 1;
                })*
                let mut out = serializer.serialize_struct(stringify!($name), len)?;
                $(if written(stringify!($field), self.$field == <$type>::default()) {
                    $crate::model::entity::write_field!(self, out, $field $(, $open)?);
                })*
                for (name, value) in self.extra.fields() {
                    out.serialize_field(name, value)?;
                }
                out.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(stringify!($name))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut fields: A,
                    ) -> Result<$name, A::Error> {
                        let mut record = $name::default();
                        $(let mut $field = false;)*
                        while let Some($crate::model::entity::FieldName(name)) = fields.next_key()? {
                            match &*name {
                                $(stringify!($field) => {
                                    if std::mem::replace(&mut $field, true) {
                                        return Err($crate::model::entity::twice(&name));
                                    }
                                    $crate::model::entity::read_field!(
                                        record, fields, $field, $type $(, $open)?
                                    );
                                })*
                                _ => {
                                    let value = fields.next_value()?;
                                    record.extra.keep(&name, value)
                                        .map_err(serde::de::Error::custom)?;
                                }
                            }
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_struct(
                    stringify!($name),
                    &[$(stringify!($field)),*],
                    Fields,
                )
            }
        }
    };
}
pub(crate) use record;

/// Reads a field of a [`record!`].
macro_rules! read_field {
    ($record:ident, $fields:ident, $field:ident, $type:ty) => {
        $record.$field = $fields.next_value()?
    };
    ($record:ident, $fields:ident, $field:ident, $type:ty, $open:ident) => {
        $record.$field = <$type as $crate::model::open::Open>::read(
            stringify!($field),
            &mut $fields,
            &mut $record.extra,
        )?
    };
}
pub(crate) use read_field;

/// Writes a field of a [`record!`].
macro_rules! write_field {
    ($record:ident, $out:ident, $field:ident) => {
        $out.serialize_field(stringify!($field), &$record.$field)?
    };
    ($record:ident, $out:ident, $field:ident, $open:ident) => {
        $crate::model::open::Open::write(
            &$record.$field,
            stringify!($field),
            &$record.extra,
            &mut $out,
        )?
    };
}
pub(crate) use write_field;

/// A field that stands twice in a record: taking one of them would drop the other.
pub(crate) fn twice<E: serde::de::Error>(name: &str) -> E {
    E::custom(NotKept::Twice(name.to_owned()))
}

/// Declares a [`record!`] that stands in a table: it has an `id`.
macro_rules! entity {
    (
        $(#[$outer:meta])*
        pub struct $name:ident($id:ty) {
            $($body:tt)*
        }
    ) => {
        $crate::model::entity::record! {
            $(#[$outer])*
            pub struct $name {
                /// What the rest of the project calls it by.
                pub id: $id,
                $($body)*
            }
        }

        impl $crate::model::Entity for $name {
            type Id = $id;

            fn id(&self) -> &$id {
                &self.id
            }
        }
    };
}
pub(crate) use entity;

record! {
    /// Who changed an entity last, and when.
    pub struct Stamp {
        /// Name of the coder.
        pub by: SmolStr,
        /// When, in UTC.
        pub at: jiff::Timestamp,
    }
}

/// A field's name as it stands in a file.
pub(crate) struct FieldName(pub(crate) SmolStr);

impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl serde::de::Visitor<'_> for Name {
            type Value = FieldName;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a field name")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<FieldName, E> {
                Ok(FieldName(name.into()))
            }
        }
        deserializer.deserialize_identifier(Name)
    }
}
