//! The address of a service: where a token and personal data may go.

use std::fmt;
use std::net::IpAddr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ureq::http::Uri;

use crate::failure::Failure;

/// `https://host:port`, with a path where a proxy has the service below one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    text: String,
    host: String,
    /// Whether what goes there is encrypted.
    pub(super) tls: bool,
}

impl Address {
    /// Reads an address, which `from` has given.
    pub(super) fn read(text: &str, from: &str) -> Result<Self, Failure> {
        // What stands there is not repeated: before an `@` may be a password.
        let no_address = |why: &str| {
            Failure::usage(format!("{from} is no address of a service: {why}"))
                .help("Write it as `https://hirewall.example:8470`, or `http://127.0.0.1:8470` on this machine.")
        };
        let text = text.trim();
        if text.contains(['?', '#']) {
            return Err(no_address("it goes on behind its path"));
        }
        let uri: Uri = text.parse().map_err(|_| no_address("it cannot be read"))?;
        let tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(no_address("it begins with neither `https://` nor `http://`")),
        };
        let authority = uri.authority().ok_or_else(|| no_address("it has no host"))?;
        if authority.as_str().contains('@') {
            return Err(no_address("a user or password stands in it"));
        }
        let host = authority.host();
        let after = authority.as_str().strip_prefix(host);
        if host.is_empty() || (after != Some("") && authority.port_u16().is_none()) {
            return Err(no_address("its host or port cannot be read"));
        }
        let scheme = if tls { "https" } else { "http" };
        let path = uri.path().trim_end_matches('/');
        Ok(Self { text: format!("{scheme}://{authority}{path}"), host: host.to_owned(), tls })
    }

    /// Whether it is this machine.
    pub(super) fn is_local(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        let is_loopback = |ip: IpAddr| ip.to_canonical().is_loopback();
        bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(is_loopback)
    }

    /// The host alone.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// What stands below it.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What stands otherwise within a segment of a path. Dots too: two of them would be a step upward.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// Any text as one segment of a path.
pub(super) fn segment(text: &str) -> String {
    utf8_percent_encode(text, &ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn an_address_is_a_scheme_a_host_and_perhaps_a_path() {
        let cases = [
            ("http://127.0.0.1:8470", "http://127.0.0.1:8470", true),
            ("HTTP://LocalHost:8470/", "http://LocalHost:8470", true),
            ("http://[::1]:8470", "http://[::1]:8470", true),
            ("http://[::ffff:127.0.0.1]", "http://[::ffff:127.0.0.1]", true),
            ("https://hirewall.example/judge/", "https://hirewall.example/judge", false),
            ("http://127.0.0.1.example:8470", "http://127.0.0.1.example:8470", false),
            ("http://localhost.example", "http://localhost.example", false),
            ("http://0.0.0.0:8470", "http://0.0.0.0:8470", false),
            // Other spellings of the same numbers are names to us.
            ("http://2130706433", "http://2130706433", false),
        ];
        for (text, expected, local) in cases {
            let address = Address::read(text, "`--server`").unwrap();
            assert_eq!((address.to_string().as_str(), address.is_local()), (expected, local), "{text}");
        }
        let bad = [
            "",
            "127.0.0.1:8470",
            "hirewall.example",
            "ftp://hirewall.example",
            "https://",
            "https://:8470",
            "https://host:port",
            "https://host:",
            "https://host:99999",
            "https://maria:SECRET@host",
            "https://host/?SECRET",
            "https://host/#SECRET",
            "https://ho st",
        ];
        for text in bad {
            let failure = Address::read(text, "`--server`").unwrap_err();
            assert!(!failure.message.contains("SECRET"), "{text}");
        }
    }

    #[test]
    fn any_id_is_one_segment() {
        assert_eq!(segment("a-42"), "a-42");
        assert_eq!(segment(".."), "%2E%2E");
        assert_eq!(segment("a/b?c#d%é 李"), "a%2Fb%3Fc%23d%25%C3%A9%20%E6%9D%8E");
    }
}
