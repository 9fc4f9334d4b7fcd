//! What a record is to the counters of its kind: keys, elements and amounts, as hashes. It counts nothing.

use std::sync::Arc;

use hirewall_counter::{Keys, Measure, Observation, Part, Scale, Secret};
use hirewall_expr::{Evaluator, Place, Undetermined, Value, Wants};
use hirewall_model::{Record, Time};
use hirewall_policy::Counter;

/// One record as a counter of its kind sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The full id of the counter, `policy/counter`.
    pub counter: Arc<str>,
    /// What is to be counted.
    pub observation: Observation,
}

/// Why a record cannot be counted.
#[derive(Debug, Clone)]
pub(crate) enum Uncounted {
    /// Data is missing.
    Lacking(Vec<Place>),
    /// The record has no time.
    NoTime,
    /// An expression failed, or gave what cannot be counted; without values of the record.
    Faulted(String),
}

impl From<Undetermined> for Uncounted {
    fn from(undetermined: Undetermined) -> Self {
        match undetermined.fault {
            Some(at) => Self::Faulted(at.fault.to_string()),
            None => Self::Lacking(undetermined.missing),
        }
    }
}

/// What a counter reads of a record, before it is hashed.
pub(crate) struct Reading<'r> {
    /// What `distinct` counts; else records are.
    element: Option<Value<'r>>,
    amount: i64,
    time: Time,
    counts: bool,
}

/// What a counter reads of a record; its keys go into `keys`, which is empty, each of them a [`part`]. `wants` is of each key what it wants
/// before anything else, as far as that is known.
///
/// Of several expressions of a key those that can be answered give keys; only when none can, the counter is undetermined.
pub(crate) fn read<'r>(
    counter: &'r Counter,
    record: &Record<'_>,
    evaluator: &mut Evaluator<'r>,
    wants: &[Wants],
    keys: &mut Vec<Value<'r>>,
) -> Result<Reading<'r>, Uncounted> {
    let time: Time = record.time().ok_or(Uncounted::NoTime)?;
    let counts = match &counter.filter {
        None => true,
        Some(filter) => match evaluator.value(filter)? {
            Value::Bool(counts) => counts,
            _ => return Err(Uncounted::Faulted("`where` is neither true nor false".to_owned())),
        },
    };
    let (mut answered, mut lacking) = (false, evaluator.spare_places());
    for (at, program) in counter.keys.iter().enumerate() {
        if let Some(missing) = wants.get(at).and_then(|wants| evaluator.lacks(wants)) {
            lacking.extend_from_slice(&missing);
            evaluator.recycle(missing);
            continue;
        }
        match evaluator.value(program) {
            Ok(value) => {
                answered = true;
                add_keys(value, keys)?;
            }
            Err(undetermined) => match Uncounted::from(undetermined) {
                Uncounted::Lacking(missing) => {
                    lacking.extend_from_slice(&missing);
                    evaluator.recycle(missing);
                }
                failed => return Err(failed),
            },
        }
    }
    if !answered {
        return Err(Uncounted::Lacking(lacking));
    }
    evaluator.recycle(lacking);
    let (mut element, mut amount) = (None, 0);
    match (counter.measure, &counter.element) {
        (Measure::Distinct, Some(program)) => element = Some(fit("distinct", evaluator.value(program)?)?),
        (Measure::Sum(scale), Some(program)) => amount = self::amount(&evaluator.value(program)?, scale)?,
        _ => {}
    }
    Ok(Reading { element, amount, time, counts })
}

/// A record as a counter sees it. `keys` is memory.
pub(crate) fn observe<'r>(
    counter: &'r Counter,
    record: &Record<'_>,
    evaluator: &mut Evaluator<'r>,
    wants: &[Wants],
    (secret, keys): (&Secret, &mut Vec<Value<'r>>),
) -> Result<Observation, Uncounted> {
    keys.clear();
    let reading = read(counter, record, evaluator, wants, keys)?;
    let parts = keys.iter().filter_map(part);
    let mut keys: Keys = parts.map(|part| secret.key(counter.digest, part)).collect();
    keys.sort_unstable();
    keys.dedup();
    let identity = Part::Record(record.kind(), record.id());
    let element = reading.element.as_ref().and_then(part).unwrap_or(identity);
    // Without a key nothing is counted, whatever it is.
    let element = if keys.is_empty() { 0 } else { secret.element(counter.digest, element) };
    Ok(Observation {
        counter: counter.digest,
        measure: counter.measure,
        within: counter.within,
        keys,
        element,
        amount: reading.amount,
        time: reading.time,
        counts: reading.counts,
    })
}

/// Keys of one record, beyond which counting fails: a record that names thousands of keys is no record of one person.
const MOST_KEYS: usize = 1_000;

fn add_keys<'r>(value: Value<'r>, keys: &mut Vec<Value<'r>>) -> Result<(), Uncounted> {
    let mut add = |value| {
        keys.push(fit("key", value)?);
        if keys.len() > MOST_KEYS {
            return Err(Uncounted::Faulted(format!("a record gives more than {MOST_KEYS} keys")));
        }
        Ok(())
    };
    if value.list_len().is_none() {
        return add(value);
    }
    // `null` among the keys is none.
    value.list_items().into_iter().flatten().filter(|item| !matches!(item, Value::Null)).try_for_each(add)
}

/// The value, if it can be told apart from others.
fn fit<'r>(what: &str, value: Value<'r>) -> Result<Value<'r>, Uncounted> {
    if part(&value).is_some() {
        return Ok(value);
    }
    let found = hirewall_expr::type_name(&value.type_of()).to_owned();
    Err(Uncounted::Faulted(format!("`{what}` gave `{found}`, which cannot be told apart")))
}

fn part<'v>(value: &'v Value<'_>) -> Option<Part<'v>> {
    Some(match value {
        Value::Bool(truth) => Part::Bool(*truth),
        Value::Int(number) => Part::Int(*number),
        Value::Timestamp(time) => Part::Time(*time),
        Value::Ip(address) => Part::Ip(*address),
        value => Part::Text(value.as_str()?),
    })
}

fn amount(value: &Value<'_>, scale: Scale) -> Result<i64, Uncounted> {
    let found = match (value, scale) {
        (Value::Int(number), Scale::Whole) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 it is out of range")]
        (Value::Int(number), Scale::Millionths) => Scale::millionths(*number as f64),
        (Value::Double(number), Scale::Millionths) => Scale::millionths(*number),
        _ => return Err(Uncounted::Faulted("`sum` gave no number".to_owned())),
    };
    found.ok_or_else(|| Uncounted::Faulted("`sum` gave a number that is not finite, or beyond 9e12".to_owned()))
}
