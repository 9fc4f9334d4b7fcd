//! Conditions to formulas over shared tests, and these to a plan. It evaluates nothing.

use std::sync::Arc;

use hashbrown::HashMap;
use hirewall_model::{Field, FieldType};

use super::code::Code;
use super::formula::{Formula, Literal};
use super::key::key;
use super::place::{At, Operand, Place, Spot};
use super::test::{Kleene, Test, TextKind};
use crate::Value;
use crate::condition::Condition;
use crate::eval::LET_HEIGHT;
use crate::ir::{Comparison, FieldRef, Ir, IrId, LocalId, Program, Quantifier};

/// How deep the parts of a condition may nest, its named expressions included; deeper ones are left to the evaluator.
const MOST_DEPTH: u32 = 64;
/// How many tests a condition may come to, its named expressions included; a larger one is left to the evaluator.
const MOST_TESTS: u32 = 512;
/// The number of the test that is always open.
pub(super) const UNKNOWN: u32 = 0;

/// Makes a plan of conditions over one kind of record and the same frames beside it.
#[derive(Debug)]
pub struct PlanBuilder {
    pub(super) formulas: Vec<Formula>,
    pub(super) tests: Vec<Test>,
    pub(super) slots: Vec<SlotBuild>,
    pub(super) lists: Vec<ListBuild>,
    pub(super) code: Code,
    keys: HashMap<String, u32>,
    slot_at: HashMap<Spot, u32>,
    list_at: HashMap<Spot, u32>,
    /// Tests that the present condition may still come to.
    left: u32,
}

#[derive(Debug)]
pub(super) struct SlotBuild {
    pub(super) spot: Spot,
    pub(super) symbols: HashMap<Box<str>, u32>,
}

#[derive(Debug)]
pub(super) struct ListBuild {
    pub(super) spot: Spot,
    pub(super) width: u32,
    pub(super) slots: Vec<(u32, HashMap<Box<str>, u32>)>,
}

/// Where a part of a condition stands.
#[derive(Clone, Copy)]
struct Scope<'p> {
    program: &'p Program,
    lets: &'p [Program],
    /// The height that the evaluator counts for named expressions.
    height: u32,
    depth: u32,
    /// The variable of `exists` or `all` around it, its list in the plan, and the elements.
    element: Option<(LocalId, u32, &'p Field)>,
}

