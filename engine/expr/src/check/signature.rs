//! The signatures of functions, read once from the texts that the library states them in.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::functions::{self, Function};
use crate::types::{Type, parse_prefix};

/// The types of one way to call a function.
#[derive(Debug, Clone)]
pub(super) struct Overload {
    /// Whether the first parameter stands left of the dot.
    pub(super) receiver: bool,
    pub(super) params: Vec<Type>,
    /// Whether the last parameter may be given more than once.
    pub(super) repeated: bool,
    pub(super) result: Type,
}

static LIBRARY: LazyLock<HashMap<&'static str, (&'static Function, Vec<Overload>)>> = LazyLock::new(|| {
    functions::all()
        .iter()
        .map(|function| {
            let overloads = function.signatures.iter().filter_map(|text| parse(text, function.name)).collect();
            (function.name, (function, overloads))
        })
        .collect()
});

/// A function of the library and the ways to call it.
pub(super) fn find(name: &str) -> Option<(&'static Function, &'static [Overload])> {
    LIBRARY.get(name).map(|(function, overloads)| (*function, overloads.as_slice()))
}

/// Reads `name(T, int...) -> R` or `T.name(int) -> R`.
fn parse(text: &str, name: &str) -> Option<Overload> {
    let (call, result) = text.split_once("->")?;
    let result = Type::parse(result)?;
    let mut params = Vec::new();
    let mut repeated = false;
    let (receiver, mut rest) = match call.strip_prefix(name).and_then(|rest| rest.strip_prefix('(')) {
        Some(rest) => (false, rest),
        None => {
            let at = call.find(&format!(".{name}("))?;
            params.push(Type::parse(call.get(..at)?)?);
            (true, call.get(at + name.len() + 2..)?)
        }
    };
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(')') {
            return after.trim().is_empty().then_some(Overload { receiver, params, repeated, result });
        }
        let (ty, after) = parse_prefix(rest, 8)?;
        let once = after.strip_prefix("...");
        repeated |= once.is_some();
        let after = once.unwrap_or(after);
        params.push(ty);
        rest = after.trim_start().strip_prefix(',').unwrap_or(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_of_the_library_is_understood() {
        for function in functions::all() {
            for text in function.signatures {
                assert!(parse(text, function.name).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn receivers_and_repeated_parameters_are_told_apart() {
        let shown = |text: &str, name: &str| {
            parse(text, name).map(|overload| {
                let params: Vec<String> = overload.params.iter().map(ToString::to_string).collect();
                (overload.receiver, params.join(" "), overload.repeated, overload.result.to_string())
            })
        };
        let some = |receiver, params: &str, repeated, result: &str| {
            Some((receiver, params.to_owned(), repeated, result.to_owned()))
        };
        assert_eq!(shown("list(T).size() -> int", "size"), some(true, "list(T)", false, "int"));
        assert_eq!(shown("math.greatest(int...) -> int", "math.greatest"), some(false, "int", true, "int"));
        assert_eq!(shown("net.CIDR.ip() -> net.IP", "ip"), some(true, "net.CIDR", false, "net.IP"));
        assert_eq!(shown("ip.isCanonical(string) -> bool", "ip.isCanonical"), some(false, "string", false, "bool"));
        assert_eq!(shown("f(map(K, V), list(K)) -> V", "f"), some(false, "map(K, V) list(K)", false, "V"));
        assert_eq!(shown("f(int -> V", "f"), None);
    }
}
