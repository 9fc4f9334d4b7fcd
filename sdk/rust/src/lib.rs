//! Write a detector plugin for Hirewall: one trait, one macro.
//!
//! This crate is the plugin's side alone: it knows no host, and natively it runs detectors only for tests.
#![doc = include_str!("../README.md")]

pub mod http;
pub mod input;
pub mod lists;
pub mod log;
pub mod manifest;
pub mod schema;
pub mod tables;

mod detector;
mod failure;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod guest;
mod report;
mod request;
mod run;
mod signals;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
mod value;

pub use detector::{Detector, Plugin};
pub use failure::Failure;
pub use hirewall_sdk_derive::{Input, Schema, export};
pub use input::Input;
pub use report::Report;
pub use request::Request;
pub use schema::{NoSettings, Schema};
pub use value::Value;

// The macros name this crate by its own name, also in its own tests and examples.
#[allow(unused_extern_crates, reason = "used by what the macros write, which differs by target")]
extern crate self as hirewall_sdk;
