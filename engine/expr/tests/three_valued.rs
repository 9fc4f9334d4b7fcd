//! Three-valued evaluation is CEL's absorption of errors: a naive evaluator over true, false and "no answer" agrees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use hirewall_expr::condition::Condition;
use hirewall_expr::{Env, Evaluator, Inputs, Outcome, Truth};
use hirewall_model::{DecodeOptions, Record, Schema, Time};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Formula {
    Field(usize),
    Fault,
    Constant(bool),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    Choose(Box<[Formula; 3]>),
    /// `all` (or `exists`) over the record's list of flags, each element compared with a formula.
    Quantified(bool, Box<Formula>),
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        4 => (0..4_usize).prop_map(Formula::Field),
        1 => Just(Formula::Fault),
        1 => any::<bool>().prop_map(Formula::Constant),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Formula::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Formula::Or),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| Formula::Choose(Box::new([a, b, c]))),
            (any::<bool>(), inner).prop_map(|(all, part)| Formula::Quantified(all, Box::new(part))),
        ]
    })
}

impl Formula {
    fn text(&self) -> String {
        let join = |parts: &[Formula], with: &str| {
            format!("({})", parts.iter().map(Formula::text).collect::<Vec<_>>().join(with))
        };
        match self {
            Self::Field(at) => format!("r.f{at}"),
            Self::Fault => "(1 / (r.zero - 0) == 1)".to_owned(),
            Self::Constant(value) => format!("dyn({value})"),
            Self::Not(part) => format!("!{}", part.text()),
            Self::And(parts) => join(parts, " && "),
            Self::Or(parts) => join(parts, " || "),
            Self::Choose(parts) => format!("({} ? {} : {})", parts[0].text(), parts[1].text(), parts[2].text()),
            Self::Quantified(true, part) => format!("r.flags.all(x, x.on && {})", part.text()),
            Self::Quantified(false, part) => format!("r.flags.exists(x, x.on || {})", part.text()),
        }
    }

    /// True, false, or none for no answer.
    fn naive(&self, fields: &[Option<bool>; 4], flags: &[Option<bool>]) -> Option<bool> {
        fn and(parts: impl Iterator<Item = Option<bool>> + Clone) -> Option<bool> {
            if parts.clone().any(|part| part == Some(false)) {
                return Some(false);
            }
            parts.into_iter().all(|part| part == Some(true)).then_some(true)
        }
        let not = |value: Option<bool>| value.map(|value| !value);
        match self {
            Self::Field(at) => fields[*at],
            Self::Fault => None,
            Self::Constant(value) => Some(*value),
            Self::Not(part) => not(part.naive(fields, flags)),
            Self::And(parts) => and(parts.iter().map(|part| part.naive(fields, flags))),
            Self::Or(parts) => not(and(parts.iter().map(|part| not(part.naive(fields, flags))))),
            Self::Choose(parts) => {
                if parts[0].naive(fields, flags)? {
                    parts[1].naive(fields, flags)
                } else {
                    parts[2].naive(fields, flags)
                }
            }
            Self::Quantified(all, part) => {
                let part = part.naive(fields, flags);
                if *all {
                    and(flags.iter().map(|flag| and([*flag, part].into_iter())))
                } else {
                    not(and(flags.iter().map(|flag| and([not(*flag), not(part)].into_iter()))))
                }
            }
        }
    }
}

fn schema() -> Arc<Schema> {
    let schema = r#"{"x-record": {"kind": "r", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"}, "zero": {"type": "integer"},
        "f0": {"type": "boolean"}, "f1": {"type": "boolean"}, "f2": {"type": "boolean"}, "f3": {"type": "boolean"},
        "flags": {"type": "array", "items": {"type": "object", "properties": {"on": {"type": "boolean"}}}}}}"#;
    Arc::new(Schema::compile(schema).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// A condition tree of the formula's upper levels, with leaves for the lower ones.
fn tree(env: &Env, formula: &Formula, levels: u32) -> Condition {
    let below = |parts: &[Formula]| parts.iter().map(|part| tree(env, part, levels - 1)).collect();
    match formula {
        Formula::Not(part) if levels > 0 => Condition::Not(Box::new(tree(env, part, levels - 1))),
        Formula::And(parts) if levels > 0 => Condition::All(below(parts)),
        Formula::Or(parts) if levels > 0 => Condition::Any(below(parts)),
        _ => {
            let text = formula.text();
            let program = env.compile(&text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
            Condition::Leaf { program, label: None }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn evaluation_explanation_and_evidence_agree_with_the_naive_evaluator(
        formula in formula(),
        fields in prop::array::uniform4(prop::option::of(any::<bool>())),
        flags in prop::collection::vec(prop::option::of(any::<bool>()), 0..4),
        levels in 0..3_u32,
    ) {
        let mut json = serde_json::json!({"id": "1", "zero": 0});
        for (at, value) in fields.iter().enumerate() {
            if let Some(value) = value {
                json[format!("f{at}")] = (*value).into();
            }
        }
        let objects = flags.iter().map(|flag| flag.map_or(serde_json::json!({}), |flag| serde_json::json!({"on": flag})));
        json["flags"] = objects.collect();
        let json = json.to_string();

        let schema = schema();
        let decoded = Record::decode(&schema, json.as_bytes(), &DecodeOptions::default()).unwrap();
        let mut env = Env::new();
        env.record(&schema);
        let condition = tree(&env, &formula, levels);
        let now = Time { seconds: 0, nanos: 0 };
        let inputs = Inputs { record: Some(&decoded.record), frames: &[], variables: &[], lets: &[], now, fuel: 1_000_000 };

        let expected = formula.naive(&fields, &flags);
        let truth = Evaluator::new(inputs).truth(&condition);
        let answer = match &truth {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Undetermined(why) => {
                prop_assert!(!why.missing.is_empty() || why.fault.is_some(), "no reason for {}", formula.text());
                None
            }
        };
        prop_assert_eq!(answer, expected, "{}", formula.text());
        let explained = match Evaluator::new(inputs).explain(&condition).outcome {
            Outcome::True => Some(true),
            Outcome::False => Some(false),
            Outcome::Undetermined(_) => None,
            Outcome::Known => panic!("a condition is a truth"),
        };
        prop_assert_eq!(explained, expected, "explained: {}", formula.text());
        prop_assert_eq!(Evaluator::new(inputs).witnesses(&condition).is_empty(), expected != Some(true));
    }
}
