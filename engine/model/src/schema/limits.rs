//! How large a record schema may be. A schema beyond a limit is refused with a problem that names the limit.

/// The limits of schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaLimits {
    /// Bytes of the schema's text. Default 4 MiB.
    pub bytes: usize,
    /// How many objects and arrays of a record may be nested in each other. Default 32.
    pub nesting: usize,
    /// Declared fields and element types, references followed. Default 65,536.
    pub cells: u32,
    /// Problems reported in one go; further ones are counted, not listed. Default 100.
    pub problems: usize,
}

impl Default for SchemaLimits {
    fn default() -> Self {
        Self { bytes: 4 << 20, nesting: 32, cells: 65_536, problems: 100 }
    }
}