/// A path through objects: from where, the offset, and the declared field at its end.
enum Path<'p> {
    Record { frame: u32, offset: u32, field: Option<&'p Field>, optional: bool },
    Element { list: u32, offset: u32, field: &'p Field, optional: bool },
}

impl Default for PlanBuilder {
    fn default() -> Self {
        Self {
            formulas: Vec::new(),
            tests: vec![Test::Unknown],
            slots: Vec::new(),
            lists: Vec::new(),
            code: Code::default(),
            keys: HashMap::new(),
            slot_at: HashMap::new(),
            list_at: HashMap::new(),
            left: 0,
        }
    }
}

impl PlanBuilder {
    /// Adds a condition and the named expressions that it may use. Conditions are numbered from 0 in the order in which they are added.
    pub fn add(&mut self, condition: &Condition, lets: &[Program]) {
        self.left = MOST_TESTS;
        let formula = self.condition(condition, lets, false, 0);
        // What was cut short somewhere is open there; the whole is as exact as before.
        self.formulas.push(formula);
    }

    fn condition(&mut self, condition: &Condition, lets: &[Program], negated: bool, depth: u32) -> Formula {
        if depth > MOST_DEPTH {
            return UNKNOWN_FORMULA;
        }
        match condition {
            Condition::Leaf { program, .. } => {
                let scope = Scope { program, lets, height: 0, depth, element: None };
                self.node(scope, program.root(), negated)
            }
            Condition::Not(part) => self.condition(part, lets, !negated, depth + 1),
            Condition::All(parts) | Condition::Any(parts) => {
                let any = matches!(condition, Condition::Any(_)) != negated;
                let parts: Vec<_> = parts.iter().map(|part| self.condition(part, lets, negated, depth + 1)).collect();
                Formula::join(any, parts)
            }
        }
    }

    fn node(&mut self, scope: Scope<'_>, id: IrId, negated: bool) -> Formula {
        let scope = Scope { depth: scope.depth + 1, ..scope };
        if scope.depth > MOST_DEPTH {
            return UNKNOWN_FORMULA;
        }
        match scope.program.node(id) {
            Ir::Const(Value::Bool(value)) => Formula::Constant(Kleene::of(*value != negated)),
            Ir::Not(part) => self.node(scope, *part, !negated),
            node @ (Ir::And(parts) | Ir::Or(parts)) => {
                let any = matches!(node, Ir::Or(_)) != negated;
                let parts: Vec<_> = parts.iter().map(|part| self.node(scope, *part, negated)).collect();
                Formula::join(any, parts)
            }
            Ir::Let(index) => match scope.lets.get(*index as usize) {
                Some(program) if scope.height + 1 + program.height() <= LET_HEIGHT => {
                    let height = scope.height + 1 + program.height();
                    self.node(Scope { program, height, element: None, ..scope }, program.root(), negated)
                }
                _ => UNKNOWN_FORMULA,
            },
            Ir::Comprehension {
                quantifier: quantifier @ (Quantifier::Exists | Quantifier::All),
                range,
                first,
                second: None,
                filter: None,
                body,
            } if scope.element.is_none() => {
                // Of all elements it holds when there is none of which it does not.
                let all = *quantifier == Quantifier::All;
                match self.list(scope, *range) {
                    Some((list, element)) => {
                        let scope = Scope { element: Some((*first, list, element)), ..scope };
                        let body = self.node(scope, *body, all);
                        self.exists(list, body, negated != all)
                    }
                    None => UNKNOWN_FORMULA,
                }
            }
            Ir::In(item, range) if scope.element.is_none() => {
                match (scope.program.node(*item), self.list(scope, *range)) {
                    (Ir::Const(item), Some((list, element))) if scalar(&element.ty) && !matches!(item, Value::Null) => {
                        let place = self.element_place(list, 0, element, false);
                        let body = self.equals(place, item);
                        self.exists(list, body, negated)
                    }
                    _ => UNKNOWN_FORMULA,
                }
            }
            _ => match self.test(scope, id) {
                Some((test, flipped)) => self.literal(test, negated != flipped),
                None => UNKNOWN_FORMULA,
            },
        }
    }

    /// The test that a node is, and whether it is its opposite.
    fn test(&mut self, scope: Scope<'_>, id: IrId) -> Option<(Test, bool)> {
        Some(match scope.program.node(id) {
            Ir::Field { .. } | Ir::Member { .. } | Ir::Local(_) => {
                let place = self.place(scope, id)?;
                matches!(place.ty, FieldType::Bool).then_some((Test::Truth(place), false))?
            }
            Ir::Compare(comparison, left, right) => {
                let (left, right) = (self.operand(scope, *left)?, self.operand(scope, *right)?);
                let (comparison, flipped) = match comparison {
                    Comparison::NotEqual => (Comparison::Equal, true),
                    other => (*other, false),
                };
                let test = match (left, right) {
                    (Operand::Const(_), Operand::Const(_)) => return None,
                    (left @ Operand::Const(_), right) => self.compare(mirrored(comparison), right, left),
                    (left, right) => self.compare(comparison, left, right),
                };
                (test, flipped)
            }
            Ir::InConstants(item, set) => {
                let place = self.place(scope, *item)?;
                let texts: Option<Vec<&str>> = set.items().iter().map(Value::as_str).collect();
                match texts {
                    Some(texts) if matches!(place.ty, FieldType::String) => (self.symbols(place, &texts), false),
                    _ => (Test::In(place, Arc::clone(set)), false),
                }
            }
            Ir::InNamedList(item, list) => (Test::InNamedList(self.place(scope, *item)?, Arc::clone(list)), false),
            Ir::InTable(item, table) => (Test::InTable(self.place(scope, *item)?, Arc::clone(table)), false),
            Ir::Matches(item, regex) => {
                let place = self.place(scope, *item)?;
                (Test::Matches { place, regex: Arc::clone(regex), set: None }, false)
            }
            Ir::Call(function, args) => {
                let kind = TextKind::named(function.name)?;
                let [text, part] = args.as_ref() else { return None };
                let Ir::Const(part) = scope.program.node(*part) else { return None };
                let place = self.place(scope, *text)?;
                (Test::Text(kind, place, part.as_str()?.into()), false)
            }
            node @ (Ir::Has(path) | Ir::Missing(path)) => {
                (Test::Has(self.presence(scope, *path)?), matches!(node, Ir::Missing(_)))
            }
            _ => return None,
        })
    }

    fn operand(&mut self, scope: Scope<'_>, id: IrId) -> Option<Operand> {
        match scope.program.node(id) {
            Ir::Const(value) if is_scalar(value) => Some(Operand::Const(value.clone())),
            Ir::Const(_) => None,
            _ => self.place(scope, id).map(Operand::Place),
        }
    }

    fn compare(&mut self, comparison: Comparison, left: Operand, right: Operand) -> Test {
        match (comparison, &left, &right) {
            (Comparison::Equal, Operand::Place(place), Operand::Const(value))
                if matches!(place.ty, FieldType::String) =>
            {
                match value.as_str() {
                    Some(text) => self.symbols(place.clone(), &[text]),
                    None => Test::Compare(comparison, left, right),
                }
            }
            _ => Test::Compare(comparison, left, right),
        }
    }

    fn equals(&mut self, place: Place, value: &Value<'static>) -> Formula {
        if !is_scalar(value) {
            return UNKNOWN_FORMULA;
        }
        let test = self.compare(Comparison::Equal, Operand::Place(place), Operand::Const(value.clone()));
        self.literal(test, false)
    }

    fn symbols(&mut self, place: Place, texts: &[&str]) -> Test {
        let known = match place.at {
            At::Slot(slot) => self.slots.get_mut(slot as usize).map(|slot| &mut slot.symbols),
            At::Element { list, slot, .. } => self
                .lists
                .get_mut(list as usize)
                .and_then(|list| list.slots.get_mut(slot as usize))
                .map(|(_, symbols)| symbols),
        };
        let Some(known) = known else { return Test::Unknown };
        let mut symbols: Vec<u32> = texts
            .iter()
            .map(|text| {
                let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                *known.entry(Box::from(*text)).or_insert(next)
            })
            .collect();
        symbols.sort_unstable();
        symbols.dedup();
        Test::Symbols(place, symbols.into())
    }

    fn exists(&mut self, list: u32, body: Formula, negated: bool) -> Formula {
        self.literal(Test::Exists { list, code: 0, body }, negated)
    }

    fn literal(&mut self, test: Test, negated: bool) -> Formula {
        let Some(left) = self.left.checked_sub(1) else { return UNKNOWN_FORMULA };
        self.left = left;
        let key = key(&test);
        let next = u32::try_from(self.tests.len()).unwrap_or(u32::MAX);
        if next > Code::MOST_TESTS || self.code.len() > Code::MOST_WORDS {
            return UNKNOWN_FORMULA;
        }
        let test = *self.keys.entry(key).or_insert_with(|| {
            let test = match test {
                Test::Exists { list, body, .. } => Test::Exists { list, code: self.code.push(&body), body },
                test => test,
            };
            self.tests.push(test);
            next
        });
        Formula::Literal(Literal { test, negated })
    }

    /// The list that a node names, and its elements.
    fn list<'p>(&mut self, scope: Scope<'p>, id: IrId) -> Option<(u32, &'p Field)> {
        let Some(Path::Record { frame, offset, field: Some(field), .. }) = path(scope, id) else { return None };
        let FieldType::List(element) = &field.ty else { return None };
        let spot = Spot { frame, offset };
        let next = u32::try_from(self.lists.len()).ok()?;
        let list = *self.list_at.entry(spot).or_insert_with(|| {
            self.lists.push(ListBuild { spot, width: element.ty.width(), slots: Vec::new() });
            next
        });
        Some((list, element))
    }

    /// The scalar that a node reads from the record.
    fn place(&mut self, scope: Scope<'_>, id: IrId) -> Option<Place> {
        match path(scope, id)? {
            Path::Record { frame, offset, field: Some(field), optional } if scalar(&field.ty) => {
                Some(self.slot_place(Spot { frame, offset }, field, optional))
            }
            Path::Element { list, offset, field, optional } if scalar(&field.ty) => {
                Some(self.element_place(list, offset, field, optional))
            }
            _ => None,
        }
    }

    /// The part of the record whose presence a node asks for. Links that may be `null` are faults to the evaluator, where
    /// it goes through them one by one.
    fn presence(&mut self, scope: Scope<'_>, id: IrId) -> Option<Place> {
        if !plain_links(scope, id) {
            return None;
        }
        match path(scope, id)? {
            Path::Record { frame, offset, field: Some(field), optional } => {
                Some(self.slot_place(Spot { frame, offset }, field, optional))
            }
            Path::Element { list, offset, field, optional } => Some(self.element_place(list, offset, field, optional)),
            Path::Record { .. } => None,
        }
    }

    fn slot_place(&mut self, spot: Spot, field: &Field, optional: bool) -> Place {
        let next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        let slot = *self.slot_at.entry(spot).or_insert_with(|| {
            self.slots.push(SlotBuild { spot, symbols: HashMap::new() });
            next
        });
        Place { at: At::Slot(slot), ty: field.ty.clone(), optional }
    }

    fn element_place(&mut self, list: u32, offset: u32, field: &Field, optional: bool) -> Place {
        let mut slot = 0;
        if let Some(build) = self.lists.get_mut(list as usize) {
            let at = build.slots.iter().position(|(known, _)| *known == offset).unwrap_or_else(|| {
                build.slots.push((offset, HashMap::new()));
                build.slots.len() - 1
            });
            slot = u32::try_from(at).unwrap_or(u32::MAX);
        }
        Place { at: At::Element { list, slot, offset }, ty: field.ty.clone(), optional }
    }
}

