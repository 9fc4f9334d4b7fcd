//! A named list of the policy directory: `x in lists.name`.

use aho_corasick::AhoCorasick;

use super::addresses::{AddressSet, parse_block};
use super::fold::{fold_text, folded};
use super::strings::{Refused, StringSet};
use crate::Value;

/// How a value meets an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchKind {
    /// It is the item, letter for letter.
    Exact,
    /// It is the item but for the case of letters.
    Caseless,
    /// It is an address in the item, a CIDR block or an address.
    Cidr,
    /// It is the item, a subdomain of it, or an e-mail address at either; the case of letters does not count.
    Domain,
    /// It begins with the item; the case of letters does not count.
    Prefix,
    /// It has the item inside; the case of letters does not count.
    Contains,
}

impl MatchKind {
    /// All of them with their names in policy files.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Exact, "exact"),
        (Self::Caseless, "caseless"),
        (Self::Cidr, "cidr"),
        (Self::Domain, "domain"),
        (Self::Prefix, "prefix"),
        (Self::Contains, "contains"),
    ];

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(kind, _)| *kind)
    }
}

/// What is wrong with an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemProblem {
    /// Which item, from 0.
    pub index: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the list works all the same: a repeated item.
    pub harmless: bool,
}

/// A named list, ready for look-up.
#[derive(Debug)]
pub struct NamedList {
    name: String,
    kind: MatchKind,
    len: usize,
    matcher: Matcher,
}

#[derive(Debug)]
enum Matcher {
    Exact(StringSet),
    Caseless(StringSet),
    Domain(StringSet),
    /// With the length of the longest prefix.
    Prefix(StringSet, usize),
    Contains(Box<AhoCorasick>),
    Addresses(AddressSet),
}

impl NamedList {
    /// Compiles a list. Repeated items are harmless and left out; see [`NamedList::repeated`] to report them.
    ///
    /// # Errors
    ///
    /// All items that cannot be used.
    pub fn new<'t>(
        name: &str,
        kind: MatchKind,
        items: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, Vec<ItemProblem>> {
        let mut problems = Vec::new();
        let mut set = StringSet::default();
        let mut blocks = Vec::new();
        let mut len = 0;
        for (index, item) in items.into_iter().enumerate() {
            let item = if kind == MatchKind::Exact { item } else { item.trim() };
            let mut refuse = |message: String, help: &str| {
                problems.push(ItemProblem { index, message, help: help.to_owned(), harmless: false });
            };
            if item.is_empty() {
                refuse("the item is empty".to_owned(), "Remove it.");
                continue;
            }
            if kind == MatchKind::Cidr {
                match parse_block(item) {
                    Some(block) => blocks.push(block),
                    None => refuse(
                        format!("`{item}` is neither a CIDR block nor an IP address"),
                        "Write it like `203.0.113.0/24`, `2001:db8::/32` or `203.0.113.7`.",
                    ),
                }
                continue;
            }
            let key = match kind {
                MatchKind::Exact => item.into(),
                MatchKind::Domain => domain(item),
                _ => fold_text(item),
            };
            if kind == MatchKind::Domain && (key.is_empty() || key.contains(['@', '/', '*', ' ', ':'])) {
                refuse(
                    format!("`{item}` is no domain"),
                    "Write the bare domain, like `example.org`; its subdomains are meant too.",
                );
                continue;
            }
            if set.add(&key) == Err(Refused::Full) {
                refuse("the list is too large".to_owned(), "Split it: a list holds at most four gigabytes.");
                break;
            }
        }
        set.shrink();
        len += set.len() + blocks.len();
        let matcher = match kind {
            MatchKind::Exact => Matcher::Exact(set),
            MatchKind::Caseless => Matcher::Caseless(set),
            MatchKind::Domain => Matcher::Domain(set),
            MatchKind::Prefix => {
                let longest = set.iter().map(str::len).max().unwrap_or(0);
                Matcher::Prefix(set, longest)
            }
            // Texts are short: a filter in front of the automaton costs more than it saves.
            MatchKind::Contains => {
                match AhoCorasick::builder().ascii_case_insensitive(true).prefilter(false).build(set.iter()) {
                    Ok(automaton) => Matcher::Contains(Box::new(automaton)),
                    Err(_) => {
                        problems.push(ItemProblem {
                            index: 0,
                            message: "the items are too many to search for at once".to_owned(),
                            help: "Split the list, or use `match: prefix` or `match: exact`.".to_owned(),
                            harmless: false,
                        });
                        Matcher::Exact(StringSet::default())
                    }
                }
            }
            MatchKind::Cidr => Matcher::Addresses(AddressSet::new(blocks.into_iter())),
        };
        if problems.is_empty() { Ok(Self { name: name.to_owned(), kind, len, matcher }) } else { Err(problems) }
    }

