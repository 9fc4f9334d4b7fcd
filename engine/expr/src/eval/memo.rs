//! What functions made of texts, remembered while one record is judged: rules ask the same of the same text again and again, above
//! all those that compare each element of a list with each other. It remembers no failure, and nothing of another record.
//!
//! A text is known by where it stands, not by what it says, so that asking costs the same for a long one. An answer holds
//! on to the texts that it is about, so that nothing else can come to stand there.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::Value;
use crate::functions::Function;
use crate::ir::Ir;

/// Answers that are kept for one record; what comes after them is worked out each time.
const MOST: usize = 4_096;

/// Answers, by what was asked of which texts.
#[derive(Debug)]
pub(super) struct Memo<'r> {
    answers: Vec<Answer<'r>>,
    /// Where in `answers`, by the question.
    index: HashTable<u32>,
    /// What hashes begin with, so that nobody knows which places in a record meet.
    seed: u64,
}

impl Default for Memo<'_> {
    fn default() -> Self {
        Self { answers: Vec::new(), index: HashTable::new(), seed: DefaultHashBuilder::default().hash_one(0) }
    }
}

/// What is asked: a function, a pattern or a node, by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked(usize);

impl Asked {
    /// Of a function, if what it makes of these arguments is worth remembering.
    pub(super) fn of_function(function: &'static Function, args: &[Value<'_>]) -> Option<Self> {
        if !function.costly {
            return None;
        }
        let texts = match args {
            [Value::Str(_)] => true,
            [a, b] => a.as_str().is_some() && b.as_str().is_some(),
            _ => false,
        };
        texts.then(|| Self(std::ptr::from_ref(function).addr()))
    }

    /// Of a node of a program, if it depends on one element of a list alone.
    pub(super) fn of_node(node: &Ir) -> Self {
        Self(std::ptr::from_ref(node).addr())
    }

    /// Of a pattern.
    pub(super) fn of_pattern(pattern: &regex::Regex) -> Self {
        Self(std::ptr::from_ref(pattern).addr())
    }
}

/// What is asked of one text or two, by where they stand and how long they are, or of an element of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    asked: Asked,
    first: (usize, usize),
    second: (usize, usize),
}

impl Question {
    /// Of an element, by what tells it from all others.
    pub(super) fn of_element(asked: Asked, element: (usize, usize)) -> Self {
        Self { asked, first: element, second: (0, 0) }
    }

    /// Of texts.
    pub(super) fn of_texts(asked: Asked, args: &[Value<'_>]) -> Self {
        let place = |at: usize| {
            let text = args.get(at).and_then(Value::as_str);
            text.map_or((0, 0), |text| (text.as_ptr().addr(), text.len()))
        };
        Self { asked, first: place(0), second: place(1) }
    }

    /// A hash of a few addresses and lengths, of which there are few thousands: two multiplications are enough.
    #[inline]
    fn hash(self, seed: u64) -> u64 {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let Self { asked: Asked(asked), first, second } = self;
        let one = (seed ^ asked as u64).rotate_left(23) ^ first.0 as u64 ^ (first.1 as u64).rotate_left(40);
        let two = one.wrapping_mul(ODD).rotate_left(29) ^ second.0 as u64 ^ (second.1 as u64).rotate_left(40);
        let hash = two.wrapping_mul(ODD);
        hash ^ hash >> 32
    }
}

#[derive(Debug)]
struct Answer<'r> {
    question: Question,
    /// Steps that it took, taken again whenever it is remembered: what a question costs does not depend on what else was asked.
    steps: u64,
    value: Value<'r>,
    /// The texts that expressions made. Those of the record stay where they are by themselves.
    _held: [Option<Arc<str>>; 2],
}

impl<'r> Memo<'r> {
    /// What was answered, and the steps that it took.
    #[inline]
    pub(super) fn get(&self, question: Question) -> Option<(u64, &Value<'r>)> {
        let is = |at: &u32| self.answers.get(*at as usize).is_some_and(|answer| answer.question == question);
        let at = self.index.find(question.hash(self.seed), is)?;
        let found = self.answers.get(*at as usize)?;
        Some((found.steps, &found.value))
    }

