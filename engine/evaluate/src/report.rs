//! What an evaluation found: numbers, and names of rules and of what records were made with; no value and no id of any record.

use hirewall_model::{Time, Verdict};
use serde::Serialize;

use crate::base_rate::BaseRate;
use crate::moments::Moments;
use crate::population::Population;
use crate::proportion::{Proportion, rounded};
use crate::redundancy::Redundancy;
use crate::rule_tally::{Pair, RuleReport};
use crate::shown::count;
use crate::traits::TraitReport;

/// The report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// What was judged and what of it has a label.
    pub coverage: Coverage,
    /// The digest of the policies.
    pub bundle: String,
    /// The earliest and the latest evaluation time of the decisions.
    pub decided_at: Option<(Time, Time)>,
    /// How common schemes are said to be where the policies will work.
    pub base_rate: Option<BaseRate>,
    /// Whether findings in shadow were counted as enforced ones.
    pub shadow_counts: bool,
    /// All records of a person together: any record, but of devices only the first.
    pub people: Population,
    /// What there is to know beside the numbers of people.
    pub people_notes: PeopleNotes,
    /// People of whom it is known when they were hired, by what was said before.
    pub before_hire: Option<Vec<BeforeHire>>,
    /// When people reached each verdict, where labels say when somebody was hired and records have a time.
    pub when: Option<Vec<When>>,
    /// Schemes by the clusters that they belong to.
    pub clusters: Option<Clusters>,
    /// Each record kind that has labelled records.
    pub kinds: Vec<Kind>,
}

impl Report {
    /// Whether people are something else than the records of the only kind, each of a person of their own.
    pub(crate) fn people_differ(&self) -> bool {
        match self.kinds.as_slice() {
            [only] => (self.people.honest, self.people.scheme) != (only.records.honest, only.records.scheme),
            _ => true,
        }
    }
}

/// What was judged and what of it has a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// Decisions.
    pub decided: u64,
    /// Records that could not be judged.
    pub refused: u64,
    /// Decisions about labelled records, by label.
    pub labelled: Pair,
    /// Decisions about records without a label: in no number below.
    pub unlabelled: u64,
    /// Labels of records about which there is no decision.
    pub labels_without_record: u64,
    /// Decisions about a labelled record that was decided before: each counts in what is said of kinds, and none in what is said of people.
    pub again: u64,
    /// Decisions that do not follow from their findings and the bands of the policies: they count, but for what hangs on a rule.
    pub unexplained: u64,
    /// Decisions that other policies made.
    pub of_other_policies: u64,
}

/// The labelled records of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Kind {
    /// The kind.
    pub kind: String,
    /// Decisions about one of its labelled records that was decided before. In what follows each decision counts, so that an application
    /// that is told of three times counts three times.
    pub decided_again: u64,
    /// Its records, or the decisions about them where some were decided again.
    #[serde(flatten)]
    pub records: Population,
    /// The rules that matched, those first on which most of the scheme's records hang.
    pub rules: Vec<RuleReport>,
    /// Rules that could go.
    pub redundancy: Redundancy,
    /// Honest records by what they were made with, those first that are surely troubled most.
    pub honest_made_with: Vec<TraitReport>,
    /// The scheme's records by what they were made with, those first that are surely missed most.
    pub scheme_made_with: Vec<TraitReport>,
}

impl Kind {
    /// What its numbers count, one and many.
    pub(crate) fn unit(&self) -> (&'static str, &'static str) {
        if self.decided_again == 0 { ("record", "records") } else { ("decision", "decisions") }
    }

    /// What is counted of the honest or of schemes.
    pub(crate) fn of_whom(&self, label: &str) -> String {
        if self.decided_again == 0 { format!("{label} records") } else { format!("decisions on {label} records") }
    }

    /// What its numbers count where that is not plain, without a full stop.
    pub(crate) fn told_again(&self) -> Option<String> {
        let records = self.records.total().saturating_sub(self.decided_again);
        (self.decided_again > 0).then(|| {
            format!(
                "each decision counts: {} came in {}, as more became of them",
                count(records, "record", "records"),
                count(self.records.total(), "telling", "tellings")
            )
        })
    }
}

/// A number with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    pub(crate) fn of((value, low, high): (f64, f64, f64)) -> Self {
        Self { value: rounded(value), low: rounded(low), high: rounded(high) }
    }
}

/// What there is to know beside the numbers of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PeopleNotes {
    /// People with honest records and records of a scheme; they count as schemes.
    pub both_labels: u64,
    /// People who are known by a device alone.
    pub only_first_kind: u64,
}

/// People of whom it is known when they were hired, and who reached this verdict before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BeforeHire {
    /// The verdict.
    pub at: Verdict,
    /// Of the schemes.
    pub scheme: Proportion,
    /// Of the honest.
    pub honest: Proportion,
}

/// When people reached a verdict for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct When {
    /// The verdict.
    pub at: Verdict,
    /// The schemes.
    pub scheme: Moments,
    /// The honest.
    pub honest: Moments,
}

/// Schemes by the clusters that they belong to, such as the people behind one laptop farm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Clusters {
    /// The people in them.
    pub members: u64,
    /// The clusters of which at least one reaches `review`.
    pub any_flagged: Proportion,
    /// The clusters of which everybody does.
    pub all_flagged: Proportion,
}
