//! When two tests are one: equal keys, equal tests. What differs in its key alone is only asked twice.

use std::fmt::Write as _;
use std::sync::Arc;

use super::place::Operand;
use super::test::Test;

/// The key of a test. Patterns count by their text; lists and tables are shared, so that their address tells them apart.
pub(super) fn key(test: &Test) -> String {
    let mut key = String::new();
    // Writing to a string does not fail.
    let _ = match test {
        Test::Unknown => write!(key, "unknown"),
        Test::Truth(place) => write!(key, "truth {:?}", place.at),
        Test::Symbols(place, symbols) => write!(key, "symbols {:?} {symbols:?}", place.at),
        Test::Compare(comparison, left, right) => write!(key, "{comparison:?} ")
            .and_then(|()| operand(&mut key, left))
            .and_then(|()| operand(&mut key, right)),
        Test::In(place, set) => write!(key, "in {:?} {:?}", place.at, set.items()),
        Test::InNamedList(place, list) => write!(key, "list {:?} {:?}", place.at, Arc::as_ptr(list)),
        Test::InTable(place, table) => write!(key, "table {:?} {:?}", place.at, Arc::as_ptr(table)),
        Test::Matches { place, regex, .. } => write!(key, "matches {:?} {:?}", place.at, regex.as_str()),
        Test::Text(kind, place, part) => write!(key, "{kind:?} {:?} {part:?}", place.at),
        Test::Has(place) => write!(key, "has {:?}", place.at),
        Test::Exists { list, body, .. } => write!(key, "exists {list} {body:?}"),
    };
    key
}

fn operand(key: &mut String, operand: &Operand) -> std::fmt::Result {
    match operand {
        Operand::Place(place) => write!(key, "{:?} ", place.at),
        Operand::Const(value) => write!(key, "={value:?} "),
    }
}
