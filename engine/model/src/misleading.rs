//! Letters that a text shown to people must not hold. How they are written instead is for who shows it.

/// Whether a letter commands a terminal, turns the direction of writing, or is not seen: control characters, marks of direction,
/// invisible spaces, tags. Line breaks and tabs are among them.
#[must_use]
pub fn is_misleading(letter: char) -> bool {
    matches!(
        letter,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
