//! What every step of compiling needs: the files, the options, and the place where faults go.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use hirewall_diagnostic::{Diagnostic, SourceId, Sources, Span};
use hirewall_expr::Env;

use super::Loaded;
use super::detector::Detectors;
use crate::{ListInfo, Options, SourceFile, TableInfo};

/// The files, the options, and what was found.
pub(crate) struct Context<'a> {
    pub(crate) options: &'a Options,
    pub(crate) sources: Sources,
    pub(crate) out: Vec<Diagnostic>,
    /// Conditions that could not be compiled.
    pub(crate) faulty_conditions: usize,
    files: Vec<(SourceId, &'a SourceFile)>,
    taking_part: RefCell<BTreeSet<SourceId>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(files: &'a [SourceFile], options: &'a Options) -> Self {
        let mut sources = Sources::new();
        let files = files.iter().map(|file| (sources.add(file.path.as_str(), file.text.as_str()), file)).collect();
        Self { options, sources, out: Vec::new(), faulty_conditions: 0, files, taking_part: RefCell::default() }
    }

    /// The files with their ids, in the order of their paths.
    pub(crate) fn files(&self) -> &[(SourceId, &'a SourceFile)] {
        &self.files
    }

    /// Remembers that a file takes part in the bundle.
    pub(crate) fn takes_part(&self, source: SourceId) {
        self.taking_part.borrow_mut().insert(source);
    }

    /// The files that take part.
    pub(crate) fn taking_part(&self) -> Vec<&'a SourceFile> {
        let taking_part = self.taking_part.borrow();
        self.files.iter().filter(|(id, _)| taking_part.contains(id)).map(|(_, file)| *file).collect()
    }

    /// Reports a fault at a place.
    pub(crate) fn report(&mut self, source: SourceId, span: Span, diagnostic: Diagnostic) {
        self.out.push(diagnostic.at(source, span, ""));
    }
}

/// The names that documents may use of each other.
pub(crate) struct Names {
    /// For each record kind the names that a condition may use: the record, the signals, the lists, the tables.
    pub(crate) environments: BTreeMap<String, Env>,
    /// The record kind and the rules of each policy; an empty kind when it is not known.
    pub(crate) policies: BTreeMap<String, PolicyNames>,
}

/// The names that a policy defines.
#[derive(Default)]
pub(crate) struct PolicyNames {
    pub(crate) kind: String,
    pub(crate) rules: BTreeSet<String>,
    /// Whether a syntax fault broke the policy off, so that a rule may be unknown through no fault of who names it.
    pub(crate) broken_off: bool,
}

impl Names {
    pub(crate) fn of(loaded: &Loaded, lists: &[ListInfo], tables: &[TableInfo], detectors: &Detectors) -> Self {
        let mut environments = BTreeMap::new();
        for (kind, entry) in &loaded.schemas {
            let mut environment = Env::new();
            environment.record(&entry.schema);
            for list in lists {
                environment.list(&list.list);
            }
            for table in tables {
                environment.table(&table.table);
            }
            environment.namespace("signals", "detector");
            for detector in &detectors.bound {
                let name = format!("signals.{}", detector.id);
                if detector.records.contains(kind) {
                    environment.frame(&name, &detector.signals);
                } else {
                    let message = format!("detector `{}` does not look at records of the kind `{kind}`", detector.id);
                    let help = if detector.manifest.inputs(kind).is_some() {
                        format!("Add `{kind}` to the `records` of the detector.")
                    } else {
                        "Its plugin cannot look at them; read another detector.".to_owned()
                    };
                    environment.refused_frame(&name, &message, &help);
                }
            }
            for id in &detectors.broken {
                environment.variable(&format!("signals.{id}"), hirewall_expr::Type::Error);
            }
            environments.insert(kind.clone(), environment);
        }
        let mut policies: BTreeMap<String, PolicyNames> = BTreeMap::new();
        for (_, document) in &loaded.policies {
            let names = policies.entry(document.policy.value.clone()).or_default();
            names.kind.clone_from(&document.applies_to.value);
            names.broken_off |= !document.complete;
            names.rules.extend(document.rules.iter().map(|rule| rule.id.value.clone()));
        }
        Self { environments, policies }
    }
}
