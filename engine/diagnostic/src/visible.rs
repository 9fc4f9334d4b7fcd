//! Characters that would act on a terminal, or hide, made visible. It does not judge which texts may hold them.
//!
//! A policy text is data: an escape sequence in it must not colour or clear the screen of the person who reads the
//! diagnostic, and a bidirectional override must not make a condition read as something else than what it says.

use std::borrow::Cow;

/// The text with each control, override and invisible character replaced by a visible sign: `␛` for escape,
/// `<U+202E>` for a right-to-left override. Line feeds and tabs stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let plain = |c: char| sign(c).is_none();
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match sign(c) {
            None => out.push(c),
            Some(sign) => out.push_str(&sign),
        }
    }
    Cow::Owned(out)
}

/// As [`visible`], on one line: a line feed and a tab become signs too.
pub(crate) fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(same) if !same.contains(['\n', '\t']) => Cow::Borrowed(same),
        text => Cow::Owned(text.replace('\n', "␊").replace('\t', " ")),
    }
}

/// As [`visible`], with tabs as blanks, for text that is indented as a block.
pub(crate) fn visible_indented(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(same) if !same.contains('\t') => Cow::Borrowed(same),
        text => Cow::Owned(text.replace('\t', "    ")),
    }
}

/// What stands for a character that must not be printed as it is.
pub(crate) fn sign(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\n' | '\t' => None,
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + c as u32).map(|picture| Cow::Owned(picture.to_string())),
        '\u{7F}' => Some(Cow::Borrowed("␡")),
        // C1 controls; soft hyphen; marks, embeddings, overrides and isolates of direction; line and paragraph
        // separators; zero-width and interlinear characters; noncharacters; tags.
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Some(Cow::Owned(format!("<U+{:04X}>", c as u32))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_a_sign() {
        for (text, shown) in [
            ("plain é 漢 👩‍💻\tx\n", "plain é 漢 👩‍💻\tx\n"),
            ("a\u{1b}[2Jb", "a␛[2Jb"),
            ("a\rb\0\u{7f}", "a␍b␀␡"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("\u{202e}gnirts\u{2066}", "<U+202E>gnirts<U+2066>"),
            ("\u{feff}x\u{200b}\u{e0041}", "<U+FEFF>x<U+200B><U+E0041>"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_line("a\nb\tc"), "a␊b c");
    }

    #[test]
    fn text_without_such_characters_is_not_copied() {
        assert!(matches!(visible("applicant.id == \"ä\""), Cow::Borrowed(_)));
    }
}
