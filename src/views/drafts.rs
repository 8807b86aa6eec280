//! What is typed into a form and no edit yet, as text that outlives the program.
//!
//! *Invariants*: of a row of the project only the fields that were typed into are kept: put back,
//! they stand over the row as it is then.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Focus;
use crate::persist::Draft;

/// Fields that were typed into, by name.
pub(crate) type Fields = Map<String, Value>;

/// What became of a draft that was to be put back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PutBack {
    /// It stands in its form again, which is shown with this in focus.
    Done(Focus),
    /// It stands in the project already, or its row is gone.
    Unneeded,
    /// No form of this panel.
    NotMine,
}

/// A draft of a form.
pub(crate) fn write<T: Serialize>(form: &'static str, content: &T) -> Option<Draft> {
    match serde_json::to_string(content) {
        Ok(content) => Some(Draft { form: form.into(), content }),
        Err(error) => {
            log::error!("what is typed ({form}) cannot be kept: {error}");
            None
        }
    }
}

/// What stands in a draft, where it is of this form and can be read.
pub(crate) fn read<T: DeserializeOwned>(form: &'static str, draft: &Draft) -> Option<T> {
    if draft.form != form {
        return None;
    }
    let read = serde_json::from_str(&draft.content);
    read.inspect_err(|error| log::warn!("what was typed ({form}) cannot be read: {error}")).ok()
}

/// The fields of a form that are not as they were before.
pub(crate) fn typed<T: Serialize>(now: &T, before: &T) -> Fields {
    let object = |form: &T| match serde_json::to_value(form) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Fields::new(),
    };
    let before = object(before);
    object(now).into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect()
}

/// A form as it is now, with the fields that were typed into.
pub(crate) fn with_typed<T: Serialize + DeserializeOwned>(now: &T, typed: &Fields) -> Option<T> {
    let mut value = serde_json::to_value(now).ok()?;
    value.as_object_mut()?.extend(typed.clone());
    serde_json::from_value(value).ok()
}
