//! Notices that files changed: by events of the file system, by looking, or by both. What the files mean is not known here.

mod events;
mod look;

pub(crate) use events::Events;
pub(crate) use look::{Look, look};
