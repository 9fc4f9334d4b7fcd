//! What was found.

/// A part of a text that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    pub(crate) fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self { text, start, end }
    }

    /// The byte at which it begins.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte after it.
    #[must_use]
    pub fn end(&self) -> usize {
        self.end
    }

    /// How many bytes it is long.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it is no character long.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The part itself.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What was found, and what its groups are.
#[derive(Debug, Clone)]
pub struct Captures<'t> {
    text: &'t str,
    notes: Vec<Option<u32>>,
}

impl<'t> Captures<'t> {
    pub(crate) fn new(text: &'t str, notes: Vec<Option<u32>>) -> Self {
        Self { text, notes }
    }

    /// A group, by its number from 1; 0 is all that was found. None where it was not needed.
    #[must_use]
    pub fn get(&self, group: usize) -> Option<Match<'t>> {
        let note = |at: usize| self.notes.get(at).copied().flatten().map(|place| place as usize);
        Some(Match::new(self.text, note(group * 2)?, note(group * 2 + 1)?))
    }

    /// All groups in order, the whole first.
    pub fn iter(&self) -> impl Iterator<Item = Option<Match<'t>>> + '_ {
        (0..self.notes.len() / 2).map(|group| self.get(group))
    }

    /// Writes a replacement, in which `$1` or `${1}` is a group and `$$` a dollar sign.
    pub(crate) fn expand(&self, replacement: &str, out: &mut String) {
        let mut rest = replacement;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            if let Some(after) = after.strip_prefix('$') {
                out.push('$');
                rest = after;
                continue;
            }
            let braced = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
            let (name, next) = braced.unwrap_or_else(|| {
                let end = after.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
                after.split_at(end.unwrap_or(after.len()))
            });
            if name.is_empty() {
                out.push('$');
            } else if let Some(group) = name.parse().ok().and_then(|group| self.get(group)) {
                out.push_str(group.as_str());
            }
            rest = next;
        }
        out.push_str(rest);
    }
}
