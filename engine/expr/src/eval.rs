//! Evaluation: a program and a record to a value that is known, or undetermined with reasons.
//!
//! It makes no allocation to read or compare the record's cells. Reasons for undetermined parts gather in one place of the
//! [`Evaluator`] and are cut back when `&&`, `||`, `all` or `exists` absorb them. It reads no clock and keeps nothing from
//! one record to the next.

mod call;
mod compare;
mod comprehension;
mod concat;
mod condition;
mod element;
mod explain;
mod make;
mod memo;
mod path;
mod pipe;
mod places;
mod reason;
mod truth;
mod value;
mod witness;

use std::sync::Arc;

use hirewall_model::{Record, Time};

pub use explain::{Explanation, Operator, Outcome};
pub use reason::{FaultAt, Place, Truth, Undetermined};
pub use witness::Witness;

use crate::functions::Fault;
use crate::ir::{IrId, LocalId, Program};
use crate::{Value, Wants};
use memo::Memo;
use reason::{Reasons, Stop};

/// Steps that one question may take on one record, and each named expression on its own: a step is one node evaluated, one element looked at,
/// or some sixteen bytes of text made or searched by a function.
pub const DEFAULT_FUEL: u64 = 1_000_000;

/// How many named expressions may be under evaluation inside one another, counted in their tree levels.
pub(crate) const LET_HEIGHT: u32 = 600;

/// What programs read.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'r> {
    /// The record.
    pub record: Option<&'r Record<'r>>,
    /// The frames beside the record, in the order of their declaration: frame 1 first. One that is none, or beyond the end, is
    /// missing with everything in it.
    pub frames: &'r [Option<&'r Record<'r>>],
    /// The variables, by their index in the environment.
    pub variables: &'r [Value<'r>],
    /// The named expressions, by their index in the environment.
    pub lets: &'r [Program],
    /// The evaluation time.
    pub now: Time,
    /// Steps that may be taken, [`DEFAULT_FUEL`] as a rule.
    pub fuel: u64,
}

/// Evaluates programs on one record. Named expressions are evaluated at most once. Each question, and each named expression, has
/// fuel of its own, so that no answer depends on what else was asked.
#[derive(Debug)]
pub struct Evaluator<'r> {
    inputs: Inputs<'r>,
    fuel: u64,
    slots: Vec<Slot<'r>>,
    /// The slots that are in use. Those beyond are filled before they are read, so that nobody empties them.
    top: usize,
    /// The scope that programs are of, by its number.
    scope: usize,
    /// What named expressions came to, a run for each scope that was asked.
    lets: Vec<LetSlot<'r>>,
    /// Where the run of each scope begins, by its number; [`NO_RUN`] before it is asked.
    runs: Vec<usize>,
    /// What named expressions read, by scope and index, of those that somebody wanted to know it of.
    let_places: Vec<((usize, usize), Vec<Place>)>,
    memo: Memo<'r>,
    /// What parts that programs have in common came to, by their numbers, and the steps that they took.
    shared: Vec<Option<(u64, Value<'r>)>>,
    /// Empty vectors in which lists are gathered before their length is known.
    spare: Vec<Vec<Value<'r>>>,
    /// Empty vectors for what is missing.
    spare_places: Vec<Vec<Place>>,
    /// Where texts are written before their length is known.
    spare_text: String,
    let_height: u32,
    /// Whether everything is done one after the other: macros over one another, and what is made of texts.
    plain: bool,
    reasons: Reasons,
    /// Where what is read is noted, while somebody wants to know.
    trace: Option<Vec<Place>>,
}

/// What a named expression came to, once it was asked.
type LetSlot<'r> = Option<Result<Value<'r>, Undetermined>>;

/// Of a scope whose named expressions nobody asked yet.
const NO_RUN: usize = usize::MAX;

/// Vectors for what is missing that are kept for the next question.
const MOST_SPARE: usize = 64;

/// Elements of a vector for lists beyond which it is not kept for the next record.
const MOST_KEPT: usize = 1 << 10;

/// Memory that the evaluator of one record leaves to that of the next, and nothing of what was in it.
#[derive(Debug, Default)]
pub struct EvaluatorScratch {
    memo: Memo<'static>,
    shared: Vec<Option<(u64, Value<'static>)>>,
    slots: Vec<Slot<'static>>,
    lets: Vec<LetSlot<'static>>,
    runs: Vec<usize>,
    spare: Vec<Vec<Value<'static>>>,
    spare_places: Vec<Vec<Place>>,
    spare_text: String,
}

/// A vector for others, with nothing left in it that lives for a shorter time: collecting nothing in place keeps the memory.
pub(crate) fn emptied<A, B>(mut vector: Vec<A>) -> Vec<B> {
    vector.clear();
    vector.into_iter().map_while(|_| None).collect()
}

/// The place of a comprehension's variable or a binding.
#[derive(Debug, Clone)]
struct Slot<'r> {
    /// Its value; none when it has to be asked of its origin.
    value: Option<Value<'r>>,
    origin: Origin,
}

