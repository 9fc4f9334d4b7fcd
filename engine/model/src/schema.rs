//! Record schemas compiled from JSON Schema into types with slots.
//!
//! **Layout.** A record is a flat run of [`crate::Cell`]s, its *frame*. A value of a type takes [`FieldType::width`]
//! consecutive cells: the first is its own cell (for an object only a mark that it is present), the cells of an object's
//! declared fields follow, at [`Field::offset`] from the object's own cell, nested objects inlined. So a path through
//! objects is one constant offset from the root cell, which is cell 0. An array is one cell that names the first element
//! and the count; element `i` begins at `first + i * width of the element type`.

//!
//! What is plainly typed gets slots. A union of types, a recursive `$ref`, an object without declared properties and
//! whatever else has no one type is [`FieldType::Dyn`]: kept as JSON and typed when read. Keywords that say more than
//! types, such as `oneOf`, are left to the `jsonschema` validator, which then sees each record as well. `format` other than
//! `date-time` describes and checks nothing, as the standard says.

use std::sync::Arc;

use plan::ObjectPlan;
use serde::{Deserialize, Serialize};

mod attributes;
mod compile;
mod fields;
mod kind;
mod limits;
mod null;
pub(crate) mod plan;
mod problem;
mod references;

pub(crate) use compile::byte_offset;
pub use limits::SchemaLimits;
pub use problem::SchemaProblem;

/// A record kind: its schema, compiled.
#[derive(Debug)]
pub struct Schema {
    kind: Kind,
    root: Arc<Shape>,
    /// The JSON pointer of each cell of the record's own frame: most places that decisions name stand there.
    pointers: Box<[Box<str>]>,
    pub(crate) plan: Arc<ObjectPlan>,
    /// Present when the schema says more than the plan checks.
    pub(crate) validator: Option<jsonschema::Validator>,
    text: Arc<str>,
    digest: String,
    pub(crate) places: Places,
}

/// The cells of what `x-record` names.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) id: u32,
    pub(crate) subject: u32,
    /// The first of them that a record has is its time.
    pub(crate) times: Box<[u32]>,
}

impl Places {
    /// Those of what is no record: cells that none has.
    pub(crate) fn none() -> Self {
        Self { id: u32::MAX, subject: u32::MAX, times: Box::default() }
    }
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
    /// JSON pointers of the time that the record tells of: the first of them that a record has is its time. Empty when the schema
    /// names none.
    pub times: Vec<String>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PiiClass {
    /// Not marked as personal.
    #[default]
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

    /// The text it was compiled from.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// `sha256:` and the digest of the schema, which layout and the order of keys do not change.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Whether the schema says more than the reader of records checks, so that each record is read a second time for the
    /// `jsonschema` validator, which costs several times as much.
    #[must_use]
    pub fn needs_validator(&self) -> bool {
        self.validator.is_some()
    }

    /// The declared fields on the way to a JSON pointer through objects, the meant one last; nothing when there is no such
    /// field. `/phones` is a field, `/phones/0` is none.
    #[must_use]
    pub fn fields_on(&self, pointer: &str) -> Option<Vec<&Field>> {
        kind::fields_on(pointer, &self.root)
    }

    /// The declared fields on a path as conditions have it, such as `phones.*.raw`, from the outermost on: `*` is any element of a
    /// list. As far as they are declared. A list of plain values has its elements after it: who reads it goes through them, without a
    /// field of their own.
    #[must_use]
    pub fn fields_along(&self, path: &str) -> Vec<&Field> {
        let mut fields = Vec::new();
        let mut shape = Some(&*self.root);
        let mut list: Option<&Field> = None;
        for part in path.split('.') {
            let field = match (part, list, shape) {
                ("*", Some(element), _) => element,
                (name, _, Some(shape)) => {
                    let Some(field) = shape.field(name) else { break };
                    field
                }
                _ => break,
            };
            fields.push(field);
            (shape, list) = match &field.ty {
                FieldType::Object(inner) => (Some(&**inner), None),
                FieldType::List(element) => (None, Some(&**element)),
                _ => (None, None),
            };
        }
        while let Some(FieldType::List(element)) = fields.last().map(|field| &field.ty)
            && !matches!(element.ty, FieldType::Object(_))
        {
            fields.push(element);
        }
        fields
    }

    /// The JSON pointer of a cell of the record's own frame, such as `/basics/location/city`; empty for the record itself.
    /// Elements of lists lie outside of that frame: their pointers are [`crate::Record::pointer`]'s.
    #[must_use]
    pub fn describe(&self, cell: u32) -> &str {
        self.pointers.get(cell as usize).map_or("", |pointer| pointer)
    }
}

impl Field {
    /// The gravest class of the field and of anything declared in it. Depth is bounded by the nesting of schemas.
    #[must_use]
    pub fn gravest_class(&self) -> PiiClass {
        let own = self.attributes.pii.unwrap_or_default();
        own.max(match &self.ty {
            FieldType::Object(shape) => shape.gravest_class(),
            FieldType::List(element) => element.gravest_class(),
            _ => PiiClass::None,
        })
    }
}

impl Shape {
    /// The gravest class of anything declared in the object.
    #[must_use]
    pub fn gravest_class(&self) -> PiiClass {
        self.fields.iter().map(Field::gravest_class).max().unwrap_or_default()
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }

    /// The fields on the way to a cell of this object's frame, the cell's own last; none for the object's own cell and
    /// for cells outside.
    pub fn path_to(&self, cell: u32) -> impl Iterator<Item = &Field> {
        let (mut around, mut rest) = (Some(self), cell);
        std::iter::from_fn(move || {
            let shape = around.take().filter(|shape| rest > 0 && rest < shape.width)?;
            let after = shape.fields.partition_point(|field| field.offset <= rest);
            let field = shape.fields.get(after.checked_sub(1)?)?;
            rest -= field.offset;
            if let FieldType::Object(inner) = &field.ty {
                around = Some(inner);
            }
            Some(field)
        })
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
