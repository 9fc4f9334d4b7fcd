//! Which network an address belongs to, and whose page it is, for the networks that the policies know. Nothing is fetched.

const NETWORKS: [(&str, &str, &str); 8] = [
    ("linkedin.com", "linkedin", "in/"),
    ("github.com", "github", ""),
    ("gitlab.com", "gitlab", ""),
    ("twitter.com", "twitter", ""),
    ("x.com", "twitter", ""),
    ("stackoverflow.com", "stackoverflow", "users/"),
    ("facebook.com", "facebook", ""),
    ("medium.com", "medium", "@"),
];

/// The network and the user name.
pub(crate) fn of(url: &str) -> Option<(&'static str, Option<&str>)> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let (_, network, before) = NETWORKS
        .iter()
        .find(|(domain, ..)| host == *domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')))?;
    let name = path.strip_prefix(before).and_then(|path| path.split(['/', '?', '#']).next());
    let more = name.is_some_and(|name| path.trim_end_matches('/').len() > before.len() + name.len());
    // A page below, such as a repository, is not that of the person alone.
    Some((network, name.filter(|name| !name.is_empty() && !more)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_read_where_the_address_is_that_of_a_person() {
        let cases = [
            ("https://www.linkedin.com/in/kim-doe/", Some(("linkedin", Some("kim-doe")))),
            ("github.com/kimdoe", Some(("github", Some("kimdoe")))),
            ("https://github.com/kimdoe/project", Some(("github", None))),
            ("https://www.linkedin.com/company/acme", Some(("linkedin", None))),
            ("https://notgithub.com/kimdoe", None),
            ("kim.example", None),
        ];
        for (url, expected) in cases {
            assert_eq!(of(url), expected, "{url}");
        }
    }
}
