//! The one place where wasmtime is configured.

use std::sync::Arc;

use wasmtime::{
    Config, Enabled, Engine, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig, Strategy, WasmFeatures,
};

use super::functions::Functions;
use super::{CORE_INSTANCES, HostOptions, MEMORIES, PagemapScan, TABLES};
use crate::Limits;

/// An engine, and what had to be done without.
pub(super) struct Made {
    pub(super) engine: Engine,
    pub(super) remarks: Vec<String>,
}

pub(super) fn engine(options: &HostOptions) -> wasmtime::Result<Made> {
    let mut remarks = Vec::new();
    let functions = Arc::new(Functions::new(options.functions_mib as usize * (1 << 20)));
    if options.pooling {
        let mut config = base(options, &functions)?;
        config.allocation_strategy(pool(options, &mut remarks));
        match Engine::new(&config) {
            Ok(engine) => return Ok(Made { engine, remarks }),
            Err(error) => remarks.push(format!(
                "instances are made one by one, as no pool of {} slots could be made: {error}",
                options.instances
            )),
        }
    }
    Engine::new(&base(options, &functions)?).map(|engine| Made { engine, remarks })
}

fn base(options: &HostOptions, functions: &Arc<Functions>) -> wasmtime::Result<Config> {
    let mut config = Config::new();
    // Winch had four of twelve advisories in one month, one an escape: Cranelift only.
    config.strategy(Strategy::Cranelift);
    config.cranelift_opt_level(OptLevel::Speed);
    // The same record must give the same bytes on every machine: bits of NaN would differ.
    config.cranelift_nan_canonicalization(true);
    config.epoch_interruption(true);
    config.max_wasm_stack(options.stack_kib.clamp(64, 1_024) as usize * 1024);
    config.memory_init_cow(true);
    // Nobody reads guests' stacks: they make compiled code a third larger and traps slower.
    config.wasm_backtrace_max_frames(None);
    config.generate_address_map(false);
    config.native_unwind_info(false);
    config.debug_info(false);
    config.wasm_component_model(true);
    // What compilers of detectors do not emit is attack surface, and some of it (threads, relaxed SIMD) answers
    // differently from run to run. What is left: WebAssembly 2.0 with its SIMD, which is deterministic.
    for feature in [
        WasmFeatures::RELAXED_SIMD,
        WasmFeatures::TAIL_CALL,
        WasmFeatures::MULTI_MEMORY,
        WasmFeatures::MEMORY64,
        WasmFeatures::CUSTOM_PAGE_SIZES,
        WasmFeatures::WIDE_ARITHMETIC,
        WasmFeatures::THREADS,
        WasmFeatures::FUNCTION_REFERENCES,
        WasmFeatures::GC,
        WasmFeatures::EXCEPTIONS,
        WasmFeatures::STACK_SWITCHING,
    ] {
        config.wasm_features(feature, false);
    }
    if options.functions_mib > 0 {
        config.enable_incremental_compilation(Arc::<Functions>::clone(functions))?;
    }
    Ok(config)
}

fn pool(options: &HostOptions, remarks: &mut Vec<String>) -> InstanceAllocationStrategy {
    let slots = options.instances.max(1);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(slots)
        // As many as all slots together may want: one detector's appetite is never another's lack.
        .total_core_instances(slots.saturating_mul(CORE_INSTANCES))
        .total_memories(slots.saturating_mul(MEMORIES))
        .total_tables(slots.saturating_mul(TABLES))
        .max_core_instances_per_component(CORE_INSTANCES)
        .max_memories_per_component(MEMORIES)
        .max_tables_per_component(TABLES)
        .max_memory_size(memory_bytes(options))
        .table_elements(Limits::MOST.table_elements as usize)
        .max_component_instance_size(1 << 20)
        .max_core_instance_size(1 << 20);
    let scan = options.pagemap_scan == PagemapScan::Auto && PoolingAllocationConfig::is_pagemap_scan_available();
    if scan {
        pool.pagemap_scan(Enabled::Auto);
        let resident = options.keep_resident_kib as usize * 1024;
        pool.linear_memory_keep_resident(resident).table_keep_resident(resident.min(64 << 10));
    } else if options.pagemap_scan == PagemapScan::Auto {
        // Without the scan, memory that stays resident is cleared byte by byte: slower than giving it back.
        remarks
            .push("`PAGEMAP_SCAN` is not available: each call costs some microseconds of page faults more".to_owned());
    }
    InstanceAllocationStrategy::Pooling(pool)
}

fn memory_bytes(options: &HostOptions) -> usize {
    options.most_memory_mib.clamp(1, Limits::MOST.memory_mib) as usize * (1 << 20)
}
