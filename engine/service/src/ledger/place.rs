//! Where the store of a configuration is, and how it is opened.

use hirewall_store::Options;

use crate::config::{Config, StoreConfig};

/// The URL and the options of the store; nothing where there is none.
#[must_use]
pub fn place(config: &Config) -> Option<(&str, Options)> {
    let StoreConfig::Url(url, durability) = &config.store else { return None };
    let options = Options {
        durability: *durability,
        // A database has no folder of its own for keys and checkpoints.
        beside: url.starts_with("postgres").then(|| config.state.join("store")),
        // A batch takes its places at once.
        queue_entries: config.limits.batch.get().max(4_096).saturating_mul(2),
        // The record, and what is said about it.
        entry_bytes: usize::try_from(config.limits.body.max(config.limits.line).saturating_mul(2))
            .unwrap_or(usize::MAX)
            .max(8 << 20),
        idempotency: config.limits.idempotency_time,
        ..Options::default()
    };
    Some((url, options))
}
