//! Numbers as people read them in English. Units and plurals are for who shows them.

/// A number with a comma between each three digits.
///
/// ```
/// assert_eq!(hirewall_model::grouped(999), "999");
/// assert_eq!(hirewall_model::grouped(1_234_567), "1,234,567");
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
