//! Counting against the definition: a plain vector of everything that was observed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use hirewall_counter::{
    Arrival, CountError, CounterId, Counters, History, HistoryError, Key, Limits, Measure, Observation, Scale, Seen,
};
use hirewall_model::{Count, CountValue, Time};
use proptest::prelude::*;

const WITHIN: i64 = 10;

fn counter() -> CounterId {
    CounterId::of(&["tested"])
}

/// An observation as the tests write it.
#[derive(Debug, Clone)]
struct Step {
    keys: Vec<u8>,
    /// Tenths of a second.
    time: i64,
    element: u8,
    amount: i64,
    counts: bool,
}

impl Step {
    fn time(&self) -> Time {
        let nanos = u32::try_from(self.time.rem_euclid(10)).unwrap() * 100_000_000;
        Time { seconds: self.time.div_euclid(10), nanos }
    }

    fn observation(&self, measure: Measure) -> Observation {
        Observation {
            counter: counter(),
            measure,
            within: WITHIN,
            keys: self.keys.iter().map(|key| Key::from(u128::from(*key))).collect(),
            element: u64::from(self.element) << 8,
            amount: self.amount,
            time: self.time(),
            counts: self.counts,
        }
    }
}

/// Everything that was observed, counted by definition.
#[derive(Default)]
struct Naive(Vec<Step>);

impl Naive {
    fn observe(&mut self, step: &Step, measure: Measure) -> i64 {
        if step.counts {
            self.0.push(step.clone());
        }
        step.keys.iter().map(|key| self.count(*key, step.time, measure)).max().unwrap_or(0)
    }

    fn count(&self, key: u8, time: i64, measure: Measure) -> i64 {
        let within = |step: &&Step| step.keys.contains(&key) && step.time > time - WITHIN * 10 && step.time <= time;
        // Of each element the one with the latest time, of two with the same time the last to arrive.
        let mut last: HashMap<u8, (i64, i64)> = HashMap::new();
        for step in self.0.iter().filter(within) {
            let known = last.entry(step.element).or_insert((step.time, step.amount));
            if step.time >= known.0 {
                *known = (step.time, step.amount);
            }
        }
        match measure {
            Measure::Events | Measure::Distinct => i64::try_from(last.len()).unwrap(),
            Measure::Sum(_) => last.values().map(|(_, amount)| amount).sum(),
        }
    }
}

/// Keeps everything, as a store does.
#[derive(Default, Clone)]
struct Kept(Arc<Mutex<Vec<(Key, Seen)>>>);

impl Kept {
    fn keep(&self, observation: &Observation) {
        let Observation { keys, time, element, amount, .. } = observation;
        let seen = Seen { time: *time, element: *element, amount: *amount };
        if observation.counts {
            self.0.lock().unwrap().extend(keys.iter().map(|key| (*key, seen)));
        }
    }
}

