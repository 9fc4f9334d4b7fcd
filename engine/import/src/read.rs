//! Readers: what a value of the input is as a value of a record, if it is that without doubt.

use hirewall_model::Time;
use serde_json::Value;

use crate::country;

/// What a reader makes of a value; none when it is not that, and then the value stays where it is.
pub(crate) type Reader = fn(&Value) -> Option<Value>;

/// Text that is not empty.
pub(crate) fn text(value: &Value) -> Option<Value> {
    value.as_str().filter(|text| !text.is_empty()).map(Value::from)
}

/// Text, or a number or truth as its text: ids and versions that some systems write without quotes.
pub(crate) fn as_text(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::from(number.to_string())),
        Value::Bool(truth) => Some(Value::from(truth.to_string())),
        other => text(other),
    }
}

/// Text in small letters: names of networks.
pub(crate) fn small(value: &Value) -> Option<Value> {
    text(value).and_then(|text| text.as_str().map(|text| Value::from(text.to_lowercase())))
}

/// A truth value.
pub(crate) fn boolean(value: &Value) -> Option<Value> {
    value.is_boolean().then(|| value.clone())
}

/// A moment as RFC 3339. The years 1 and 2000 at midnight of their first day stand for "never" in device management.
pub(crate) fn moment(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let time: Time = text.parse().ok()?;
    let never = ["0001-01-01T00:00:00Z", "2000-01-01T00:00:00Z"].iter().any(|never| never.parse() == Ok(time));
    (!never).then(|| value.clone())
}

/// Milliseconds since 1970 as RFC 3339.
pub(crate) fn epoch_milliseconds(value: &Value) -> Option<Value> {
    let milliseconds = value.as_i64()?;
    let nanos = u32::try_from(milliseconds.rem_euclid(1_000)).ok()? * 1_000_000;
    Time::new(milliseconds.div_euclid(1_000), nanos).map(|time| Value::from(time.to_string()))
}

/// Seconds since 1970, as a number or its text, as RFC 3339.
pub(crate) fn epoch_seconds(value: &Value) -> Option<Value> {
    let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
    Time::new(seconds, 0).map(|time| Value::from(time.to_string()))
}

/// A day or a moment as a moment; a day stands for its first moment in UTC.
pub(crate) fn day_or_moment(value: &Value) -> Option<Value> {
    let day = value.as_str().filter(|text| is_day(text));
    day.map_or_else(|| moment(value), |day| moment(&Value::from(format!("{day}T00:00:00Z"))))
}

/// A partial date (`2019`, `2019-06`, `2019-06-15`); a year may be a number, a moment must be midnight in UTC.
pub(crate) fn date(value: &Value) -> Option<Value> {
    let text = match value {
        Value::Number(number) => number.as_u64().filter(|year| (1900..=2100).contains(year))?.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    if is_date(&text) {
        return Some(Value::from(text));
    }
    let (day, _) = text.split_once('T')?;
    let midnight: Time = format!("{day}T00:00:00Z").parse().ok()?;
    (text.parse() == Ok(midnight) && is_date(day)).then(|| Value::from(day))
}

/// `{"year": 2019, "month": 6}` as a partial date.
pub(crate) fn year_and_month(value: &Value) -> Option<Value> {
    let fields = value.as_object()?;
    if fields.iter().any(|(name, value)| !matches!(name.as_str(), "year" | "month") && !value.is_null()) {
        return None;
    }
    let year = fields.get("year")?.as_u64()?;
    let text = match fields.get("month") {
        None | Some(Value::Null) => format!("{year:04}"),
        Some(month) => format!("{year:04}-{:02}", month.as_u64()?),
    };
    is_date(&text).then(|| Value::from(text))
}

/// A country by its code or English name.
pub(crate) fn country(value: &Value) -> Option<Value> {
    country::code(value.as_str()?).map(Value::from)
}

/// Whether a text is a whole date that the calendar has.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10 && is_date(text)
}

/// Whether a text is a partial date that the calendar has.
pub(crate) fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && format!("{whole}T00:00:00Z").parse::<Time>().is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_are_read_where_they_are_certain() {
        let cases = [
            (json!("2019"), Some("2019")),
            (json!("2019-06"), Some("2019-06")),
            (json!("2020-02-29"), Some("2020-02-29")),
            (json!("2012-08-15T00:00:00.000Z"), Some("2012-08-15")),
            (json!(2019), Some("2019")),
            (json!("2019-02-29"), None),
            (json!("2019-13"), None),
            (json!("2012-08-15T09:00:00Z"), None),
            (json!("08/15/2012"), None),
            (json!("Present"), None),
            (json!(19), None),
            (json!("２０１９"), None),
        ];
        for (value, expected) in cases {
            assert_eq!(date(&value), expected.map(Value::from), "{value}");
        }
        assert_eq!(year_and_month(&json!({"year": 2012, "month": 8})), Some(json!("2012-08")));
        assert_eq!(year_and_month(&json!({"year": 2012, "month": null})), Some(json!("2012")));
        assert_eq!(year_and_month(&json!({"year": 2012, "month": 13})), None);
        assert_eq!(year_and_month(&json!({"year": 2012, "day": 1})), None);
    }

    #[test]
    fn moments_are_read_from_what_systems_write() {
        assert_eq!(epoch_milliseconds(&json!(1_767_607_200_123_i64)), Some(json!("2026-01-05T10:00:00.123Z")));
        assert_eq!(epoch_milliseconds(&json!(i64::MAX)), None);
        assert_eq!(epoch_seconds(&json!("1767607200")), Some(json!("2026-01-05T10:00:00Z")));
        assert_eq!(moment(&json!("0001-01-01T00:00:00Z")), None, "it stands for never");
        assert_eq!(moment(&json!("01/05/2026 10:00")), None);
        let kept = json!("2016-12-31T23:59:43.797191-08:00");
        assert_eq!(moment(&kept), Some(kept.clone()));
        assert_eq!(day_or_moment(&json!("2026-01-05")), Some(json!("2026-01-05T00:00:00Z")));
    }
}
