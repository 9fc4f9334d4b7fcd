//! What the service was configured with, in the chain: settings and tokens, when the service starts and others hold than the last time, and when
//! tokens change. Secrets are in neither.

use std::collections::BTreeSet;

use hirewall_store::{Event, EventKind, Result, Store};
use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::token::Token;

/// What holds. What changes it says so to the chain.
#[derive(Debug, Clone)]
pub(super) struct Configured {
    store: Store,
    settings: Value,
}

impl Configured {
    pub(super) fn new(store: Store, config: &Config) -> Self {
        Self { store, settings: json!(config.shown) }
    }

    /// Puts what holds into the chain, unless that is what it says already.
    pub(super) fn record(&self, tokens: &[Token], actor: &str) -> Result<()> {
        let tokens = shown(tokens);
        let last = self.store.events(Some(EventKind::Configuration), None, 1)?;
        let body = match last.first() {
            None => json!({"settings": self.settings, "tokens": tokens}),
            Some(last) => {
                let mut changed = differing("settings", &last.body, &self.settings);
                changed.extend(differing("tokens", &last.body, &tokens));
                if changed.is_empty() {
                    return Ok(());
                }
                json!({"settings": self.settings, "tokens": tokens, "changed": changed})
            }
        };
        self.store.record_and_wait(&Event::new(EventKind::Configuration, actor).body(body)).map(drop)
    }
}

fn shown(tokens: &[Token]) -> Value {
    let of = |token: &Token| {
        let roles: Vec<&str> = token.roles.iter().map(|role| role.as_str()).collect();
        (token.name.clone(), json!({"roles": roles, "created": token.created, "expires": token.expires}))
    };
    Value::Object(tokens.iter().map(of).collect::<Map<_, _>>())
}

/// The members of a part that are not the same as before, or stand in one alone.
fn differing(part: &str, before: &Value, now: &Value) -> BTreeSet<String> {
    let before = before.get(part).unwrap_or(&Value::Null);
    let names = [before, now].into_iter().filter_map(Value::as_object).flat_map(Map::keys);
    names.filter(|name| before.get(name) != now.get(name)).map(|name| format!("{part}/{name}")).collect()
}
