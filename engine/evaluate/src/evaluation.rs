//! Decisions in, counts kept, a report out. It judges nothing, and of a record it keeps what its label had and no more.

use std::collections::{BTreeMap, HashMap};

use hirewall_model::{Decision, Mode, Time};

use crate::base_rate::BaseRate;
use crate::contribution::Weighing;
use crate::labels::{Label, Labels};
use crate::people::{People, Seen};
use crate::population::PopulationTally;
use crate::proportion::Proportion;
use crate::redundancy::{NeverMatched, Redundancy, contained};
use crate::report::{Coverage, Kind, Report};
use crate::rule_set::{RuleEntry, RuleSet};
use crate::rule_tally::{Named, Pair, RuleReport, RuleTally};
use crate::traits::TraitTally;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Options {
    /// How common schemes are where the policies will work; without it no number is weighed anew.
    pub base_rate: Option<BaseRate>,
    /// Whether findings in shadow count as enforced ones do.
    pub shadow_counts: bool,
    /// The record kinds of which, for people, only the first record counts. Default: `device`.
    pub first_only: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { base_rate: None, shadow_counts: false, first_only: vec!["device".to_owned()] }
    }
}

/// Counts decisions against labels.
///
/// Memory grows with labels and people (about 450 bytes for a labelled record and its person together), rules, and pairs of rules that
/// match together (32 bytes each, at most two million), not with records.
#[derive(Debug)]
pub struct Evaluation {
    labels: Labels,
    rules: RuleSet,
    options: Options,
    coverage: Coverage,
    decided_at: Option<(Time, Time)>,
    kinds: BTreeMap<String, KindTally>,
    people: People,
    tally: RuleTally,
    carriers: Vec<u32>,
}

#[derive(Debug, Default)]
struct KindTally {
    records: PopulationTally,
    traits: TraitTally,
    again: u64,
}

impl Evaluation {
    /// An evaluation of the decisions of these policies.
    #[must_use]
    pub fn new(labels: Labels, rules: RuleSet, options: Options) -> Self {
        let mut tally = RuleTally::default();
        for rule in &rules.rules {
            tally.number(&rule.id, &rule.kind);
        }
        Self {
            labels,
            rules,
            options,
            coverage: Coverage::default(),
            decided_at: None,
            kinds: BTreeMap::new(),
            people: People::default(),
            tally,
            carriers: Vec::new(),
        }
    }

    /// Counts a decision. Decisions come in the order of the records. `at` is the record's own time, where it is known: without it
    /// nothing can be said of the time before a hire.
    pub fn add(&mut self, decision: &Decision, at: Option<Time>) {
        self.coverage.decided += 1;
        let now = decision.decided_at;
        self.decided_at = Some(self.decided_at.map_or((now, now), |(first, last)| (first.min(now), last.max(now))));
        self.coverage.of_other_policies += u64::from(decision.bundle != self.rules.bundle);
        let record = &decision.record;
        let bands = self.rules.bands(&record.kind);
        let explained = Weighing::explains(decision, bands);
        self.coverage.unexplained += u64::from(!explained);
        let Some(known) = self.labels.decided(record) else {
            self.coverage.unlabelled += 1;
            return;
        };
        let label = known.label;
        self.coverage.labelled.add(label);
        self.coverage.again += u64::from(known.again);

        let weighing = Weighing::of(decision, bands, self.options.shadow_counts);
        let (score, verdict) =
            if self.options.shadow_counts { weighing.outcome() } else { (decision.score, decision.verdict) };
        if !self.kinds.contains_key(&record.kind) {
            self.kinds.insert(record.kind.clone(), KindTally::default());
        }
        if let Some(kind) = self.kinds.get_mut(&record.kind) {
            kind.again += u64::from(known.again);
            kind.records.add(label, verdict, score);
            kind.traits.add(label, &known.made_with, verdict);
        }
        self.carriers.clear();
        self.tally.add(decision, (label, verdict), explained.then_some(&weighing), &mut self.carriers);
        self.people.add(&Seen {
            subject: &known.subject,
            label,
            verdict,
            score,
            first_only: self.options.first_only.contains(&record.kind),
            at,
            hired_at: known.hired_at,
            cluster: known.cluster,
            carriers: &self.carriers,
        });
    }

