//! Values inside a record that may hold more than this version knows: terms of closed lists, and
//! figures. What is not known is kept in the record's [`Extra`], under the field's name and a
//! stroke, and written back where the value is written.

use std::fmt;

use ron::value::RawValue;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserializer, Serialize, Serializer};

use super::entity::{FieldName, twice};
use super::{BestRule, Counting, Extra, Figure};
use crate::calendar::Precision;

/// A value that may hold more than this version knows.
pub(crate) trait Open: Sized {
    /// Reads the value of `field`; what is not known of it goes into `extra`.
    fn read<'de, M: MapAccess<'de>>(
        field: &str,
        fields: &mut M,
        extra: &mut Extra,
    ) -> Result<Self, M::Error>;

    /// Writes it as `field`, with what `extra` has kept of it.
    fn write<S: SerializeStruct>(
        &self,
        field: &'static str,
        extra: &Extra,
        out: &mut S,
    ) -> Result<(), S::Error>;
}

/// A term of a list that is closed in the code: an unknown one stands as the default and is written
/// back until another is chosen.
macro_rules! terms {
    ($($name:ty),*) => {$(
        impl Open for $name {
            fn read<'de, M: MapAccess<'de>>(
                field: &str,
                fields: &mut M,
                extra: &mut Extra,
            ) -> Result<Self, M::Error> {
                read_term(field, fields, extra)
            }

            fn write<S: SerializeStruct>(
                &self,
                field: &'static str,
                extra: &Extra,
                out: &mut S,
            ) -> Result<(), S::Error> {
                match extra.parts(field).next() {
                    Some((_, raw)) if *self == Self::default() => out.serialize_field(field, raw),
                    Some(_) | None => out.serialize_field(field, self),
                }
            }
        }
    )*};
}

terms!(BestRule, Counting, Precision);

fn read_term<'de, T: DeserializeOwned + Default, M: MapAccess<'de>>(
    field: &str,
    fields: &mut M,
    extra: &mut Extra,
) -> Result<T, M::Error> {
    let raw: Box<RawValue> = fields.next_value()?;
    let error = match ron::from_str::<T>(raw.get_ron()) {
        Ok(term) => return Ok(term),
        Err(error) => error,
    };
    let text = raw.get_ron().trim();
    let word = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let is_term = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !is_term {
        return Err(M::Error::custom(error.code));
    }
    extra.keep(&format!("{field}/"), raw).map_err(M::Error::custom)?;
    Ok(T::default())
}

impl Open for Figure {
    fn read<'de, M: MapAccess<'de>>(
        field: &str,
        fields: &mut M,
        extra: &mut Extra,
    ) -> Result<Self, M::Error> {
        fields.next_value_seed(Bounds { field, extra })
    }

    fn write<S: SerializeStruct>(
        &self,
        field: &'static str,
        extra: &Extra,
        out: &mut S,
    ) -> Result<(), S::Error> {
        if extra.is_empty() {
            return out.serialize_field(field, self);
        }
        out.serialize_field(field, &More { figure: *self, field, extra })
    }
}

/// Reads a figure and keeps what else it holds.
struct Bounds<'a> {
    field: &'a str,
    extra: &'a mut Extra,
}

impl<'de> DeserializeSeed<'de> for Bounds<'_> {
    type Value = Figure;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Figure, D::Error> {
        deserializer.deserialize_struct("Figure", &["low", "best", "high"], self)
    }
}

impl<'de> Visitor<'de> for Bounds<'_> {
    type Value = Figure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure with its bounds")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Figure, A::Error> {
        let (mut low, mut best, mut high) = (None, None, None);
        while let Some(FieldName(name)) = fields.next_key()? {
            let bound: &mut Option<Option<u64>> = match &*name {
                "low" => &mut low,
                "best" => &mut best,
                "high" => &mut high,
                _ => {
                    let raw = fields.next_value()?;
                    let name = format!("{}/{name}", self.field);
                    self.extra.keep(&name, raw).map_err(A::Error::custom)?;
                    continue;
                }
            };
            if bound.replace(fields.next_value()?).is_some() {
                return Err(twice(&name));
            }
        }
        Ok(Figure::new(low.flatten(), best.flatten(), high.flatten()))
    }
}

/// A figure with what a newer version has said of it.
struct More<'a> {
    figure: Figure,
    field: &'static str,
    extra: &'a Extra,
}

impl Serialize for More<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = || self.extra.parts(self.field);
        let mut out = serializer.serialize_struct("Figure", 3 + parts().count())?;
        out.serialize_field("low", &self.figure.low)?;
        out.serialize_field("best", &self.figure.best)?;
        out.serialize_field("high", &self.figure.high)?;
        for (name, raw) in parts() {
            out.serialize_field(name, raw)?;
        }
        out.end()
    }
}
