//! A set of characters.

/// A set of characters: of ASCII one bit each, of the others ranges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Class {
    ascii: u128,
    /// In order, and apart from each other.
    others: Box<[(char, char)]>,
}

impl Class {
    /// The characters of these ranges, or all but them.
    pub(crate) fn new(ranges: &[(char, char)], negated: bool, caseless: bool) -> Self {
        let mut ascii = 0;
        let mut others: Vec<(char, char)> = Vec::new();
        for (first, last) in ranges {
            for letter in (*first..=*last).take_while(char::is_ascii) {
                ascii |= bit(letter);
                if caseless {
                    ascii |= bit(letter.to_ascii_lowercase()) | bit(letter.to_ascii_uppercase());
                }
            }
            let first = (*first).max('\u{80}');
            if first <= *last {
                others.push((first, *last));
            }
        }
        others.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::with_capacity(others.len());
        for (first, last) in others {
            match merged.last_mut() {
                Some(before) if first <= before.1 || follows(before.1, first) => before.1 = before.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        if negated {
            ascii = !ascii;
            merged = gaps(&merged);
        }
        Self { ascii, others: merged.into() }
    }

    pub(crate) fn has(&self, letter: char) -> bool {
        if letter.is_ascii() {
            return self.ascii & bit(letter) != 0;
        }
        let at = self.others.partition_point(|(_, last)| *last < letter);
        self.others.get(at).is_some_and(|(first, _)| *first <= letter)
    }

    /// The characters of ASCII in it, one bit each.
    pub(crate) fn ascii(&self) -> u128 {
        self.ascii
    }

    /// Whether it has any others.
    pub(crate) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }
}

/// The bit of a character of ASCII.
pub(crate) fn bit(letter: char) -> u128 {
    1 << (letter as u32 & 127)
}

fn follows(letter: char, next: char) -> bool {
    (letter..=next).nth(1) == Some(next)
}

/// What ranges beyond ASCII leave out there.
fn gaps(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut out = Vec::new();
    let mut from = Some('\u{80}');
    for (first, last) in ranges {
        if let Some(before) = (from.unwrap_or(char::MAX)..*first).next_back() {
            out.push((from.unwrap_or(before), before));
        }
        from = (*last..=char::MAX).nth(1);
    }
    if let Some(from) = from {
        out.push((from, char::MAX));
    }
    out
}
