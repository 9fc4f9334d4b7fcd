//! Runs a detector as ordinary native code, for unit tests in a debugger's reach. It enforces no limits and grants everything:
//! what the host does is tested on the built component, with `hirewall plugin test`.
//!
//! ```
//! # use hirewall_sdk::{lists, testing};
//! let found = testing::with_lists([("voip_prefixes", ["1500"])], || lists::contains("voip_prefixes", "1500"));
//! assert!(found);
//! ```

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use serde_json::{Map, Value as Json};

use crate::input::Read;
use crate::{Detector, Failure, Input, Value, http, log, run};

type Fetch = Rc<dyn Fn(&http::Request) -> Result<http::Response, http::Error>>;

/// What a detector can reach in a test.
#[derive(Clone, Default)]
struct Environment {
    lists: HashMap<String, Vec<String>>,
    tables: HashMap<String, Map<String, Json>>,
    fetch: Option<Fetch>,
    /// Kept only when somebody wants them.
    lines: Option<Vec<(log::Level, String)>>,
    unknown: Option<BTreeSet<String>>,
}

thread_local! {
    static ENVIRONMENT: RefCell<Environment> = RefCell::default();
}

/// Puts the old environment back, also when a test panics. What was noted within is noted there too.
struct Restore(Option<Environment>);

impl Drop for Restore {
    fn drop(&mut self) {
        let Some(mut before) = self.0.take() else { return };
        let within = ENVIRONMENT.take();
        if let Some(lines) = &mut before.lines {
            lines.extend(within.lines.unwrap_or_default());
        }
        if let Some(unknown) = &mut before.unknown {
            unknown.extend(within.unknown.unwrap_or_default());
        }
        ENVIRONMENT.set(before);
    }
}

fn within<T>(change: impl FnOnce(&mut Environment), run: impl FnOnce() -> T) -> T {
    let before = ENVIRONMENT.take();
    let mut environment = Environment {
        lines: before.lines.as_ref().map(|_| Vec::new()),
        unknown: before.unknown.as_ref().map(|_| BTreeSet::new()),
        ..before.clone()
    };
    let _restore = Restore(Some(before));
    change(&mut environment);
    ENVIRONMENT.set(environment);
    run()
}

/// Runs something with these lists at hand, each a name with its items, which match caselessly.
pub fn with_lists<N, I, L, T>(lists: L, run: impl FnOnce() -> T) -> T
where
    N: Into<String>,
    I: IntoIterator<Item: Into<String>>,
    L: IntoIterator<Item = (N, I)>,
{
    let lists = lists.into_iter().map(|(name, items)| (name.into(), items.into_iter().map(Into::into).collect()));
    within(|environment| environment.lists.extend(lists), run)
}

/// Runs something with these tables at hand, each a name with its rows by key: `json!({"602": {"region": "AZ"}})`.
pub fn with_tables<N, L, T>(tables: L, run: impl FnOnce() -> T) -> T
where
    N: Into<String>,
    L: IntoIterator<Item = (N, Json)>,
{
    let tables = tables.into_iter().map(|(name, rows)| match rows {
        Json::Object(rows) => (name.into(), rows),
        _ => (name.into(), Map::new()),
    });
    within(|environment| environment.tables.extend(tables), run)
}

/// Runs something with this answer to every call.
pub fn with_http<T>(
    answer: impl Fn(&http::Request) -> Result<http::Response, http::Error> + 'static,
    run: impl FnOnce() -> T,
) -> T {
    within(|environment| environment.fetch = Some(Rc::new(answer)), run)
}

/// Runs something and gives the lines that it logged beside its result.
pub fn with_log<T>(run: impl FnOnce() -> T) -> (T, Vec<(log::Level, String)>) {
    within(
        |environment| environment.lines = Some(Vec::new()),
        || {
            let result = run();
            let lines = ENVIRONMENT.with_borrow_mut(|environment| environment.lines.take());
            (result, lines.unwrap_or_default())
        },
    )
}

/// Runs something and says beside its result which lists and tables it asked for that are not at hand, as ``list `free` ``. In a
/// host, a name that the manifest does not declare ends the run.
pub fn with_unknown<T>(run: impl FnOnce() -> T) -> (T, BTreeSet<String>) {
    within(
        |environment| environment.unknown = Some(BTreeSet::new()),
        || {
            let result = run();
            let unknown = ENVIRONMENT.with_borrow_mut(|environment| environment.unknown.take());
            (result, unknown.unwrap_or_default())
        },
    )
}

pub(crate) fn contains(list: &str, key: &str) -> bool {
    let key = key.to_lowercase();
    ENVIRONMENT.with_borrow_mut(|environment| match environment.lists.get(list) {
        Some(items) => items.iter().any(|item| item.to_lowercase() == key),
        None => {
            environment.unknown.iter_mut().for_each(|unknown| unknown.extend([format!("list `{list}`")]));
            false
        }
    })
}

pub(crate) fn row(table: &str, key: &str) -> Option<String> {
    ENVIRONMENT.with_borrow_mut(|environment| match environment.tables.get(table) {
        Some(rows) => rows.get(key).map(Json::to_string),
        None => {
            environment.unknown.iter_mut().for_each(|unknown| unknown.extend([format!("table `{table}`")]));
            None
        }
    })
}

