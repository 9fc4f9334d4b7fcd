//! What detectors may call. One file for each interface of the contract.

mod http;
mod lists;
mod log;
mod tables;
