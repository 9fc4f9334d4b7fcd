//! What the active policies use, and for what: which data each rule rests on, how near it is to a person, by which method facts are
//! found, where lists come from. For records of processing, reviews of fairness, and whoever asks what is looked at.
//!
//! It says what the policies read, not what a record holds, and judges nothing.

mod basis;
mod markdown;

use std::collections::{BTreeMap, BTreeSet};

use hirewall_model::manifest::{Input, Method};
use hirewall_model::{Field, FieldType, Mode, PiiClass, Schema, Verdict};
use hirewall_policy::{Policy, Rule};
use serde::Serialize;

use crate::Engine;
use basis::Basis;

/// What a policy directory uses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inventory {
    /// The digest of the bundle.
    pub bundle: String,
    /// The rules, by their full ids.
    pub rules: Vec<RuleUse>,
    /// The data that they rest on, by record kind and path.
    pub data: Vec<DataUse>,
    /// The detectors, by id.
    pub detectors: Vec<DetectorUse>,
    /// The named lists and tables, by id.
    pub references: Vec<ReferenceUse>,
}

/// A rule and what it rests on. Data that a named expression or a counter reads is read by the rules that use it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleUse {
    /// Its full id.
    pub rule: String,
    /// One line that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The record kind that it judges.
    pub kind: String,
    /// Who answers for its policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The version of its policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How far it is trusted.
    pub maturity: &'static str,
    /// Whether it counts.
    pub mode: Mode,
    /// The share of subjects in percent for whom the mode holds, when it is not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout: Option<u8>,
    /// What a match adds to the score.
    pub score: i64,
    /// The least verdict of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// How the facts are found that it rests on: `rule`, and the methods of the detectors whose signals it reads.
    pub methods: BTreeSet<Method>,
    /// The data that it reads: the record kind and the path, `applicant.phones.*.raw`.
    pub reads: BTreeSet<String>,
    /// The signals that it reads: the detector and the path, `phone.numbers.*.e164`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub signals: BTreeSet<String>,
    /// What it counts across records, in words, by the full id of the counter.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counters: BTreeMap<String, String>,
    /// The lists and tables that it looks up.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub references: BTreeSet<String>,
    /// The protected attributes that it reads, or stands near to.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub protected: BTreeSet<String>,
    /// The red flags of the catalogue that it looks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// Why it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
    /// What may be told to the person whom a finding is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Whom it also matches without cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub false_positives: Option<String>,
}

/// A field that rules rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataUse {
    /// The record kind.
    pub kind: String,
    /// The path: `phones.*.raw`, `*` being any element.
    pub path: String,
    /// What the schema says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How near it is to a person.
    pub class: PiiClass,
    /// The protected attribute that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protected: Option<String>,
    /// The protected attribute that it stands in for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// The rules and detectors that read it; rules that are off are left out.
    pub used_by: BTreeSet<String>,
}

/// A detector.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectorUse {
    /// Its id in the policies.
    pub id: String,
    /// The plugin's file.
    pub plugin: String,
    /// The digest of that file.
    pub digest: String,
    /// Who answers for the plugin.
    pub vendor: String,
    /// The plugin's version.
    pub version: String,
    /// What it looks for.
    pub description: String,
    /// How it comes to its signals.
    pub method: Method,
    /// What it is meant for.
    pub intended_use: String,
    /// Where it is wrong, or blind.
    pub known_limitations: String,
}

/// A list or table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferenceUse {
    /// `lists.` or `tables.` and its id.
    pub id: String,
    /// One line that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where its content comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The licence of its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The day when it was last brought up to date, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Items or rows.
    pub len: usize,
}

impl Inventory {
    /// What an engine's policies use.
    #[must_use]
    pub fn of(engine: &Engine) -> Self {
        let bundle = engine.bundle();
        let mut users: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let mut rules: Vec<RuleUse> = Vec::new();
        for (policy, rule) in bundle.rules() {
            let basis = Basis::of_rule(bundle, policy, rule);
            let found = self::rule(engine, policy, rule, &basis);
            if found.mode != Mode::Off {
                for place in basis.places {
                    users.entry(place).or_default().insert(rule.id.clone());
                }
            }
            rules.push(found);
        }
        rules.sort_by(|a, b| a.rule.cmp(&b.rule));
        for detector in &bundle.detectors {
            for kind in &detector.records {
                let Some(schema) = bundle.schemas.get(kind) else { continue };
                for path in
                    detector.manifest.records.get(kind).into_iter().flatten().flat_map(|input| handed(schema, input))
                {
                    users.entry((kind.clone(), path)).or_default().insert(format!("detector {}", detector.id));
                }
            }
        }
        let data = users.into_iter().map(|((kind, path), used_by)| {
            let fields = bundle.schemas.get(&kind).map(|schema| schema.fields_along(&path)).unwrap_or_default();
            data(kind, path, &fields, used_by)
        });
        Self {
            bundle: bundle.digest.clone(),
            data: data.collect(),
            rules,
            detectors: bundle.detectors.iter().map(detector).collect(),
            references: references(engine),
        }
    }

