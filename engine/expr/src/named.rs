//! Named lists and tables of the policy directory, and sets of constants, compiled once for fast look-up.

/// A named list: `x in lists.name`.
#[derive(Debug)]
pub struct NamedList {
    /// Its name.
    pub name: String,
}

/// A table: `tables.name[key].column`.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
}

/// The constants of `x in [1, 2, 3]`.
#[derive(Debug)]
pub struct ConstantSet;
