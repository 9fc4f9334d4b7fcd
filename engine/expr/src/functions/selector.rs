//! What the functions that pick a part of a timestamp share: the calendar in UTC or another time zone.

use jiff::civil::Date;

use super::Fault;
use crate::Value;
use crate::value::moment;

/// A moment on the calendar of a time zone.
pub(super) struct Civil {
    /// The date.
    pub(super) date: Date,
    /// The second of the day.
    pub(super) second: i64,
    /// Nanoseconds after that second.
    pub(super) nanos: u32,
}

/// A part of a timestamp, in UTC or in the time zone that the second argument names.
pub(super) fn select<'r>(args: &[Value<'r>], pick: fn(&Civil) -> i64) -> Result<Value<'r>, Fault> {
    let (time, shift) = match args {
        [Value::Timestamp(time)] => (*time, 0),
        [Value::Timestamp(time), zone] => (*time, moment::zone_shift(zone.as_str().ok_or(Fault::NoOverload)?, *time)?),
        _ => return Err(Fault::NoOverload),
    };
    let (date, second) = moment::civil(time, shift).ok_or(moment::OUT_OF_RANGE)?;
    Ok(Value::Int(pick(&Civil { date, second, nanos: time.nanos })))
}
