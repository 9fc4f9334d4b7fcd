//! `first_day`

use jiff::civil::Date;

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::moment;

pub(super) const FUNCTION: Function = Function {
    name: "first_day",
    signatures: &["first_day(string) -> timestamp"],
    doc: "The first moment of a date such as `2019`, `2019-05` or `2019-05-01`.",
    example: r#"first_day("2019-05") == timestamp("2019-05-01T00:00:00Z")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    let (first, _) = partial_date(text.as_str().ok_or(Fault::NoOverload)?)?;
    moment::at(moment::midnight(first), 0).map(Value::Timestamp).ok_or(moment::OUT_OF_RANGE)
}

/// The first and the last day of a date that may lack its day, or its month and day.
pub(super) fn partial_date(text: &str) -> Result<(Date, Date), Fault> {
    read(text).ok_or(Fault::fixed("not a date such as `2019`, `2019-05` or `2019-05-01`"))
}

fn read(text: &str) -> Option<(Date, Date)> {
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 4 | 7 | 10) || [4, 7].iter().any(|at| !matches!(bytes.get(*at), None | Some(b'-'))) {
        return None;
    }
    let year = i16::try_from(moment::digits(bytes, 0, 4)?).ok().filter(|year| *year > 0)?;
    if bytes.len() == 4 {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    let month = Date::new(year, i8::try_from(moment::digits(bytes, 5, 2)?).ok()?, 1).ok()?;
    if bytes.len() == 7 {
        return Some((month, month.last_of_month()));
    }
    let day = Date::new(year, month.month(), i8::try_from(moment::digits(bytes, 8, 2)?).ok()?).ok()?;
    Some((day, day))
}
