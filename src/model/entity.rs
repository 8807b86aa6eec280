//! How an entity is read and written: every field by name, defaults left out, unknown fields kept.

use std::collections::HashSet;
use std::sync::Mutex;

use ron::value::RawValue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Something with an id that stands in a table of the project.
pub trait Entity: Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The type of its id.
    type Id: Clone + Ord + std::hash::Hash + std::fmt::Debug + std::fmt::Display + Send + Sync;

    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// Who changed an entity last, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Stamp {
    /// Name of the coder.
    pub by: SmolStr,
    /// When, in UTC.
    #[schemars(with = "String")]
    pub at: jiff::Timestamp,
}

impl Default for Stamp {
    fn default() -> Self {
        Self { by: SmolStr::default(), at: jiff::Timestamp::UNIX_EPOCH }
    }
}

/// Fields that this version does not know, as they stood in the file: a newer Casebook wrote them,
/// and they are written back unchanged.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Extra(Vec<(&'static str, Box<RawValue>)>);

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

    /// Keeps a field. False where the program has met so many unknown names that this one cannot
    /// be kept (see `MAX_NAMES`).
    pub fn keep(&mut self, name: &str, value: Box<RawValue>) -> bool {
        let Some(name) = intern(name) else { return false };
        self.0.push((name, value));
        true
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
/// out, and fields that are not declared here are kept in `extra`.
macro_rules! record {
    (
        $(#[$outer:meta])*
        pub struct $name:ident {
            $($(#[$inner:meta])* pub $field:ident: $type:ty,)*
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
                let mut len = self.extra.len();
                $(if ALWAYS.contains(&stringify!($field)) || self.$field != <$type>::default() {
                    len += 1;
                })*
                let mut out = serializer.serialize_struct(stringify!($name), len)?;
                $(if ALWAYS.contains(&stringify!($field)) || self.$field != <$type>::default() {
                    out.serialize_field(stringify!($field), &self.$field)?;
                })*
                for (name, value) in self.extra.iter() {
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
                        while let Some($crate::model::entity::FieldName(name)) = fields.next_key()? {
                            match &*name {
                                $(stringify!($field) => record.$field = fields.next_value()?,)*
                                _ => {
                                    let value = fields.next_value()?;
                                    if !record.extra.keep(&name, value) {
                                        return Err(serde::de::Error::custom(format_args!(
                                            "too many unknown fields, among them `{name}`"
                                        )));
                                    }
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
