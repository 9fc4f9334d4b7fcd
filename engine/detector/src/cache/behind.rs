//! The thread that writes entries, behind whoever compiles and serves. What an entry is made of is not known here.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use wasmtime::component::Component;

use super::{Key, Place};

/// Writes what it is given, in that order. It starts with the first entry, and its end waits for the last.
#[derive(Debug)]
pub(super) struct Behind {
    place: Arc<Place>,
    writer: Mutex<Option<Writer>>,
}

#[derive(Debug)]
struct Writer {
    entries: Sender<(Key, Component)>,
    thread: JoinHandle<()>,
}

impl Behind {
    pub(super) fn new(place: Arc<Place>) -> Self {
        Self { place, writer: Mutex::default() }
    }

    /// Has an entry written. Where the system gives no thread, it is written here.
    pub(super) fn put(&self, key: Key, component: Component) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            *writer = Writer::start(&self.place).ok();
        }
        let entry = (key, component);
        let left = match &*writer {
            Some(writer) => writer.entries.send(entry).err().map(|error| error.0),
            None => Some(entry),
        };
        if let Some((key, component)) = left {
            self.place.put(&key, &component);
        }
    }
}

impl Writer {
    fn start(place: &Arc<Place>) -> std::io::Result<Self> {
        let (entries, coming) = mpsc::channel::<(Key, Component)>();
        let place = Arc::clone(place);
        let write = move || {
            crate::host::step_behind();
            coming.iter().for_each(|(key, component)| place.put(&key, &component));
        };
        let thread = thread::Builder::new().name("detector-cache".to_owned()).spawn(write)?;
        Ok(Self { entries, thread })
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Writer { entries, thread }) = writer {
            drop(entries);
            // Nothing is left to be done for a thread that panicked: the next one compiles.
            let _ = thread.join();
        }
    }
}
