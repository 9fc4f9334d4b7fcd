//! What a plugin implements. The macros do the rest.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Failure, Input, Report, Request, Schema};

/// A detector: reports facts about records and judges none of them.
///
/// It answers the same for the same settings and the same request: it has no clock, no randomness and no memory of other
/// records. Each record begins from the state that [`Detector::configure`] left behind.
pub trait Detector: Sized + 'static {
    /// The operator's settings; [`NoSettings`](crate::NoSettings) when there are none.
    type Settings: Schema + DeserializeOwned;
    /// What it reads of a record.
    type Input: Input;
    /// What it reports.
    type Signals: Schema + Serialize;

    /// Makes the detector ready. Called once, before any record; costs nothing per record, so tables and patterns are best built here.
    ///
    /// # Errors
    /// When the settings fit their schema and still cannot be used. The plugin then does not serve.
    fn configure(settings: Self::Settings) -> Result<Self, Failure>;

    /// The facts about one record.
    ///
    /// # Errors
    /// When there is no answer, which is not the same as there being nothing to report: a failure makes a person look.
    fn detect(&self, request: &Request<Self::Input>) -> Result<Report<Self::Signals>, Failure>;
}

/// A detector that [`export!`](crate::export) made a plugin.
pub trait Plugin: Detector {
    /// The plugin's manifest, JSON text.
    const MANIFEST: &'static str;
}
