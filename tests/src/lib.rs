//! Nothing lives here: the tests of the whole product are in `main.rs` of the one test binary.