/// Where the value of a variable came from.
#[derive(Debug, Clone, Copy)]
enum Origin {
    Nowhere,
    /// An element of the list that a node gives.
    Element(IrId, usize),
    /// The value of a node.
    Node(IrId),
}

/// A program under evaluation and where its variables stand.
#[derive(Debug, Clone, Copy)]
struct Frame<'r> {
    program: &'r Program,
    base: usize,
}

impl<'r> Evaluator<'r> {
    /// An evaluator for one record.
    #[must_use]
    pub fn new(inputs: Inputs<'r>) -> Self {
        Self {
            inputs,
            fuel: inputs.fuel,
            slots: Vec::new(),
            top: 0,
            scope: 0,
            lets: Vec::new(),
            runs: Vec::new(),
            let_places: Vec::new(),
            memo: Memo::default(),
            shared: Vec::new(),
            spare: Vec::new(),
            spare_places: Vec::new(),
            spare_text: String::new(),
            let_height: 0,
            plain: false,
            reasons: Reasons::default(),
            trace: None,
        }
    }

    /// An evaluator that uses the memory that another one left.
    #[must_use]
    pub fn reusing(scratch: EvaluatorScratch, inputs: Inputs<'r>) -> Self {
        let EvaluatorScratch { memo, shared, slots, lets, runs, spare, spare_places, spare_text } = scratch;
        Self { memo, shared, slots, lets, runs, spare, spare_places, spare_text, ..Self::new(inputs) }
    }

    /// Gives its memory away, for another record.
    #[must_use]
    pub fn into_scratch(self) -> EvaluatorScratch {
        let mut runs = self.runs;
        runs.clear();
        EvaluatorScratch {
            memo: self.memo.emptied(),
            shared: emptied(self.shared),
            slots: emptied(self.slots),
            lets: emptied(self.lets),
            runs,
            spare: self.spare.into_iter().filter(|spare| spare.capacity() <= MOST_KEPT).map(emptied).collect(),
            spare_places: self.spare_places,
            spare_text: self.spare_text,
        }
    }

    /// From now on programs are of this scope: `lets` are the named expressions that they read, always the same for the same
    /// number. What they came to is kept when another scope is asked in between. A new evaluator is in scope 0.
    pub fn enter_scope(&mut self, number: usize, lets: &'r [Program]) {
        self.scope = number;
        self.inputs.lets = lets;
    }

    /// The value of a program.
    ///
    /// # Errors
    /// What is missing, or went wrong.
    pub fn value(&mut self, program: &'r Program) -> Result<Value<'r>, Undetermined> {
        self.reasons.clear();
        self.fuel = self.inputs.fuel;
        let result = self.enter(program, |this, frame| this.value_of(frame, program.root()));
        result.map_err(|Stop| self.take_reasons())
    }

    /// Why there is no value. The next question has memory for its own.
    fn take_reasons(&mut self) -> Undetermined {
        let undetermined = self.reasons.take();
        let memory = self.spare_places();
        self.reasons.reuse(memory);
        undetermined
    }

    /// What a condition or program lacks of the record, when the record has none of what it wants first: it is undetermined, and evaluating it
    /// would say the same.
    pub fn lacks(&mut self, wants: &Wants) -> Option<Vec<Place>> {
        if !wants.none_in(&self.inputs) {
            return None;
        }
        let mut places = self.spare_places();
        wants.places(&self.inputs, &mut places);
        Some(places)
    }

    /// An empty vector for places, of the memory that was taken back.
    pub fn spare_places(&mut self) -> Vec<Place> {
        self.spare_places.pop().unwrap_or_default()
    }

    /// Takes the memory of places back that an answer was given in, for the next answers.
    pub fn recycle(&mut self, mut places: Vec<Place>) {
        if places.capacity() > 0 && self.spare_places.len() < MOST_SPARE {
            places.clear();
            self.spare_places.push(places);
        }
    }

    /// The value of a program, and the places of the record that it was read from.
    pub fn value_and_places(&mut self, program: &'r Program) -> (Result<Value<'r>, Undetermined>, Vec<Place>) {
        let before = self.trace.replace(Vec::new());
        let result = self.value(program);
        let places = std::mem::replace(&mut self.trace, before).unwrap_or_default();
        (result, places)
    }

    /// Steps that the last question left.
    #[must_use]
    pub fn fuel(&self) -> u64 {
        self.fuel
    }

    /// Makes room for the variables of a program while `run` evaluates it.
    fn enter<T>(&mut self, program: &'r Program, run: impl FnOnce(&mut Self, Frame<'r>) -> T) -> T {
        let base = self.top;
        self.top = base + program.locals() as usize;
        if self.slots.len() < self.top {
            self.slots.resize(self.top, Slot { value: None, origin: Origin::Nowhere });
        }
        let result = run(self, Frame { program, base });
        self.top = base;
        result
    }

