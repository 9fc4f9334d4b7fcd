//! Tests of the store, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod audit;
mod disposition;
mod durability;
mod entries;
mod idempotency;
mod kill;
mod opening;
mod order;
mod place;
mod reading;
mod retention;
mod subject;

/// Runs each of the module's tests on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { super::$name(&crate::place::Place::sqlite()); })*
        }
        mod on_postgres {
            $(#[test] fn $name() {
                if let Some(place) = crate::place::Place::postgres(stringify!($name)) {
                    super::$name(&place);
                }
            })*
        }
    };
}
pub(crate) use on_both;
