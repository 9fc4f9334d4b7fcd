//! The table of all functions, sorted by name, and the reference made from it.

use std::fmt::Write as _;

use super::Function;

static TABLE: &[Function] = &[
    super::age_at::FUNCTION,
    super::base64_decode::FUNCTION,
    super::base64_encode::FUNCTION,
    super::to_bool::FUNCTION,
    super::to_bytes::FUNCTION,
    super::char_at::FUNCTION,
    super::cidr::FUNCTION,
    super::contains::FUNCTION,
    super::contains_cidr::FUNCTION,
    super::contains_ip::FUNCTION,
    super::days::FUNCTION,
    super::distinct::FUNCTION,
    super::to_double::FUNCTION,
    super::duration::FUNCTION,
    super::dynamic::FUNCTION,
    super::email_domain::FUNCTION,
    super::ends_with::FUNCTION,
    super::family::FUNCTION,
    super::first::FUNCTION,
    super::first_day::FUNCTION,
    super::flatten::FUNCTION,
    super::format::FUNCTION,
    super::get_date::FUNCTION,
    super::get_day_of_month::FUNCTION,
    super::get_day_of_week::FUNCTION,
    super::get_day_of_year::FUNCTION,
    super::get_full_year::FUNCTION,
    super::get_hours::FUNCTION,
    super::get_milliseconds::FUNCTION,
    super::get_minutes::FUNCTION,
    super::get_month::FUNCTION,
    super::get_seconds::FUNCTION,
    super::has_value::FUNCTION,
    super::index_of::FUNCTION,
    super::to_int::FUNCTION,
    super::ip::FUNCTION,
    super::ip_is_canonical::FUNCTION,
    super::is_cidr::FUNCTION,
    super::is_global_unicast::FUNCTION,
    super::is_ip::FUNCTION,
    super::is_link_local_multicast::FUNCTION,
    super::is_link_local_unicast::FUNCTION,
    super::is_loopback::FUNCTION,
    super::is_unspecified::FUNCTION,
    super::join::FUNCTION,
    super::last::FUNCTION,
    super::last_index_of::FUNCTION,
    super::last_day::FUNCTION,
    super::lists_range::FUNCTION,
    super::lower_ascii::FUNCTION,
    super::mailbox_key::FUNCTION,
    super::masked::FUNCTION,
    super::matches::FUNCTION,
    super::math_abs::FUNCTION,
    super::math_bit_and::FUNCTION,
    super::math_bit_not::FUNCTION,
    super::math_bit_or::FUNCTION,
    super::math_bit_shift_left::FUNCTION,
    super::math_bit_shift_right::FUNCTION,
    super::math_bit_xor::FUNCTION,
    super::math_ceil::FUNCTION,
    super::math_floor::FUNCTION,
    super::math_greatest::FUNCTION,
    super::math_is_finite::FUNCTION,
    super::math_is_inf::FUNCTION,
    super::math_is_nan::FUNCTION,
    super::math_least::FUNCTION,
    super::math_round::FUNCTION,
    super::math_sign::FUNCTION,
    super::math_sqrt::FUNCTION,
    super::math_trunc::FUNCTION,
    super::most_at_once::FUNCTION,
    super::name_key::FUNCTION,
    super::normalize_name::FUNCTION,
    super::optional_none::FUNCTION,
    super::optional_of::FUNCTION,
    super::optional_of_non_zero_value::FUNCTION,
    super::or::FUNCTION,
    super::or_value::FUNCTION,
    super::phone_key::FUNCTION,
    super::prefix_length::FUNCTION,
    super::replace::FUNCTION,
    super::reverse::FUNCTION,
    super::sets_contains::FUNCTION,
    super::sets_equivalent::FUNCTION,
    super::sets_intersects::FUNCTION,
    super::similarity::FUNCTION,
    super::size::FUNCTION,
    super::slice::FUNCTION,
    super::sort::FUNCTION,
    super::split::FUNCTION,
    super::starts_with::FUNCTION,
    super::to_string::FUNCTION,
    super::quote::FUNCTION,
    super::substring::FUNCTION,
    super::timestamp::FUNCTION,
    super::trim::FUNCTION,
    super::type_of::FUNCTION,
    super::to_uint::FUNCTION,
    super::upper_ascii::FUNCTION,
    super::value::FUNCTION,
    super::without::FUNCTION,
];

/// All functions, sorted by name.
#[must_use]
pub fn all() -> &'static [Function] {
    TABLE
}

/// The function of that name, with its namespace: `size`, `math.greatest`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    TABLE.binary_search_by(|function| function.name.cmp(name)).ok().and_then(|at| TABLE.get(at))
}

/// The reference of all functions, Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from("| function | what it gives | example |\n| --- | --- | --- |\n");
    for function in TABLE {
        let signatures: Vec<String> = function.signatures.iter().map(|text| format!("`{text}`")).collect();
        let cells = [signatures.join("<br>"), function.doc.to_owned(), format!("`{}`", function.example)];
        let _ = writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_are_unique() {
        assert!(TABLE.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn every_function_is_found_under_its_name_and_in_the_reference() {
        let reference = reference();
        for function in all() {
            assert!(find(function.name).is_some_and(|found| std::ptr::eq(found, function)), "{}", function.name);
            assert!(reference.contains(function.doc), "{}", function.name);
            for signature in function.signatures {
                assert!(signature.contains(function.name) && signature.contains(" -> "), "{signature}");
            }
        }
        assert!(find("nothing").is_none());
    }
}