    /// The same as a document for people, in Markdown. What it says is the same for the same bundle, byte for byte.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }
}

fn rule(engine: &Engine, policy: &Policy, rule: &Rule, basis: &Basis) -> RuleUse {
    let bundle = engine.bundle();
    let (mode, rollout) = engine.decider().mode(&rule.id).unwrap_or_default();
    let methods = basis.detectors().filter_map(|id| bundle.detector(id)).map(|detector| detector.manifest.method);
    let counters = basis.counters.iter().filter_map(|id| Some((id.clone(), bundle.counter(id)?.to_string())));
    let near = |schema: &Schema, path: &str| {
        let fields = schema.fields_along(path);
        let named = |field: &Field| [field.attributes.protected.clone(), field.attributes.proxy.clone()];
        fields.into_iter().flat_map(named).flatten().collect::<Vec<_>>()
    };
    let protected =
        basis.places.iter().filter_map(|(kind, path)| Some(near(bundle.schemas.get(kind)?, path))).flatten();
    let by_signals = basis.signals.iter().filter_map(|(id, path)| Some(near(&bundle.detector(id)?.signals, path)));
    RuleUse {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        kind: policy.applies_to.clone(),
        owner: policy.owner.clone(),
        version: policy.version.clone(),
        maturity: rule.maturity.as_str(),
        mode,
        rollout,
        score: rule.score,
        verdict: rule.verdict,
        methods: std::iter::once(Method::Rule).chain(methods).collect(),
        reads: basis.places.iter().map(|(kind, path)| joined(kind, path)).collect(),
        signals: basis.signals.iter().map(|(id, path)| joined(id, path)).collect(),
        counters: counters.collect(),
        references: basis.references.clone(),
        protected: protected.chain(by_signals.flatten()).collect(),
        indicators: rule.indicators.clone(),
        justification: rule.justification.clone(),
        notice: rule.notice.clone(),
        false_positives: rule.false_positives.clone(),
    }
}

/// The paths of what a detector is handed.
fn handed(schema: &Schema, input: &Input) -> Vec<String> {
    let path = input.path.trim_start_matches('/').replace('/', ".");
    let inner = match schema.fields_along(&path).last().map(|field| &field.ty) {
        Some(FieldType::List(_)) => format!("{path}.*"),
        _ => path.clone(),
    };
    match &input.only {
        Some(members) => members.iter().map(|member| joined(&inner, member)).collect(),
        None => vec![path],
    }
}

fn joined(of: &str, path: &str) -> String {
    if path.is_empty() { of.to_owned() } else { format!("{of}.{path}") }
}

fn data(kind: String, path: String, fields: &[&Field], used_by: BTreeSet<String>) -> DataUse {
    let around = fields.iter().map(|field| field.attributes.pii.unwrap_or_default()).max().unwrap_or_default();
    let inside = fields.last().map(|field| field.gravest_class()).unwrap_or_default();
    let first = |of: fn(&Field) -> Option<&String>| fields.iter().rev().find_map(|field| of(field)).cloned();
    DataUse {
        description: meant(fields).and_then(|field| field.attributes.description.clone()),
        class: around.max(inside),
        protected: first(|field| field.attributes.protected.as_ref()),
        proxy: first(|field| field.attributes.proxy.as_ref()),
        kind,
        path,
        used_by,
    }
}

/// The field that a path leads to, not the elements of its list.
fn meant<'f>(fields: &[&'f Field]) -> Option<&'f Field> {
    fields.iter().rev().find(|field| !field.name.is_empty()).copied()
}

fn detector(binding: &hirewall_policy::DetectorBinding) -> DetectorUse {
    let manifest = &binding.manifest;
    DetectorUse {
        id: binding.id.clone(),
        plugin: binding.plugin.clone(),
        digest: binding.digest.clone(),
        vendor: manifest.vendor.clone(),
        version: manifest.version.clone(),
        description: manifest.description.clone(),
        method: manifest.method,
        intended_use: manifest.intended_use.clone(),
        known_limitations: manifest.known_limitations.clone(),
    }
}

fn references(engine: &Engine) -> Vec<ReferenceUse> {
    let bundle = engine.bundle();
    let lists = bundle.lists.iter().map(|list| ReferenceUse {
        id: format!("lists.{}", list.id),
        title: list.title.clone(),
        source: list.provenance.clone(),
        license: list.license.clone(),
        updated: list.updated.clone(),
        len: list.len,
    });
    let tables = bundle.tables.iter().map(|table| ReferenceUse {
        id: format!("tables.{}", table.id),
        title: table.title.clone(),
        source: table.provenance.clone(),
        license: table.license.clone(),
        updated: table.updated.clone(),
        len: table.len,
    });
    lists.chain(tables).collect()
}
