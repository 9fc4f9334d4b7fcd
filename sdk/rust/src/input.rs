//! What a detector reads of a record: declared by `#[derive(Input)]`, handed over by the host. It does not see the record.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::{Failure, Value};

/// What a detector reads of a record. Derived.
///
/// ```
/// use hirewall_sdk::Input;
///
/// #[derive(Input)]
/// #[record("applicant")]
/// struct Applicant {
///     /// A scalar: an `Option` of `bool`, `i64`, `f64` or `String`.
///     #[read("/basics/location/country_code")]
///     country: Option<String>,
///     /// A list or an object, of which the members `raw` and `country` are enough.
///     #[read("/phones", json, only("raw", "country"))]
///     phones: Vec<Phone>,
///     /// The operator's schema may lack this field.
///     #[read("/years_of_experience", optional)]
///     years: Option<f64>,
/// }
///
/// #[derive(Default, serde::Deserialize)]
/// struct Phone {
///     raw: Option<String>,
///     country: Option<String>,
/// }
/// ```
///
/// A detector that looks at several record kinds reads an enum with one such struct in each variant.
///
/// A field without a place is a mistake:
/// ```compile_fail
/// #[derive(hirewall_sdk::Input)]
/// #[record("applicant")]
/// struct Applicant {
///     country: Option<String>,
/// }
/// ```
/// … and so is a path that is no JSON pointer:
/// ```compile_fail
/// #[derive(hirewall_sdk::Input)]
/// #[record("applicant")]
/// struct Applicant {
///     #[read("country")]
///     country: Option<String>,
/// }
/// ```
/// … a scalar that may not be absent:
/// ```compile_fail
/// #[derive(hirewall_sdk::Input)]
/// #[record("applicant")]
/// struct Applicant {
///     #[read("/country")]
///     country: String,
/// }
/// ```
pub trait Input: Sized {
    /// The record kinds, each with what is read of it.
    const KINDS: Kinds;

    /// Takes what the host hands over.
    ///
    /// # Errors
    /// When that is not what was declared.
    fn read(kind: &str, values: Values) -> Result<Self, Failure>;
}

/// Record kinds.
#[derive(Debug, Clone, Copy)]
pub enum Kinds {
    /// One, by its name, with the places that are read.
    One(&'static str, &'static [Read]),
    /// Several.
    Several(&'static [Kinds]),
}

/// A place that is read.
#[derive(Debug, Clone, Copy)]
pub struct Read {
    /// The JSON pointer.
    pub path: &'static str,
    /// The members that are enough; none: all of them.
    pub only: &'static [&'static str],
    /// Whether the operator's schema may lack it.
    pub optional: bool,
}

impl Kinds {
    /// The places that are read of a record kind.
    #[must_use]
    pub fn of(&self, kind: &str) -> Option<&'static [Read]> {
        match *self {
            Self::One(name, reads) => (name == kind).then_some(reads),
            Self::Several(kinds) => kinds.iter().find_map(|kinds| kinds.of(kind)),
        }
    }
}

/// What the host hands over, in the declared order.
#[derive(Debug)]
pub struct Values(std::vec::IntoIter<Value>);

impl Values {
    /// These values.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    fn next(&mut self, path: &str) -> Result<Value, Failure> {
        self.0.next().ok_or_else(|| Failure::new("bad-input", format!("no value was handed over for `{path}`")))
    }

    /// The next value, which is a scalar.
    ///
    /// # Errors
    /// When it has another type than the detector declared.
    pub fn scalar<T: Scalar>(&mut self, path: &str) -> Result<T, Failure> {
        let value = self.next(path)?;
        T::of(value).map_err(|found| {
            let found = found.kind();
            let message = format!("`{path}` is {found} here, and the detector reads {}", T::WANTED);
            Failure::new("bad-input", message)
        })
    }

    /// The next value, which is a list or an object; the default when it is absent.
    ///
    /// # Errors
    /// When it has another shape than the detector reads.
    pub fn json<T: DeserializeOwned + Default>(&mut self, path: &str) -> Result<T, Failure> {
        // What the parser says of a misfit may quote the record.
        let misfit = || Failure::new("bad-input", format!("`{path}` does not have the shape that the detector reads"));
        match self.next(path)? {
            Value::None => Ok(T::default()),
            Value::Json(text) => serde_json::from_str(&text).map_err(|_| misfit()),
            Value::Boolean(value) => scalar(value).map_err(|_| misfit()),
            Value::Integer(value) => scalar(value).map_err(|_| misfit()),
            Value::Number(value) => scalar(value).map_err(|_| misfit()),
            Value::Text(value) => scalar(value).map_err(|_| misfit()),
        }
    }

    /// A failure for a record kind that the detector does not read.
    #[must_use]
    pub fn unknown_kind(kind: &str) -> Failure {
        Failure::new("bad-input", format!("the detector does not look at records of the kind `{kind}`"))
    }
}

fn scalar<'de, T, V>(value: V) -> Result<T, serde_json::Error>
where
    T: Deserialize<'de>,
    V: IntoDeserializer<'de, serde_json::Error>,
{
    T::deserialize(value.into_deserializer())
}

/// A scalar that may be absent: `Option` of `bool`, `i64`, `f64` or `String`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a record as a scalar",
    label = "write `Option<bool>`, `Option<i64>`, `Option<f64>` or `Option<String>`",
    note = "a record may lack every field, so a scalar is optional; a list or an object needs `#[read(\"…\", json)]`"
)]
pub trait Scalar: Sized {
    /// What it reads, in words.
    const WANTED: &'static str;

    /// Takes the value, or gives it back when it is something else.
    ///
    /// # Errors
    /// The value, which is something else.
    fn of(value: Value) -> Result<Self, Value>;
}

impl Scalar for Option<bool> {
    const WANTED: &'static str = "a boolean";

    fn of(value: Value) -> Result<Self, Value> {
        match value {
            Value::None => Ok(None),
            Value::Boolean(value) => Ok(Some(value)),
            other => Err(other),
        }
    }
}

impl Scalar for Option<i64> {
    const WANTED: &'static str = "a whole number";

    fn of(value: Value) -> Result<Self, Value> {
        match value {
            Value::None => Ok(None),
            Value::Integer(value) => Ok(Some(value)),
            other => Err(other),
        }
    }
}

impl Scalar for Option<f64> {
    const WANTED: &'static str = "a number";

    fn of(value: Value) -> Result<Self, Value> {
        match value {
            Value::None => Ok(None),
            Value::Number(value) => Ok(Some(value)),
            // Whole numbers beyond 2^53 lose digits, as they do in JSON parsers that know doubles alone.
            #[expect(clippy::cast_precision_loss, reason = "a double was asked for")]
            Value::Integer(value) => Ok(Some(value as f64)),
            other => Err(other),
        }
    }
}

impl Scalar for Option<String> {
    const WANTED: &'static str = "a text";

    fn of(value: Value) -> Result<Self, Value> {
        match value {
            Value::None => Ok(None),
            Value::Text(value) => Ok(Some(value)),
            other => Err(other),
        }
    }
}
