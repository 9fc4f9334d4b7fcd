//! Record schemas compiled from JSON Schema into types with slots.
//!
//! **Layout.** A record is a flat run of [`crate::Cell`]s, its *frame*. A value of a type takes [`FieldType::width`]
//! consecutive cells: the first is its own cell (for an object only a mark that it is present), the cells of an object's
//! declared fields follow, at [`Field::offset`] from the object's own cell, nested objects inlined. So a path through
//! objects is one constant offset from the root cell, which is cell 0. An array is one cell that names the first element
//! and the count; element `i` begins at `first + i * width of the element type`.

use std::sync::Arc;

/// A record kind: its schema, compiled.
#[derive(Debug)]
pub struct Schema {
    pub(crate) kind: Kind,
    pub(crate) root: Arc<Shape>,
}

/// What `x-record` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The name of the record kind, also the name of the record in conditions.
    pub name: String,
    /// JSON pointer of the record's id.
    pub id: String,
    /// JSON pointer of the subject's id; the record's own id when the schema names none.
    pub subject: String,
    /// JSON pointer of the time that the record tells of, when the schema names one.
    pub time: Option<String>,
}

/// The declared fields of an object.
#[derive(Debug, Default)]
pub struct Shape {
    /// The fields in the order of the schema.
    pub fields: Vec<Field>,
    /// Cells that an object of this shape takes, its own cell included.
    pub width: u32,
    /// Whether further, undeclared fields are allowed; they are not kept.
    pub open: bool,
}

/// A declared field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// Its cell, counted from the object's own cell; at least 1.
    pub offset: u32,
    /// Its type.
    pub ty: FieldType,
    /// Whether the schema requires it.
    pub required: bool,
    /// Whether `null` is a value of its own here. Where it is not, `null` counts as absent.
    pub nullable: bool,
    /// What the schema says of its meaning.
    pub attributes: Attributes,
}

/// The type of a value.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// `boolean`
    Bool,
    /// `integer`: 64 bits with sign.
    Int,
    /// `number`
    Double,
    /// `string`
    String,
    /// `string` with `format: date-time`
    Time,
    /// Anything else: kept as JSON and typed when read.
    Dyn,
    /// `array`; the elements' type and their attributes (as a nameless field with offset 0).
    List(Arc<Field>),
    /// `object` with declared properties.
    Object(Arc<Shape>),
}

/// What the schema says of a field beside its type.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    /// `description`
    pub description: Option<String>,
    /// `x-pii`
    pub pii: Option<PiiClass>,
    /// `x-protected`: the attribute that hiring law forbids as a basis.
    pub protected: Option<String>,
    /// `x-proxy`: the protected attribute that this field stands in for.
    pub proxy: Option<String>,
    /// `enum` or `const`: the only values.
    pub allowed: Option<Vec<serde_json::Value>>,
    /// `minimum`, for lints.
    pub minimum: Option<f64>,
    /// `maximum`, for lints.
    pub maximum: Option<f64>,
}

/// How near a value is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PiiClass {
    /// Not marked as personal.
    None,
    /// Tells of a person together with other data.
    Indirect,
    /// Names or reaches a person.
    Direct,
    /// Derived from a body: a face, a voice.
    BiometricDerived,
}

impl Schema {
    /// The record kind.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The fields of the record.
    #[must_use]
    pub fn root(&self) -> &Arc<Shape> {
        &self.root
    }
}

impl Shape {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }
}

impl FieldType {
    /// Cells that a value of this type takes.
    #[must_use]
    pub fn width(&self) -> u32 {
        match self {
            Self::Object(shape) => shape.width,
            _ => 1,
        }
    }
}
