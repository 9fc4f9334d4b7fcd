//! Feeds a run with the records of its sources, read on a thread of their own, so that a source that gives nothing for a long time
//! (a terminal, a pipe) cannot keep the run from ending.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use hirewall::Refused;
use hirewall::bulk::Input;

use crate::failure::{self, Failure};
use crate::input::{Item, Opened, Source, Splitter, Trouble};
use crate::run::interrupt::Interrupt;

/// Batches that were cut and wait for a worker; with the size of a batch this bounds memory.
const WAITING: usize = 4;
/// How often somebody who waits for input looks whether the run is to end.
const TICK: Duration = Duration::from_millis(50);

/// The records of all sources, one after the other.
pub(crate) struct Feed {
    batches: Receiver<Vec<Input>>,
    current: std::vec::IntoIter<Input>,
    interrupt: Interrupt,
}

impl Feed {
    /// Starts to read; `consumed` counts bytes.
    pub(crate) fn start(sources: Vec<Source>, consumed: Arc<AtomicU64>, interrupt: Interrupt) -> Result<Self, Failure> {
        let (sender, batches) = bounded(WAITING);
        let reader = move || {
            for source in &sources {
                if read(source, &consumed, &sender).is_none() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(reader)
            .map_err(|error| Failure::internal(format!("cannot start a thread: {}", failure::reason(&error))))?;
        Ok(Self { batches, current: Vec::new().into_iter(), interrupt })
    }
}

impl Iterator for Feed {
    type Item = io::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.interrupt.ends() {
                return None;
            }
            if let Some(input) = self.current.next() {
                return Some(Ok(input));
            }
            match self.batches.recv_timeout(TICK) {
                Ok(batch) => self.current = batch.into_iter(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}

/// Sends the records of a source; none when nobody listens any more.
fn read(source: &Source, consumed: &Arc<AtomicU64>, sender: &Sender<Vec<Input>>) -> Option<()> {
    let opened = match Opened::open(source, Arc::clone(consumed)) {
        Ok(opened) => opened,
        Err(error) => {
            let trouble = Trouble::unreadable(&error);
            return sender.send(vec![refused(source, &trouble)]).ok();
        }
    };
    let mut splitter = Splitter::new(opened, source.lines());
    while let Some(batch) = splitter.next_batch() {
        let mut inputs: Vec<Input> = Vec::with_capacity(batch.items.len());
        for item in batch.items {
            inputs.push(match item {
                Item::Record { range, line, column } => {
                    let bytes = batch.bytes.get(range).unwrap_or_default().to_vec();
                    Input { column: column.saturating_add(1), ..Input::new(Arc::clone(&source.name), line, bytes) }
                }
                Item::Trouble(trouble) => refused(source, &trouble),
            });
        }
        // Whoever waits at the other end of a slow pipe is to have the answer to what was sent.
        if let Some(last) = inputs.last_mut() {
            last.pause = true;
        }
        sender.send(inputs).ok()?;
    }
    Some(())
}

/// A place in the input that is no record, in the order of the records.
fn refused(source: &Source, trouble: &Trouble) -> Input {
    let help = trouble.help.as_deref().unwrap_or("Look at the file.");
    Input::refused(Arc::clone(&source.name), trouble.line.unwrap_or(0), Refused::unread(&trouble.message, help))
}
