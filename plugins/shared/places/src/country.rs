//! Country codes that may stand for the same place. It does not say which of them is right.

/// Countries and the territories that forms list under either code, with their calling codes shared or kin.
const GROUPS: [&[&str]; 9] = [
    &["US", "AS", "GU", "MP", "PR", "UM", "VI"],
    &["GB", "GG", "IM", "JE", "UK"],
    &["FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"],
    &["NL", "AW", "BQ", "CW", "SX"],
    &["DK", "FO", "GL"],
    &["NO", "BV", "SJ"],
    &["FI", "AX"],
    &["AU", "CC", "CX", "NF"],
    &["NZ", "TK"],
];

/// Whether two ISO 3166-1 alpha-2 codes are one country, or a country and its territory: Puerto Rico is given as `US` and as `PR`.
#[must_use]
pub fn same_country(a: &str, b: &str) -> bool {
    a == b || GROUPS.iter().any(|group| group.contains(&a) && group.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn territories_are_their_country_and_neighbours_are_not() {
        for (a, b, same) in
            [("US", "US", true), ("US", "PR", true), ("GU", "PR", true), ("US", "CA", false), ("GB", "JE", true)]
        {
            assert_eq!(same_country(a, b), same, "{a} {b}");
            assert_eq!(same_country(b, a), same, "{b} {a}");
        }
    }
}
