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
        let mut now = json!({"settings": self.settings, "tokens": shown(tokens)});
        let last = self.store.events(Some(EventKind::Configuration), None, 1)?;
        if let Some(last) = last.first() {
            let changed: Vec<String> = ["settings", "tokens"]
                .iter()
                .flat_map(|part| {
                    differing(&last.body[*part], &now[*part]).into_iter().map(move |name| format!("{part}/{name}"))
                })
                .collect();
            if changed.is_empty() {
                return Ok(());
            }
            now["changed"] = json!(changed);
        }
        self.store.record_and_wait(&Event::new(EventKind::Configuration, actor).body(now)).map(drop)
    }
}

fn shown(tokens: &[Token]) -> Value {
    let of = |token: &Token| {
        let roles: Vec<&str> = token.roles.iter().map(|role| role.as_str()).collect();
        (token.name.clone(), json!({"roles": roles, "created": token.created, "expires": token.expires}))
    };
    Value::Object(tokens.iter().map(of).collect::<Map<_, _>>())
}

/// The members that are not the same in both, or stand in one alone.
fn differing(before: &Value, now: &Value) -> BTreeSet<String> {
    let names = [before, now].into_iter().filter_map(Value::as_object).flat_map(Map::keys);
    names.filter(|name| before.get(name) != now.get(name)).cloned().collect()
}
