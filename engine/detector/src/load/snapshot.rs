//! Keeps the state that `configure` left, as a component that begins with it. Not every component can be snapshot: one that
//! changes its tables cannot, and then there is none.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use wasmtime::component::{Instance, Lift, WasmList};
use wasmtime_wizer::{ComponentContext, ComponentInstanceState, Wizer};

use crate::live::Live;

/// Bytes of a snapshot. A larger one is not kept; the plugin is configured for each record instead.
const MOST: usize = 64 << 20;

/// A component with exports through which its state can be read.
pub(super) struct Instrumented<'b> {
    context: ComponentContext<'b>,
    bytes: Vec<u8>,
}

impl<'b> Instrumented<'b> {
    /// None when it cannot be snapshot.
    pub(super) fn new(component: &'b [u8]) -> Option<Self> {
        let made = guarded(|| Wizer::new().instrument_component(component).ok())?;
        let (context, bytes) = made;
        Some(Self { context, bytes })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The component that begins as this instance is now.
    pub(super) fn snapshot(self, live: &mut Live) -> Option<Vec<u8>> {
        live.lift_limits_for_snapshot();
        let instance = live.instance();
        let mut state = Reader { live, instance, failed: false };
        let snapshot = guarded(|| finish(Wizer::new().snapshot_component(&self.context, &mut state))?.ok())?;
        (!state.failed && snapshot.len() <= MOST).then_some(snapshot)
    }
}

/// The tool is made for components that somebody trusts and panics on some that are odd: those are not snapshot.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

/// The outcome of a future that never waits: the calls in it are synchronous.
fn finish<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Reads an instance's state through the exports that were added.
struct Reader<'l> {
    live: &'l mut Live,
    instance: Instance,
    failed: bool,
}

impl Reader<'_> {
    fn call<R: Lift + 'static>(&mut self, instance: &str, func: &str) -> Option<R> {
        let store = &mut self.live.store;
        let (_, inside) = self.instance.get_export(&mut *store, None, instance)?;
        let (_, func) = self.instance.get_export(&mut *store, Some(&inside), func)?;
        let func = self.instance.get_typed_func::<(), (R,)>(&mut *store, func).ok()?;
        func.call(&mut *store, ()).ok().map(|(value,)| value)
    }

    fn get<R: Lift + Default + 'static>(&mut self, instance: &str, func: &str) -> R {
        let value = self.call(instance, func);
        self.failed |= value.is_none();
        value.unwrap_or_default()
    }
}

impl ComponentInstanceState for Reader<'_> {
    async fn call_func_ret_list_u8(&mut self, instance: &str, func: &str, contents: impl FnOnce(&[u8]) + Send) {
        match self.call::<WasmList<u8>>(instance, func) {
            Some(list) => contents(list.as_le_slice(&self.live.store)),
            None => {
                self.failed = true;
                contents(&[]);
            }
        }
    }

    async fn call_func_ret_s32(&mut self, instance: &str, func: &str) -> i32 {
        self.get(instance, func)
    }

    async fn call_func_ret_s64(&mut self, instance: &str, func: &str) -> i64 {
        self.get(instance, func)
    }

    async fn call_func_ret_f32(&mut self, instance: &str, func: &str) -> u32 {
        self.get::<f32>(instance, func).to_bits()
    }

    async fn call_func_ret_f64(&mut self, instance: &str, func: &str) -> u64 {
        self.get::<f64>(instance, func).to_bits()
    }
}
