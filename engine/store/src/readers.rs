//! A few connections that read, lent out one at a time.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::Result;
use crate::backend::{Backend, Connection};

/// Connections that read.
pub(crate) struct Readers {
    backend: Arc<dyn Backend>,
    limit: usize,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Box<dyn Connection>>,
    open: usize,
}

impl Readers {
    pub(crate) fn new(backend: Arc<dyn Backend>, limit: usize) -> Self {
        Self { backend, limit: limit.max(1), state: Mutex::default(), freed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lends a connection; waits for one when all are out. Must not be nested.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&mut dyn Connection) -> Result<T>) -> Result<T> {
        let mut connection = self.take()?;
        let result = read(connection.as_mut());
        connection.rollback();
        self.lock().idle.push(connection);
        self.freed.notify_one();
        result
    }

    fn take(&self) -> Result<Box<dyn Connection>> {
        let mut state = self.lock();
        loop {
            if let Some(connection) = state.idle.pop() {
                return Ok(connection);
            }
            if state.open < self.limit {
                state.open += 1;
                drop(state);
                return self.backend.reader().inspect_err(|_| {
                    self.lock().open -= 1;
                    self.freed.notify_one();
                });
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Closes those that are idle.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.open -= state.idle.len();
        state.idle.clear();
    }
}
