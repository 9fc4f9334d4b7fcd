//! The words of a text that tell one resume from another. It knows no language.

use std::collections::BTreeSet;

/// Words of a text that are read; what comes after them is not compared.
pub(crate) const WORDS: usize = 10_000;

/// Characters of a name's part from which on it is taken out of texts: shorter ones are words of many languages.
const NAME_PART: usize = 2;

/// The words of texts in small letters, without the parts of these names, without addresses of mail and web, and without numbers:
/// those are what copies change.
pub(crate) fn words<'a>(texts: impl Iterator<Item = &'a str>, names: &BTreeSet<String>) -> Vec<String> {
    let tokens = texts.flat_map(str::split_whitespace).filter(|token| !is_address(token));
    let words = tokens.flat_map(|token| token.split(|letter: char| !letter.is_alphanumeric())).flat_map(parts);
    let telling = words.filter(|word| word.chars().any(char::is_alphabetic) && !names.contains(word));
    telling.take(WORDS).collect()
}

/// The parts of names, as they occur among words.
pub(crate) fn name_parts<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let parts = names.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    parts.filter(|part| part.chars().nth(NAME_PART - 1).is_some()).flat_map(parts_of_name).collect()
}

fn parts_of_name(part: &str) -> Vec<String> {
    parts(part).collect()
}

fn is_address(token: &str) -> bool {
    token.contains('@') || token.contains("://") || token.starts_with("www.")
}

/// A word in small letters; of a script without spaces between words each letter by itself.
fn parts(word: &str) -> impl Iterator<Item = String> + use<> {
    let mut out = Vec::new();
    let mut run = String::new();
    for letter in word.chars() {
        if is_unspaced(letter) {
            if !run.is_empty() {
                out.push(std::mem::take(&mut run));
            }
            out.push(letter.to_string());
        } else {
            run.extend(letter.to_lowercase());
        }
    }
    if !run.is_empty() {
        out.push(run);
    }
    out.into_iter()
}

/// Thai, Lao, Myanmar, Khmer; kana and Han.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, name: &str) -> Vec<String> {
        words([text].into_iter(), &name_parts([name].into_iter()))
    }

    #[test]
    fn what_copies_change_is_left_out() {
        let text =
            "Ana MORIN-Diaz, ana@example.com, https://example.com/ana, +1 (602) 555-0142: Built C++ services in 2019.";
        assert_eq!(read(text, "Ana Morin-Diaz"), ["built", "c", "services", "in"]);
        assert_eq!(read("J. Doe saw j. walk", "J. Doe"), ["j", "saw", "j", "walk"]);
        assert_eq!(read("k8s and Web3", ""), ["k8s", "and", "web3"]);
    }

    #[test]
    fn scripts_without_spaces_are_read_by_letter() {
        assert_eq!(read("負責後端API開發", ""), ["負", "責", "後", "端", "api", "開", "發"]);
        assert_eq!(read("Ärzte ὈΔΥΣΣΕΎΣ", "").len(), 2);
    }

    #[test]
    fn no_text_is_too_long() {
        let long = "word ".repeat(WORDS * 2);
        assert_eq!(read(&long, "").len(), WORDS);
        assert_eq!(read("", ""), Vec::<String>::new());
    }
}
