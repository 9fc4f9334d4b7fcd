//! A file as it was read, and how much of it is taken. It is not opened here.

use std::borrow::Cow;

use crate::ImportError;

/// A file that a publisher offers.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its name, for messages; of IPEDS files it holds the year.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// How much is taken. Beyond a limit, importing fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: u64,
    /// Entries of the result.
    pub entries: usize,
}

impl Default for Limits {
    /// 256 MiB a file, 2,000,000 entries, which is what a policy directory takes.
    fn default() -> Self {
        Self { bytes: 256 << 20, entries: 2_000_000 }
    }
}

impl<'a> Input<'a> {
    /// Its text, which must be UTF-8; without a byte order mark.
    pub(crate) fn text(&self) -> Result<&'a str, ImportError> {
        let text = std::str::from_utf8(self.bytes).map_err(|error| {
            let before = self.bytes.get(..error.valid_up_to()).unwrap_or_default();
            ImportError::NotText { name: self.name.to_owned(), line: lines_in(before) + 1 }
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Its text; what is not UTF-8 as a whole is read as Latin-1, in which older files of authorities are written.
    pub(crate) fn text_or_latin1(&self) -> Result<Cow<'a, str>, ImportError> {
        match self.text() {
            Ok(text) => Ok(Cow::Borrowed(text)),
            // Zero bytes stand in UTF-16 and in files that are no text at all.
            Err(error) if self.bytes.contains(&0) => Err(error),
            Err(_) => Ok(self.bytes.iter().map(|byte| char::from(*byte)).collect()),
        }
    }
}

fn lines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
