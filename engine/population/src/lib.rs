//! Invented applicants and work computers over time, with labels that say which of them are personas of a scheme: something to
//! measure policies on. Everything comes from a seed, the same bytes on every machine; rates are documented with their sources
//! in `docs/simulation.md`.
//!
//! It judges nothing, reads no policy, no clock and no file, and knows nobody who exists.

mod calendar;
mod cast;
mod data;
mod device;
mod honest;
mod label;
mod person;
mod random;
mod rate;
pub mod rates;
mod record;
mod run;
mod schedule;
mod scheme;
mod settings;
mod summary;
mod tables;
mod telling;
mod world;

pub use calendar::{Day, DayError};
pub use data::schools::schools;
pub use label::Truth;
pub use run::{Outputs, SimulateError, simulate};
pub use settings::{Settings, SettingsError, Share};
pub use summary::{People, Summary};
pub use tables::tables;
