//! What functions made of texts, remembered while one record is judged: rules ask the same of the same text again and again, above
//! all those that compare each element of a list with each other. It remembers no failure, and nothing of another record.
//!
//! A text is known by where it stands, not by what it says, so that asking costs the same for a long one. An entry holds
//! on to the texts that it is about: nothing else can come to stand there.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::Value;
use crate::functions::Function;

/// Answers that are kept for one record; what comes after them is worked out each time.
const MOST: usize = 4_096;

/// Answers, by what was asked of which texts.
#[derive(Debug, Default)]
pub(super) struct Memo<'r> {
    answers: Vec<Answer<'r>>,
    /// Where in `answers`, by what was asked.
    index: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

/// What is asked: a function or a pattern, by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Asked(usize);

impl Asked {
    /// Of a function, if what it makes of these arguments is worth remembering.
    pub(super) fn of_function(function: &'static Function, args: &[Value<'_>]) -> Option<Self> {
        let worth = match args {
            [Value::Str(_)] => true,
            [a, b] => matches!(function.name, "similarity" | "split") && a.as_str().is_some() && b.as_str().is_some(),
            _ => false,
        };
        worth.then(|| Self(std::ptr::from_ref(function).addr()))
    }

    /// Of a pattern.
    pub(super) fn of_pattern(pattern: &regex::Regex) -> Self {
        Self(std::ptr::from_ref(pattern).addr())
    }
}

#[derive(Debug)]
struct Answer<'r> {
    asked: Asked,
    args: [Value<'r>; 2],
    /// Steps that it took, taken again whenever it is remembered: what a question costs does not depend on what else was asked.
    steps: u64,
    value: Value<'r>,
}

impl<'r> Memo<'r> {
    /// What was answered, and the steps that it took.
    pub(super) fn get(&self, asked: Asked, args: &[Value<'r>]) -> Option<(u64, Value<'r>)> {
        if self.answers.is_empty() {
            return None;
        }
        let is = |answer: &Answer<'r>| answer.asked == asked && args.iter().zip(&answer.args).all(|(a, b)| same(a, b));
        let at = self.index.find(hash(&self.hasher, asked, args), |at| self.answers.get(*at).is_some_and(is))?;
        let found = self.answers.get(*at)?;
        Some((found.steps, found.value.clone()))
    }

    /// Keeps an answer that is not there yet.
    pub(super) fn keep(&mut self, asked: Asked, args: &[Value<'r>], steps: u64, value: &Value<'r>) {
        if self.answers.len() >= MOST {
            return;
        }
        let arg = |at: usize| args.get(at).cloned().unwrap_or(Value::Null);
        let at = self.answers.len();
        self.answers.push(Answer { asked, args: [arg(0), arg(1)], steps, value: value.clone() });
        let Self { answers, index, hasher } = self;
        let rehash = |at: &usize| answers.get(*at).map_or(0, |answer| hash(hasher, answer.asked, &answer.args));
        index.insert_unique(hash(hasher, asked, args), at, rehash);
    }
}

fn hash(hasher: &DefaultHashBuilder, asked: Asked, args: &[Value<'_>]) -> u64 {
    let mut hasher = hasher.build_hasher();
    asked.hash(&mut hasher);
    for text in args.iter().filter_map(Value::as_str) {
        text.as_ptr().addr().hash(&mut hasher);
        text.len().hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether two arguments are the same text in the same place.
fn same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Str(a), Value::Str(b)) => std::ptr::eq(*a, *b),
        (Value::String(a), Value::String(b)) => Arc::ptr_eq(a, b),
        _ => false,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_that_of_the_same_function_and_the_same_text_where_it_stands() {
        let (lower, upper) =
            (crate::functions::find("lowerAscii").unwrap(), crate::functions::find("upperAscii").unwrap());
        let text = String::from("anna and anna");
        let (first, second) = (Value::Str(text.get(..4).unwrap()), Value::Str(text.get(9..).unwrap()));
        let mut memo = Memo::default();
        let asked = Asked::of_function(lower, std::slice::from_ref(&first)).unwrap();
        memo.keep(asked, std::slice::from_ref(&first), 7, &Value::Int(1));
        assert!(matches!(memo.get(asked, std::slice::from_ref(&first)), Some((7, Value::Int(1)))));
        assert!(memo.get(asked, &[second]).is_none(), "the same letters elsewhere");
        assert!(memo.get(asked, &[Value::Str(text.get(..3).unwrap())]).is_none(), "a shorter text that begins there");
        let other = Asked::of_function(upper, std::slice::from_ref(&first)).unwrap();
        assert!(memo.get(other, &[first]).is_none(), "another function");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let text = "x".repeat(2 * MOST);
        let function = crate::functions::find("size").unwrap();
        let mut memo = Memo::default();
        for at in 0..2 * MOST {
            let args = [Value::Str(text.get(..at).unwrap())];
            let asked = Asked::of_function(function, &args).unwrap();
            memo.keep(asked, &args, 0, &Value::Null);
        }
        assert_eq!(memo.answers.len(), MOST);
    }
}
