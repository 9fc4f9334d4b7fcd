//! Reads one value into its cells, as its plan says. A value that does not fit is noted and passed over, so that one
//! reading finds all problems.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::Cell;
use super::problem::ProblemKind;
use super::reading::Reading;
use crate::json::path::Path;
use crate::json::strict::Strict;
use crate::schema::plan::{Allowed, Bounds, PlanKind, TypeSet, ValuePlan};
use crate::{Time, TimeError};

/// Reads a value into the cells from `at` of the stack. Gives whether it was there: `null` may count as absent.
pub(super) struct ValueSeed<'r, 'a> {
    pub(super) reading: &'r mut Reading<'a>,
    pub(super) plan: &'r ValuePlan,
    pub(super) at: usize,
    pub(super) path: &'r Path<'r>,
}

impl ValueSeed<'_, '_> {
    fn set(self, cell: Cell) -> bool {
        self.reading.set(self.at, cell);
        true
    }

    /// Notes that the value has another type.
    fn wrong(self, found: &str) -> bool {
        let expected = match &self.plan.kind {
            PlanKind::Bool => "a boolean".to_owned(),
            PlanKind::Int(_) => "an integer".to_owned(),
            PlanKind::Double(_) => "a number".to_owned(),
            PlanKind::String(_) => "a string".to_owned(),
            PlanKind::Time => "a string with a date and time".to_owned(),
            PlanKind::Dyn(types) => types.names(),
            PlanKind::List(_) => "an array".to_owned(),
            PlanKind::Object(_) => "an object".to_owned(),
        };
        let message = format!("expected {expected}, found {found}");
        self.reading.problem(
            ProblemKind::Type,
            self.path,
            message,
            "Give the value the type that the schema declares.",
        );
        true
    }

    fn allow(&mut self, test: impl FnOnce(&Allowed) -> bool) {
        if self.plan.allowed.as_ref().is_some_and(|allowed| !test(allowed)) {
            let help = match &self.plan.allowed {
                Some(Allowed::Strings(strings)) if strings.len() <= 12 => {
                    format!("The schema allows `{}`.", strings.join("`, `"))
                }
                _ => "The schema lists the values that it allows.".to_owned(),
            };
            let message = "not one of the values that the schema allows".to_owned();
            self.reading.problem(ProblemKind::NotAllowed, self.path, message, help);
        }
    }

    fn bounds(&mut self, bounds: &Bounds, number: &Number) {
        for bound in bounds.rules.iter().filter(|bound| !bound.holds(number)) {
            let words = match bound.keyword {
                "minimum" => "less than",
                "maximum" => "more than",
                "exclusiveMinimum" => "not more than",
                _ => "not less than",
            };
            let message = format!("{words} the schema's `{}` of {}", bound.keyword, bound.limit);
            self.reading.problem(ProblemKind::Bounds, self.path, message, "Correct the number.");
        }
    }

    fn integer(mut self, value: i64) -> bool {
        match &self.plan.kind {
            PlanKind::Int(bounds) => {
                if !bounds.rules.is_empty() {
                    self.bounds(bounds, &value.into());
                }
                self.allow(|allowed| allowed.value(&value.into()));
                self.set(Cell::Int(value))
            }
            PlanKind::Double(bounds) => {
                if !bounds.rules.is_empty() {
                    self.bounds(bounds, &value.into());
                }
                self.allow(|allowed| allowed.value(&value.into()));
                #[expect(clippy::cast_precision_loss, reason = "`number` is floating point, as the schema says")]
                self.set(Cell::Double(value as f64))
            }
            PlanKind::Dyn(_) => self.dynamic(value.into()),
            _ => self.wrong("a number"),
        }
    }

    fn text(&mut self, text: &str) -> bool {
        let rules = match &self.plan.kind {
            PlanKind::String(rules) => rules,
            PlanKind::Time => {
                match text.parse::<Time>() {
                    Ok(Time { seconds, nanos }) => self.reading.set(self.at, Cell::Time { nanos, seconds }),
                    Err(error) => {
                        let help = match error {
                            TimeError::Form => "Write date, time and offset as `2026-01-31T09:30:00Z`.",
                            TimeError::Impossible | TimeError::Range => "Correct the date or time.",
                        };
                        self.reading.problem(ProblemKind::Time, self.path, error.to_string(), help);
                    }
                }
                return false;
            }
            _ => return false,
        };
        self.allow(|allowed| allowed.string(text));
        if rules.min.is_some() || rules.max.is_some() {
            let length = text.chars().count() as u64;
            let (kind, path) = (ProblemKind::Length, self.path);
            if let Some(min) = rules.min.filter(|min| length < *min) {
                let message = format!("has {length} characters, fewer than the schema's `minLength` of {min}");
                self.reading.problem(kind, path, message, "Give the whole text, or leave the field out.");
            }
            if let Some(max) = rules.max.filter(|max| length > *max) {
                let message = format!("has {length} characters, more than the schema's `maxLength` of {max}");
                self.reading.problem(kind, path, message, "Shorten the text.");
            }
        }
        if let Some(pattern) = rules.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
            let message = format!("does not match the schema's `pattern` `{pattern}`");
            self.reading.problem(ProblemKind::Pattern, self.path, message, "Write the value in that form.");
        }
        true
    }

    /// Keeps a value without slots.
    fn dynamic(mut self, value: Value) -> bool {
        let PlanKind::Dyn(types) = &self.plan.kind else { return true };
        let found = TypeSet::of(&value);
        if !types.holds(found) {
            return self.wrong(match value {
                Value::String(_) => "a string",
                Value::Bool(_) => "a boolean",
                Value::Number(_) => "a number",
                Value::Array(_) => "an array",
                Value::Object(_) => "an object",
                Value::Null => "null",
            });
        }
        self.allow(|allowed| allowed.value(&value));
        let index = u32::try_from(self.reading.dynamic.len()).unwrap_or(u32::MAX);
        self.reading.dynamic.push(value);
        self.set(Cell::Dyn(index))
    }
}

