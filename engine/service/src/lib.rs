//! Hirewall as a service: policies that change while it runs, decisions over HTTP, telemetry.
//!
//! [`config`] says how it is set up, [`run`] runs it as a process, and [`Service`] inside of another one. [`generation`] loads policies and
//! plugins and lets one set follow another, [`judge`] takes records to decisions, [`ledger`] is where decisions go, [`candidate`] judges a second
//! set beside, [`http`] is the interface, [`token`] says who may use it, [`reason`] is why they do what they do.
//!
//! This crate judges nothing itself: `hirewall` does. It writes no value of a record into logs, metrics, traces or errors.

#![forbid(unsafe_code)]

pub mod candidate;
pub mod config;
pub mod dossier;
pub mod generation;
pub mod http;
pub mod judge;
pub mod ledger;
pub mod reason;
pub mod server;
mod service;
pub mod telemetry;
pub mod token;
mod watch;
mod words;

pub use hirewall_store as store;
pub use server::Ended;
pub use service::{ServeError, Service, Stop, listens_at, run};
