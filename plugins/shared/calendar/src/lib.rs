//! Days of the Gregorian calendar, partial dates as resumes give them, and spans of days.
//!
//! It knows no time zone and no clock: a date-time counts on the day that it is written with.

mod day;
mod partial;
mod span;

pub use day::Day;
pub use partial::Partial;
pub use span::{Span, covered_days};
