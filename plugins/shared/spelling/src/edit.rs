//! Slips of the keyboard.

/// Whether one letter typed wrong, left out, put in, or two neighbours exchanged turn one word into the other. The same word
/// is not an edit apart.
#[must_use]
pub fn one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - end).unwrap_or_default(), b.get(..b.len() - end).unwrap_or_default());
    match (a, b) {
        ([_], [_] | []) | ([], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_edit() {
        for (a, b) in [("jonson", "johnson"), ("smith", "smyth"), ("garcia", "gacria"), ("a", ""), ("anna", "ana")] {
            assert!(one_edit_apart(a, b) && one_edit_apart(b, a), "{a} {b}");
        }
        for (a, b) in [("smith", "smith"), ("", ""), ("smith", "smyht"), ("abc", "cba"), ("li", "wang")] {
            assert!(!one_edit_apart(a, b), "{a} {b}");
        }
    }
}
