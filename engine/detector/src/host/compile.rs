//! Compiles components: few at once, none that would take too long, from the cache where it can. It does not run them.

use std::time::Duration;

use wasmparser::{Operator, Parser, Payload};
use wasmtime::component::Component;

use super::parts::Parts;
use super::{CompileLimits, Inner};
use crate::LoadError;
use crate::cache::Key;

/// A compilation waits for others at most so long. They are bounded, so that this is not met.
const WAIT: Duration = Duration::from_secs(600);

impl Inner {
    /// Compiles a component, or takes it from the cache.
    pub(crate) fn compile(&self, bytes: &[u8]) -> Result<Component, LoadError> {
        let Some(cache) = &self.cache else { return self.compile_anew(bytes) };
        let key = Key::of_component(bytes);
        if let Some(component) = cache.get(&self.engine, &key) {
            return Ok(component);
        }
        let component = self.compile_anew(bytes)?;
        cache.put(key, &component);
        Ok(component)
    }

    /// Compiles a component without a look at the cache.
    pub(crate) fn compile_anew(&self, bytes: &[u8]) -> Result<Component, LoadError> {
        check(bytes, &self.options.compile)?;
        let _slot = self.compilations.take(WAIT).ok_or(LoadError::Busy)?;
        self.compilers
            .run(|| Component::from_binary(&self.engine, bytes))
            .map_err(|error| LoadError::Invalid { reason: crate::untrusted::line(&format!("{error:#}"), 400) })
    }
}

/// Refuses what would take too long.
pub(crate) fn check(bytes: &[u8], limits: &CompileLimits) -> Result<(), LoadError> {
    let broken = |error: wasmparser::BinaryReaderError| LoadError::Invalid {
        reason: format!("damaged at byte {}", error.offset()),
    };
    let too_much = |what: &'static str, found: u64, most: u64| Err(LoadError::CompileLimit { what, found, most });
    let (mut code, mut functions, mut modules) = (0_usize, 0_u32, 0_u32);
    let mut parts = Parts::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(broken)?;
        parts.meet(&payload).map_err(broken)?;
        if parts.components > limits.components {
            return too_much("components", parts.components.into(), limits.components.into());
        }
        if parts.all() > limits.parts {
            return too_much("parts, each as often as it is instantiated", parts.all(), limits.parts);
        }
        match payload {
            Payload::ModuleSection { .. } => {
                modules = modules.saturating_add(1);
                if modules > limits.modules {
                    return too_much("core modules", modules.into(), limits.modules.into());
                }
            }
            Payload::CodeSectionEntry(body) => {
                let size = body.range().len();
                code = code.saturating_add(size);
                functions = functions.saturating_add(1);
                if code > limits.code_bytes {
                    return too_much("bytes of code", code as u64, limits.code_bytes as u64);
                }
                if functions > limits.functions {
                    return too_much("functions", functions.into(), limits.functions.into());
                }
                if size > limits.function_bytes {
                    return too_much("bytes of one function", size as u64, limits.function_bytes as u64);
                }
                let mut variables = 0_u64;
                for locals in body.get_locals_reader().map_err(broken)? {
                    variables = variables.saturating_add(locals.map_err(broken)?.0.into());
                }
                let mut blocks = 1_u64;
                for operator in body.get_operators_reader().map_err(broken)? {
                    match operator.map_err(broken)? {
                        Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } | Operator::Else => {
                            blocks += 1;
                        }
                        Operator::BrTable { targets } => blocks += u64::from(targets.len()),
                        _ => {}
                    }
                }
                let effort = blocks.saturating_mul(variables);
                if effort > limits.function_effort {
                    return too_much("blocks of one function times its variables", effort, limits.function_effort);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
