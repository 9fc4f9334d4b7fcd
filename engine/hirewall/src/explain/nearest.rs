//! The least that would have to be otherwise for a condition to come out the other way. It does not try values: it says
//! which answers would have to change.

use hirewall_decide::{ConditionPart, Operator, PartTruth};

/// An answer that would have to change.
struct Step<'p> {
    part: &'p ConditionPart,
    wanted: bool,
}

/// What would have to be otherwise for the condition to be `wanted`, as one sentence.
pub(super) fn change(condition: &ConditionPart, wanted: bool) -> Option<String> {
    let steps = steps(condition, wanted)?;
    if steps.is_empty() {
        return None;
    }
    let outcome = if wanted { "would match" } else { "would not match" };
    let parts: Vec<String> = steps.iter().map(Step::words).collect();
    Some(format!("The rule {outcome} if {}.", parts.join(", and ")))
}

/// The fewest answers that would have to change; nothing when no answers would do.
fn steps(part: &ConditionPart, wanted: bool) -> Option<Vec<Step<'_>>> {
    if part.truth == if wanted { PartTruth::True } else { PartTruth::False } {
        return Some(Vec::new());
    }
    let every = |wanted| {
        part.parts.iter().map(|inner| steps(inner, wanted)).try_fold(Vec::new(), |mut all, steps| {
            all.extend(steps?);
            Some(all)
        })
    };
    let cheapest = |wanted| part.parts.iter().filter_map(|inner| steps(inner, wanted)).min_by_key(Vec::len);
    match (part.operator, wanted) {
        (Operator::All, true) => every(true),
        (Operator::All, false) => cheapest(false),
        (Operator::Any, true) => cheapest(true),
        (Operator::Any, false) => every(false),
        (Operator::Not, wanted) => every(!wanted),
        (Operator::Test | Operator::Value, wanted) => Some(vec![Step { part, wanted }]),
    }
}

impl Step<'_> {
    fn words(&self) -> String {
        let (name, wanted) = (self.part.name(), self.wanted);
        match (self.part.truth, &self.part.error, self.part.missing.as_slice()) {
            (PartTruth::Undetermined, Some(error), _) => format!("`{name}` did not fail ({error}) and were {wanted}"),
            (PartTruth::Undetermined, None, missing @ [_, ..]) => {
                let missing: Vec<String> = missing.iter().map(|pointer| format!("`{pointer}`")).collect();
                format!("{} were given and made `{name}` {wanted}", missing.join(" and "))
            }
            _ => format!("`{name}` were {wanted}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(text: &str, truth: PartTruth) -> ConditionPart {
        ConditionPart {
            operator: Operator::Test,
            label: None,
            text: text.to_owned(),
            truth,
            value: None,
            missing: if truth == PartTruth::Undetermined { vec![format!("/{text}")] } else { Vec::new() },
            error: None,
            parts: Vec::new(),
        }
    }

    fn joined(operator: Operator, truth: PartTruth, parts: Vec<ConditionPart>) -> ConditionPart {
        ConditionPart { operator, parts, missing: Vec::new(), ..test("", truth) }
    }

    #[test]
    fn the_fewest_answers_are_named() {
        use Operator::{All, Any, Not};
        use PartTruth::{False, True, Undetermined};
        let cases = [
            (test("a", False), true, "would match if `a` were true"),
            (test("a", True), false, "would not match if `a` were false"),
            (test("a", Undetermined), true, "would match if `/a` were given and made `a` true"),
            (
                joined(All, False, vec![test("a", False), test("b", True), test("c", Undetermined)]),
                true,
                "would match if `a` were true, and `/c` were given and made `c` true",
            ),
            (
                joined(
                    Any,
                    False,
                    vec![joined(All, False, vec![test("a", False), test("b", False)]), test("c", False)],
                ),
                true,
                "would match if `c` were true",
            ),
            (
                joined(All, True, vec![joined(Not, True, vec![test("a", False)]), test("b", True)]),
                false,
                "would not match if `a` were true",
            ),
            (
                joined(Any, True, vec![test("a", True), test("b", False), test("c", True)]),
                false,
                "would not match if `a` were false, and `c` were false",
            ),
        ];
        for (condition, wanted, expected) in cases {
            assert_eq!(change(&condition, wanted), Some(format!("The rule {expected}.")));
        }
    }

    #[test]
    fn a_condition_that_is_as_wanted_needs_no_change() {
        assert_eq!(change(&test("a", PartTruth::True), true), None);
    }

    #[test]
    fn an_empty_any_cannot_become_true() {
        assert_eq!(change(&joined(Operator::Any, PartTruth::False, Vec::new()), true), None);
    }
}