pub(crate) fn write(level: log::Level, message: &str) {
    ENVIRONMENT.with_borrow_mut(|environment| {
        environment.lines.iter_mut().for_each(|lines| lines.push((level, message.to_owned())));
    });
}

pub(crate) fn fetch(request: &http::Request) -> Result<http::Response, http::Error> {
    let fetch = ENVIRONMENT.with_borrow(|environment| environment.fetch.clone());
    fetch.map_or(Err(http::Error::Denied), |fetch| fetch(request))
}

/// JSON: a value, or its text.
pub trait IntoJson {
    /// The value.
    ///
    /// # Errors
    /// When the text is not JSON.
    fn into_json(self) -> Result<Json, Failure>;
}

impl IntoJson for Json {
    fn into_json(self) -> Result<Json, Failure> {
        Ok(self)
    }
}

impl IntoJson for &Json {
    fn into_json(self) -> Result<Json, Failure> {
        Ok(self.clone())
    }
}

impl IntoJson for &str {
    fn into_json(self) -> Result<Json, Failure> {
        serde_json::from_str(self).map_err(|error| Failure::new("bad-json", format!("this is not JSON: {error}")))
    }
}

impl IntoJson for &String {
    fn into_json(self) -> Result<Json, Failure> {
        self.as_str().into_json()
    }
}

impl IntoJson for String {
    fn into_json(self) -> Result<Json, Failure> {
        self.as_str().into_json()
    }
}

/// A detector's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// An object with one member a signal.
    pub signals: Json,
    /// For signals that say so: the JSON pointers that they rest on.
    pub evidence: HashMap<String, Vec<String>>,
}

/// Configures a detector and asks it about one record: the signals as a JSON object. `inputs` is an object with the values
/// at the declared places, by JSON pointer; what is left out is absent.
///
/// # Errors
/// What the detector says; and when an input is given that it does not declare.
pub fn detect<D: Detector>(
    settings: impl IntoJson,
    kind: &str,
    inputs: impl IntoJson,
    now_ms: i64,
) -> Result<Json, Failure> {
    answer::<D>(settings, kind, inputs, now_ms).map(|answer| answer.signals)
}

/// As [`detect`], with the evidence.
///
/// # Errors
/// As [`detect`]; and when evidence lies outside of what the detector reads, which the host refuses.
pub fn answer<D: Detector>(
    settings: impl IntoJson,
    kind: &str,
    inputs: impl IntoJson,
    now_ms: i64,
) -> Result<Answer, Failure> {
    let reads = D::Input::KINDS.of(kind).ok_or_else(|| crate::input::Values::unknown_kind(kind))?;
    let inputs = inputs.into_json()?;
    let inputs = inputs.as_object().ok_or_else(|| Failure::new("bad-inputs", "the inputs are not an object"))?;
    if let Some(path) = inputs.keys().find(|path| reads.iter().all(|read| read.path != **path)) {
        return Err(Failure::new("bad-inputs", format!("`{path}` is not a declared input")));
    }
    let values = reads.iter().map(|read| hand_over(read, inputs.get(read.path))).collect();
    let detector: D = run::configure(&settings.into_json()?.to_string())?;
    let signals = run::detect(&detector, kind.to_owned(), now_ms, values, Vec::new())?;
    let mut answer = Answer { signals: Json::Object(Map::new()), evidence: HashMap::new() };
    for signal in signals {
        let outside = |pointer: &&String| !reads.iter().any(|read| lies_below(pointer, read.path));
        if let Some(pointer) = signal.evidence.iter().find(outside) {
            let message = format!("the evidence `{pointer}` of `{}` lies outside of the declared inputs", signal.name);
            return Err(Failure::new("bad-evidence", message));
        }
        if !signal.evidence.is_empty() {
            answer.evidence.insert(signal.name.to_owned(), signal.evidence);
        }
        if let Json::Object(signals) = &mut answer.signals {
            signals.insert(signal.name.to_owned(), written(signal.value)?);
        }
    }
    Ok(answer)
}

fn lies_below(pointer: &str, path: &str) -> bool {
    pointer.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn hand_over(read: &Read, value: Option<&Json>) -> Value {
    match value {
        None | Some(Json::Null) => Value::None,
        Some(Json::Bool(value)) => Value::Boolean(*value),
        Some(Json::Number(value)) => match value.as_i64() {
            Some(value) => Value::Integer(value),
            None => value.as_f64().map_or(Value::None, Value::Number),
        },
        Some(Json::String(value)) => Value::Text(value.clone()),
        Some(structure) => {
            let mut structure = structure.clone();
            if !read.only.is_empty() {
                cut(&mut structure, read.only);
            }
            Value::Json(structure.to_string())
        }
    }
}

/// Leaves these members of an object, or of the objects in a list.
fn cut(value: &mut Json, only: &[&str]) {
    match value {
        Json::Object(members) => members.retain(|name, _| only.contains(&name.as_str())),
        Json::Array(items) => items.iter_mut().for_each(|item| cut(item, only)),
        _ => {}
    }
}

fn written(value: Value) -> Result<Json, Failure> {
    Ok(match value {
        Value::None => Json::Null,
        Value::Boolean(value) => value.into(),
        Value::Integer(value) => value.into(),
        Value::Number(value) => value.into(),
        Value::Text(value) => value.into(),
        Value::Json(text) => text.into_json()?,
    })
}
