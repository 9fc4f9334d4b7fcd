//! Whether a text of JSON is nested too deeply, told before it is parsed. It does not check that the text is JSON.

/// Whether more than `limit` objects and arrays stand in each other.
pub(crate) fn exceeds(text: &[u8], limit: usize) -> bool {
    let mut depth = 0_usize;
    let (mut quoted, mut escaped) = (false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_of_quotes_only() {
        assert!(!exceeds(br#"{"a": "[[[[\"[["}"#, 1));
        assert!(exceeds(br#"{"a": [1]}"#, 1));
        assert!(!exceeds(br#"{"a": [1], "b": [2]}"#, 2));
    }
}
