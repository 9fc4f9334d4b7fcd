//! placeholder
pub mod field; pub mod institution; pub mod level; pub mod offer;
