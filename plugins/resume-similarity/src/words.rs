//! The words of a text that tell one resume from another. It knows no language.

/// Words of a text that are read; what comes after them is not compared.
pub(crate) const WORDS: usize = 10_000;

/// Characters of a name's part from which on it is taken out of texts: shorter ones are words of many languages.
const NAME_PART: usize = 2;

/// Reads the words of texts in small letters, without the parts of these names, without addresses of mail and web, and without numbers:
/// those are what copies change.
pub(crate) fn words<'a>(texts: impl Iterator<Item = &'a str>, names: &[String], mut read: impl FnMut(&str)) {
    let mut left = WORDS;
    let mut read = |word: &str| {
        if left > 0 && !names.iter().any(|name| name == word) {
            left -= 1;
            read(word);
        }
    };
    let mut parts = Parts::default();
    for token in texts.flat_map(str::split_whitespace).filter(|token| !is_address(token)) {
        parts.read(token, &mut read);
    }
}

/// The parts of names, as they occur among words.
pub(crate) fn name_parts<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let parts = names.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    let mut out = Vec::new();
    for part in parts.filter(|part| part.chars().nth(NAME_PART - 1).is_some()) {
        Parts::default().read(part, &mut |part| out.push(part.to_owned()));
    }
    out
}

fn is_address(token: &str) -> bool {
    // By bytes: looking for a text in a text is made ready for long ones, and most tokens are short.
    token.bytes().any(|byte| byte == b'@')
        || token.as_bytes().windows(3).any(|bytes| bytes == b"://")
        || token.starts_with("www.")
}

/// The words of a token: runs of letters and digits with a letter in them, in small letters; of a script without spaces between words each
/// letter by itself.
#[derive(Default)]
struct Parts {
    run: String,
    has_letter: bool,
}

impl Parts {
    fn read(&mut self, token: &str, read: &mut impl FnMut(&str)) {
        for letter in token.chars() {
            if letter.is_ascii_alphanumeric() {
                self.has_letter |= letter.is_ascii_alphabetic();
                self.run.push(letter.to_ascii_lowercase());
            } else if letter.is_ascii() || !letter.is_alphanumeric() {
                self.end(read);
            } else if is_unspaced(letter) {
                self.end(read);
                self.push(letter);
                self.end(read);
            } else {
                letter.to_lowercase().for_each(|letter| self.push(letter));
            }
        }
        self.end(read);
    }

    fn push(&mut self, letter: char) {
        self.has_letter |= letter.is_alphabetic();
        self.run.push(letter);
    }

    fn end(&mut self, read: &mut impl FnMut(&str)) {
        if self.has_letter {
            read(&self.run);
        }
        self.run.clear();
        self.has_letter = false;
    }
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
        let mut out = Vec::new();
        words([text].into_iter(), &name_parts([name].into_iter()), |word| out.push(word.to_owned()));
        out
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
