//! Scaffolds detector plugins ([`new`]) and builds them ([`build`](fn@build)): cargo makes a core module, [`CoreModule`] makes a
//! component of it and puts the manifest where the host reads it.
//!
//! It runs cargo and writes files; it runs no plugin. `hirewall-testkit` does natively, the host does with its limits.

mod build;
mod component;
mod error;
mod naming;
mod new;
mod package;
mod relative;
mod sections;
mod stubs;
mod toolchain;
mod write;

pub use build::{BuildOptions, Built, build};
pub use component::{Component, CoreModule};
pub use error::PackError;
pub use naming::compiler;
pub use new::{Created, NewOptions, Sdk, new};
pub use toolchain::Toolchain;
