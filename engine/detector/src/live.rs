//! One instance in its own store: makes it, configures it, asks it. What comes back is a value of the contract or a fault;
//! whether the signals are as declared is not checked here.

use std::sync::Arc;

use wasmtime::component::{Component, Instance, InstancePre};
use wasmtime::{Store, Trap, UpdateDeadline};

use crate::failure::{Code, Defect, Fault};
use crate::host::Inner;
use crate::host::slots::Slot;
use crate::host::ticker::TICK;
use crate::spent::Spent;
use crate::state::{Reach, State};
use crate::world::types::{Request, Signal};
use crate::world::{Detector, DetectorIndices, Failure};
use crate::{Limits, LoadError};

/// The first deadline of a call, in ticks: see [`Spent`].
const FIRST: u64 = 1;

/// An instance that lives.
pub(crate) struct Live {
    pub(crate) store: Store<State>,
    guest: Detector,
    instance: Instance,
    /// Given back when the instance is gone: fields are dropped in this order.
    _slot: Slot,
}

/// What instances of one detector have in common.
#[derive(Clone)]
pub(crate) struct Mould {
    pub(crate) host: Arc<Inner>,
    pub(crate) pre: InstancePre<State>,
    pub(crate) indices: DetectorIndices,
    pub(crate) reach: Arc<Reach>,
    pub(crate) limits: Limits,
}

impl Mould {
    /// Links a component.
    pub(crate) fn new(
        host: &Arc<Inner>,
        component: &Component,
        reach: Arc<Reach>,
        limits: Limits,
    ) -> Result<Self, LoadError> {
        let contract =
            |error: wasmtime::Error| LoadError::Contract { reason: crate::untrusted::line(&format!("{error:#}"), 400) };
        let pre = host.linker.instantiate_pre(component).map_err(contract)?;
        let indices = DetectorIndices::new(&pre).map_err(contract)?;
        Ok(Self { host: Arc::clone(host), pre, indices, reach, limits })
    }

    /// Makes an instance, within so many milliseconds: a component may run code when it is instantiated.
    pub(crate) fn instance(&self, time_ms: u32) -> Result<Live, Fault> {
        let slot = self.host.slots.take(self.host.options.wait);
        let slot = slot.ok_or_else(|| Fault::new(Code::HostBusy, "no instance was free within the time"))?;
        let mut store = Store::new(&self.host.engine, State::new(Arc::clone(&self.reach), self.limits));
        store.limiter(|state| state);
        store.set_hostcall_fuel(self.limits.output_bytes as usize);
        store.epoch_deadline_callback(|mut store| {
            let state = store.data_mut();
            // Time within calls of `http` has a limit of its own.
            match state.spent.left(state.http.waited) {
                Some(left) => Ok(UpdateDeadline::Continue(ticks(u64::try_from(left.as_millis()).unwrap_or(u64::MAX)))),
                None => Err(Trap::Interrupt.into()),
            }
        });
        let _running = self.host.ticker.running();
        store.data_mut().spent = Spent::begin(time_ms);
        store.set_epoch_deadline(FIRST);
        match self.pre.instantiate(&mut store) {
            Ok(instance) => match self.indices.load(&mut store, &instance) {
                Ok(guest) => Ok(Live { store, guest, instance, _slot: slot }),
                Err(error) => Err(Fault::defect(Defect::Types, crate::untrusted::line(&format!("{error:#}"), 400))),
            },
            Err(error) if error.is::<wasmtime::PoolConcurrencyLimitError>() => {
                Err(Fault::new(Code::HostBusy, "the pool of instances is used up"))
            }
            // Without a pool it is the store that counts, and it has no error of its own for it.
            Err(error) if error.to_string().starts_with("resource limit exceeded: ") => {
                Err(Fault::defect(Defect::Parts, crate::untrusted::line(&error.to_string(), 120)))
            }
            Err(error) => Err(fault(&mut store, &error, time_ms)),
        }
    }
}

impl Live {
    /// The instance itself.
    pub(crate) fn instance(&self) -> Instance {
        self.instance
    }

