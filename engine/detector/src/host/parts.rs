//! Counts the parts of a component as a compiler meets them: those of a component within it each time that it is instantiated. Ten
//! components, each of ten of the one before, are ten thousand million in two kilobytes. It neither validates nor compiles.

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Payload,
};

/// What was met so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Components that are open, the outermost first.
    open: Vec<Frame>,
    /// Whether each module or component that is open is a component.
    nesting: Vec<bool>,
    /// Components within the component.
    pub(super) components: u32,
}

/// A component that is open.
#[derive(Debug, Default)]
struct Frame {
    parts: u64,
    /// The parts of each component in its index space.
    components: Vec<u64>,
}

impl Parts {
    /// Parts of the outermost component, with all that it instantiates.
    pub(super) fn all(&self) -> u64 {
        self.open.first().map_or(0, |frame| frame.parts)
    }

    /// The next of all payloads of a file.
    pub(super) fn meet(&mut self, payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
        if self.open.is_empty() {
            self.open.push(Frame::default());
            self.nesting.push(true);
        }
        match payload {
            Payload::ModuleSection { .. } => {
                self.nesting.push(false);
                self.add(1);
            }
            Payload::ComponentSection { .. } => {
                self.nesting.push(true);
                self.open.push(Frame::default());
                self.components = self.components.saturating_add(1);
            }
            // The outermost one stays, to be asked for its parts.
            Payload::End(_) if self.nesting.len() > 1 => {
                if self.nesting.pop() == Some(true)
                    && let Some(closed) = self.open.pop()
                {
                    self.has(closed.parts);
                }
            }
            Payload::ComponentInstanceSection(instances) => {
                for instance in instances.clone() {
                    match instance? {
                        ComponentInstance::Instantiate { component_index, args } => {
                            self.add(1 + args.len() as u64);
                            self.add(self.of(0, component_index));
                        }
                        ComponentInstance::FromExports(exports) => self.add(1 + exports.len() as u64),
                    }
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases.clone() {
                    self.add(1);
                    match alias? {
                        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
                            self.has(self.of(count, index));
                        }
                        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Component, .. } => {
                            self.has(u64::MAX);
                        }
                        _ => {}
                    }
                }
            }
            Payload::ComponentImportSection(imports) => {
                for import in imports.clone() {
                    self.add(1);
                    if let ComponentTypeRef::Component(_) = import?.ty {
                        self.has(u64::MAX);
                    }
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports.clone() {
                    let export = export?;
                    self.add(1);
                    if export.kind == ComponentExternalKind::Component {
                        self.has(self.of(0, export.index));
                    }
                }
            }
            Payload::InstanceSection(instances) => {
                for instance in instances.clone() {
                    self.add(
                        1 + match instance? {
                            wasmparser::Instance::Instantiate { args, .. } => args.len() as u64,
                            wasmparser::Instance::FromExports(exports) => exports.len() as u64,
                        },
                    );
                }
            }
            Payload::CoreTypeSection(types) => self.add(types.count().into()),
            Payload::ComponentTypeSection(types) => self.add(types.count().into()),
            Payload::ComponentCanonicalSection(functions) => self.add(functions.count().into()),
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, parts: u64) {
        if let Some(frame) = self.open.last_mut() {
            frame.parts = frame.parts.saturating_add(parts);
        }
    }

    /// One more component in the index space of the innermost one. What comes from outside, or out of an instance, may be of any
    /// size: it counts as too large, once it is instantiated.
    fn has(&mut self, parts: u64) {
        if let Some(frame) = self.open.last_mut() {
            frame.components.push(parts);
        }
    }

    /// The parts of a component, so many components further out. One that is not there makes the file invalid, later.
    fn of(&self, outward: u32, index: u32) -> u64 {
        let frame = self.open.iter().rev().nth(outward as usize);
        frame.and_then(|frame| frame.components.get(index as usize)).copied().unwrap_or(u64::MAX)
    }
}