    /// Keeps an answer that is not there yet; `args` are the texts that were asked about.
    pub(super) fn keep(&mut self, question: Question, args: &[Value<'r>], steps: u64, value: &Value<'r>) {
        let Some(at) = u32::try_from(self.answers.len()).ok().filter(|at| (*at as usize) < MOST) else { return };
        let held = |at: usize| match args.get(at) {
            Some(Value::String(text)) => Some(Arc::clone(text)),
            _ => None,
        };
        self.answers.push(Answer { question, steps, value: value.clone(), _held: [held(0), held(1)] });
        let Self { answers, index, seed } = self;
        let rehash = |at: &u32| answers.get(*at as usize).map_or(0, |answer| answer.question.hash(*seed));
        index.insert_unique(question.hash(*seed), at, rehash);
    }

    /// Forgets everything, so that another record can use the memory.
    pub(super) fn emptied(self) -> Memo<'static> {
        let Self { answers, mut index, seed } = self;
        index.clear();
        Memo { answers: super::emptied(answers), index, seed }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_that_of_the_same_function_and_the_same_text_where_it_stands() {
        let (lower, upper) =
            (crate::functions::find("normalize_name").unwrap(), crate::functions::find("timestamp").unwrap());
        let text = String::from("anna and anna");
        let (first, second) = (Value::Str(text.get(..4).unwrap()), Value::Str(text.get(9..).unwrap()));
        let mut memo = Memo::default();
        let asked = Asked::of_function(lower, std::slice::from_ref(&first)).unwrap();
        memo.keep(
            Question::of_texts(asked, std::slice::from_ref(&first)),
            std::slice::from_ref(&first),
            7,
            &Value::Int(1),
        );
        assert!(matches!(memo.get(Question::of_texts(asked, std::slice::from_ref(&first))), Some((7, Value::Int(1)))));
        assert!(memo.get(Question::of_texts(asked, &[second])).is_none(), "the same letters elsewhere");
        assert!(
            memo.get(Question::of_texts(asked, &[Value::Str(text.get(..3).unwrap())])).is_none(),
            "a shorter text that begins there"
        );
        let other = Asked::of_function(upper, std::slice::from_ref(&first)).unwrap();
        assert!(memo.get(Question::of_texts(other, &[first])).is_none(), "another function");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let text = "x".repeat(2 * MOST);
        let function = crate::functions::find("normalize_name").unwrap();
        let mut memo = Memo::default();
        for at in 0..2 * MOST {
            let args = [Value::Str(text.get(..at).unwrap())];
            let asked = Asked::of_function(function, &args).unwrap();
            memo.keep(Question::of_texts(asked, &args), &args, 0, &Value::Null);
        }
        assert_eq!(memo.answers.len(), MOST);
    }

    #[test]
    fn an_emptied_memo_knows_nothing_and_keeps_its_memory() {
        let function = crate::functions::find("normalize_name").unwrap();
        let mut memo;
        {
            let text = String::from("gone");
            let args = [Value::Str(&text)];
            let asked = Asked::of_function(function, &args).unwrap();
            let mut used = Memo::default();
            used.keep(Question::of_texts(asked, &args), &args, 0, &Value::Int(4));
            let room = used.answers.capacity();
            memo = used.emptied();
            assert!(memo.get(Question::of_texts(asked, &args)).is_none());
            assert_eq!(memo.answers.capacity(), room);
        }
        let args = [Value::Str("here")];
        let asked = Asked::of_function(function, &args).unwrap();
        memo.keep(Question::of_texts(asked, &args), &args, 0, &Value::Int(4));
        assert!(matches!(memo.get(Question::of_texts(asked, &args)), Some((0, Value::Int(4)))));
    }
}
