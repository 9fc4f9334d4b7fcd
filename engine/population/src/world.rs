//! What no two people have by chance: telephone numbers, internet addresses of homes, mailboxes. Whoever shares one shares it on
//! purpose. It remembers how many were given out, and of each mailbox a hash of 8 bytes.

use std::collections::{HashMap, HashSet};

use crate::data::networks::{self, Provider};
use crate::data::places::{City, Country};
use crate::random::Random;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    calling_code: &'static str,
    /// As it is written in the country: digits and blanks.
    national: String,
}

impl Number {
    /// In the international form, as job boards rewrite it: a plus sign and digits.
    pub(crate) fn e164(&self) -> String {
        let digits: String = self.national.chars().filter(char::is_ascii_digit).collect();
        let subscriber = if self.calling_code == "1" { digits.as_str() } else { digits.trim_start_matches('0') };
        format!("+{}{subscriber}", self.calling_code)
    }

    /// As somebody at home types it.
    pub(crate) fn typed(&self, random: &mut Random) -> String {
        if self.calling_code != "1" {
            return if random.once_in(3) { self.national.replace(' ', "") } else { self.national.clone() };
        }
        let (area, rest) = self.national.split_at_checked(3).unwrap_or_default();
        let (office, line) = rest.split_at_checked(3).unwrap_or_default();
        match random.weighted(&[(32, 0), (28, 1), (24, 2), (8, 3), (8, 4)]) {
            0 => format!("{area}-{office}-{line}"),
            1 => format!("({area}) {office}-{line}"),
            2 => format!("{area}{office}{line}"),
            3 => format!("{area}.{office}.{line}"),
            _ => format!("1-{area}-{office}-{line}"),
        }
    }

    /// With a plus sign typed by hand.
    pub(crate) fn typed_with_plus(&self, random: &mut Random) -> String {
        let plain = self.e164();
        if self.calling_code == "1" && random.once_in(2) {
            let (code, rest) = plain.split_at_checked(2).unwrap_or_default();
            return format!("{code} {rest}");
        }
        plain
    }
}

/// A line to the internet as a web server sees it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) ip: String,
    pub(crate) asn: Option<u32>,
    pub(crate) as_org: Option<&'static str>,
    pub(crate) country: &'static str,
    pub(crate) region: Option<&'static str>,
    pub(crate) vpn: bool,
    pub(crate) hosting: bool,
    pub(crate) proxy: bool,
    pub(crate) tor: bool,
}

/// What was given out so far.
#[derive(Debug, Default)]
pub(crate) struct World {
    numbers: HashMap<&'static str, u64>,
    homes: u64,
    mailboxes: HashSet<u64>,
    hardware: u64,
}

impl World {
    /// A number of a city that nobody has; none where no range is kept for fiction or all of it was given out.
    pub(crate) fn number(&mut self, random: &mut Random, country: &Country, city: &City) -> Option<Number> {
        let first = random.below(city.numbers.len() as u64) as usize;
        let patterns = city.numbers.iter().cycle().skip(first).take(city.numbers.len());
        for pattern in patterns {
            let given = self.numbers.entry(pattern).or_default();
            if let Some(national) = spell(pattern, *given) {
                *given += 1;
                return Some(Number { calling_code: country.calling_code, national });
            }
        }
        None
    }

    /// The address of a home or an office.
    pub(crate) fn line(&mut self, random: &mut Random, country: &'static str, region: &'static str) -> Line {
        self.homes += 1;
        let ip = if random.once_in(3) {
            // Odd factors run through all numbers before one comes again.
            let prefix = (self.homes as u32).wrapping_mul(0x9E37_79B1);
            let host = random.bits();
            format!(
                "2001:db8:{:x}:{:x}:{:x}:{:x}:{:x}:{:x}",
                prefix >> 16,
                prefix & 0xFFFF,
                host >> 48,
                host >> 32 & 0xFFFF,
                host >> 16 & 0xFFFF,
                host & 0xFFFF
            )
        } else {
            dotted(240, self.homes.wrapping_mul(0x9E37_79B1) % (1 << 27))
        };
        let provider = random.pick_of(networks::home(country)).copied();
        Line { region: Some(region), ..plain(ip, provider, country) }
    }

