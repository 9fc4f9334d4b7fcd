//! The library: one function a file, all of them in one table.
//!
//! A function states its signatures as text, which the checker reads, the documentation prints, and a test compares with
//! what the function does. Its `call` dispatches on the values it is given and answers [`Fault::NoOverload`] for the rest.

use crate::Value;

/// A function of the library.
#[derive(Debug)]
pub struct Function {
    /// Its name as called, with its namespace: `size`, `math.greatest`.
    pub name: &'static str,
    /// Signatures: `size(string) -> int`, `string.size() -> int`, `list(T).size() -> int`. Upper-case names are type
    /// parameters; `T...` as last parameter takes one or more.
    pub signatures: &'static [&'static str],
    /// One sentence, Markdown.
    pub doc: &'static str,
    /// An example that is true, checked by a test.
    pub example: &'static str,
    /// Runs it; a receiver is the first argument.
    pub call: for<'r> fn(&mut Call<'_>, &[Value<'r>]) -> Result<Value<'r>, Fault>,
}

/// What a function may use beside its arguments.
#[derive(Debug)]
pub struct Call<'a> {
    /// What is left of the record's fuel. A function whose work grows with its input takes from it.
    pub fuel: &'a mut u64,
}

/// Why an expression has no value though nothing is missing. Messages never hold values of the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No overload for these types.
    #[error("no such overload")]
    NoOverload,
    /// Any other mistake, such as `divide by zero`.
    #[error("{0}")]
    Failed(std::borrow::Cow<'static, str>),
    /// The record's fuel is used up.
    #[error("the record's evaluation fuel is used up")]
    OutOfFuel,
}
