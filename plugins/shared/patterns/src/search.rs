//! Searching: one way after the other, the likelier first, and no way twice from the same place of the text.

use crate::program::{Program, Step};

/// Words of the memory of places that need no allocation.
const WORDS: usize = 32;

/// What is left to be done when a way leads nowhere.
enum Open {
    /// Another way, from this step and place.
    Way(u16, u32),
    /// A note that stood there before.
    Note(u16, Option<u32>),
}

/// What a search needs.
struct Search<'s> {
    program: &'s Program,
    text: &'s str,
    /// One bit for each split and place of the text: whether it was there.
    seen: Seen,
    open: Vec<Open>,
}

/// Bits, all of them unset at first: few without an allocation.
struct Seen {
    few: [u64; WORDS],
    /// Instead of those, when they are not enough.
    many: Vec<u64>,
}

impl Seen {
    fn new(bits: usize) -> Self {
        let words = bits / 64 + 1;
        Self { few: [0; WORDS], many: if words <= WORDS { Vec::new() } else { vec![0; words] } }
    }

    /// Whether the bit was not set before.
    fn is_new(&mut self, bit: usize) -> bool {
        let words: &mut [u64] = if self.many.is_empty() { &mut self.few } else { &mut self.many };
        let Some(word) = words.get_mut(bit / 64) else { return false };
        let mask = 1 << (bit % 64);
        let new = *word & mask == 0;
        *word |= mask;
        new
    }
}

/// Where the expression is found first, from a place on: where it begins and ends; `notes` are where its groups do.
pub(crate) fn search(program: &Program, text: &str, from: usize, notes: &mut [Option<u32>]) -> Option<(usize, usize)> {
    let mut search = Search { program, text, seen: Seen::new(program.splits * (text.len() + 1)), open: Vec::new() };
    if program.at_start {
        return (from == 0).then(|| search.at(0, notes)).flatten().map(|end| (0, end));
    }
    let rest = text.get(from..)?;
    let places = rest.char_indices().map(|(at, letter)| (from + at, Some(letter))).chain([(text.len(), None)]);
    for (at, letter) in places {
        let possible = match (program.first, letter) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((ascii, _)), Some(letter)) if letter.is_ascii() => ascii & crate::class::bit(letter) != 0,
            (Some((_, others)), Some(_)) => others,
        };
        if possible && let Some(end) = search.at(at, notes) {
            return Some((at, end));
        }
    }
    None
}

impl Search<'_> {
    /// Where the expression ends when it begins there.
    fn at(&mut self, start: usize, notes: &mut [Option<u32>]) -> Option<usize> {
        let (mut step, mut place) = (0_usize, start);
        loop {
            if let Some(end) = self.way(step, place, notes) {
                return Some(end);
            }
            loop {
                match self.open.pop()? {
                    Open::Note(slot, before) => {
                        if let Some(note) = notes.get_mut(usize::from(slot)) {
                            *note = before;
                        }
                    }
                    Open::Way(other, at) => {
                        (step, place) = (usize::from(other), at as usize);
                        break;
                    }
                }
            }
        }
    }

    /// Goes one way as far as it leads.
    fn way(&mut self, mut step: usize, mut place: usize, notes: &mut [Option<u32>]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            match *self.program.steps.get(step)? {
                Step::Class(class) => {
                    let class = self.program.classes.get(usize::from(class))?;
                    let byte = *bytes.get(place)?;
                    if byte.is_ascii() {
                        if class.ascii() & (1 << byte) == 0 {
                            return None;
                        }
                        place += 1;
                    } else {
                        let letter = self.text.get(place..)?.chars().next().filter(|letter| class.has(*letter))?;
                        place += letter.len_utf8();
                    }
                    step += 1;
                }
                Step::Split { other, other_first, number } => {
                    if !self.seen.is_new(usize::from(number) * (bytes.len() + 1) + place) {
                        return None;
                    }
                    let at = u32::try_from(place).unwrap_or(u32::MAX);
                    let next = step + 1;
                    if other_first {
                        self.open.push(Open::Way(u16::try_from(next).unwrap_or(u16::MAX), at));
                        step = usize::from(other);
                    } else {
                        self.open.push(Open::Way(other, at));
                        step = next;
                    }
                }
                Step::Jump(to) => step = usize::from(to),
                Step::Note(slot) => {
                    if let Some(note) = notes.get_mut(usize::from(slot)) {
                        self.open.push(Open::Note(slot, *note));
                        *note = u32::try_from(place).ok();
                    }
                    step += 1;
                }
                Step::Start if place == 0 => step += 1,
                Step::End if place == bytes.len() => step += 1,
                Step::Start | Step::End => return None,
                Step::Done => return Some(place),
            }
        }
    }
}