    /// Hardware addresses of a router: its own and that of its wireless network.
    pub(crate) fn router(&mut self) -> (String, String) {
        const MAKERS: [&str; 6] = ["a4:91:b1", "c8:d7:19", "e0:63:da", "10:0c:6b", "b0:be:76", "f4:92:bf"];
        self.hardware += 1;
        let low = self.hardware.wrapping_mul(0x9E_37B1) % (1 << 23);
        let maker = MAKERS.get((self.hardware % MAKERS.len() as u64) as usize).copied().unwrap_or_default();
        let of = |number: u64| format!("{maker}:{:02x}:{:02x}:{:02x}", number >> 16, number >> 8 & 0xFF, number & 0xFF);
        (of(2 * low), of(2 * low + 1))
    }

    /// A mailbox that nobody has: `local`, or `local` and a number.
    pub(crate) fn mailbox(&mut self, random: &mut Random, local: &str, provider: &str) -> String {
        let mut address = format!("{local}@{provider}");
        let mut most = 99;
        while !self.mailboxes.insert(fingerprint(&address)) {
            address = format!("{local}{}@{provider}", random.between(1, most));
            most = most.saturating_mul(4);
        }
        address
    }

    /// A name for an account that nobody has.
    pub(crate) fn handle(&mut self, random: &mut Random, wish: &str, network: &str) -> String {
        let address = self.mailbox(random, wish, network);
        address.split('@').next().unwrap_or_default().to_owned()
    }
}

/// The `given`th number of a pattern; none beyond the last.
fn spell(pattern: &str, given: u64) -> Option<String> {
    let free = pattern.bytes().filter(|byte| *byte == b'#').count() as u32;
    if free == 0 {
        // An area code: 555-0200 to 555-9999 without directory assistance, in an order that does not count upward.
        const LINES: u64 = 9799;
        if given >= LINES {
            return None;
        }
        let line = 200 + given * 5077 % LINES;
        let line = if line >= 1212 { line + 1 } else { line };
        return Some(format!("{pattern}555{line:04}"));
    }
    let room = 10_u64.pow(free);
    if given >= room {
        return None;
    }
    let mut digits = format!("{:0width$}", given * 7919 % room, width = free as usize).into_bytes().into_iter();
    Some(pattern.chars().map(|c| if c == '#' { digits.next().map_or('0', char::from) } else { c }).collect())
}

fn dotted(first: u64, rest: u64) -> String {
    format!("{}.{}.{}.{}", first + (rest >> 24), rest >> 16 & 0xFF, rest >> 8 & 0xFF, rest & 0xFF)
}

fn plain(ip: String, provider: Option<Provider>, country: &'static str) -> Line {
    Line {
        ip,
        asn: provider.map(|(number, _)| number),
        as_org: provider.map(|(_, name)| name),
        country,
        region: None,
        vpn: false,
        hosting: false,
        proxy: false,
        tor: false,
    }
}

impl Line {
    /// Through a mobile network of the United States, whose addresses are shared.
    pub(crate) fn mobile(random: &mut Random, region: &'static str) -> Self {
        let provider = random.pick(&networks::MOBILE);
        let ip = dotted(248, (u64::from(provider.0) % 64) << 16 | random.below(networks::MOBILE_EXITS));
        Self { region: Some(region), ..plain(ip, Some(provider), "US") }
    }

    /// Through a consumer VPN.
    pub(crate) fn vpn(random: &mut Random, country: &'static str) -> Self {
        let exit = random.below(networks::VPN_EXITS);
        let provider = networks::VPN_HOSTS.get((exit % networks::VPN_HOSTS.len() as u64) as usize).copied();
        // What sells as residential is not known to be a data centre.
        Self { vpn: true, hosting: !exit.is_multiple_of(3), ..plain(dotted(249, exit * 37), provider, country) }
    }

