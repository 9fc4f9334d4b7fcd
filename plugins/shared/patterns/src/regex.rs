//! A regular expression and what can be asked of it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::program::Program;
use crate::search::search;
use crate::{Captures, Error, Match, parse};

/// A regular expression. As small as can be: most are kept where one may come to be, and are never made.
#[derive(Clone)]
pub struct Regex {
    inner: Arc<Inner>,
}

struct Inner {
    text: Box<str>,
    program: Program,
    groups: usize,
}

impl Regex {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is wrong, or more than is understood here.
    pub fn new(text: &str) -> Result<Self, Error> {
        let (tree, groups) = parse::parse(text)?;
        Ok(Self { inner: Arc::new(Inner { text: text.into(), program: Program::new(&tree)?, groups }) })
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.inner.text
    }

    /// Whether it is found in a text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        search(&self.inner.program, text, 0, &mut []).is_some()
    }

    /// Where it is found first.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_at(text, 0)
    }

    /// Where it is found first from a byte on.
    #[must_use]
    pub fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<Match<'t>> {
        search(&self.inner.program, text, from, &mut []).map(|(start, end)| Match::new(text, start, end))
    }

    /// Where it is found first, with its groups.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.captures_at(text, 0)
    }

    /// Where it is found first from a byte on, with its groups.
    #[must_use]
    pub fn captures_at<'t>(&self, text: &'t str, from: usize) -> Option<Captures<'t>> {
        let mut notes = vec![None; (self.inner.groups + 1) * 2];
        let (start, end) = search(&self.inner.program, text, from, &mut notes)?;
        let whole = [start, end].map(|place| u32::try_from(place).ok());
        notes.iter_mut().zip(whole).for_each(|(note, place)| *note = place);
        Some(Captures::new(text, notes))
    }

    /// Wherever it is found, with its groups; none overlaps the one before.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let (mut from, mut before) = (0, None);
        std::iter::from_fn(move || {
            loop {
                let found = self.captures_at(text, from)?;
                let whole = found.get(0)?;
                from = whole.end();
                if whole.is_empty() {
                    from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                }
                // Nothing right after something is no find of its own.
                if !(whole.is_empty() && before == Some(whole.end())) {
                    before = Some(whole.end());
                    return Some(found);
                }
            }
        })
    }

    /// The text with the first find replaced; in the replacement `$1` is a group.
    #[must_use]
    pub fn replace<'t>(&self, text: &'t str, replacement: impl AsRef<str>) -> Cow<'t, str> {
        self.replaced(text, replacement.as_ref(), 1)
    }

    /// The text with every find replaced; in the replacement `$1` is a group.
    #[must_use]
    pub fn replace_all<'t>(&self, text: &'t str, replacement: impl AsRef<str>) -> Cow<'t, str> {
        self.replaced(text, replacement.as_ref(), usize::MAX)
    }

    fn replaced<'t>(&self, text: &'t str, replacement: &str, most: usize) -> Cow<'t, str> {
        let mut out = String::new();
        let mut from = None;
        for found in self.captures_iter(text).take(most) {
            let Some(whole) = found.get(0) else { continue };
            out.push_str(text.get(from.unwrap_or(0)..whole.start()).unwrap_or_default());
            found.expand(replacement, &mut out);
            from = Some(whole.end());
        }
        let Some(from) = from else { return text.into() };
        out.push_str(text.get(from..).unwrap_or_default());
        out.into()
    }
}

impl fmt::Debug for Regex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Regex").field(&self.inner.text).finish()
    }
}