impl<'a> DeserializeSeed<'a> for ValueSeed<'_, 'a> {
    type Value = bool;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ValueSeed<'_, 'a> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.plan.nullable && self.set(Cell::Null))
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<bool, E> {
        Ok(match self.plan.kind {
            PlanKind::Bool => {
                self.allow(|allowed| allowed.value(&value.into()));
                self.set(Cell::Bool(value))
            }
            PlanKind::Dyn(_) => self.dynamic(value.into()),
            _ => self.wrong("a boolean"),
        })
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok(self.integer(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<bool, E> {
        if let Ok(value) = i64::try_from(value) {
            return Ok(self.integer(value));
        }
        if let PlanKind::Dyn(_) = self.plan.kind {
            return Ok(self.dynamic(value.into()));
        }
        #[expect(clippy::cast_precision_loss, reason = "an integer beyond 64 bits is refused, a number is rounded")]
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(mut self, value: f64) -> Result<bool, E> {
        // 2^63 is the first number beyond. Its negative is an i64, but as a number it may be a rounded smaller one.
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        Ok(match &self.plan.kind {
            PlanKind::Int(_) if value.fract() != 0.0 => self.wrong("a number with a fraction"),
            PlanKind::Int(_) if value.abs() >= BEYOND => {
                let message = "an integer beyond 64 bits".to_owned();
                let help = "Write a smaller integer, or declare the field as text in the schema.";
                self.reading.problem(ProblemKind::NumberRange, self.path, message, help);
                true
            }
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 64 bits")]
            PlanKind::Int(_) => self.integer(value as i64),
            PlanKind::Double(bounds) => {
                if let Some(number) = Number::from_f64(value) {
                    self.bounds(bounds, &number);
                }
                self.allow(|allowed| allowed.value(&value.into()));
                self.set(Cell::Double(value))
            }
            PlanKind::Dyn(_) => self.dynamic(value.into()),
            _ => self.wrong("a number"),
        })
    }

    fn visit_borrowed_str<E>(mut self, text: &'a str) -> Result<bool, E> {
        Ok(match self.plan.kind {
            PlanKind::String(_) | PlanKind::Time => {
                if self.text(text) {
                    let cell = self.reading.borrowed(text);
                    self.set(cell);
                }
                true
            }
            PlanKind::Dyn(_) => self.dynamic(text.into()),
            _ => self.wrong("a string"),
        })
    }

    fn visit_str<E>(mut self, text: &str) -> Result<bool, E> {
        Ok(match self.plan.kind {
            PlanKind::String(_) | PlanKind::Time => {
                if self.text(text) {
                    let cell = self.reading.owned(text);
                    self.set(cell);
                }
                true
            }
            PlanKind::Dyn(_) => self.dynamic(text.into()),
            _ => self.wrong("a string"),
        })
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<bool, A::Error> {
        match &self.plan.kind {
            PlanKind::List(plan) => {
                super::list::read(self.reading, plan, self.at, self.path, elements)?;
                Ok(true)
            }
            PlanKind::Dyn(types) if types.holds(TypeSet::ARRAY) => {
                let value = Strict { path: self.path, budget: &self.reading.budget }.visit_seq(elements)?;
                Ok(self.dynamic(value))
            }
            _ => {
                while elements.next_element::<IgnoredAny>()?.is_some() {}
                Ok(self.wrong("an array"))
            }
        }
    }

    fn visit_map<A: MapAccess<'a>>(self, mut members: A) -> Result<bool, A::Error> {
        match &self.plan.kind {
            PlanKind::Object(plan) => {
                super::object::read(self.reading, plan, self.at, self.path, members)?;
                Ok(true)
            }
            PlanKind::Dyn(types) if types.holds(TypeSet::OBJECT) => {
                let value = Strict { path: self.path, budget: &self.reading.budget }.visit_map(members)?;
                Ok(self.dynamic(value))
            }
            _ => {
                while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(self.wrong("an object"))
            }
        }
    }
}
