//! One record against the plan: values to candidates, candidates to answers.

use std::sync::Arc;

use hirewall_model::{Cell, Record, Time};

use super::formula::Literal;
use super::index::{ABSENT, Hit, OTHER, Sink, UNNAMED, ValueIndex};
use super::place::{At, Element, Operand, Place, Spot};
use super::quick::{Port, bit};
use super::scratch::Elements;
use super::test::{Kleene, Test, compare};
use super::{ConditionPlan, PlanScratch, Standing};
use crate::value::Number;
use crate::{Inputs, Value};

/// Elements of a list that the plan looks through. Longer ones are left to the evaluator, whose fuel bounds the work.
const MOST_ELEMENTS: u32 = 4_096;

/// Conditions that are begun to be evaluated at a time.
const AHEAD: usize = 32;

impl ConditionPlan {
    /// Gives `found` every condition that is not false of the record, by its number, in ascending order.
    pub fn scan(&self, inputs: &Inputs<'_>, scratch: &mut PlanScratch, found: &mut impl FnMut(u32, Standing)) {
        scratch.candidates.clear();
        scratch.candidates.extend_from_slice(&self.always);
        scratch.certain.clear();
        scratch.certain.resize(self.always.len(), 0);
        scratch.answers.clear();
        scratch.answers.resize(self.tests.len(), 0);
        scratch.hits.clear();
        let mut scan = Scan { plan: self, inputs, scratch };
        scan.look_up_slots();
        scan.look_up_lists();
        scan.ask_the_rest();
        scan.bring_up();
        scan.evaluate_candidates();
        scan.conclude(found);
    }
}

struct Scan<'a, 'r> {
    plan: &'a ConditionPlan,
    inputs: &'a Inputs<'r>,
    scratch: &'a mut PlanScratch,
}