    /// Through an exit that was published as one of Astrill VPN.
    pub(crate) fn astrill(random: &mut Random, country: &'static str) -> Self {
        let ip = format!("{}.{}", random.pick(&networks::ASTRILL), random.between(2, 250));
        Self { vpn: true, hosting: true, ..plain(ip, None, country) }
    }

    /// Through the VPN of an employer, which stands in a cloud.
    pub(crate) fn company(random: &mut Random, country: &'static str) -> Self {
        let exit = random.below(networks::CLOUD_EXITS);
        let provider = networks::CLOUDS.get((exit % networks::CLOUDS.len() as u64) as usize).copied();
        Self { vpn: true, hosting: true, ..plain(dotted(250, exit * 41), provider, country) }
    }

    /// From a rented server.
    pub(crate) fn server(random: &mut Random, country: &'static str) -> Self {
        let exit = random.below(1 << 20);
        let provider = networks::VPN_HOSTS.get((exit % networks::VPN_HOSTS.len() as u64) as usize).copied();
        Self { hosting: true, ..plain(dotted(251, exit), provider, country) }
    }

    /// Through Tor.
    pub(crate) fn tor(random: &mut Random) -> Self {
        let exit = random.below(networks::TOR_EXITS);
        let country = random.pick(&["DE", "NL", "US", "SE"]);
        Self { tor: true, hosting: true, ..plain(dotted(252, exit * 53), Some((60729, "Zwiebelfreunde")), country) }
    }
}

/// A hash of a text that is the same on every machine (FNV-1a).
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::data::places::COUNTRIES;
    use crate::random::Stream;

    #[test]
    fn nobody_has_the_number_of_another_until_all_are_given_out() {
        let mut world = World::default();
        let mut random = Random::new(1, Stream::Person, 1);
        let (us, boise) = (&COUNTRIES[0], COUNTRIES[0].cities.iter().find(|city| city.name == "Boise").unwrap());
        let mut seen = HashSet::new();
        while let Some(number) = world.number(&mut random, us, boise) {
            let digits = number.e164();
            assert!(digits.len() == 12 && digits.as_bytes()[5..8] == *b"555", "{digits}");
            assert!(&digits[8..10] != "01" && &digits[8..] != "1212", "{digits}");
            assert!(seen.insert(digits));
        }
        assert_eq!(seen.len(), 2 * 9799);
    }

    #[test]
    fn numbers_elsewhere_come_from_ranges_kept_for_fiction() {
        let mut random = Random::new(1, Stream::Person, 1);
        for (code, begin) in [("GB", "+44"), ("DE", "+49"), ("FR", "+33"), ("AU", "+61"), ("IE", "+35320")] {
            let country = COUNTRIES.iter().find(|country| country.code == code).unwrap();
            let number = World::default().number(&mut random, country, &country.cities[0]).unwrap();
            assert!(number.e164().starts_with(begin) && !number.e164().contains("+440"), "{}", number.e164());
        }
        let india = COUNTRIES.iter().find(|country| country.code == "IN").unwrap();
        assert_eq!(World::default().number(&mut random, india, &india.cities[0]), None);
    }

    #[test]
    fn homes_and_mailboxes_are_nobody_elses() {
        let mut world = World::default();
        let mut random = Random::new(1, Stream::Person, 1);
        let mut seen = HashSet::new();
        for _ in 0..20_000 {
            assert!(seen.insert(world.line(&mut random, "US", "AZ").ip));
            let (gateway, bssid) = world.router();
            assert!(seen.insert(gateway) && seen.insert(bssid));
            assert!(seen.insert(world.mailbox(&mut random, "kim.lee", "mail.example")));
        }
    }
}
