//! Reads decisions that were made before, as `hirewall decide` prints them. It keeps none.

use std::io::{self, BufRead};

use hirewall_model::Decision;

use crate::lines::Lines;

/// Bytes of one decision, 16 MiB.
const MAX_BYTES: usize = 16 << 20;

/// Why decisions cannot be read on. No message quotes them, as they may hold personal values.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// Reading failed.
    #[error("cannot read on: {0}")]
    Unreadable(#[source] io::Error),
    /// A line is longer than 16 MiB.
    #[error("line {line} is longer than 16 MiB")]
    TooLong {
        /// The line, from 1.
        line: u64,
    },
    /// A line is not JSON.
    #[error("line {line} is not JSON, at column {column}")]
    NotJson {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
    },
    /// A line is JSON and no decision.
    #[error("line {line} is not a decision, seen at column {column}")]
    NoDecision {
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
    },
}

/// Hands on the decisions of NDJSON, in their order.
///
/// # Errors
/// Reading failed, or a line is no decision; those before it were handed on.
pub fn read_decisions(reader: impl BufRead, mut take: impl FnMut(Decision)) -> Result<(), DecisionsError> {
    let mut lines = Lines::new(reader, MAX_BYTES);
    while let Some(line) = lines.next().map_err(DecisionsError::Unreadable)? {
        let Some(bytes) = line.bytes else { return Err(DecisionsError::TooLong { line: line.number }) };
        let decision = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                DecisionsError::NoDecision { line: line.number, column: error.column() }
            }
            _ => DecisionsError::NotJson { line: line.number, column: error.column() },
        })?;
        take(decision);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_decision_is_named_and_not_quoted() {
        for (text, expected) in [
            ("\n{\"id\": \"Kim Lee\"", "line 2 is not JSON, at column 16"),
            ("{\"id\": \"Kim Lee\"}", "line 1 is not a decision, seen at column 17"),
            ("{\"verdict\": \"Kim Lee\"}", "line 1 is not a decision, seen at column 21"),
        ] {
            let found = read_decisions(text.as_bytes(), |_| ()).map_err(|error| error.to_string());
            assert_eq!(found, Err(expected.to_owned()));
        }
    }
}
