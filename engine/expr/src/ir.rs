//! Typed programs: what the checker makes of a tree and the evaluator runs.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use crate::functions::Function;
use crate::named::{NamedList, Table};
use crate::{Problem, Type, Value};

/// Names a node of its [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IrId(pub(crate) u32);

/// A place for a comprehension's variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LocalId(pub(crate) u32);

/// A checked condition.
#[derive(Debug)]
pub struct Program {
    pub(crate) text: Arc<str>,
    pub(crate) nodes: Vec<Ir>,
    pub(crate) spans: Vec<Span>,
    pub(crate) types: Vec<Type>,
    pub(crate) root: IrId,
    pub(crate) locals: u32,
    pub(crate) reads: Vec<Read>,
    /// Of each node by what its value is remembered; empty where no node's is.
    pub(crate) remembered: Box<[Remembered]>,
    /// What the checker holds to be a mistake though the condition can be run.
    pub warnings: Vec<Problem>,
}

/// A declared field that a program reads, once for each place in the text.
#[derive(Debug, Clone)]
pub struct Read {
    /// The frame that declares it: 0 for the record, else as [`crate::Env::frame`] numbered it.
    pub frame: u32,
    /// The field; for an element of a list the field that holds the list.
    pub field: FieldRef,
    /// Where in the text.
    pub span: Span,
    /// Whether any link of the path may be absent from a record that fits its schema.
    pub optional: bool,
    /// Whether `has`, `missing` or an optional stands before it, so that its absence was thought of.
    pub guarded: bool,
    /// Whether its value counts against a match: under `!`, right or left of `!=`, in `!(x in …)`.
    pub negated: bool,
    /// Whether only its presence is asked for: the argument of `has`, `missing`, or a `.?` path.
    pub presence: bool,
}

impl Program {
    /// The text it was made of.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The node whose value is that of the program.
    #[must_use]
    pub fn root(&self) -> IrId {
        self.root
    }

    /// The type of its value.
    #[must_use]
    pub fn ty(&self) -> &Type {
        self.type_of(self.root)
    }

    /// A node; for an id of another program, a constant `null`.
    #[must_use]
    pub fn node(&self, id: IrId) -> &Ir {
        const NULL: &Ir = &Ir::Const(Value::Null);
        self.nodes.get(id.0 as usize).unwrap_or(NULL)
    }

    /// By what the value of a node is remembered while one record is looked at.
    #[inline]
    pub(crate) fn remembered(&self, id: IrId) -> Remembered {
        self.remembered.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// From now on the value of a node is remembered, unless it already is.
    pub(crate) fn remember(&mut self, at: usize, by: Remembered) {
        if self.remembered.is_empty() {
            self.remembered = vec![Remembered::default(); self.nodes.len()].into();
        }
        if let Some(slot) = self.remembered.get_mut(at).filter(|slot| **slot == Remembered::No) {
            *slot = by;
        }
    }

    /// Every node with its id, children before their parents.
    pub fn nodes(&self) -> impl Iterator<Item = (IrId, &Ir)> {
        (0..).map(IrId).zip(&self.nodes)
    }

    /// Where a node stands in the text.
    #[must_use]
    pub fn span(&self, id: IrId) -> Span {
        self.spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The type of a node's value.
    #[must_use]
    pub fn type_of(&self, id: IrId) -> &Type {
        self.types.get(id.0 as usize).unwrap_or(&Type::Dyn)
    }

    /// How many places for the values of comprehension variables and bindings it needs.
    #[must_use]
    pub fn locals(&self) -> u32 {
        self.locals
    }

    /// At least the height of its tree: no tree is higher than its nodes are many, or than the default nesting limit and
    /// what lowering adds to it.
    pub(crate) fn height(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX).min(2 * crate::Limits::default().nesting)
    }

    /// Every declared field that it reads, for lints and for telling which data it needs.
    #[must_use]
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }
}

/// By what the value of a node is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Remembered {
    /// It is worked out each time.
    #[default]
    No,
    /// By the element that a macro's variable stands for, which alone decides it, as the macro comes back to it.
    Element(LocalId),
    /// By a number: it depends on the record alone, and stands in other places too.
    Shared(u32),
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// What a comprehension makes of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the macros")]
pub enum Quantifier {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
    TransformMap,
    TransformMapEntry,
}