    /// Counts a record that could not be judged.
    pub fn refuse(&mut self) {
        self.coverage.refused += 1;
    }

    /// The report.
    #[must_use]
    pub fn finish(self) -> Report {
        let base_rate = self.options.base_rate.as_ref();
        let carried = self.people.carried();
        let kinds = self.kinds.iter().map(|(kind, tally)| self.kind(kind, tally, &carried)).collect();
        Report {
            coverage: Coverage { labels_without_record: self.labels.unused(), ..self.coverage },
            bundle: self.rules.bundle.clone(),
            decided_at: self.decided_at,
            base_rate: self.options.base_rate.clone(),
            shadow_counts: self.options.shadow_counts,
            people: self.people.population(base_rate),
            people_notes: self.people.notes(),
            before_hire: self.people.before_hire(),
            when: self.people.when(),
            clusters: self.people.clusters(),
            kinds,
        }
    }

    fn kind(&self, kind: &str, tally: &KindTally, carried: &HashMap<u32, Pair>) -> Kind {
        let known: HashMap<&str, &RuleEntry> = self.rules.rules.iter().map(|rule| (rule.id.as_str(), rule)).collect();
        let out_of_date = |entry: Option<&&RuleEntry>| {
            let times = entry.zip(self.decided_at);
            times.is_some_and(|(entry, times)| entry.is_out_of_date(times))
        };
        let records = tally.records.report(Some(self.rules.bands(kind)), self.options.base_rate.as_ref());
        let labelled = Pair { honest: records.honest.total(), scheme: records.scheme.total() };
        let mut rules: Vec<RuleReport> = Vec::new();
        let mut redundancy = Redundancy { pairs_cut: self.tally.full, ..Redundancy::default() };
        for (number, counts) in (0_u32..).zip(&self.tally.counts).filter(|(_, counts)| counts.kind == kind) {
            let id = self.tally.ids.word(number);
            let entry = known.get(id);
            let named = Named {
                rule: id,
                title: entry.and_then(|entry| entry.title.as_deref()),
                mode: entry.map_or(Mode::Enforce, |entry| entry.mode),
                score: entry.map_or(0, |entry| entry.score.max(0)),
                verdict: entry.and_then(|entry| entry.verdict),
            };
            if counts.matched.total() > 0 || counts.counted {
                let people = carried.get(&number).copied().unwrap_or_default();
                rules.push(counts.report(&named, labelled, people));
            } else if named.mode == Mode::Off || out_of_date(entry) {
                redundancy.switched_off.push(id.to_owned());
            } else {
                let lacked_data = Proportion::new(counts.lacked.total(), labelled.total());
                redundancy.never_matched.push(NeverMatched { rule: id.to_owned(), lacked_data });
            }
            if counts.never_changes() {
                redundancy.never_change_a_verdict.push(id.to_owned());
            }
            if counts.matched.honest > 0 && counts.matched.scheme == 0 {
                redundancy.only_honest.push(id.to_owned());
            }
        }
        redundancy.contained = contained(&self.tally, kind);
        rules.sort_by(|a, b| {
            let key = |rule: &RuleReport| (rule.review_by_it_alone.scheme, rule.scheme.part);
            key(b).cmp(&key(a)).then_with(|| a.rule.cmp(&b.rule))
        });
        Kind {
            kind: kind.to_owned(),
            decided_again: tally.again,
            records,
            rules,
            redundancy,
            honest_made_with: tally.traits.report(Label::Honest, &self.labels.words),
            scheme_made_with: tally.traits.report(Label::Scheme, &self.labels.words),
        }
    }
}