impl<'r> Scan<'_, 'r> {
    fn look_up_slots(&mut self) {
        let PlanScratch { hits, answers, symbols, ports, work, .. } = &mut *self.scratch;
        symbols.clear();
        ports.clear();
        let mut sink = Sink { hits, answers };
        for slot in &self.plan.slots {
            let (symbol, port) = match record(self.inputs, slot.spot.frame) {
                Some(record) => {
                    let cell = record.cell(slot.spot.offset);
                    let symbol = look_up(&slot.index, record, cell, &mut sink);
                    (symbol, port(cell, symbol))
                }
                None => {
                    sink.open(slot.index.all);
                    (ABSENT, Port::ABSENT)
                }
            };
            symbols.push(symbol);
            ports.push(port);
        }
        work.lookups += self.plan.slots.len() as u64;
    }

    fn look_up_lists(&mut self) {
        let PlanScratch { hits, answers, lists, element_symbols, ports, work, .. } = &mut *self.scratch;
        lists.clear();
        element_symbols.clear();
        let mut sink = Sink { hits, answers };
        for list in &self.plan.lists {
            let Spot { frame, offset } = list.spot;
            let record = record(self.inputs, frame);
            let (Some(record), Some(Cell::List { first, len: len @ 0..=MOST_ELEMENTS })) =
                (record, record.map(|record| record.cell(offset)))
            else {
                list.slots.iter().for_each(|(_, index)| sink.open(index.all));
                lists.push(Elements::default());
                ports.extend(list.slots.iter().map(|_| Port::ABSENT));
                continue;
            };
            let symbols = u32::try_from(element_symbols.len()).unwrap_or(u32::MAX);
            lists.push(Elements { first, len, symbols, there: true });
            for (offset, index) in &list.slots {
                let mut all = Port::THERE;
                for at in 0..len {
                    let cell = record.cell(first + at * list.width + offset);
                    let symbol = look_up(index, record, cell, &mut sink);
                    all.mask |= bit(symbol);
                    all.absent |= symbol == ABSENT;
                    element_symbols.push(symbol);
                }
                ports.push(all);
            }
            work.lookups += u64::from(len) * list.slots.len() as u64;
        }
    }

    fn ask_the_rest(&mut self) {
        for (literal, posted) in &self.plan.asked {
            let answer = self.ask(*literal);
            if answer != Kleene::False {
                self.scratch.hits.push(Hit { posted: *posted, exact: answer == Kleene::True });
            }
        }
    }

    /// Asks the guards of what the values brought up. Which of them hold is past foreseeing, so no step depends on it.
    fn bring_up(&mut self) {
        let plan = self.plan;
        for at in 0..self.scratch.hits.len() {
            let Some(Hit { posted, exact }) = self.scratch.hits.get(at).copied() else { continue };
            let run = plan.postings.run(posted);
            self.scratch.work.postings += run.len() as u64;
            for posting in run {
                let test = posting.test().map(|test| self.ask(Literal { test, negated: false }));
                let (holds, known) = posting.holds(test, &self.scratch.ports);
                let condition = posting.condition();
                let (word, bit) = ((condition / 64) as usize, condition % 64);
                if let Some(word) = self.scratch.candidates.get_mut(word) {
                    *word |= u64::from(holds | !known) << bit;
                }
                if let Some(word) = self.scratch.certain.get_mut(word) {
                    *word |= u64::from(holds & known & exact & posting.decides()) << bit;
                }
            }
        }
    }

    /// Evaluates what came up and is not certain.
    fn evaluate_candidates(&mut self) {
        let plan = self.plan;
        let mut open = std::mem::take(&mut self.scratch.open);
        open.clear();
        for (word, (candidates, certain)) in (0_u32..).zip(self.scratch.candidates.iter().zip(&self.scratch.certain)) {
            let mut bits = candidates & !certain;
            while bits != 0 {
                open.push(word * 64 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        for some in open.chunks(AHEAD) {
            // One guard of each before all of any: they are far apart in memory, and so come from there at the same time.
            let mut first = [false; AHEAD];
            for (condition, fails) in some.iter().zip(&mut first) {
                let laid = plan.conditions.get(*condition as usize);
                if let Some(guard) = laid.and_then(|laid| plan.guards.run(laid.guards).first()) {
                    let (holds, known) = guard.holds(None, &self.scratch.ports);
                    *fails = !holds & known & guard.test().is_none();
                }
            }
            for (condition, fails) in some.iter().zip(first) {
                let answer = if fails { Kleene::False } else { self.evaluate(*condition) };
                let (word, bit) = ((condition / 64) as usize, 1 << (condition % 64));
                match answer {
                    Kleene::False => {
                        if let Some(word) = self.scratch.candidates.get_mut(word) {
                            *word &= !bit;
                        }
                    }
                    Kleene::Open => {}
                    Kleene::True => {
                        if let Some(word) = self.scratch.certain.get_mut(word) {
                            *word |= bit;
                        }
                    }
                }
            }
        }
        self.scratch.work.candidates += open.len() as u64;
        self.scratch.open = open;
    }

    fn conclude(&mut self, found: &mut impl FnMut(u32, Standing)) {
        let PlanScratch { candidates, certain, work, .. } = &mut *self.scratch;
        for (word, (candidates, certain)) in (0_u32..).zip(candidates.iter().zip(certain.iter())) {
            let mut bits = *candidates;
            work.matched += u64::from(certain.count_ones());
            work.open += u64::from((candidates & !certain).count_ones());
            while bits != 0 {
                let at = bits.trailing_zeros();
                bits &= bits - 1;
                let standing = if certain >> at & 1 == 1 { Standing::True } else { Standing::Open };
                found(word * 64 + at, standing);
            }
        }
    }

    /// What the formula of a condition comes to.
    fn evaluate(&mut self, condition: u32) -> Kleene {
        let plan = self.plan;
        let Some(laid) = plan.conditions.get(condition as usize) else { return Kleene::False };
        let (mut all, mut none) = (laid.whole, false);
        for guard in plan.guards.run(laid.guards) {
            let test = match guard.test() {
                Some(_) if none => break,
                test => test.map(|test| self.ask(Literal { test, negated: false })),
            };
            let (holds, known) = guard.holds(test, &self.scratch.ports);
            all &= holds & known;
            none |= !holds & known;
        }
        match (all, none) {
            (_, true) => Kleene::False,
            (true, _) => Kleene::True,
            _ => plan.code.evaluate(laid.code, &mut |literal| self.ask(literal)),
        }
    }

    /// What a test of the record comes to, from memory when it was asked before.
    #[inline]
    fn ask(&mut self, literal: Literal) -> Kleene {
        self.known(literal).unwrap_or_else(|| self.ask_first(literal.test).negated_if(literal.negated))
    }

    /// What a test came to, if it was asked before.
    #[inline]
    fn known(&self, literal: Literal) -> Option<Kleene> {
        let known = match self.scratch.answers.get(literal.test as usize)? {
            0 => return None,
            1 => Kleene::False,
            2 => Kleene::Open,
            _ => Kleene::True,
        };
        Some(known.negated_if(literal.negated))
    }

    #[cold]
    #[inline(never)]
    fn ask_first(&mut self, test: u32) -> Kleene {
        self.scratch.work.tests += 1;
        let quick = self.plan.quick.get(test as usize).and_then(|quick| quick.answer(&self.scratch.ports));
        let answer = quick.unwrap_or_else(|| match self.plan.tests.get(test as usize) {
            Some(Test::Exists { list, code, .. }) => self.exists(*list, *code),
            Some(Test::Matches { place, set: Some(set), .. }) => self.ask_together(place, *set, test),
            Some(test) => self.answer(test, None),
            None => Kleene::Open,
        });
        if let Some(known) = self.scratch.answers.get_mut(test as usize) {
            *known = answer as u8;
        }
        answer
    }

    /// Answers a set of expressions for the text at a place; gives what one of its tests came to.
    fn ask_together(&mut self, place: &Place, set: u32, test: u32) -> Kleene {
        let Some(Value::Str(text)) = self.value(place, None) else { return Kleene::Open };
        let Some(set) = self.plan.patterns.get(set as usize) else { return Kleene::Open };
        set.settle(text, &mut self.scratch.answers);
        self.known(Literal { test, negated: false }).unwrap_or(Kleene::Open)
    }

    fn exists(&mut self, list: u32, code: u32) -> Kleene {
        let (Some(elements), Some(build)) =
            (self.scratch.lists.get(list as usize).copied(), self.plan.lists.get(list as usize))
        else {
            return Kleene::Open;
        };
        let Some(record) = record(self.inputs, build.spot.frame).filter(|_| elements.there) else {
            return Kleene::Open;
        };
        let plan = self.plan;
        let mut best = Kleene::False;
        for index in 0..elements.len {
            let element = Element { record, base: elements.first + index * build.width, index };
            let answer = plan.code.evaluate(code, &mut |literal| match plan.tests.get(literal.test as usize) {
                Some(test) if test.of_element() => self.answer(test, Some(element)).negated_if(literal.negated),
                _ => self.ask(literal),
            });
            best = best.max(answer);
            if best == Kleene::True {
                break;
            }
        }
        best
    }

    /// What a test comes to for the record, and for one of its elements where it asks for that.
    fn answer(&mut self, test: &Test, element: Option<Element<'r>>) -> Kleene {
        match test {
            Test::Symbols(place, symbols) => {
                let symbol = match place.at {
                    At::Slot(slot) => self.scratch.symbols.get(slot as usize).copied(),
                    At::Element { list, slot, .. } => element.and_then(|element| {
                        let elements = self.scratch.lists.get(list as usize)?;
                        let at = elements.symbols + slot * elements.len + element.index;
                        self.scratch.element_symbols.get(at as usize).copied()
                    }),
                };
                match symbol {
                    None | Some(ABSENT) => Kleene::Open,
                    // `null`, which equals no string.
                    Some(OTHER | UNNAMED) => Kleene::False,
                    Some(symbol) if symbols.len() <= 8 => Kleene::of(symbols.contains(&symbol)),
                    Some(symbol) => Kleene::of(symbols.binary_search(&symbol).is_ok()),
                }
            }
            Test::Compare(comparison, left, right) => match (self.operand(left, element), self.operand(right, element))
            {
                (Some(left), Some(right)) => compare(*comparison, &left, &right),
                _ => Kleene::Open,
            },
            Test::Has(place) => match self.cell(place, element) {
                Some((_, Cell::Absent)) | None => Kleene::False,
                Some(_) => Kleene::True,
            },
            Test::Unknown | Test::Exists { .. } => Kleene::Open,
            test => {
                let value = test.place().and_then(|place| self.value(place, element));
                value.map_or(Kleene::Open, |value| test.of_value(&value))
            }
        }
    }

    fn operand(&self, operand: &Operand, element: Option<Element<'r>>) -> Option<Value<'r>> {
        match operand {
            Operand::Place(place) => self.value(place, element),
            Operand::Const(value) => Some(constant(value)),
        }
    }

    fn value(&self, place: &Place, element: Option<Element<'r>>) -> Option<Value<'r>> {
        let (record, cell) = self.cell(place, element)?;
        Some(match cell {
            Cell::Null => Value::Null,
            Cell::Bool(value) => Value::Bool(value),
            Cell::Int(value) => Value::Int(value),
            Cell::Double(value) => Value::Double(value),
            Cell::String { .. } => Value::Str(record.string(cell)),
            Cell::Time { seconds, nanos } => Value::Timestamp(Time { seconds, nanos }),
            Cell::Absent | Cell::Object | Cell::List { .. } | Cell::Dyn(_) => return None,
        })
    }

    /// The cell of a place; none when its record or element is not there.
    fn cell(&self, place: &Place, element: Option<Element<'r>>) -> Option<(&'r Record<'r>, Cell)> {
        match place.at {
            At::Slot(slot) => {
                let Spot { frame, offset } = self.plan.slots.get(slot as usize)?.spot;
                let record = record(self.inputs, frame)?;
                Some((record, record.cell(offset)))
            }
            At::Element { offset, .. } => {
                let element = element?;
                Some((element.record, element.record.cell(element.base + offset)))
            }
        }
    }
}

/// What is known of a field by its cell.
fn port(cell: Cell, symbol: u32) -> Port {
    match cell {
        Cell::Absent => Port::ABSENT,
        Cell::Int(number) => Port::number(number),
        Cell::Bool(truth) => Port::number(i64::from(truth)),
        _ => Port { mask: bit(symbol), ..Port::THERE },
    }
}

/// A constant, for as long as it is compared.
fn constant<'r>(value: &Value<'static>) -> Value<'r> {
    match value {
        Value::String(text) => Value::String(Arc::clone(text)),
        other => other.clone(),
    }
}

fn record<'r>(inputs: &Inputs<'r>, frame: u32) -> Option<&'r Record<'r>> {
    match frame.checked_sub(1) {
        None => inputs.record,
        Some(at) => inputs.frames.get(at as usize).copied().flatten(),
    }
}

/// Brings up what is posted under a value; gives its symbol.
fn look_up(index: &ValueIndex, record: &Record<'_>, cell: Cell, sink: &mut Sink<'_>) -> u32 {
    match cell {
        Cell::String { .. } => {
            let text = record.string(cell);
            index.text(text, sink);
            if index.strings.is_empty() {
                return UNNAMED;
            }
            match index.strings.get(text) {
                Some(named) => {
                    sink.up(named.posted);
                    sink.settle(&named.holds, Kleene::True);
                    named.symbol
                }
                None => UNNAMED,
            }
        }
        Cell::Int(value) => {
            index.number(Number::Int(value), sink);
            OTHER
        }
        Cell::Double(value) => {
            index.number(Number::Double(value), sink);
            OTHER
        }
        Cell::Absent => {
            sink.open(index.all);
            ABSENT
        }
        _ => {
            sink.open(index.all);
            OTHER
        }
    }
}
