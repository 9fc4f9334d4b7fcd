//! What the tests cover: which rules are expected to match and not to, and which answers every part of a condition gave.

use hirewall_decide::{ConditionPart, PartTruth};
use hirewall_policy::Rule;
use serde::Serialize;

use super::Place;

/// What the tests cover of a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleCoverage {
    /// The policy.
    pub policy: String,
    /// The full id of the rule.
    pub rule: String,
    /// Where it stands.
    pub place: Place,
    /// Cases that expect it to match.
    pub expected_match: u32,
    /// Cases that expect it not to match.
    pub expected_no_match: u32,
    /// Cases that expect it to be undetermined.
    pub expected_undetermined: u32,
    /// The parts of its condition in the order of the text: each leaf, and each operand of `&&`, `||` and `!` in it. Empty
    /// when no case of its policy ran.
    pub terms: Vec<TermCoverage>,
}

/// The answers that a part of a condition gave in the cases of its policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermCoverage {
    /// Its label or text.
    pub name: String,
    /// How many joined parts it stands in.
    pub depth: u32,
    /// How often it was true.
    pub seen_true: u32,
    /// How often it was false.
    pub seen_false: u32,
    /// How often it could not be answered.
    pub seen_undetermined: u32,
}

impl TermCoverage {
    /// Whether it was seen true, and seen not true.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.seen_true > 0 && self.seen_false + self.seen_undetermined > 0
    }
}

impl RuleCoverage {
    pub(super) fn new(policy: &str, rule: &Rule, place: Place) -> Self {
        Self {
            policy: policy.to_owned(),
            rule: rule.id.clone(),
            place,
            expected_match: 0,
            expected_no_match: 0,
            expected_undetermined: 0,
            terms: Vec::new(),
        }
    }

    /// Whether some case expects it to match and some case expects it not to.
    #[must_use]
    pub fn is_tested(&self) -> bool {
        self.expected_match > 0 && self.expected_no_match > 0
    }

    /// Whether it is tested and every part of its condition was seen true and seen not true.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.is_tested() && !self.terms.is_empty() && self.terms.iter().all(TermCoverage::is_covered)
    }

    /// The parts of its condition that were not seen both true and not true.
    pub fn uncovered(&self) -> impl Iterator<Item = &TermCoverage> {
        self.terms.iter().filter(|term| !term.is_covered())
    }

    /// Adds what the condition came to in one case.
    pub(super) fn see(&mut self, condition: &ConditionPart) {
        let mut seen = Vec::new();
        terms(condition, 0, &mut seen);
        if self.terms.is_empty() {
            self.terms.extend(seen.iter().map(|(part, depth)| TermCoverage {
                name: part.name().to_owned(),
                depth: *depth,
                seen_true: 0,
                seen_false: 0,
                seen_undetermined: 0,
            }));
        }
        // A condition has the same parts for every record.
        for (term, (part, _)) in self.terms.iter_mut().zip(seen) {
            match part.truth {
                PartTruth::True => term.seen_true += 1,
                PartTruth::False => term.seen_false += 1,
                PartTruth::Undetermined | PartTruth::Known => term.seen_undetermined += 1,
            }
        }
    }
}

/// The questions of a condition that are not joined ones themselves.
fn terms<'p>(part: &'p ConditionPart, depth: u32, seen: &mut Vec<(&'p ConditionPart, u32)>) {
    if part.is_joined() {
        for inner in &part.parts {
            terms(inner, depth + 1, seen);
        }
    } else {
        seen.push((part, depth));
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "tests stop at the first surprise")]

    use hirewall_decide::Operator;

    use super::*;

    fn part(operator: Operator, text: &str, truth: PartTruth, parts: Vec<ConditionPart>) -> ConditionPart {
        ConditionPart {
            operator,
            label: None,
            text: text.to_owned(),
            truth,
            value: None,
            missing: Vec::new(),
            error: None,
            parts,
        }
    }

    fn coverage() -> RuleCoverage {
        RuleCoverage {
            policy: "p".to_owned(),
            rule: "p/r".to_owned(),
            place: Place { file: "p.yaml".to_owned(), line: 1, column: 1 },
            expected_match: 1,
            expected_no_match: 1,
            expected_undetermined: 0,
            terms: Vec::new(),
        }
    }

    #[test]
    fn a_term_is_covered_when_it_was_seen_true_and_not_true() {
        use PartTruth::{False, True, Undetermined};
        let mut rule = coverage();
        let answers = [[True, True, True], [True, False, True], [False, False, Undetermined]];
        let covered = [vec![], vec!["b"], vec!["a", "b", "c"]];
        for (answers, covered) in answers.into_iter().zip(covered) {
            let [a, b, c] = answers;
            rule.see(&part(
                Operator::All,
                "",
                False,
                vec![
                    part(Operator::Test, "a", a, vec![part(Operator::Value, "x", PartTruth::Known, Vec::new())]),
                    part(
                        Operator::Any,
                        "b || c",
                        True,
                        vec![part(Operator::Test, "b", b, Vec::new()), part(Operator::Test, "c", c, Vec::new())],
                    ),
                ],
            ));
            let now: Vec<_> =
                rule.terms.iter().filter(|term| term.is_covered()).map(|term| term.name.as_str()).collect();
            assert_eq!(now, covered);
        }
        assert!(rule.is_covered());
        assert_eq!(rule.terms[2].depth, 2);
    }

    #[test]
    fn a_rule_without_both_expectations_is_not_tested() {
        for (matched, not_matched, tested) in [(0, 0, false), (1, 0, false), (0, 1, false), (1, 1, true)] {
            let rule = RuleCoverage { expected_match: matched, expected_no_match: not_matched, ..coverage() };
            assert_eq!(rule.is_tested(), tested);
            assert!(!rule.is_covered(), "no part was seen");
        }
    }
}
