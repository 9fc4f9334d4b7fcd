//! Values to keyed hashes: what is kept never says what it was, and nobody without the key can choose values that collide.

use std::fmt;
use std::net::IpAddr;

use hirewall_model::Time;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{CounterId, Key};

/// The key of the hashes. Two runs with the same key can be joined, with different ones they cannot.
///
/// A hash is HMAC-SHA-256 over the counter, the type and the value, cut to 128 bits for keys and 64 for elements. So equal values
/// of different types differ, and one counter's hashes say nothing of another's.
#[derive(Clone)]
pub struct Secret(Hmac<Sha256>);

/// A value that can be a key or an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'v> {
    /// A truth.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, byte for byte.
    Text(&'v str),
    /// An address. One of IPv4 written as IPv6 is the same.
    Ip(IpAddr),
    /// A moment.
    Time(Time),
    /// A record: its kind and its id.
    Record(&'v str, &'v str),
}

impl Secret {
    /// The secret of these bytes: 32 random ones, kept as long as what was counted with them.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        // A key may be of any length.
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        Self(Hmac::new_from_slice(bytes).expect("a key of any length"))
    }

    /// The one that is fixed and known to all: for runs that keep nothing, where the same input is to give the same bytes. Its hashes
    /// hide nothing from who can guess the values, and must not be stored.
    #[must_use]
    pub fn of_one_run() -> Self {
        Self::new(b"hirewall counts within one run 1")
    }

    /// The hash of a key of a counter.
    #[must_use]
    pub fn key(&self, counter: CounterId, value: Part<'_>) -> Key {
        Key::from(self.hash(b'k', counter, value))
    }

    /// The hash of an element of a counter.
    #[must_use]
    pub fn element(&self, counter: CounterId, value: Part<'_>) -> u64 {
        let hash = self.hash(b'e', counter, value);
        u64::try_from(hash >> 64).unwrap_or_default()
    }

    fn hash(&self, what: u8, counter: CounterId, value: Part<'_>) -> u128 {
        let mut mac = self.0.clone();
        mac.update(&[what]);
        mac.update(&counter.get().to_be_bytes());
        match value {
            Part::Bool(truth) => mac.update(&[b'b', u8::from(truth)]),
            Part::Int(number) => {
                mac.update(b"i");
                mac.update(&number.to_be_bytes());
            }
            Part::Text(text) => {
                mac.update(b"s");
                mac.update(text.as_bytes());
            }
            Part::Ip(address) => match address.to_canonical() {
                IpAddr::V4(address) => {
                    mac.update(b"4");
                    mac.update(&address.octets());
                }
                IpAddr::V6(address) => {
                    mac.update(b"6");
                    mac.update(&address.octets());
                }
            },
            Part::Time(time) => {
                mac.update(b"t");
                mac.update(&time.seconds.to_be_bytes());
                mac.update(&time.nanos.to_be_bytes());
            }
            Part::Record(kind, id) => {
                mac.update(b"r");
                mac.update(&(kind.len() as u64).to_be_bytes());
                mac.update(kind.as_bytes());
                mac.update(id.as_bytes());
            }
        }
        mac.finalize().into_bytes().iter().take(16).fold(0, |hash, byte| hash << 8 | u128::from(*byte))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    #[test]
    fn values_of_different_types_counters_and_secrets_never_meet() {
        let (one, other) = (CounterId::of(&["one"]), CounterId::of(&["other"]));
        let (secret, stranger) = (Secret::new(&[1; 32]), Secret::new(&[2; 32]));
        let noon = Time { seconds: 1, nanos: 0 };
        let parts = [
            Part::Text("1"),
            Part::Text(""),
            Part::Int(1),
            Part::Bool(true),
            Part::Bool(false),
            Part::Int(0),
            Part::Time(noon),
            Part::Ip(Ipv4Addr::new(0, 0, 0, 1).into()),
            Part::Ip(Ipv6Addr::LOCALHOST.into()),
            Part::Text("0.0.0.1"),
            Part::Record("a", "bc"),
            Part::Record("ab", "c"),
        ];
        let mut seen = HashSet::new();
        for part in parts {
            assert!(seen.insert(secret.key(one, part)), "{part:?}");
            assert!(seen.insert(secret.key(other, part)), "{part:?}");
            assert!(seen.insert(stranger.key(one, part)), "{part:?}");
            assert_ne!(u128::from(secret.element(one, part)), secret.key(one, part).get() >> 64);
            assert_eq!(secret.key(one, part), secret.clone().key(one, part));
        }
    }

    #[test]
    fn an_address_is_the_same_in_both_ways_of_writing_it() {
        let (secret, counter) = (Secret::of_one_run(), CounterId::of(&[]));
        let four = Ipv4Addr::new(192, 0, 2, 1);
        assert_eq!(
            secret.key(counter, Part::Ip(four.into())),
            secret.key(counter, Part::Ip(four.to_ipv6_mapped().into()))
        );
    }

    #[test]
    fn the_hashes_of_one_run_never_change() {
        // Recordings hold them not, but two versions of the command are to count alike.
        let key = Secret::of_one_run().key(CounterId::of(&["c"]), Part::Text("x"));
        assert_eq!(format!("{key:?}").len(), 32);
        assert_eq!(key, Secret::of_one_run().key(CounterId::of(&["c"]), Part::Text("x")));
        assert_eq!(format!("{:?}", Secret::of_one_run()), "Secret");
    }
}
