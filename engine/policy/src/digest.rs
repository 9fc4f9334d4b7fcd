//! The digest that names a bundle. It says which texts were compiled, not what became of them.
//!
//! It is the SHA-256 of the files that take part (YAML, record schemas, and the data files that lists and tables name),
//! sorted by path. Of each file go in: the length of its path as 8 bytes, the path, the length of its text as 8 bytes, the text; lengths are
//! big-endian and count bytes. The text is taken with `\r\n` and lone `\r` as `\n` and without a byte order mark, so that a
//! check-out on another system has the same digest. Comments count: a digest names a text.
//!
//! For each plugin that is bound goes in, among the files, one with the path `plugin:` and the plugin's file name, and the
//! plugin's own digest as its text: another plugin under the same name makes another bundle.

use sha2::{Digest as _, Sha256};

use crate::SourceFile;

/// The digest of a set of files, as `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn digest<'a>(files: impl IntoIterator<Item = &'a SourceFile>) -> String {
    let mut files: Vec<&SourceFile> = files.into_iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.text.cmp(&b.text)));
    let mut hash = Sha256::new();
    for file in files {
        let text = normalised(&file.text);
        hash.update((file.path.len() as u64).to_be_bytes());
        hash.update(file.path.as_bytes());
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    format!("sha256:{}", hirewall_model::hex(&hash.finalize()))
}

fn normalised(text: &str) -> std::borrow::Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_line_ends_and_byte_order_mark_do_not_count() {
        let a = [SourceFile::new("a", "x\ny\n"), SourceFile::new("b", "z")];
        let b = [SourceFile::new("b", "\u{feff}z"), SourceFile::new("a", "x\r\ny\r")];
        assert_eq!(digest(&a), digest(&b));
    }

    #[test]
    fn paths_and_texts_do_not_run_together() {
        let a = [SourceFile::new("ab", "c")];
        let b = [SourceFile::new("a", "bc")];
        assert_ne!(digest(&a), digest(&b));
    }
}
