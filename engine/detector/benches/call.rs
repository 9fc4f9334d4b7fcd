//! What a call costs beside bare wasmtime: the same component, engine settings and limits, instantiated, called and dropped.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/guest/mod.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod guest;

fn main() {
    divan::main();
}
