//! A reason with values in it. It does not print itself: what may be shown is for the decision to know.

use hirewall_expr::ir::Program;

/// Text with expressions in it: `Phone was typed "{{ applicant.phones[0].raw }}"`.
#[derive(Debug, Default)]
pub struct Template {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a [`Template`].
#[derive(Debug)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// The value of an expression: text, number, boolean, timestamp, duration, address, or a list of those.
    Value(Program),
}
