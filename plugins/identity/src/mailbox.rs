//! The mailbox behind an e-mail address. It does not ask whether the mailbox exists.

/// The mailbox behind an address: what of the address decides where mail arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mailbox {
    /// The part before the at sign without tags and, where the provider ignores them, without dots.
    pub local: String,
    /// The domain, by its main name where the provider has several for one mailbox.
    pub domain: String,
    /// Whether the address carries a tag (`name+tag@…`) that the provider ignores.
    pub tagged: bool,
    /// The part before the at sign as written, in lower case, without a tag.
    pub written: String,
}

/// How a provider reads the part before the at sign.
struct Provider {
    /// Its domains, the main one first: mail to any of them arrives in one mailbox.
    domains: &'static [&'static str],
    /// The letter that begins a tag.
    tag: char,
    /// Letters that it ignores.
    ignored: &'static [char],
}

/// Providers whose rules are published. At other domains an address is taken as written.
const PROVIDERS: &[Provider] = &[
    Provider { domains: &["gmail.com", "googlemail.com"], tag: '+', ignored: &['.'] },
    Provider {
        domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        tag: '+',
        ignored: &['.', '-', '_'],
    },
    Provider { domains: &["icloud.com", "me.com", "mac.com"], tag: '+', ignored: &[] },
    Provider {
        domains: &["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "yandex.com.tr"],
        tag: '+',
        ignored: &[],
    },
    Provider { domains: &["outlook.com"], tag: '+', ignored: &[] },
    Provider { domains: &["hotmail.com"], tag: '+', ignored: &[] },
    Provider { domains: &["live.com"], tag: '+', ignored: &[] },
    Provider { domains: &["msn.com"], tag: '+', ignored: &[] },
    Provider { domains: &["fastmail.com"], tag: '+', ignored: &[] },
    Provider { domains: &["fastmail.fm"], tag: '+', ignored: &[] },
    Provider { domains: &["zoho.com", "zohomail.com"], tag: '+', ignored: &[] },
    Provider { domains: &["yahoo.com"], tag: '-', ignored: &[] },
    Provider { domains: &["ymail.com"], tag: '-', ignored: &[] },
    Provider { domains: &["rocketmail.com"], tag: '-', ignored: &[] },
];

/// Characters of an address, by RFC 5321.
const CHARACTERS: usize = 254;

impl Mailbox {
    /// The mailbox of an address; none for a text that is no address.
    #[must_use]
    pub(crate) fn read(address: &str) -> Option<Self> {
        let address = address.trim().trim_start_matches("mailto:").trim_matches(['<', '>']);
        let (local, domain) = address.rsplit_once('@')?;
        let domain = domain.trim_end_matches('.').to_lowercase();
        let bad = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '@';
        let domain_fits = domain.contains('.') && !domain.starts_with('.') && !domain.contains("..");
        if address.chars().count() > CHARACTERS
            || local.is_empty()
            || local.contains(bad)
            || domain.contains(bad)
            || !domain_fits
        {
            return None;
        }
        let local = local.to_lowercase();
        let Some(provider) = PROVIDERS.iter().find(|provider| provider.domains.contains(&domain.as_str())) else {
            return Some(Self { written: local.clone(), local, domain, tagged: false });
        };
        let written = local.split(provider.tag).next().unwrap_or_default();
        let plain: String = written.chars().filter(|letter| !provider.ignored.contains(letter)).collect();
        if plain.is_empty() {
            return Some(Self { written: local.clone(), local, domain, tagged: false });
        }
        let main = provider.domains.first().map_or(domain, |main| (*main).to_owned());
        Some(Self { local: plain, domain: main, tagged: written.len() < local.len(), written: written.to_owned() })
    }

    /// The address of the mailbox: equal for all addresses that arrive in it.
    #[must_use]
    pub(crate) fn key(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }

    /// Digits at the end of the part before the at sign.
    #[must_use]
    pub(crate) fn trailing_digits(&self) -> i64 {
        let digits = self.written.bytes().rev().take_while(u8::is_ascii_digit).count();
        i64::try_from(digits).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn addresses_of_one_mailbox_have_one_key() {
        let cases = [
            ("John.Smith+jobs@GoogleMail.com", "johnsmith@gmail.com", true),
            ("j.o.h.n@gmail.com", "john@gmail.com", false),
            ("john-smith@pm.me", "johnsmith@proton.me", false),
            ("John.Smith@outlook.com", "john.smith@outlook.com", false),
            ("john+x@outlook.com", "john@outlook.com", true),
            ("john-x@yahoo.com", "john@yahoo.com", true),
            ("john@ya.ru", "john@yandex.ru", false),
            ("john@hotmail.com", "john@hotmail.com", false),
            ("J.Smith+a@example.com", "j.smith+a@example.com", false),
            ("+@gmail.com", "+@gmail.com", false),
            (" <john@example.com.> ", "john@example.com", false),
        ];
        for (address, key, tagged) in cases {
            let mailbox = Mailbox::read(address).unwrap();
            assert_eq!((mailbox.key().as_str(), mailbox.tagged), (key, tagged), "{address}");
            assert_eq!(Mailbox::read(key).unwrap().key(), key, "the key of a key is itself");
        }
    }

    #[test]
    fn what_is_no_address_has_no_mailbox() {
        for text in ["", "john", "@gmail.com", "john@", "john@localhost", "a b@example.com", "a@b..c", "a@.com", "a@b@"]
        {
            assert_eq!(Mailbox::read(text), None, "{text}");
        }
        assert_eq!(Mailbox::read(&format!("{}@example.com", "a".repeat(300))), None);
    }

    #[test]
    fn digits_at_the_end_are_counted() {
        for (address, digits) in
            [("john1985@gmail.com", 4), ("4john@gmail.com", 0), ("1984@x.org", 4), ("a1+2@gmail.com", 1)]
        {
            assert_eq!(Mailbox::read(address).unwrap().trailing_digits(), digits, "{address}");
        }
    }
}
