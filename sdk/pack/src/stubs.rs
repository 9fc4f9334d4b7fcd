//! Stand-ins for WASI, which no host provides: toolchains of other languages import it whether the program needs it or not.
//!
//! There is no file, argument or variable to find, and what is written goes nowhere. Randomness is zeros, so that tables with
//! seeds work and answers can be replayed. Whatever else is called, above all a clock, ends the run: a wrong time would be
//! a wrong answer.

use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, MemArg, MemoryType,
    Module, TypeSection, ValType,
};
use wasmparser::{Parser, Payload, TypeRef};

use crate::PackError;

/// The names under which core modules import WASI.
const WASI: [&str; 2] = ["wasi_snapshot_preview1", "wasi_unstable"];
/// "Bad file descriptor", in WASI's numbers: nothing is open.
const BAD_DESCRIPTOR: i32 = 8;

/// A module of stand-ins for what another imports under one name.
#[derive(Debug)]
pub(crate) struct Stubs {
    pub(crate) name: &'static str,
    pub(crate) module: Vec<u8>,
    /// Those that end the run, sorted.
    pub(crate) fatal: Vec<String>,
    /// Whether it asks for randomness.
    pub(crate) random: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Success, and nothing more to it.
    Done,
    /// No items, in zero bytes: two numbers to write.
    NoItems,
    /// Zeros.
    Zeros,
    NotOpen,
    Trap,
}

struct Import {
    name: String,
    params: Vec<ValType>,
    results: Vec<ValType>,
}

/// The stand-ins that a module needs.
///
/// # Errors
/// When it imports something else that is not of the contract.
pub(crate) fn stubs(module: &[u8]) -> Result<Vec<Stubs>, PackError> {
    let broken = |error: wasmparser::BinaryReaderError| PackError::Module { reason: error.to_string() };
    let mut types = Vec::new();
    let mut wanted: [Vec<Import>; 2] = [Vec::new(), Vec::new()];
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(broken)? {
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    types.push(ty.map_err(broken)?);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import.map_err(broken)?;
                    let wasi = WASI.iter().zip(&mut wanted).find(|(name, _)| **name == import.module);
                    match (wasi, import.ty) {
                        (Some((_, wanted)), TypeRef::Func(ty)) => {
                            let ty = types.get(ty as usize).ok_or_else(|| PackError::Module {
                                reason: "an import has a type that is not there".into(),
                            })?;
                            wanted.push(Import {
                                name: import.name.to_owned(),
                                params: values(ty.params())?,
                                results: values(ty.results())?,
                            });
                        }
                        _ if import.module.starts_with("hirewall:detector/") => {}
                        _ => return Err(PackError::Import { import: import.module.to_owned() }),
                    }
                }
            }
            _ => {}
        }
    }
    let wanted = WASI.into_iter().zip(wanted).filter(|(_, imports)| !imports.is_empty());
    Ok(wanted.map(|(name, imports)| stub(name, &imports)).collect())
}

fn values(types: &[wasmparser::ValType]) -> Result<Vec<ValType>, PackError> {
    let value = |ty: &wasmparser::ValType| match ty {
        wasmparser::ValType::I32 => Ok(ValType::I32),
        wasmparser::ValType::I64 => Ok(ValType::I64),
        wasmparser::ValType::F32 => Ok(ValType::F32),
        wasmparser::ValType::F64 => Ok(ValType::F64),
        other => Err(PackError::Module { reason: format!("WASI has no functions with a value of type `{other}`") }),
    };
    types.iter().map(value).collect()
}

fn answer(import: &Import) -> Answer {
    use ValType::I32;
    if import.results != [I32] {
        return Answer::Trap;
    }
    match (import.name.as_str(), import.params.as_slice()) {
        ("args_sizes_get" | "environ_sizes_get", [I32, I32]) => Answer::NoItems,
        ("args_get" | "environ_get" | "sched_yield", _) => Answer::Done,
        ("random_get", [I32, I32]) => Answer::Zeros,
        (name, _) if name.starts_with("fd_") || name.starts_with("path_") => Answer::NotOpen,
        _ => Answer::Trap,
    }
}

fn stub(name: &'static str, imports: &[Import]) -> Stubs {
    let (mut types, mut functions, mut exports, mut code) =
        (TypeSection::new(), FunctionSection::new(), ExportSection::new(), CodeSection::new());
    let (mut fatal, mut random) = (Vec::new(), false);
    for (index, import) in (0_u32..).zip(imports) {
        let answer = answer(import);
        types.ty().function(import.params.iter().copied(), import.results.iter().copied());
        functions.function(index);
        exports.export(&import.name, ExportKind::Func, index);
        code.function(&body(answer));
        random |= answer == Answer::Zeros;
        if answer == Answer::Trap {
            fatal.push(import.name.clone());
        }
    }
    fatal.sort();
    let mut memory = ImportSection::new();
    let any = MemoryType { minimum: 0, maximum: None, memory64: false, shared: false, page_size_log2: None };
    memory.import("env", "memory", EntityType::Memory(any));
    let mut module = Module::new();
    module.section(&types).section(&memory).section(&functions).section(&exports).section(&code);
    Stubs { name, module: module.finish(), fatal, random }
}