const UNKNOWN_FORMULA: Formula = Formula::Literal(Literal { test: UNKNOWN, negated: false });

/// The path that a node is, when it goes through objects alone.
fn path<'p>(scope: Scope<'p>, id: IrId) -> Option<Path<'p>> {
    match scope.program.node(id) {
        Ir::Field { frame, offset, field } => {
            let optional = field.as_ref().is_none_or(optional) || *frame > 0;
            let field = match field {
                Some(field) => Some(declared(field)?),
                None => None,
            };
            Some(Path::Record { frame: *frame, offset: *offset, field, optional })
        }
        Ir::Member { object, offset, field } => {
            let declared = declared(field)?;
            match path(scope, *object)? {
                Path::Record { frame, offset: base, optional: outer, .. } => Some(Path::Record {
                    frame,
                    offset: base.checked_add(*offset)?,
                    field: Some(declared),
                    optional: outer || optional(field),
                }),
                Path::Element { list, offset: base, optional: outer, .. } => Some(Path::Element {
                    list,
                    offset: base.checked_add(*offset)?,
                    field: declared,
                    optional: outer || optional(field),
                }),
            }
        }
        Ir::Local(local) => {
            let (own, list, element) = scope.element?;
            (own == *local).then_some(Path::Element { list, offset: 0, field: element, optional: false })
        }
        _ => None,
    }
}

