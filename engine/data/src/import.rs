//! One way in for all formats. How each is read is not known here.

use crate::collector::Collector;
use crate::{Entries, Format, ImportError, Input, Limits, Target, formats, recognise};

/// What became of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The entries.
    pub entries: Entries,
    /// The format that the files have.
    pub format: Format,
    /// What was left out or is not whole, in words: lower case, no full stop.
    pub notes: Vec<String>,
}

/// Reads the entries of a list or table from files of one format, which is recognised unless it is given.
///
/// # Errors
/// Files that are too large, are no text, break off, have another format or cannot fill the target; too many entries.
pub fn import(
    target: &Target,
    inputs: &[Input<'_>],
    format: Option<Format>,
    limits: &Limits,
) -> Result<Imported, ImportError> {
    for input in inputs {
        if input.bytes.len() as u64 > limits.bytes {
            return Err(ImportError::TooLarge { name: input.name.to_owned(), limit: limits.bytes });
        }
    }
    let format = match format {
        Some(format) => format,
        None => recognise::all(target, inputs)?,
    };
    let mut collector = Collector::new(target, format, *limits);
    formats::read(format, inputs, &mut collector)?;
    let (entries, notes) = collector.finish();
    Ok(Imported { entries, format, notes })
}
