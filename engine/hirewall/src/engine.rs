//! The engine: a compiled policy directory that judges records. It keeps no record and writes nothing.

use std::path::Path;
use std::sync::Arc;

use hirewall_counter::Secret;
use hirewall_decide::{Beside, Decider, ForeignRecord, Given, Judgement, Observed};
use hirewall_detector::{Binding, Detectors};
use hirewall_diagnostic::{Diagnostic, Sources};
use hirewall_model::{Answer, Decision, DecodeOptions, Decoded, Record, RecordProblem, Schema, Scratch, Time};
use hirewall_policy::{Bundle, DetectorBinding, SourceFile};

use crate::clock;
use crate::load::{DirectoriesError, LoadError, Loader};
use crate::plugins::{self, Plugins};
use crate::refused::Refused;

/// A compiled policy directory with its detectors. It judges any number of records, from any number of threads, and never
/// changes.
#[derive(Debug)]
pub struct Engine {
    decider: Decider,
    detectors: Detectors,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    decode: DecodeOptions,
}

impl Engine {
    /// Reads and compiles a policy directory with the default limits and without plugins. [`Loader`] sets others.
    ///
    /// # Errors
    /// Whatever is wrong with the directory: all faults of all files, each with its place and a cure.
    pub fn from_dir(directory: impl AsRef<Path>) -> Result<Self, LoadError> {
        Loader::new().directory(directory.as_ref())
    }

    /// Reads and compiles a policy directory, with the plugins of a folder: see [`Plugins::read`].
    ///
    /// # Errors
    /// The folder of plugins cannot be read, or whatever is wrong with the policy directory or with a plugin that it binds.
    pub fn from_dirs(policies: impl AsRef<Path>, plugins: impl AsRef<Path>) -> Result<Self, DirectoriesError> {
        let plugins = Plugins::read(plugins.as_ref())?;
        Ok(Loader::new().plugins(plugins).directory(policies.as_ref())?)
    }

    /// Compiles the files of a policy directory that are in memory already.
    ///
    /// # Errors
    /// Whatever is wrong with the files.
    pub fn from_files(files: Vec<SourceFile>) -> Result<Self, LoadError> {
        Loader::new().files(files)
    }

    pub(crate) fn new(
        bundle: Bundle,
        detectors: Detectors,
        diagnostics: Vec<Diagnostic>,
        sources: Sources,
        decode: DecodeOptions,
    ) -> Self {
        Self { decider: Decider::new(Arc::new(bundle)), detectors, diagnostics, sources, decode }
    }

    /// What there is to say about the policies though they can be used: warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The texts of the policy directory, which diagnostics and origins point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The compiled policies.
    #[must_use]
    pub fn bundle(&self) -> &Arc<Bundle> {
        self.decider.bundle()
    }

    /// The decider that stands behind the engine.
    #[must_use]
    pub fn decider(&self) -> &Decider {
        &self.decider
    }

    /// The detectors that the policies bind, ready to serve.
    #[must_use]
    pub fn detectors(&self) -> &Detectors {
        &self.detectors
    }

    /// How the host is to run a detector that the policies bind, without its log lines: for measurements beside the engine.
    #[must_use]
    pub fn binding(&self, detector: &DetectorBinding) -> Binding {
        plugins::binding(detector, self.bundle(), None)
    }

    /// The schema of a record kind.
    #[must_use]
    pub fn schema(&self, kind: &str) -> Option<&Arc<Schema>> {
        self.bundle().schemas.get(kind)
    }

