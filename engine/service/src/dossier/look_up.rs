//! Looks a decision up for a dossier, and says in the chain that somebody did, before anything of it is shown.

use hirewall_store::{Disposition, Error, Event, EventKind, Result, Store, StoredDecision};
use serde_json::json;

/// The stored decision of that id with what people decided about it, when there is one. That `actor` looked, and whether at the `record` too, is
/// durable in the chain when this returns.
///
/// # Errors
/// The store cannot be read or written.
pub fn look_up(
    store: &Store,
    id: &str,
    actor: &str,
    record: bool,
) -> Result<Option<(StoredDecision, Vec<Disposition>)>> {
    let Some(decision) = store.decision(id)? else { return Ok(None) };
    let looked = Event::new(EventKind::Access, actor).about(id).body(json!({"how": "dossier", "record": record}));
    match store.record_and_wait(&looked) {
        Ok(_) => {}
        // It is not written yet, so that nobody was given it, or it was erased this moment.
        Err(Error::NoDecision) => return Ok(None),
        Err(error) => return Err(error),
    }
    let dispositions = store.dispositions(decision.seq)?;
    Ok(Some((decision, dispositions)))
}
