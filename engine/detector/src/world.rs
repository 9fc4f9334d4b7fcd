//! The contract as Rust types, made from `sdk/wit`, so that there is one source of it.

wasmtime::component::bindgen!({
    path: "../../sdk/wit",
    world: "detector",
    imports: { default: trappable },
    ownership: Borrowing { duplicate_if_necessary: true },
});

pub(crate) use exports::hirewall::detector::guest::Failure;
pub(crate) use hirewall::detector::{http, lists, log, tables, types};
