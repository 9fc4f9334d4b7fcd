//! A named list and where it comes from. Its items are in the compiled list.

use std::sync::Arc;

use hirewall_expr::named::NamedList;

use super::{Content, Origin};

/// A named list.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListInfo {
    /// Its id: `lists.<id>` in conditions.
    pub id: String,
    /// One line that names it.
    pub title: Option<String>,
    /// Where its items come from.
    pub provenance: Option<String>,
    /// The licence of its items.
    pub license: Option<String>,
    /// The day when it was last brought up to date, as written.
    pub updated: Option<String>,
    /// How many items it has.
    pub len: usize,
    /// The items, compiled.
    pub list: Arc<NamedList>,
    /// The same items, for comparing with those of another bundle.
    pub content: Content,
    /// Where its id stands.
    pub origin: Origin,
}