    /// The record of a frame; 0 is the record itself.
    #[inline]
    fn record(&self, frame: u32) -> Option<&'r Record<'r>> {
        match frame.checked_sub(1) {
            None => self.inputs.record,
            Some(at) => self.inputs.frames.get(at as usize).copied().flatten(),
        }
    }

    /// The frame that a record is.
    #[cold]
    fn frame_of(&self, record: &Record<'_>) -> u32 {
        let own = |frame: &Option<&Record<'_>>| frame.is_some_and(|frame| std::ptr::eq(frame, record));
        let at = self.inputs.frames.iter().position(own);
        at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0)
    }

    /// Takes a step for a node.
    #[inline]
    fn step(&mut self, frame: Frame<'r>, id: IrId) -> Result<(), Stop> {
        match self.fuel.checked_sub(1) {
            Some(rest) => {
                self.fuel = rest;
                Ok(())
            }
            None => Err(self.fault(frame, id, Fault::OutOfFuel)),
        }
    }

    /// Notes that a node failed.
    #[cold]
    fn fault(&mut self, frame: Frame<'r>, id: IrId, fault: Fault) -> Stop {
        if fault == Fault::OutOfFuel {
            self.fuel = 0;
        }
        self.reasons.fault(|| FaultAt { fault, span: frame.program.span(id), text: Arc::clone(&frame.program.text) })
    }

    /// Notes that a place is absent.
    #[cold]
    fn missing(&mut self, place: Place) -> Stop {
        self.reasons.missing(place)
    }

    /// Keeps the value of a variable.
    fn bind(&mut self, frame: Frame<'r>, local: LocalId, value: Option<Value<'r>>, origin: Origin) {
        if let Some(slot) = self.slots.get_mut(frame.base + local.0 as usize) {
            *slot = Slot { value, origin };
        }
    }

    /// A variable's place.
    fn slot(&self, frame: Frame<'r>, local: LocalId) -> Option<&Slot<'r>> {
        self.slots.get(frame.base + local.0 as usize)
    }

    /// The value of a named expression, from memory if it was asked for before.
    fn let_value(&mut self, frame: Frame<'r>, id: IrId, index: u32) -> Result<Value<'r>, Stop> {
        let at = index as usize;
        if (self.trace.is_none() || self.note_places_of_let(at))
            && let Some(Some(known)) = self.let_slot(at).and_then(|slot| self.lets.get(slot))
        {
            return match known {
                Ok(value) => Ok(value.clone()),
                Err(undetermined) => Err(self.reasons.again(undetermined)),
            };
        }
        let Some(program) = self.inputs.lets.get(at) else {
            return Err(self.fault(frame, id, Fault::fixed("there is no such named expression")));
        };
        let height = self.let_height + 1 + program.height();
        if height > LET_HEIGHT {
            return Err(self.fault(frame, id, Fault::fixed("named expressions use one another too deeply")));
        }
        let before = std::mem::replace(&mut self.let_height, height);
        let outer = std::mem::take(&mut self.reasons);
        let trace = self.trace.as_ref().map(|_| Vec::new());
        let trace = std::mem::replace(&mut self.trace, trace);
        let fuel = self.fuel;
        self.fuel = fuel.max(self.inputs.fuel);
        let result = self.enter(program, |this, inner| this.value_of(inner, program.root()));
        let own = std::mem::replace(&mut self.reasons, outer);
        if let Some(places) = std::mem::replace(&mut self.trace, trace) {
            self.let_places.push(((self.scope, at), places));
            self.note_places_of_let(at);
        }
        self.fuel = fuel;
        self.let_height = before;
        let known = result.map_err(|Stop| own.into_undetermined());
        let answer = match &known {
            Ok(value) => Ok(value.clone()),
            Err(undetermined) => Err(self.reasons.again(undetermined)),
        };
        let slot = self.let_slot(at).unwrap_or_else(|| self.add_run() + at);
        if let Some(slot) = self.lets.get_mut(slot) {
            *slot = Some(known);
        }
        answer
    }

    /// Where it stands what a named expression of the scope came to, once one was asked.
    #[inline]
    fn let_slot(&self, at: usize) -> Option<usize> {
        self.runs.get(self.scope).filter(|begin| **begin != NO_RUN).map(|begin| begin + at)
    }

    /// Makes room for the named expressions of the scope.
    fn add_run(&mut self) -> usize {
        let begin = self.lets.len();
        self.lets.resize(begin + self.inputs.lets.len(), None);
        if self.runs.len() <= self.scope {
            self.runs.resize(self.scope + 1, NO_RUN);
        }
        if let Some(run) = self.runs.get_mut(self.scope) {
            *run = begin;
        }
        begin
    }

    /// Notes what a named expression read when it was worked out, if that is known.
    #[cold]
    fn note_places_of_let(&mut self, at: usize) -> bool {
        let known = self.let_places.iter().find(|(of, _)| *of == (self.scope, at));
        let Some(places) = known.map(|(_, places)| places.clone()) else { return false };
        places.into_iter().for_each(|place| self.note(place));
        true
    }
}
