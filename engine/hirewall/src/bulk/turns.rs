//! Turns: what must happen in the order of the input, while everything else happens on several threads. It does not know what
//! a turn does.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Something that batches use one after the other, in their order.
#[derive(Debug)]
pub(super) struct Turns<S> {
    state: Mutex<State<S>>,
    moved: Condvar,
}

#[derive(Debug)]
struct State<S> {
    shared: S,
    /// The number of the batch whose turn it is.
    next: u64,
    /// Whether a batch failed, so that no later one may have its turn.
    broken: bool,
}

/// The turn of one batch. A batch that ends without having had it breaks the order, and all later ones are told.
#[derive(Debug)]
pub(super) struct Turn<'t, S> {
    turns: &'t Turns<S>,
    number: u64,
    had: bool,
}

/// A batch before this one failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

impl<S> Turns<S> {
    pub(super) fn new(shared: S) -> Self {
        Self { state: Mutex::new(State { shared, next: 0, broken: false }), moved: Condvar::new() }
    }

    /// The turn of a batch, by its number from 0. Every number has one.
    pub(super) fn of(&self, number: u64) -> Turn<'_, S> {
        Turn { turns: self, number, had: false }
    }

    fn lock(&self) -> MutexGuard<'_, State<S>> {
        // A panic in a turn breaks the order, which its `Turn` says when it is dropped.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Turn<'_, S> {
    /// Waits for the turn, and uses what is shared. When that fails, no later batch has its turn.
    pub(super) fn take<R, E>(mut self, run: impl FnOnce(&mut S) -> Result<R, E>) -> Result<Result<R, E>, Broken> {
        let mut state = self.turns.lock();
        while state.next != self.number && !state.broken {
            state = self.turns.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.broken {
            return Err(Broken);
        }
        let result = run(&mut state.shared);
        if result.is_ok() {
            state.next += 1;
            self.had = true;
            self.turns.moved.notify_all();
        }
        Ok(result)
    }
}

impl<S> Drop for Turn<'_, S> {
    fn drop(&mut self) {
        if !self.had {
            self.turns.lock().broken = true;
            self.turns.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

    use std::thread;

    use super::*;

    #[test]
    fn turns_come_in_their_order_whoever_is_first() {
        let turns = Turns::new(Vec::new());
        thread::scope(|scope| {
            for number in (0..64).rev() {
                let turns = &turns;
                scope.spawn(move || {
                    turns.of(number).take(|seen: &mut Vec<u64>| {
                        seen.push(number);
                        Ok::<_, ()>(())
                    })
                });
            }
        });
        assert_eq!(turns.state.into_inner().unwrap().shared, (0..64).collect::<Vec<_>>());
    }

    #[test]
    fn a_batch_that_fails_panics_or_goes_away_ends_the_waiting_of_the_others() {
        for way in 0..3 {
            let turns = Turns::new(0);
            thread::scope(|scope| {
                let waiting = scope.spawn(|| turns.of(1).take(|_| Ok::<_, ()>(())));
                let failing = scope.spawn(|| {
                    let turn = turns.of(0);
                    match way {
                        0 => drop(turn),
                        1 => assert_eq!(turn.take(|_| Err::<(), _>("full")), Ok(Err("full"))),
                        _ => drop(turn.take(|_| -> Result<(), ()> { panic!("a defect") })),
                    }
                });
                assert_eq!(failing.join().is_err(), way == 2);
                assert_eq!(waiting.join().unwrap(), Err(Broken), "{way}");
            });
        }
    }
}
