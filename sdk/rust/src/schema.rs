//! Types as constants: what a manifest says of settings and signals is known when the plugin is compiled. Nothing of it is in the running
//! code.

mod defaults;
mod types;

pub use defaults::FromText;

/// A type with a JSON Schema. Derived for structs with named fields, newtypes, and enums of plain variants; it reads the
/// attributes of `serde`, so that the schema says what the program does.
///
/// ```
/// use hirewall_sdk::Schema;
///
/// /// The operator's settings.
/// #[derive(Schema, serde::Deserialize)]
/// #[serde(default, deny_unknown_fields)]
/// struct Settings {
///     /// Region for numbers without a country code.
///     #[schema(default = "US", min_length = 2, max_length = 2)]
///     default_region: String,
///     /// How many numbers are looked at.
///     #[schema(default = 20, minimum = 1, maximum = 100)]
///     most: u32,
/// }
///
/// // `#[serde(default)]` on the struct: the derive implements `Default` with the schema's defaults.
/// assert_eq!(Settings::default().default_region, "US");
/// ```
///
/// | attribute | in the schema |
/// | --- | --- |
/// | doc comment | `description` |
/// | `default = …` | `default`, and the value that `Default` gives the field |
/// | `minimum = …`, `maximum = …` | the same, for numbers |
/// | `min_length = …`, `max_length = …`, `pattern = "…"`, `format = "…"` | `minLength`, `maxLength`, `pattern`, `format`, for texts |
/// | `min_items = …`, `max_items = …` | `minItems`, `maxItems`, for lists |
/// | `pii = "…"` | `x-pii`: `direct`, `indirect`, `biometric-derived` or `none` |
/// | `protected = "…"`, `proxy = "…"` | `x-protected`, `x-proxy`: what hiring law forbids or restricts as a basis |
///
/// A default that the type cannot hold is refused:
/// ```compile_fail
/// #[derive(hirewall_sdk::Schema, serde::Deserialize)]
/// #[serde(default)]
/// struct Settings {
///     #[schema(default = 3)]
///     region: String,
/// }
/// ```
/// … and a default that `serde` would not use:
/// ```compile_fail
/// #[derive(hirewall_sdk::Schema, serde::Deserialize)]
/// struct Settings {
///     #[schema(default = "US")]
///     region: String,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON Schema",
    label = "not a type that settings and signals can hold",
    note = "use booleans, numbers, texts, lists and maps of them, or your own types with `#[derive(hirewall_sdk::Schema)]`"
)]
pub trait Schema {
    /// The type.
    const SHAPE: Shape;
    /// What the type's own documentation says.
    const DESCRIPTION: &'static str = "";
    /// Whether a value may be absent.
    const OPTIONAL: bool = false;
}

/// A type.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// `true` or `false`.
    Boolean,
    /// A whole number of at least `minimum`.
    Integer {
        /// As JSON; empty: none.
        minimum: &'static str,
    },
    /// A number.
    Number,
    /// A text.
    Text,
    /// One of these texts.
    Names(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// An object with these members.
    Object {
        /// The members.
        fields: &'static [Field],
        /// Whether others may be there too.
        open: bool,
    },
    /// An object with members of any name.
    Map(&'static Shape),
    /// Any JSON.
    Any,
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its type.
    pub shape: Shape,
    /// Whether it is always there.
    pub required: bool,
    /// What it is.
    pub description: &'static str,
    /// Its value when it is not given.
    pub default: Option<Literal>,
    /// Further keywords, each with its value as JSON text.
    pub keywords: &'static [(&'static str, Literal)],
}

/// A value in a schema.
#[derive(Debug, Clone, Copy)]
pub enum Literal {
    /// A boolean, as JSON text.
    Boolean(&'static str),
    /// A whole number, as JSON text.
    Integer(&'static str),
    /// A number, as JSON text.
    Number(&'static str),
    /// A text.
    Text(&'static str),
    /// A list.
    List(&'static [Literal]),
}

impl Shape {
    /// Whether a value is of this type. For the derive, which refuses defaults that do not fit.
    #[must_use]
    pub const fn holds(&self, value: &Literal) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (Self::Boolean, Literal::Boolean(_))
            | (Self::Integer { .. } | Self::Number, Literal::Integer(_))
            | (Self::Number, Literal::Number(_))
            | (Self::Text, Literal::Text(_)) => true,
            (Self::Names(names), Literal::Text(text)) => contains(names, text),
            (Self::List(shape), Literal::List(values)) => {
                let mut rest: &[Literal] = values;
                while let [first, others @ ..] = rest {
                    if !shape.holds(first) {
                        return false;
                    }
                    rest = others;
                }
                true
            }
            _ => false,
        }
    }

    /// The names of an object's members.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let fields: &'static [Field] = if let Self::Object { fields, .. } = self { fields } else { &[] };
        fields.iter().map(|field| field.name)
    }
}

const fn contains(names: &[&str], text: &str) -> bool {
    let mut rest = names;
    while let [first, others @ ..] = rest {
        if same(first.as_bytes(), text.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

/// Whether two texts are the same; `==` is not to be had in constants.
pub(crate) const fn same(mut left: &[u8], mut right: &[u8]) -> bool {
    loop {
        match (left, right) {
            ([], []) => return true,
            ([l, ls @ ..], [r, rs @ ..]) if *l == *r => (left, right) = (ls, rs),
            _ => return false,
        }
    }
}

/// No settings at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoSettings {}

impl Schema for NoSettings {
    const SHAPE: Shape = Shape::Object { fields: &[], open: false };
}