    /// Gives what reading the whole state takes: the instance is not asked any more after that.
    pub(crate) fn lift_limits_for_snapshot(&mut self) {
        self.store.data_mut().begin();
        self.store.data_mut().give_slack();
        self.store.set_hostcall_fuel(usize::MAX);
        self.store.data_mut().spent = Spent::begin(Limits::MOST.configure_ms);
        self.store.set_epoch_deadline(FIRST);
    }

    /// Runs `configure`.
    pub(crate) fn configure(&mut self, mould: &Mould, settings: &str) -> Result<(), Fault> {
        let time = mould.limits.configure_ms;
        self.run(mould, time, |guest, store| guest.hirewall_detector_guest().call_configure(store, settings))
    }

    /// Runs `detect`.
    pub(crate) fn detect(&mut self, mould: &Mould, request: &Request<'_>) -> Result<Vec<Signal>, Fault> {
        let time = mould.limits.time_ms;
        self.store.data_mut().configuring = false;
        self.run(mould, time, |guest, store| guest.hirewall_detector_guest().call_detect(store, request.clone()))
    }

    fn run<T>(
        &mut self,
        mould: &Mould,
        time_ms: u32,
        call: impl FnOnce(&Detector, &mut Store<State>) -> wasmtime::Result<Result<T, Failure>>,
    ) -> Result<T, Fault> {
        self.store.data_mut().begin();
        let _running = mould.host.ticker.running();
        self.store.data_mut().spent = Spent::begin(time_ms);
        self.store.set_epoch_deadline(FIRST);
        match call(&self.guest, &mut self.store) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(failure)) => Err(Fault::own(failure.code, &failure.message)),
            Err(error) => Err(fault(&mut self.store, &error, time_ms)),
        }
    }
}

/// Ticks of so many milliseconds, and the one that is on its way.
fn ticks(ms: u64) -> u64 {
    let tick = u64::try_from(TICK.as_millis()).unwrap_or(1).max(1);
    ms.div_ceil(tick).saturating_add(1)
}

/// Why a guest ended.
fn fault(store: &mut Store<State>, error: &wasmtime::Error, time_ms: u32) -> Fault {
    let state = store.data_mut();
    if let Some(fault) = state.ended.take() {
        return fault;
    }
    let limits = *state.limits();
    let trap = error.downcast_ref::<Trap>().copied();
    if trap == Some(Trap::Interrupt) {
        return Fault::new(Code::TimeLimit, format!("it ran longer than {time_ms} ms"));
    }
    if trap == Some(Trap::StackOverflow) {
        return Fault::new(Code::StackOverflow, "its stack was used up");
    }
    if state.memory_refused() {
        return Fault::new(Code::MemoryLimit, format!("it wanted more than {} MiB of memory", limits.memory_mib));
    }
    if state.elements_refused() {
        let most = limits.table_elements;
        return Fault::new(Code::TableLimit, format!("it wanted more than {most} elements of tables"));
    }
    if let Some(trap) = trap {
        return Fault::new(Code::Trap, format!("it trapped: {}", of_trap(trap)));
    }
    let most = limits.output_bytes;
    if format!("{error:#}").contains("fuel allocated for hostcalls") {
        return Fault::new(Code::OutputLimit, format!("it handed over more than {most} bytes in one call"));
    }
    Fault::new(Code::BadOutput, "what it handed over is no value of the contract")
}

fn of_trap(trap: Trap) -> &'static str {
    match trap {
        Trap::UnreachableCodeReached => "it panicked, or reached what it holds for unreachable",
        Trap::MemoryOutOfBounds => "an access outside of its memory",
        Trap::TableOutOfBounds => "an access outside of a table",
        Trap::IndirectCallToNull => "a call of nothing",
        Trap::BadSignature => "a call with another signature",
        Trap::IntegerOverflow => "an integer overflow",
        Trap::IntegerDivisionByZero => "a division by zero",
        Trap::BadConversionToInteger => "a number that fits no integer",
        Trap::CannotEnterComponent => "it was entered a second time",
        _ => "it broke a rule of WebAssembly",
    }
}
