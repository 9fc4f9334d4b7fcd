//! Tests of the whole product, through its public interface, in one binary. Tests of a single crate live beside it.

#[cfg(test)]
mod starter_policies;
