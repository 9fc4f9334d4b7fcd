//! Tests of the engine through its public face: policy texts and records in, decisions out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod bulk;
mod counting;
mod decisions;
mod detectors;
mod explain;
mod inventory;
mod loading;
mod policy_tests;
mod sample;
mod signals;
mod verdicts;