    /// The record kinds, sorted.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.bundle().schemas.keys().map(String::as_str)
    }

    /// Reads a record of JSON text. Its kind is the given one, or else the one that its top-level `kind` names, or else
    /// the only one that there is.
    ///
    /// # Errors
    /// The text is no JSON, its kind is not known, or it does not fit the schema of its kind.
    pub fn decode<'a>(&self, kind: Option<&str>, input: &'a [u8]) -> Result<Decoded<'a>, Refused> {
        self.decode_with(kind, input, &mut Scratch::default())
    }

    /// As [`Engine::decode`], into buffers that earlier records left: see [`Scratch::reclaim`].
    ///
    /// # Errors
    /// As those of [`Engine::decode`].
    pub fn decode_with<'a>(
        &self,
        kind: Option<&str>,
        input: &'a [u8],
        scratch: &mut Scratch,
    ) -> Result<Decoded<'a>, Refused> {
        let schema = self.schema_of(kind, input)?;
        Record::decode_with(schema, input, &self.decode, scratch).map_err(Refused::new)
    }

    fn schema_of(&self, kind: Option<&str>, input: &[u8]) -> Result<&Arc<Schema>, Refused> {
        let leading = if kind.is_none() { hirewall_model::leading_kind(input) } else { None };
        if let Some(schema) = leading.and_then(|kind| self.schema(kind)) {
            return Ok(schema);
        }
        let named = match kind {
            Some(kind) => Some(kind.to_owned()),
            None => hirewall_model::peek_kind(input).map_err(|problem| Refused::new(vec![problem]))?,
        };
        match (named, self.bundle().schemas.iter().next()) {
            (Some(kind), _) => self.schema(&kind).ok_or_else(|| Refused::unknown_kind(self.kinds())),
            (None, Some((_, only))) if self.bundle().schemas.len() == 1 => Ok(only),
            (None, _) => Err(Refused::no_kind(self.kinds())),
        }
    }

    /// What the detectors say of a record, at a time: one answer, signals or a failure, of each that looks at its kind.
    #[must_use]
    pub fn answers(&self, record: &Record<'_>, now: Time) -> Vec<Answer> {
        self.detectors.answers(record, now)
    }

    /// Asks the detectors and judges a record now, by the clock of the system.
    ///
    /// # Errors
    /// The record was decoded by another engine, with a schema that is not the same.
    pub fn decide(&self, record: &Record<'_>) -> Result<Decision, ForeignRecord> {
        self.decide_given(record, &Given::at(clock::now()))
    }

    /// Asks the detectors and judges a record, with the time and the rest given.
    ///
    /// # Errors
    /// The record was decoded by another engine, with a schema that is not the same.
    pub fn decide_given(&self, record: &Record<'_>, given: &Given) -> Result<Decision, ForeignRecord> {
        self.decide_answered(record, &self.answers(record, given.now), given)
    }

    /// Judges a record with what detectors said of it, asking none, and with nothing counted or joined: rules that read counters or
    /// other records are undetermined. [`Engine::decide_beside`] takes those too.
    ///
    /// # Errors
    /// The record was decoded by another engine, with a schema that is not the same.
    pub fn decide_answered(
        &self,
        record: &Record<'_>,
        answers: &[Answer],
        given: &Given,
    ) -> Result<Decision, ForeignRecord> {
        self.decider.decide_with(record, &Beside::answers(answers), given)
    }

    /// Judges a record with all that is known beside it, asking nobody. The same record, beside and given give the same bytes: so a
    /// decision is made again.
    ///
    /// # Errors
    /// The record or a joined one was decoded by another engine, with a schema that is not the same.
    pub fn decide_beside(
        &self,
        record: &Record<'_>,
        beside: &Beside<'_>,
        given: &Given,
    ) -> Result<Decision, ForeignRecord> {
        self.decider.decide_with(record, beside, given)
    }

    /// As [`Engine::decide_beside`], with the names of rules, counters and places left to the policies: for those who print decisions.
    ///
    /// # Errors
    /// The record or a joined one was decoded by another engine, with a schema that is not the same.
    pub fn judge_beside(
        &self,
        record: &Record<'_>,
        beside: &Beside<'_>,
        given: &Given,
    ) -> Result<Judgement, ForeignRecord> {
        self.decider.judge(record, beside, given)
    }

    /// What a record is to the counters of its kind, to be counted before it is judged: see [`Decider::observations`].
    ///
    /// # Errors
    /// The record was decoded by another engine, with a schema that is not the same.
    pub fn observations(
        &self,
        record: &Record<'_>,
        answers: &[Answer],
        given: &Given,
        secret: &Secret,
    ) -> Result<Vec<Observed>, ForeignRecord> {
        self.decider.observations(record, answers, given, secret)
    }

    /// Whether the policies count or join records of any kind.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.kinds().any(|kind| self.decider.counts(kind) || self.decider.joins(kind).next().is_some())
    }

    /// Reads and judges a record of JSON text, with nothing counted or joined. What was remarked while reading stands in the decision's `warnings`.
    ///
    /// # Errors
    /// As those of [`Engine::decode`].
    pub fn decide_json(&self, input: &[u8], given: &Given) -> Result<Decision, Refused> {
        let decoded = self.decode(None, input)?;
        let answers = self.answers(&decoded.record, given.now);
        self.judge_decoded(&decoded, &Beside::answers(&answers), given).map(Judgement::into_decision)
    }

    /// Judges a record with the remarks of its reading.
    pub(crate) fn judge_decoded(
        &self,
        decoded: &Decoded<'_>,
        beside: &Beside<'_>,
        given: &Given,
    ) -> Result<Judgement, Refused> {
        let judged = self.decider.judge(&decoded.record, beside, given);
        let mut judgement = judged.map_err(|_| Refused::new(Vec::new()))?;
        judgement.warnings = decoded.warnings.iter().map(RecordProblem::warning).collect();
        Ok(judgement)
    }
}
