//! The component's side of the contract: from and to the generated bindings. Only in the component.

use std::cell::RefCell;
use std::hint::black_box;
use std::thread::LocalKey;

use crate::{Detector, Failure, Value, run};

/// Generated from `sdk/wit/detector.wit`.
#[allow(missing_docs, unsafe_code, reason = "generated")]
#[allow(clippy::all, clippy::pedantic, clippy::restriction, unreachable_pub, reason = "generated")]
pub mod bindings {
    wit_bindgen::generate!({
        path: "../wit",
        world: "detector",
        pub_export_macro: true,
        export_macro_name: "export_guest",
        default_bindings_module: "hirewall_sdk::guest::bindings",
        runtime_path: "hirewall_sdk::guest::wit_bindgen::rt",
        generate_all,
    });
}

pub use wit_bindgen;

use bindings::hirewall::detector::types;

/// Where a plugin keeps its detector between `configure` and `detect`. A component has one thread.
pub type Slot<D> = LocalKey<RefCell<Option<D>>>;

/// Answers `configure`.
///
/// # Errors
/// What the detector says.
pub fn configure<D: Detector>(slot: &'static Slot<D>, settings: &str) -> Result<(), types::Failure> {
    let detector = run::configure(settings).map_err(failure)?;
    slot.set(Some(detector));
    gather();
    Ok(())
}

/// Bytes that a call finds at hand, so that few calls ask the host for more memory.
const AT_HAND: usize = 128 << 10;

/// Makes what calls will write lie side by side. Every record begins with the memory that is left now, and each page of it that is written to
/// has to be put back: so the free gaps between what was configured are given away, and what a call needs comes from the end.
fn gather() {
    let end = black_box(Vec::<u8>::with_capacity(AT_HAND));
    // Gaps lie before the end. Of an allocator that has another order, no more is taken than there can be.
    let mut left = end.as_ptr().addr();
    let mut size = AT_HAND / 2;
    while size >= 8 {
        let gap = black_box(Vec::<u8>::with_capacity(size));
        if gap.as_ptr() < end.as_ptr() && size <= left {
            left -= size;
            std::mem::forget(gap);
        } else {
            // No gap of that size is left.
            size -= size.div_ceil(8);
        }
    }
}

/// Answers `detect`.
///
/// # Errors
/// What the detector says.
pub fn detect<D: Detector>(
    slot: &'static Slot<D>,
    request: types::Request,
) -> Result<Vec<types::Signal>, types::Failure> {
    slot.with_borrow(|detector| {
        let Some(detector) = detector else {
            return Err(failure(Failure::new("not-configured", "the detector was asked before it was configured")));
        };
        let inputs = request.inputs.into_iter().map(value).collect();
        let signals = run::detect(detector, request.kind, request.now_ms, inputs, request.attributes);
        Ok(signals.map_err(failure)?.into_iter().map(signal).collect())
    })
}

fn value(value: types::Value) -> Value {
    match value {
        types::Value::None => Value::None,
        types::Value::Boolean(value) => Value::Boolean(value),
        types::Value::Integer(value) => Value::Integer(value),
        types::Value::Number(value) => Value::Number(value),
        types::Value::Text(value) => Value::Text(value),
        types::Value::Json(value) => Value::Json(value),
    }
}

fn signal(signal: run::Signal) -> types::Signal {
    let value = match signal.value {
        Value::None => types::Value::None,
        Value::Boolean(value) => types::Value::Boolean(value),
        Value::Integer(value) => types::Value::Integer(value),
        Value::Number(value) => types::Value::Number(value),
        Value::Text(value) => types::Value::Text(value),
        Value::Json(value) => types::Value::Json(value),
    };
    types::Signal { name: signal.name.to_owned(), value, evidence: signal.evidence, attributes: Vec::new() }
}

fn failure(failure: Failure) -> types::Failure {
    types::Failure { code: failure.code().to_owned(), message: failure.message().to_owned() }
}