impl History for Kept {
    fn read(&mut self, asked: CounterId, key: Key, each: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError> {
        assert_eq!(asked, counter());
        self.0.lock().unwrap().iter().filter(|(kept, _)| *kept == key).for_each(|(_, seen)| each(*seen));
        Ok(None)
    }
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let time = prop_oneof![0..300_i64, 100..120_i64, Just(110_i64)];
    let keys = prop_oneof![
        4 => prop::collection::vec(0..3_u8, 1),
        2 => prop::collection::vec(0..3_u8, 2..4),
        1 => Just(Vec::new()),
    ];
    let step = (keys, time, 0..6_u8, -5..20_i64, prop::bool::weighted(0.9));
    let step = step.prop_map(|(keys, time, element, amount, counts)| Step { keys, time, element, amount, counts });
    prop::collection::vec(step, 1..most)
}

fn measures() -> impl Strategy<Value = Measure> {
    prop::sample::select(vec![Measure::Events, Measure::Distinct, Measure::Sum(Scale::Whole)])
}

fn value(count: Count) -> i64 {
    match count.value {
        CountValue::Int(value) => value,
        CountValue::Double(_) => i64::MIN,
    }
}

fn arrival(at: usize) -> Arrival {
    Arrival { sequence: at as u64, now: Time { seconds: 1_000, nanos: 0 } }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_the_definition(steps in steps(40), measure in measures()) {
        let (mut naive, mut counters) = (Naive::default(), Counters::new(Limits::default()));
        for (at, step) in steps.iter().enumerate() {
            let count = counters.observe(&step.observation(measure), arrival(at)).unwrap();
            prop_assert_eq!(value(count), naive.observe(step, measure), "step {}", at);
            prop_assert!(!count.at_least);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_leaves_memory_and_comes_back_counts_as_before(
        steps in steps(40), measure in measures(), under_way in 0..4_u64, known in any::<bool>(),
    ) {
        // No memory at all: whatever is settled leaves at once.
        let limits = Limits { memory_mib: 0, ..Limits::default() };
        let (mut naive, kept) = (Naive::default(), Kept::default());
        let mut counters = Counters::with_history(limits, Box::new(kept.clone()));
        if known {
            counters = counters.from_nothing();
        }
        for (at, step) in steps.iter().enumerate() {
            let observation = step.observation(measure);
            let count = counters.observe(&observation, arrival(at + 1)).unwrap();
            prop_assert_eq!(value(count), naive.observe(step, measure), "step {}", at);
            prop_assert!(!count.at_least);
            kept.keep(&observation);
            counters.settled((at as u64 + 1).saturating_sub(under_way));
        }
        if under_way == 0 {
            counters.observe(&Step { keys: vec![9], counts: false, ..steps[0].clone() }.observation(measure), arrival(99)).unwrap();
            prop_assert_eq!(counters.keys(), 0, "everything was settled");
        }
    }

    #[test]
    fn a_bounded_series_says_so_or_is_exact(steps in steps(80), measure in measures(), most in 1..6_usize) {
        let limits = Limits { observations_per_key: most, ..Limits::default() };
        let (mut naive, mut counters) = (Naive::default(), Counters::new(limits));
        for (at, step) in steps.iter().enumerate() {
            let count = counters.observe(&step.observation(measure), arrival(at)).unwrap();
            let expected = naive.observe(step, measure);
            match (count.at_least, measure) {
                (false, _) => prop_assert_eq!(value(count), expected, "step {}", at),
                (true, Measure::Sum(_)) => {}
                (true, _) => prop_assert!(value(count) <= expected, "step {}", at),
            }
        }
    }

    #[test]
    fn the_same_arrivals_give_the_same_answers(steps in steps(60), measure in measures(), most in 1..6_usize) {
        let limits = Limits { observations_per_key: most, ..Limits::default() };
        let run = || {
            let mut counters = Counters::new(limits);
            let observed = steps.iter().enumerate();
            observed.map(|(at, step)| counters.observe(&step.observation(measure), arrival(at)).unwrap()).collect::<Vec<_>>()
        };
        prop_assert_eq!(run(), run());
    }
}

/// What a counter comes to at each of these records: keys, time in tenths of a second, element, amount.
fn counted(measure: Measure, observed: &[(&[u8], i64, u8, i64)]) -> Vec<i64> {
    let mut counters = Counters::new(Limits::default());
    let observed = observed.iter().enumerate();
    observed
        .map(|(at, (keys, time, element, amount))| {
            let step = Step { keys: keys.to_vec(), time: *time, element: *element, amount: *amount, counts: true };
            value(counters.observe(&step.observation(measure), arrival(at)).unwrap())
        })
        .collect()
}

#[test]
fn each_rule_of_counting_holds() {
    use Measure::{Distinct, Events, Sum};
    let whole = Sum(Scale::Whole);
    for (what, measure, observed, expected) in [
        ("the record itself counts", Events, &[(&[1][..], 0, 1, 0)][..], &[1][..]),
        ("a record twice counts once", Events, &[(&[1], 0, 1, 0), (&[1], 0, 1, 0)], &[1, 1]),
        ("other keys, other counts", Events, &[(&[1], 0, 1, 0), (&[2], 0, 2, 0)], &[1, 1]),
        ("the window leaves out its beginning", Events, &[(&[1], 0, 1, 0), (&[1], 100, 2, 0)], &[1, 1]),
        ("and takes in what is just after it", Events, &[(&[1], 1, 1, 0), (&[1], 100, 2, 0)], &[1, 2]),
        ("what is later does not count", Events, &[(&[1], 50, 1, 0), (&[1], 20, 2, 0)], &[1, 1]),
        (
            "what came late counts afterwards",
            Events,
            &[(&[1], 50, 1, 0), (&[1], 20, 2, 0), (&[1], 60, 3, 0)],
            &[1, 1, 3],
        ),
        ("of several keys the highest", Events, &[(&[1], 0, 1, 0), (&[1], 1, 2, 0), (&[2, 1], 2, 3, 0)], &[1, 2, 3]),
        ("no key, nothing", Events, &[(&[], 0, 1, 0)], &[0]),
        ("a key twice counts once", whole, &[(&[1, 1], 0, 1, 7)], &[7]),
        (
            "again with other keys, under both",
            Events,
            &[(&[1], 0, 1, 0), (&[2], 0, 1, 0), (&[1], 1, 2, 0), (&[2], 1, 2, 0)],
            &[1, 1, 2, 2],
        ),
        ("again at another time, once", Distinct, &[(&[1], 0, 1, 0), (&[1], 50, 1, 0), (&[1], 120, 2, 0)], &[1, 1, 2]),
        (
            "again with another amount, the last",
            whole,
            &[(&[1], 0, 1, 5), (&[1], 0, 1, 9), (&[1], 1, 2, 1)],
            &[5, 9, 10],
        ),
        (
            "an earlier amount does not replace a later one",
            whole,
            &[(&[1], 5, 1, 5), (&[1], 0, 1, 9), (&[1], 6, 2, 1)],
            &[5, 9, 6],
        ),
    ] {
        assert_eq!(counted(measure, observed), expected, "{what}");
    }
}

#[test]
fn hostile_times_and_amounts_count_as_any_other() {
    let first = "0001-01-01T00:00:00Z".parse().unwrap();
    let last = "9999-12-31T23:59:59.999999999Z".parse().unwrap();
    let now: Time = "2026-02-01T00:00:00Z".parse().unwrap();
    let mut counters = Counters::new(Limits::default());
    let observation = |time, element, within, amount| Observation {
        counter: CounterId::from(u128::try_from(within).unwrap()),
        measure: Measure::Sum(Scale::Whole),
        within,
        keys: [Key::from(1)].into_iter().collect(),
        element,
        amount,
        time,
        counts: true,
    };
    for within in [1, i64::MAX] {
        for (element, time) in [(2, last), (4, first), (6, now), (8, now)] {
            let count = counters.observe(&observation(time, element, within, i64::MAX), Arrival { sequence: 0, now });
            assert_eq!(value(count.unwrap()), i64::MAX, "{within} {element}");
        }
        let low = counters.observe(&observation(first, 4, within, i64::MIN), Arrival { sequence: 0, now }).unwrap();
        assert_eq!(value(low), i64::MIN);
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e13, -1e300] {
        assert_eq!(Scale::millionths(number), None);
    }
    assert_eq!(Scale::millionths(-0.1), Some(-100_000));
    assert_eq!(Scale::millionths(9.0e12), Some(9_000_000_000_000_000_000));
}

#[test]
fn fractions_add_up_whatever_their_order() {
    let mut counters = Counters::new(Limits::default());
    let mut last = None;
    for (element, amount) in [(2, 0.1), (4, 0.2), (6, -0.3), (8, 1e12), (10, -1e12)] {
        let observation = Observation {
            counter: counter(),
            measure: Measure::Sum(Scale::Millionths),
            within: 10,
            keys: [Key::from(1)].into_iter().collect(),
            element,
            amount: Scale::millionths(amount).unwrap(),
            time: Time { seconds: 0, nanos: 0 },
            counts: true,
        };
        last = Some(counters.observe(&observation, arrival(0)).unwrap());
    }
    assert_eq!(last.unwrap(), Count { value: CountValue::Double(0.0), at_least: false });
}

/// Many keys at one moment each.
fn fill(counters: &mut Counters, days: i64, keys_a_day: u64) -> Result<(), CountError> {
    let mut number = 0;
    for day in 0..days {
        for _ in 0..keys_a_day {
            number += 1;
            let time = Time { seconds: day * 86_400, nanos: 0 };
            let observation = Observation {
                counter: counter(),
                measure: Measure::Events,
                within: 86_400,
                keys: [Key::from(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))]
                    .into_iter()
                    .collect(),
                element: number << 1,
                amount: 0,
                time,
                counts: true,
            };
            counters.observe(&observation, Arrival { sequence: number, now: time })?;
        }
    }
    Ok(())
}

#[test]
fn without_a_history_what_no_window_reaches_is_forgotten_and_said() {
    let limits = Limits { memory_mib: 1, lateness_seconds: 86_400, ..Limits::default() };
    let mut counters = Counters::new(limits);
    fill(&mut counters, 100, 2_000).unwrap();
    assert!(counters.bytes() <= 1 << 20, "{}", counters.bytes());
    let ask = |counters: &mut Counters, day: i64| {
        let time = Time { seconds: day * 86_400, nanos: 0 };
        let step = Step { keys: vec![1], time: day * 864_000, element: 1, amount: 0, counts: false };
        let observation = Observation { within: 86_400, ..step.observation(Measure::Events) };
        counters.observe(&observation, Arrival { sequence: 0, now: time }).unwrap()
    };
    assert!(!ask(&mut counters, 99).at_least);
    assert!(ask(&mut counters, 20).at_least, "a record that is much too late sees only what is left");
    assert!(!ask(&mut counters, 2_000_000).at_least, "a record that claims to be of the future makes nothing old");
}

#[test]
fn when_nothing_can_be_forgotten_memory_is_an_error() {
    let limits = Limits { memory_mib: 1, ..Limits::default() };
    let error = fill(&mut Counters::new(limits), 1, 100_000).unwrap_err();
    assert_eq!(error.to_string(), "counters need more than 1 MiB, and there is no history to leave what is old to");
}

#[test]
fn a_history_that_cannot_be_read_fails_the_count_and_changes_nothing() {
    struct Broken(bool);
    impl History for Broken {
        fn read(&mut self, _: CounterId, _: Key, _: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError> {
            let broken = std::mem::take(&mut self.0);
            if broken { Err("the disk is gone".into()) } else { Ok(Some(Time { seconds: -1_000, nanos: 0 })) }
        }
    }
    let mut counters = Counters::with_history(Limits::default(), Box::new(Broken(true)));
    let step = Step { keys: vec![1], time: 0, element: 1, amount: 0, counts: true };
    let observation = step.observation(Measure::Events);
    let error = counters.observe(&observation, arrival(0)).unwrap_err();
    assert_eq!(error.to_string(), "what was counted earlier cannot be read: the disk is gone");
    let count = counters.observe(&observation, arrival(0)).unwrap();
    assert_eq!((value(count), count.at_least), (1, false), "the window does not reach back to what is gone");
    let late = Step { time: -9_990, ..step };
    assert!(counters.observe(&late.observation(Measure::Events), arrival(1)).unwrap().at_least);
}

#[test]
fn a_counter_that_no_bundle_names_is_forgotten() {
    let mut counters = Counters::new(Limits::default());
    fill(&mut counters, 1, 10).unwrap();
    counters.retain(|id| id == counter());
    assert_eq!(counters.keys(), 10);
    counters.retain(|_| false);
    assert_eq!((counters.keys(), counters.bytes()), (0, 0));
}

#[test]
fn an_observation_reads_back_from_json_as_it_was_written() {
    let step = Step { keys: vec![1, 255], time: -7, element: 3, amount: -4, counts: true };
    for measure in [Measure::Events, Measure::Distinct, Measure::Sum(Scale::Millionths)] {
        let observation = step.observation(measure);
        let text = serde_json::to_string(&observation).unwrap();
        assert_eq!(serde_json::from_str::<Observation>(&text).unwrap(), observation, "{text}");
    }
}

#[test]
fn what_a_history_has_forgotten_makes_counts_that_reach_it_lower_bounds() {
    /// Has nothing, and had something up to a moment.
    struct Pruned;
    impl History for Pruned {
        fn read(&mut self, _: CounterId, _: Key, _: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError> {
            Ok(Time::new(100, 0))
        }
    }
    let mut counters = Counters::with_history(Limits::default(), Box::new(Pruned));
    let mut at = |seconds: i64, key: u8| {
        let time = Time { seconds, nanos: 0 };
        let step = Step { keys: vec![key], time: 0, element: 1, amount: 1, counts: true };
        let observation = Observation { time, within: 10, ..step.observation(Measure::Events) };
        counters.observe(&observation, Arrival { sequence: 1, now: time }).unwrap()
    };
    // A window of ten seconds: that of 110 begins behind what is gone.
    assert_eq!(
        [at(109, 1).at_least, at(110, 1).at_least, at(110, 2).at_least, at(109, 2).at_least],
        [true, false, false, true]
    );
}

#[test]
fn forgetting_no_counter_leaves_new_keys_without_a_look_into_the_history() {
    /// Counts looks.
    #[derive(Clone, Default)]
    struct Looks(Arc<Mutex<u32>>);
    impl History for Looks {
        fn read(&mut self, _: CounterId, _: Key, _: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError> {
            *self.0.lock().unwrap() += 1;
            Ok(None)
        }
    }
    let looks = Looks::default();
    let mut counters = Counters::with_history(Limits::default(), Box::new(looks.clone())).from_nothing();
    let see = |counters: &mut Counters, key: u8| {
        let step = Step { keys: vec![key], time: 0, element: 1, amount: 1, counts: true };
        counters.observe(&step.observation(Measure::Events), arrival(key.into())).unwrap();
        *looks.0.lock().unwrap()
    };
    assert_eq!(see(&mut counters, 1), 0);
    counters.retain(|id| id == counter());
    assert_eq!(see(&mut counters, 2), 0, "a reload that drops nothing");
    counters.retain(|_| false);
    assert_eq!(see(&mut counters, 3), 1, "what was dropped may be in the history");
}
