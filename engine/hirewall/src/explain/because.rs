//! Why a rule came out as it did, in sentences about the parts of its condition that decided.

use hirewall_decide::{ConditionPart, Operator, PartTruth, RuleExplanation};
use hirewall_model::{Mode, RuleOutcome};

/// Parts that are named; the rest are counted.
const MOST: usize = 10;

/// Why the rule came out as it did.
pub(crate) fn because(rule: &RuleExplanation) -> Vec<String> {
    let mut sentences = Vec::new();
    let (beginning, truth) = match rule.outcome {
        RuleOutcome::Matched => ("It matched", PartTruth::True),
        RuleOutcome::NotMatched => ("It did not match", PartTruth::False),
        RuleOutcome::Undetermined => ("It is undetermined", PartTruth::Undetermined),
    };
    let mut deciding = Vec::new();
    collect(&rule.condition, truth, &mut deciding);
    let more = deciding.len().saturating_sub(MOST);
    for part in deciding.into_iter().take(MOST) {
        sentences.push(format!("{beginning}: {}.", words(part)));
    }
    if more > 0 {
        sentences.push(format!("{more} more parts of the condition say the same."));
    }
    match rule.mode {
        Mode::Enforce => {}
        Mode::Shadow => sentences.push("It is in shadow mode: it is recorded and changes nothing.".to_owned()),
        Mode::Off => sentences.push("It is switched off, so a decision does not ask it.".to_owned()),
    }
    if !rule.in_effect {
        sentences.push("It is not in effect at this time, so a decision does not ask it.".to_owned());
    }
    if let Some(exception) = &rule.exception {
        sentences.push(format!("An exception lifts its finding: {exception}."));
    }
    sentences
}

/// The questions that made `part` come out as `truth`.
fn collect<'p>(part: &'p ConditionPart, truth: PartTruth, deciding: &mut Vec<&'p ConditionPart>) {
    if !part.is_joined() || part.parts.is_empty() {
        deciding.push(part);
        return;
    }
    for inner in &part.parts {
        let wanted = match (part.operator, truth) {
            (Operator::Not, PartTruth::True) => PartTruth::False,
            (Operator::Not, PartTruth::False) => PartTruth::True,
            (_, truth) => truth,
        };
        if inner.truth == wanted {
            collect(inner, wanted, deciding);
        }
    }
}

fn words(part: &ConditionPart) -> String {
    let name = part.name();
    let values: Vec<String> = part
        .parts
        .iter()
        .filter(|inner| inner.text != part.text)
        .filter_map(|inner| Some(format!("`{}` is {}", inner.name(), inner.value.as_ref()?)))
        .collect();
    let answer = match (part.truth, &part.error, part.missing.as_slice()) {
        (PartTruth::True, _, _) => format!("`{name}` is true"),
        (PartTruth::False, _, _) => format!("`{name}` is false"),
        (_, Some(error), _) => format!("`{name}` failed: {error}"),
        (_, None, missing) => {
            let missing: Vec<String> = missing.iter().map(|pointer| format!("`{pointer}`")).collect();
            let verb = if missing.len() == 1 { "is" } else { "are" };
            format!("`{name}` cannot be answered, as {} {verb} missing", missing.join(" and "))
        }
    };
    if values.is_empty() { answer } else { format!("{answer} ({})", values.join(", ")) }
}
