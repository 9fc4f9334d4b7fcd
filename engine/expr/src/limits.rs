//! How large a condition may be. What is beyond a limit is answered with problem E207, never with a crash.
//!
//! These are the limits of compiling; the fuel of evaluation is the evaluator's.

/// The limits of compiling one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Length of the text, in bytes. Default 64 KiB.
    pub source_bytes: usize,
    /// Height of the tree, in levels; a chain such as `a + b + c` or `a.b.c` adds a level for each link, a chain of `&&`
    /// or `||` only one. Default 200.
    pub nesting: u32,
    /// Macros inside one another, in levels: their work multiplies. Default 24.
    pub macros: u32,
    /// Nodes of the tree. Default 20,000.
    pub nodes: usize,
    /// Memory of one compiled pattern, in bytes. Default 1 MiB.
    pub pattern_bytes: usize,
    /// Problems reported for one condition. Default 20.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { source_bytes: 64 << 10, nesting: 200, macros: 24, nodes: 20_000, pattern_bytes: 1 << 20, problems: 20 }
    }
}