    /// Items that stand in a list twice, each with the index of its later place.
    #[must_use]
    pub fn repeated<'t>(kind: MatchKind, items: impl IntoIterator<Item = &'t str>) -> Vec<ItemProblem> {
        let mut seen = StringSet::default();
        let items = items.into_iter().enumerate();
        let twice = items.filter(|(_, item)| {
            let key = if kind == MatchKind::Exact { (*item).into() } else { fold_text(item.trim()) };
            seen.add(&key) == Err(Refused::Duplicate)
        });
        twice
            .map(|(index, item)| ItemProblem {
                index,
                message: format!("`{item}` stands in the list twice"),
                help: "Remove one of the two.".to_owned(),
                harmless: true,
            })
            .collect()
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How values meet its items.
    #[must_use]
    pub fn kind(&self) -> MatchKind {
        self.kind
    }

    /// Different items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a text meets an item. Text that is no address is in no list of addresses.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Exact(set) => set.contains(text),
            Matcher::Caseless(set) => folded(text.trim(), |text| set.contains(text)),
            Matcher::Domain(set) => contains_domain(set, text),
            Matcher::Prefix(set, longest) => folded(text.trim_start(), |text| {
                let ends = (1..=text.len().min(*longest)).filter_map(|end| text.get(..end));
                ends.into_iter().any(|prefix| set.contains(prefix))
            }),
            // The automaton knows ASCII letters in both cases.
            Matcher::Contains(automaton) if text.is_ascii() => automaton.is_match(text),
            Matcher::Contains(automaton) => automaton.is_match(fold_text(text).as_ref()),
            Matcher::Addresses(set) => text.trim().parse().is_ok_and(|address| set.contains(address)),
        }
    }

    /// Whether a value meets an item; none for a value that is neither a string nor an address.
    #[must_use]
    pub fn contains_value(&self, value: &Value<'_>) -> Option<bool> {
        match (value, &self.matcher) {
            (Value::Ip(address), Matcher::Addresses(set)) => Some(set.contains(*address)),
            (Value::Ip(address), _) => Some(self.contains(&address.to_string())),
            _ => value.as_str().map(|text| self.contains(text)),
        }
    }
}

/// A domain in lower case without dots around it.
fn domain(text: &str) -> std::borrow::Cow<'_, str> {
    fold_text(text.trim().trim_matches('.'))
}

fn contains_domain(set: &StringSet, text: &str) -> bool {
    let text = text.rsplit_once('@').map_or(text, |(_, domain)| domain);
    folded(text.trim().trim_matches('.'), |domain| {
        let mut rest = domain;
        loop {
            if set.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, parent)) => rest = parent,
                None => return false,
            }
        }
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use super::*;

    #[test]
    fn each_kind_matches_as_documented() {
        type Texts = &'static [&'static str];
        let cases: [(MatchKind, Texts, Texts, Texts); 6] = [
            (MatchKind::Exact, &["AnyDesk"], &["AnyDesk"], &["anydesk", "AnyDesk ", ""]),
            (MatchKind::Caseless, &["AnyDesk", "STRASSE"], &["ANYDESK", "straße"], &["anydes", ""]),
            (
                MatchKind::Cidr,
                &["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"],
                &["203.0.113.255", "2001:db8::1", "198.51.100.7", "::ffff:203.0.113.1"],
                &["203.0.114.0", "198.51.100.8", "2001:db9::", "no address", ""],
            ),
            (
                MatchKind::Domain,
                &["Example.org", "co.uk"],
                &["example.org", "EXAMPLE.ORG.", "a.b.example.org", "ada@mail.example.org", "x.co.uk"],
                &["badexample.org", "example.org.evil", "org", "example.org@evil.test", ""],
            ),
            (MatchKind::Prefix, &["+1", "00Ä"], &["+1 602", "+1", "00äx"], &["+", "1", "00a", ""]),
            (
                MatchKind::Contains,
                &["desk", "KVM", "STRASSE"],
                &["AnyDESK 7", "pikvm", "Pi-\u{212a}VM", "an der Straße", "DESKé"],
                &["des", "", "dés", "strasë"],
            ),
        ];
        for (kind, items, inside, outside) in cases {
            let list = NamedList::new("l", kind, items.iter().copied()).unwrap();
            for text in inside {
                assert!(list.contains(text), "{kind:?} {text}");
            }
            for text in outside {
                assert!(!list.contains(text), "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn every_unusable_item_is_reported() {
        let problems = NamedList::new("l", MatchKind::Cidr, ["10.0.0.0/8", "10.0.0.0/33", "", "x"]).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.index).collect::<Vec<_>>(), [1, 2, 3]);
        let problems = NamedList::new("l", MatchKind::Domain, ["a.b", "http://x.y", "*.z"]).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.index).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(NamedList::repeated(MatchKind::Caseless, ["a", "b", "A"]).first().unwrap().index, 2);
    }

    #[test]
    fn address_lists_agree_with_asking_every_block() {
        let blocks = ["10.0.0.0/8", "10.2.0.0/16", "0.0.0.0/32", "255.255.255.255/32", "10.255.255.0/24", "12.0.0.0/7"];
        let list = NamedList::new("l", MatchKind::Cidr, blocks).unwrap();
        let nets: Vec<ipnet::IpNet> = blocks.iter().map(|text| text.parse().unwrap()).collect();
        for seed in 0..20_000_u32 {
            let bits = seed.wrapping_mul(2_654_435_761) ^ (seed << 3);
            let bits = if seed % 2 == 0 { bits & 0x0fff_ffff } else { bits };
            let address = std::net::IpAddr::V4(std::net::Ipv4Addr::from_bits(bits));
            let naive = nets.iter().any(|net| net.contains(&address));
            assert_eq!(list.contains_value(&Value::Ip(address)), Some(naive), "{address}");
        }
    }
}