/// A node of a program. Children stand before their parents.
#[derive(Debug)]
pub enum Ir {
    /// A constant.
    Const(Value<'static>),
    /// A variable from outside, by its index in the environment.
    Variable(u32),
    /// A comprehension's variable, or one of `cel.bind`.
    Local(LocalId),
    /// A named expression of the policy, by its index in the environment: evaluated at most once per record.
    Let(u32),
    /// The evaluation time.
    Now,
    /// Always fails with this message. Only programs compiled without the checker hold it: an undeclared name there.
    Fault(Arc<str>),
    /// A field of the record, or of a frame beside it, reached through objects alone: one constant offset from the root
    /// cell. Offset 0 is the record or frame itself.
    Field {
        /// The frame; the record is 0.
        frame: u32,
        /// Its cell.
        offset: u32,
        /// Its declared type and attributes; none for the record itself.
        field: Option<FieldRef>,
    },
    /// A field of an object value, by its offset from the object's own cell.
    Member {
        /// The object.
        object: IrId,
        /// The field's cell, counted from the object's.
        offset: u32,
        /// Its declared type and attributes.
        field: FieldRef,
    },
    /// A key of a map or of a value without declared type.
    Select {
        /// The map.
        operand: IrId,
        /// The key.
        key: Arc<str>,
        /// Whether it is written `.?`: gives an optional.
        optional: bool,
    },
    /// `operand[index]`
    Index {
        /// The list or map.
        operand: IrId,
        /// The index or key.
        index: IrId,
        /// Whether it is written `[?`: gives an optional.
        optional: bool,
    },
    /// `has(operand.field)`: false when any link of the path is absent. The child is the whole path.
    Has(IrId),
    /// `missing(path)`: the opposite of `has`, for lists' elements too.
    Missing(IrId),
    /// `.?` on a declared field: an optional that is empty when the path is absent.
    OptionalField(IrId),
    /// `!x`
    Not(IrId),
    /// `-x`
    Negate(IrId),
    /// Arithmetic and concatenation.
    Arithmetic(Arithmetic, IrId, IrId),
    /// Equality and order.
    Compare(Comparison, IrId, IrId),
    /// `x in list`, `x in map`
    In(IrId, IrId),
    /// `&&` over any number of operands.
    And(Box<[IrId]>),
    /// `||` over any number of operands.
    Or(Box<[IrId]>),
    /// `c ? a : b`
    Conditional(IrId, IrId, IrId),
    /// A list literal; the flag marks `?` elements.
    MakeList(Box<[(IrId, bool)]>),
    /// A map literal; the flag marks `?` entries.
    MakeMap(Box<[(IrId, IrId, bool)]>),
    /// A function of the library, receiver first.
    Call(&'static Function, Box<[IrId]>),
    /// `x.matches(<constant>)`, compiled once.
    Matches(IrId, Arc<regex::Regex>),
    /// `x in [constants]` with scalar constants.
    InConstants(IrId, Arc<crate::named::ConstantSet>),
    /// `x in lists.name`
    InNamedList(IrId, Arc<NamedList>),
    /// `tables.name[key].column`; an absent key is undetermined.
    TableCell {
        /// The table.
        table: Arc<Table>,
        /// The key.
        key: IrId,
        /// Index of the column.
        column: u32,
    },
    /// `key in tables.name`
    InTable(IrId, Arc<Table>),
    /// A macro over a list or map.
    Comprehension {
        /// What is made of it.
        quantifier: Quantifier,
        /// The list or map.
        range: IrId,
        /// The element; or with a second variable the index or key.
        first: LocalId,
        /// The element, or the value of a map entry.
        second: Option<LocalId>,
        /// Elements for which this is false are left out (`map(x, filter, body)`).
        filter: Option<IrId>,
        /// What is asked of each element, or made of it.
        body: IrId,
    },
    /// `cel.bind`, `optMap` and the bindings of `cel.block`: evaluated at most once.
    Bind {
        /// Where the value is kept.
        local: LocalId,
        /// The value.
        value: IrId,
        /// What reads it.
        body: IrId,
    },
    /// `opt.optMap(x, body)`; with `flat`, `optFlatMap`.
    OptionalMap {
        /// The optional.
        operand: IrId,
        /// Where its value is kept.
        local: LocalId,
        /// What is made of it.
        body: IrId,
        /// Whether the body gives an optional itself.
        flat: bool,
    },
}

/// A field that a program reads, as its schema declares it.
#[derive(Debug, Clone)]
pub struct FieldRef {
    /// The path from the root of the record or frame, `*` for any element: `phones.*.raw`.
    pub path: Arc<str>,
    /// The object that declares it; the field is `shape.fields[index]`.
    pub shape: Arc<hirewall_model::Shape>,
    /// Its index in the shape.
    pub index: u32,
}