fn body(answer: Answer) -> Function {
    let at = MemArg { offset: 0, align: 0, memory_index: 0 };
    let mut function = Function::new([]);
    let mut code = function.instructions();
    match answer {
        Answer::Done => code.i32_const(0),
        Answer::NotOpen => code.i32_const(BAD_DESCRIPTOR),
        Answer::NoItems => {
            code.local_get(0).i32_const(0).i32_store(at).local_get(1).i32_const(0).i32_store(at).i32_const(0)
        }
        Answer::Zeros => code.local_get(0).i32_const(0).local_get(1).memory_fill(0).i32_const(0),
        Answer::Trap => code.unreachable(),
    };
    code.end();
    function
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use wasmi::{Engine, Extern, Instance, Linker, Memory, MemoryType, Module as Compiled, Store, Val};

    use super::*;

    /// The stand-ins, with a page of memory that is full of ones.
    fn run(imports: &str) -> (Store<()>, Memory, Instance, Stubs) {
        let module = wat::parse_str(format!("(module {imports})")).unwrap();
        let stubs = stubs(&module).unwrap().remove(0);
        let engine = Engine::default();
        let compiled = Compiled::new(&engine, &stubs.module).unwrap();
        let mut store = Store::new(&engine, ());
        let memory = Memory::new(&mut store, MemoryType::new(1, None)).unwrap();
        memory.data_mut(&mut store).fill(0xff);
        let mut linker = Linker::new(&engine);
        linker.define("env", "memory", Extern::Memory(memory)).unwrap();
        let instance = linker.instantiate_and_start(&mut store, &compiled).unwrap();
        (store, memory, instance, stubs)
    }

    fn call(store: &mut Store<()>, instance: Instance, name: &str, params: &[Val]) -> Option<i32> {
        let mut results = [Val::I32(-1)];
        instance.get_func(&*store, name).unwrap().call(store, params, &mut results).ok()?;
        results[0].i32()
    }

    #[test]
    fn there_is_nothing_to_find_and_no_time() {
        let (mut store, memory, instance, stubs) =
            run(r#"(import "wasi_snapshot_preview1" "environ_sizes_get" (func (param i32 i32) (result i32)))
               (import "wasi_snapshot_preview1" "environ_get" (func (param i32 i32) (result i32)))
               (import "wasi_snapshot_preview1" "fd_prestat_get" (func (param i32 i32) (result i32)))
               (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
               (import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32)))
               (import "wasi_snapshot_preview1" "invented" (func (param f64) (result i32)))"#);
        let two = |one: i32, other: i32| [Val::I32(one), Val::I32(other)];
        assert_eq!(call(&mut store, instance, "environ_sizes_get", &two(4, 16)), Some(0));
        assert_eq!(memory.data(&store)[..24], [[0xff; 4], [0; 4], [0xff; 4], [0xff; 4], [0; 4], [0xff; 4]].concat());
        assert_eq!(call(&mut store, instance, "environ_get", &two(4, 16)), Some(0));
        assert_eq!(call(&mut store, instance, "fd_prestat_get", &two(3, 16)), Some(BAD_DESCRIPTOR));
        assert_eq!(call(&mut store, instance, "random_get", &two(100, 3)), Some(0));
        assert_eq!(memory.data(&store)[99..104], [0xff, 0, 0, 0, 0xff]);
        let clock = [Val::I32(0), Val::I64(0), Val::I32(0)];
        assert_eq!(call(&mut store, instance, "clock_time_get", &clock), None);
        assert_eq!(call(&mut store, instance, "invented", &[Val::F64(0.0.into())]), None);
        assert_eq!(stubs.fatal, ["clock_time_get", "invented"]);
        assert!(stubs.random);
    }

    #[test]
    fn a_function_of_another_type_ends_the_run_instead_of_lying() {
        let (mut store, _, instance, stubs) = run(
            r#"(import "wasi_unstable" "fd_write" (func (result i64))) (import "wasi_unstable" "random_get" (func))"#,
        );
        assert_eq!(call(&mut store, instance, "fd_write", &[]), None);
        assert_eq!((stubs.name, stubs.fatal.len(), stubs.random), ("wasi_unstable", 2, false));
    }
}
