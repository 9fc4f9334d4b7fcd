//! The one place of the project with `unsafe`: machine code that we wrote and authenticated becomes a component again.

use wasmtime::Engine;
use wasmtime::component::Component;

/// The component of serialised code whose MAC was verified; none when it is another version's or another engine's.
#[expect(
    unsafe_code,
    reason = "`deserialize` runs what it is given: `code` was verified, in memory, as written by this host's own cache"
)]
pub(super) fn trusted(engine: &Engine, code: &[u8]) -> Option<Component> {
    // SAFETY: the caller verified the MAC over exactly these bytes, under a key that only this user can read, so that they are
    // what `Component::serialize` gave. Wasmtime itself checks version and settings.
    unsafe { Component::deserialize(engine, code) }.ok()
}
