//! How many records shared a key within a time.
//!
//! A [`Counters`] is told of [`Observation`]s in the order in which records arrive, and answers each with a
//! [`Count`](hirewall_model::Count): what the counter came to *at that record*.
//!
//! - The **window** is `(t - within, t]` by the records' own times, `t` being that of the record that asks; the record itself is
//!   in it. Times count in microseconds, what is finer is cut off.
//! - Only what **arrived before**, in the order of arrival, counts, and the record itself. A record that comes late counts at
//!   its own time: later arrivals see it, earlier ones never did. What has a later time than `t` does not count.
//! - `events` counts records by their identity, `distinct` the different elements, `sum` adds the amount of each record once. So
//!   **a record that is judged twice counts once**. Submitted again with *other keys* it counts under both the old and the new
//!   ones: what was seen was seen. Submitted again with *another time* it is at both times, and still counts once in a window
//!   that holds both. Submitted again with *another amount*, the one with the latest time in the window holds, and of two with the
//!   same time the last to arrive.
//! - With **several keys** the value is the highest among them; without any it is 0.
//! - Sums are exact: whole numbers as they are, others in millionths, so that their order never matters.
//!
//! The same arrivals give the same answers. What is not kept any more never changes an answer silently: a count whose window
//! may have held something that is gone says that it is [`at_least`](hirewall_model::Count::at_least) that much. When memory is
//! used up, and a [`History`] is at hand, the keys that were not used for longest leave it and come back when they are asked
//! for; without a history what no window can reach is forgotten, and when that is not enough, it is an error.
//!
//! Keys and elements are keyed hashes made by a [`Secret`]; this crate never sees what they stand for once they are made, does no
//! input or output, and reads no clock.

#![forbid(unsafe_code)]

mod counter;
mod counters;
mod entry;
mod history;
mod id;
mod limits;
mod observation;
mod secret;
mod series;
mod table;

pub use counters::{Arrival, CountError, Counters};
pub use history::{History, HistoryError, Seen};
pub use id::CounterId;
pub use limits::Limits;
pub use observation::{Key, Keys, Measure, Observation, Scale};
pub use secret::{Part, Secret};
