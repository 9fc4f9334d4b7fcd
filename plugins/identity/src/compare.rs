//! Compares two names of persons. It weighs letters, and does not say where a name is from.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::nicknames::Nicknames;
use crate::person::Person;

/// How well two names fit one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The same parts, in whatever order, case, accents, hyphens and small words.
    Same,
    /// Both can be names of one person: a short form, initials, another spelling, a part more or less, or one part changed as
    /// after a marriage.
    Compatible,
    /// No part in common.
    Different,
}

/// What lies between two names that are not written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// The parts stand in another order.
    Order,
    /// A part is a short form, or the form of another language, of its counterpart.
    Nickname,
    /// A part is spelled otherwise, as transliterations and slips of the keyboard do.
    Spelling,
    /// A part is an initial of its counterpart.
    Initial,
    /// One name has parts more.
    ExtraPart,
    /// Each name has a part that the other lacks.
    ChangedPart,
}

/// Letters of a word at which one wrong letter counts as a slip: in shorter words it makes another name.
const SLIP: usize = 6;
/// Letters of a skeleton at which it tells names apart.
const SKELETON: usize = 3;

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// How well the names fit.
    pub grade: Grade,
    /// What lies between them, each once, in the order of [`Via`].
    pub via: Vec<Via>,
    /// Parts of the first name without a counterpart.
    pub left: Vec<String>,
}

/// Compares two names; none when they are written in scripts that cannot be compared.
#[must_use]
pub(crate) fn compare(a: &Person, b: &Person, nicknames: &Nicknames) -> Option<Comparison> {
    if a.latin != b.latin {
        return None;
    }
    let (left, right) = (joined_like(&a.parts, b), joined_like(&b.parts, a));
    let pairs = Pairs::of(&left, &right, nicknames);
    let mut via = pairs.via.clone();
    let lacks = |words: &[String], taken: &[Option<usize>]| -> Vec<String> {
        words.iter().zip(taken).filter(|(_, pair)| pair.is_none()).map(|(word, _)| word.clone()).collect()
    };
    let mut rest = lacks(&left, &pairs.left);
    let mut other = lacks(&right, &pairs.right);
    // A name in quotation marks stands for one that it lacks.
    for (words, also) in [(&mut rest, &b.also), (&mut other, &a.also)] {
        let before = words.len();
        words.retain(|word| !also.iter().any(|form| form == word));
        if words.len() < before {
            via.push(Via::Nickname);
        }
    }
    let solid = pairs.full > 0 || via.contains(&Via::Nickname);
    let grade = match (rest.is_empty(), other.is_empty()) {
        (true, true) if via.iter().all(|via| *via == Via::Order) => Grade::Same,
        (true, true) => Grade::Compatible,
        (false, false) if solid => {
            via.push(Via::ChangedPart);
            Grade::Compatible
        }
        (false, false) => Grade::Different,
        _ => {
            via.push(Via::ExtraPart);
            Grade::Compatible
        }
    };
    via.sort_unstable();
    via.dedup();
    if grade == Grade::Different {
        via.clear();
    }
    Some(Comparison { grade, via, left: rest })
}

/// The parts with neighbours joined where the other name writes them as one word: "Xiao Ming" like "Xiaoming", "van Dyke" like
/// "Vandyke".
fn joined_like(parts: &[String], other: &Person) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let known = |word: &String| other.parts.contains(word);
        let joined = (2..=3).rev().find_map(|count| {
            let word = parts.get(at..at + count)?.concat();
            known(&word).then_some((count, word))
        });
        let (count, word) = joined.unwrap_or((1, part.clone()));
        out.push(word);
        at += count;
    }
    out
}

/// Which part goes with which.
struct Pairs {
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
    /// Pairs of whole words.
    full: usize,
    via: Vec<Via>,
}

impl Pairs {
    fn of(left: &[String], right: &[String], nicknames: &Nicknames) -> Self {
        let mut pairs = Self { left: vec![None; left.len()], right: vec![None; right.len()], full: 0, via: Vec::new() };
        let initial = |word: &str| word.chars().count() == 1;
        pairs.pass(left, right, None, |a, b| a == b && !initial(a));
        pairs.pass(left, right, Some(Via::Nickname), |a, b| nicknames.are_one(a, b));
        pairs.pass(left, right, Some(Via::Spelling), spelled_otherwise);
        pairs.full = pairs.left.iter().flatten().count();
        pairs.pass(left, right, None, |a, b| a == b);
        pairs.pass(left, right, Some(Via::Initial), |a, b| {
            (initial(a) && b.starts_with(a)) || (initial(b) && a.starts_with(b))
        });
        let order: Vec<usize> = pairs.left.iter().flatten().copied().collect();
        if !order.is_sorted() {
            pairs.via.push(Via::Order);
        }
        pairs
    }

    /// Joins parts that are still alone.
    fn pass(&mut self, left: &[String], right: &[String], via: Option<Via>, one: impl Fn(&str, &str) -> bool) {
        for (i, (a, mine)) in left.iter().zip(&mut self.left).enumerate() {
            if mine.is_some() {
                continue;
            }
            let free = right.iter().zip(&mut self.right).enumerate().find(|(_, (b, pair))| pair.is_none() && one(a, b));
            if let Some((j, (_, theirs))) = free {
                (*mine, *theirs) = (Some(j), Some(i));
                self.via.extend(via);
            }
        }
    }
}

fn spelled_otherwise(a: &str, b: &str) -> bool {
    let (x, y) = (spelling::skeleton(a), spelling::skeleton(b));
    (x == y && x.len() >= SKELETON) || (a.len().min(b.len()) >= SLIP && spelling::one_edit_apart(a, b))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
