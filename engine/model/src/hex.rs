//! Bytes as hexadecimal digits: how digests, keys and tokens are written.

/// Bytes as lower-case hexadecimal digits, two a byte.
///
/// ```
/// assert_eq!(hirewall_model::hex(&[0, 171]), "00ab");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of hexadecimal digits, two a byte, in lower or upper case; nothing for any other text.
///
/// ```
/// assert_eq!(hirewall_model::unhex("00aB"), Some(vec![0, 171]));
/// assert_eq!(hirewall_model::unhex("+f"), None);
/// assert_eq!(hirewall_model::unhex("abc"), None);
/// ```
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect())?
}
