//! Scaffolds detector plugins ([`new`]) and builds them ([`build`](fn@build)): cargo makes a core module, [`component`](fn@component) makes a
//! component of it and puts the manifest where the host reads it.
//!
//! It runs cargo and writes files; it runs no plugin. That is `hirewall-testkit`'s.

mod build;
mod cases;
mod component;
mod error;
mod new;
mod package;
mod relative;
mod sections;
mod toolchain;
mod write;

pub use build::{BuildOptions, Built, build};
pub use cases::{Case, cases};
pub use component::{Component, component};
pub use error::PackError;
pub use new::{Created, NewOptions, new};
pub use toolchain::Toolchain;
