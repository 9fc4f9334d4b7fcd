//! The records that are written, field by field as `applicant.schema.json` and `device.schema.json` declare them.

pub(crate) mod applicant;
pub(crate) mod device;

use serde::Serialize;

/// Whether a field is left out: what is not known does not stand in a record.
pub(crate) trait Absent {
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

/// An empty list is left out; one that is known to be empty is `Some(Vec::new())`.
impl<T> Absent for Vec<T> {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

/// What is always known.
macro_rules! known {
    ($($kind:ty),*) => {$(
        impl Absent for $kind {
            fn absent(&self) -> bool {
                false
            }
        }
    )*};
}
known!(String, i64, bool, applicant::Basics);

/// Declares a structure of a record.
///
/// With `kept` in front it can be read back from its JSON.
macro_rules! record {
    (kept $($(#[$note:meta])* $name:ident { $($fields:tt)* })*) => {
        crate::record::record! {$(
            $(#[$note])*
            #[derive(serde::Deserialize)]
            #[serde(default)]
            $name { $($fields)* }
        )*}
    };
    ($($(#[$note:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        $(#[$note])*
        #[derive(Debug, Clone, Default, serde::Serialize)]
        pub(crate) struct $name {
            $(#[serde(skip_serializing_if = "crate::record::Absent::absent")] pub(crate) $field: $kind,)*
        }
    )*};
}
pub(crate) use record;

record! { kept
    /// An address as typed into a form or printed on a parcel.
    Address {
        raw: Option<String>,
        line1: Option<String>,
        line2: Option<String>,
        city: Option<String>,
        region: Option<String>,
        postal_code: Option<String>,
        country: Option<String>,
    }
    /// Something that happened.
    Event { at: Option<String>, kind: String, detail: Option<String> }
}

/// A row of an osquery table, every column a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row(pub(crate) Vec<(&'static str, String)>);

impl Row {
    pub(crate) fn new<const N: usize>(columns: [(&'static str, &str); N]) -> Self {
        Self(columns.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
    }
}

impl Serialize for Row {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
