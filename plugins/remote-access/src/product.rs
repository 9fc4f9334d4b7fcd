//! The product behind a name: one shows up as program, service and process, and counts once. Which products there are the operator's
//! list says.

/// Parts of names of one product that a list holds apart from the product's own: (part, product).
const ALIASES: [(&str, &str); 7] = [
    ("remoting_host", "chrome remote desktop"),
    ("chromoting", "chrome remote desktop"),
    ("connectwise control", "screenconnect"),
    ("jumpconnect", "jump desktop"),
    ("jumpdesktop", "jump desktop"),
    ("rutserv", "remote utilities"),
    ("meshagent", "meshcentral"),
];

/// Words of a name that are looked at.
const WORDS: usize = 8;

/// The shortest run of whole words of a name, in small letters, that the list finds; the whole name where it finds only part of a
/// word.
pub(crate) fn product(name: &str, listed: impl Fn(&str) -> bool) -> String {
    let words = words(name);
    let runs = (1..=words.len()).flat_map(|length| words.windows(length));
    let mut texts = runs.filter_map(|run| name.get(run.first()?.0..run.last()?.1));
    let found = texts.find(|text| listed(text)).unwrap_or(name);
    let alias = ALIASES.iter().find(|(part, _)| found.contains(part));
    alias.map_or(found, |(_, product)| product).to_owned()
}

/// Where the words of a name begin and end.
fn words(name: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut begin = None;
    for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        match (letter.is_alphanumeric(), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                out.push((from, at));
                begin = None;
            }
            _ => {}
        }
    }
    out.truncate(WORDS);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [&str; 6] =
        ["anydesk", "chrome remote desktop", "remoting_host", "remote utilities", "rutserv", "parsec"];

    #[test]
    fn names_of_one_product_are_one() {
        let listed = |text: &str| LIST.iter().any(|item| text.contains(item));
        for (name, expected) in [
            ("anydesk.exe", "anydesk"),
            ("anydesk service", "anydesk"),
            ("acme support (anydesk) 7.1", "anydesk"),
            ("chrome remote desktop host", "chrome remote desktop"),
            ("remoting_host.exe", "chrome remote desktop"),
            ("rutserv.exe", "remote utilities"),
            ("remote utilities - host", "remote utilities"),
            ("parsecd.exe", "parsecd"),
            ("日本語 anydesk", "anydesk"),
        ] {
            assert_eq!(product(name, listed), expected, "{name}");
        }
    }

    #[test]
    fn what_no_word_of_a_name_is_found_by_is_the_name() {
        assert_eq!(product("any-desk", |text| text == "any-desk"), "any-desk");
        assert_eq!(product("", |_| false), "");
        assert_eq!(product("...", |_| false), "...");
    }
}