/// Whether no link before the last may be `null`, where links are members of objects.
fn plain_links(scope: Scope<'_>, id: IrId) -> bool {
    let Ir::Member { object, .. } = scope.program.node(id) else {
        return matches!(scope.program.node(id), Ir::Field { .. });
    };
    let nullable = match scope.program.node(*object) {
        Ir::Member { field, .. } => declared(field).is_none_or(|field| field.nullable),
        Ir::Field { field, .. } => {
            field.as_ref().is_some_and(|field| declared(field).is_none_or(|field| field.nullable))
        }
        Ir::Local(_) => scope.element.is_none_or(|(_, _, element)| element.nullable),
        _ => true,
    };
    !nullable && (!matches!(scope.program.node(*object), Ir::Member { .. }) || plain_links(scope, *object))
}

fn declared(field: &FieldRef) -> Option<&Field> {
    field.shape.fields.get(field.index as usize)
}

/// Whether the field, or an object on the way to it as far as one can see, may be absent.
fn optional(field: &FieldRef) -> bool {
    declared(field).is_none_or(|field| !field.required || field.nullable)
}

fn scalar(ty: &FieldType) -> bool {
    matches!(ty, FieldType::Bool | FieldType::Int | FieldType::Double | FieldType::String | FieldType::Time)
}

fn is_scalar(value: &Value<'_>) -> bool {
    matches!(
        value,
        Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Uint(_)
            | Value::Double(_)
            | Value::Str(_)
            | Value::String(_)
            | Value::Timestamp(_)
    )
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessEqual => Comparison::GreaterEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterEqual => Comparison::LessEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}
