//! Lines of a text.

/// The line of a part of the text, from 1.
pub(crate) fn line_of(text: &str, part: &str) -> usize {
    // Both begin in one allocation; a part of another text would count as its end.
    let at = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// What the reader says, without its own words on the place: those count from where it began.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}
