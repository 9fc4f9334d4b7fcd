//! Records in batches, so that threads meet seldom. It does not look into a record.

use std::io;

use super::Input;

/// How many records travel together: up to the first of these limits, or up to a record that says that the next may be long
/// in coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchLimits {
    /// Records. Default 16, which stay in the caches of a processor while they are judged; at least one.
    pub records: usize,
    /// Bytes of text, the last record beyond it included. Default 256 KiB.
    pub bytes: usize,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self { records: 16, bytes: 256 << 10 }
    }
}

/// Records that travel together, and what ended the reading, if it was an error.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Which, from 0.
    pub(crate) number: u64,
    pub(crate) inputs: Vec<Input>,
    pub(crate) error: Option<io::Error>,
}

/// The batches of an input. After an error there are none.
#[derive(Debug)]
pub(crate) struct Batches<I> {
    inputs: I,
    limits: BatchLimits,
    next: u64,
    ended: bool,
}

impl<I: Iterator<Item = io::Result<Input>>> Batches<I> {
    pub(crate) fn new(inputs: I, limits: BatchLimits) -> Self {
        Self { inputs, limits, next: 0, ended: false }
    }
}

impl<I: Iterator<Item = io::Result<Input>>> Iterator for Batches<I> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch { number: self.next, inputs: Vec::new(), error: None };
        self.next += 1;
        let mut bytes = 0;
        while !self.ended {
            match self.inputs.next() {
                Some(Ok(input)) => {
                    bytes += input.bytes.len();
                    let pause = input.pause;
                    batch.inputs.push(input);
                    if pause || batch.inputs.len() >= self.limits.records || bytes >= self.limits.bytes {
                        return Some(batch);
                    }
                }
                Some(Err(error)) => {
                    self.ended = true;
                    batch.error = Some(error);
                }
                None => self.ended = true,
            }
        }
        (!batch.inputs.is_empty() || batch.error.is_some()).then_some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(lengths: &[usize], limits: BatchLimits) -> Vec<usize> {
        let inputs = lengths.iter().map(|length| Ok(Input::new("test", 1, vec![b' '; *length])));
        Batches::new(inputs, limits).map(|batch| batch.inputs.len()).collect()
    }

    #[test]
    fn a_batch_ends_at_the_first_limit() {
        let limits = BatchLimits { records: 3, bytes: 10 };
        assert_eq!(sizes(&[1; 7], limits), [3, 3, 1]);
        assert_eq!(sizes(&[9, 9, 9], limits), [2, 1]);
        assert_eq!(sizes(&[100, 1, 1], limits), [1, 2]);
        assert!(sizes(&[], limits).is_empty());
        assert_eq!(sizes(&[1; 2], BatchLimits { records: 0, bytes: 0 }), [1, 1]);
    }

    #[test]
    fn a_pause_ends_a_batch() {
        let inputs = [1, 2, 3].map(|line| Ok(Input { pause: line == 2, ..Input::new("test", line, Vec::new()) }));
        let sizes: Vec<usize> =
            Batches::new(inputs.into_iter(), BatchLimits::default()).map(|batch| batch.inputs.len()).collect();
        assert_eq!(sizes, [2, 1]);
    }

    #[test]
    fn an_error_comes_after_the_records_before_it_and_ends_the_input() {
        let inputs = [Ok(1), Ok(2), Err(()), Ok(3)].map(|step| match step {
            Ok(line) => Ok(Input::new("test", line, Vec::new())),
            Err(()) => Err(io::Error::other("gone")),
        });
        let batches: Vec<(usize, bool)> = Batches::new(inputs.into_iter(), BatchLimits::default())
            .map(|batch| (batch.inputs.len(), batch.error.is_some()))
            .collect();
        assert_eq!(batches, [(2, true)]);
    }
}
