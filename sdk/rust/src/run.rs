//! One call of a detector, the same in the component and in native tests. It knows no host.

use serde::de::DeserializeOwned;

use crate::input::Values;
use crate::{Detector, Failure, Input, Request, Schema, Value, signals};

/// A signal on its way to the host.
#[derive(Debug)]
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    pub(crate) evidence: Vec<String>,
}

/// Makes a detector of the operator's settings.
pub(crate) fn configure<D: Detector>(settings: &str) -> Result<D, Failure> {
    D::configure(read(settings)?)
}

fn read<T: DeserializeOwned>(settings: &str) -> Result<T, Failure> {
    serde_json::from_str(settings)
        .map_err(|error| Failure::new("bad-settings", format!("the settings cannot be read: {error}")))
}

/// Asks a detector about one record.
pub(crate) fn detect<D: Detector>(
    detector: &D,
    kind: String,
    now_ms: i64,
    inputs: Vec<Value>,
    attributes: Vec<(String, String)>,
) -> Result<Vec<Signal>, Failure> {
    let input = D::Input::read(&kind, Values::new(inputs))?;
    let report = detector.detect(&Request { input, kind, now_ms, attributes })?;
    let mut signals: Vec<Signal> = signals::collect(&report.signals)?
        .into_iter()
        .map(|(name, value)| Signal { name, value, evidence: Vec::new() })
        .collect();
    for (name, mut pointers) in report.evidence {
        match signals.iter_mut().find(|signal| signal.name == name) {
            Some(signal) => signal.evidence.append(&mut pointers),
            // Absent this time; a name that no signal has is a slip of the author's.
            None if <D::Signals as Schema>::SHAPE.names().any(|known| known == name) => {}
            None => {
                let message = format!("evidence is given for `{name}`, which is not a signal");
                return Err(Failure::new("bad-signals", message));
            }
        }
    }
    Ok(signals)
}
