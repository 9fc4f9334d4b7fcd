//! The secret of a token: from a file or a variable, never from the command line, which every process of the machine can read. It is shown nowhere.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use ureq::http::HeaderValue;

use crate::failure::Failure;

/// Bytes of a token and what stands around it. Beyond it: an error.
const BYTES: u64 = 4 << 10;

/// The header that a token goes in.
pub(super) fn from_file(path: &Path) -> Result<HeaderValue, Failure> {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BYTES + 1).read_to_end(&mut text));
    read.map_err(|error| Failure { exit: crate::exit::Exit::Usage, ..Failure::unreadable(path, &error) }.help(CURE))?;
    header(&text).ok_or_else(|| Failure::usage(format!("the file `{}` holds no token", path.display())).help(CURE))
}

/// The same for what a variable has.
pub(super) fn from_variable(name: &str, text: &str) -> Result<HeaderValue, Failure> {
    header(text.as_bytes()).ok_or_else(|| Failure::usage(format!("the variable `{name}` holds no token")).help(CURE))
}

const CURE: &str = "Name a file that holds what `hirewall token new` printed, one line, with `--token-file FILE`.";

fn header(text: &[u8]) -> Option<HeaderValue> {
    let secret = text.trim_ascii();
    let is_one = !secret.is_empty() && text.len() as u64 <= BYTES && secret.iter().all(u8::is_ascii_graphic);
    let mut header = HeaderValue::from_bytes(&[b"Bearer ", secret].concat()).ok().filter(|_| is_one)?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_token_is_one_word_and_is_not_shown() {
        let token = header(b"  hirewall_abc\r\n").unwrap();
        assert_eq!(token.as_bytes(), b"Bearer hirewall_abc");
        assert!(!format!("{token:?}").contains("abc"));
        for bad in [&b""[..], b"\n", b"two words", b"two\nlines", "é".as_bytes(), &[b'x'; 5_000]] {
            assert!(header(bad).is_none());
        }
    }
}
