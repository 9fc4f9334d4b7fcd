//! What became of people: all records of a subject taken together. It knows a subject by a name that reports never show.

use std::collections::HashMap;

use hirewall_model::{Time, Verdict};

use crate::base_rate::BaseRate;
use crate::labels::Label;
use crate::moments::{Moment, Moments, Reached, Story};
use crate::population::{Population, PopulationTally, THRESHOLDS};
use crate::proportion::Proportion;
use crate::report::{BeforeHire, Clusters, PeopleNotes, When};
use crate::rule_tally::Pair;

/// The people of the labelled records.
#[derive(Debug, Default)]
pub(crate) struct People {
    people: HashMap<Box<str>, Person>,
}

#[derive(Debug, Default)]
struct Person {
    honest: bool,
    scheme: bool,
    /// Whether a record of a kind of which only the first counts was seen.
    first_seen: bool,
    /// Whether a record of another kind was seen.
    other_seen: bool,
    verdict: Verdict,
    score: i64,
    /// What the records before the hire came to; none while no record's time could be compared with it.
    before_hire: Option<Verdict>,
    /// Whether a hire is known, with or without records of a time that it could be compared with.
    hired: bool,
    /// When it was reached, each verdict by itself.
    reached: Reached,
    cluster: Option<u32>,
    /// The rules without any one of which none of the records would reach `review`; none while none reaches it.
    carriers: Option<Box<[u32]>>,
}

/// One record of a person, judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'s> {
    pub(crate) subject: &'s str,
    pub(crate) label: Label,
    pub(crate) verdict: Verdict,
    pub(crate) score: i64,
    /// Whether of records of this kind only a person's first counts.
    pub(crate) first_only: bool,
    /// The record's own time.
    pub(crate) at: Option<Time>,
    /// When its person was hired.
    pub(crate) hired_at: Option<Time>,
    pub(crate) cluster: Option<u32>,
    /// The rules without any one of which it would not reach `review`.
    pub(crate) carriers: &'s [u32],
}

impl People {
    pub(crate) fn add(&mut self, seen: &Seen<'_>) {
        if !self.people.contains_key(seen.subject) {
            self.people.insert(seen.subject.into(), Person::default());
        }
        let Some(person) = self.people.get_mut(seen.subject) else { return };
        person.honest |= seen.label == Label::Honest;
        person.scheme |= seen.label == Label::Scheme;
        person.cluster = person.cluster.or(seen.cluster);
        person.hired |= seen.hired_at.is_some();
        let first_contact = seen.first_only && !person.first_seen;
        person.first_seen |= seen.first_only;
        let moment = Moment::of(seen.at, seen.hired_at, first_contact, person.first_seen);
        // What a later record of a computer shows of somebody who was never hired counts nowhere.
        if !seen.first_only || first_contact || person.hired {
            person.reached.add(seen.verdict, moment);
        }
        if seen.first_only {
            if !first_contact {
                return;
            }
        } else {
            person.other_seen = true;
        }
        person.verdict = person.verdict.max(seen.verdict);
        person.score = person.score.max(seen.score);
        if let (Some(at), Some(hired)) = (seen.at, seen.hired_at) {
            let before = if at < hired { seen.verdict } else { Verdict::Clear };
            person.before_hire = Some(person.before_hire.unwrap_or_default().max(before));
        }
        if seen.verdict >= Verdict::Review {
            let carriers = match &person.carriers {
                None => seen.carriers.into(),
                Some(so_far) => so_far.iter().copied().filter(|rule| seen.carriers.contains(rule)).collect(),
            };
            person.carriers = Some(carriers);
        }
    }

    /// The population. Somebody with a record of a scheme counts as a scheme.
    pub(crate) fn population(&self, base_rate: Option<&BaseRate>) -> Population {
        let mut tally = PopulationTally::default();
        self.people.values().for_each(|person| tally.add(person.label(), person.verdict, person.score));
        tally.report(None, base_rate)
    }

    /// What there is to know beside the numbers.
    pub(crate) fn notes(&self) -> PeopleNotes {
        let count = |holds: fn(&Person) -> bool| self.people.values().filter(|person| holds(person)).count() as u64;
        PeopleNotes {
            both_labels: count(|person| person.honest && person.scheme),
            only_first_kind: count(|person| !person.other_seen),
        }
    }

    /// Those of whom it is known when they were hired, by what was said before.
    pub(crate) fn before_hire(&self) -> Option<Vec<BeforeHire>> {
        let hired: Vec<(Label, Verdict)> =
            self.people.values().filter_map(|person| Some((person.label(), person.before_hire?))).collect();
        let share = |label: Label, at: Verdict| {
            let of = hired.iter().filter(|(own, _)| *own == label);
            Proportion::new(of.clone().filter(|(_, verdict)| *verdict >= at).count() as u64, of.count() as u64)
        };
        let at = |at| BeforeHire { at, scheme: share(Label::Scheme, at), honest: share(Label::Honest, at) };
        (!hired.is_empty()).then(|| THRESHOLDS.map(at).into())
    }

    /// When people reached the verdicts; none where no hire can be compared with the time of a record. People who were hired and have no
    /// record with a time are left out.
    pub(crate) fn when(&self) -> Option<Vec<When>> {
        let timed = || self.people.values().filter(|person| !person.hired || person.before_hire.is_some());
        let moments = |label: Label, at: Verdict| {
            let of = timed().filter(|person| person.label() == label);
            let stories: Vec<Story> =
                of.map(|person| (person.hired, person.first_seen, person.reached.at(at))).collect();
            Moments::of(&stories)
        };
        let at = |at| When { at, scheme: moments(Label::Scheme, at), honest: moments(Label::Honest, at) };
        timed().any(|person| person.hired).then(|| THRESHOLDS.map(at).into())
    }

    /// The schemes by the clusters that they belong to.
    pub(crate) fn clusters(&self) -> Option<Clusters> {
        let mut clusters: HashMap<u32, (u64, u64)> = HashMap::new();
        for person in self.people.values().filter(|person| person.scheme) {
            let Some(cluster) = person.cluster else { continue };
            let (members, flagged) = clusters.entry(cluster).or_default();
            *members += 1;
            *flagged += u64::from(person.verdict >= Verdict::Review);
        }
        let count = |holds: fn(&(u64, u64)) -> bool| {
            Proportion::new(clusters.values().filter(|found| holds(found)).count() as u64, clusters.len() as u64)
        };
        (!clusters.is_empty()).then(|| Clusters {
            members: clusters.values().map(|(members, _)| members).sum(),
            any_flagged: count(|(_, flagged)| *flagged > 0),
            all_flagged: count(|(members, flagged)| flagged == members),
        })
    }

    /// Of each rule how many people reach `review` by it alone.
    pub(crate) fn carried(&self) -> HashMap<u32, Pair> {
        let mut carried: HashMap<u32, Pair> = HashMap::new();
        for person in self.people.values() {
            for rule in person.carriers.iter().flatten() {
                carried.entry(*rule).or_default().add(person.label());
            }
        }
        carried
    }
}

impl Person {
    fn label(&self) -> Label {
        if self.scheme { Label::Scheme } else { Label::Honest }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const SEEN: Seen<'_> = Seen {
        subject: "a-1",
        label: Label::Scheme,
        verdict: Verdict::Clear,
        score: 0,
        first_only: false,
        at: None,
        hired_at: None,
        cluster: None,
        carriers: &[],
    };

    fn time(seconds: i64) -> Option<Time> {
        Time::new(seconds, 0)
    }

    #[test]
    fn any_application_and_the_first_device_count() {
        let mut people = People::default();
        people.add(&Seen { verdict: Verdict::Verify, score: 25, ..SEEN });
        people.add(&Seen { first_only: true, ..SEEN });
        people.add(&Seen { first_only: true, verdict: Verdict::Block, score: 90, ..SEEN });
        assert_eq!(people.population(None).scheme.verify, 1, "the second device comes too late");
        people.add(&Seen { verdict: Verdict::Review, score: 45, ..SEEN });
        let found = people.population(None);
        assert_eq!((found.total(), found.scheme.review), (1, 1));
        assert_eq!(found.scores.curve.last().unwrap().score, 45);
    }

    #[test]
    fn before_the_hire_counts_apart() {
        let mut people = People::default();
        let hired = Seen { hired_at: time(100), ..SEEN };
        people.add(&Seen { at: time(50), verdict: Verdict::Verify, ..hired });
        people.add(&Seen { at: time(100), verdict: Verdict::Block, ..hired });
        people.add(&Seen { subject: "a-2", at: time(99), verdict: Verdict::Review, ..hired });
        people.add(&Seen { subject: "a-3", at: time(99), verdict: Verdict::Review, ..SEEN });
        people.add(&Seen { subject: "a-4", verdict: Verdict::Review, ..hired });
        let found: Vec<_> =
            people.before_hire().unwrap().iter().map(|it| (it.scheme.part, it.scheme.whole, it.honest.whole)).collect();
        assert_eq!(found, [(2, 2, 0), (1, 2, 0), (0, 2, 0)], "two of the four have both times");
    }

    #[test]
    fn when_somebody_was_caught_goes_by_the_hire_and_the_first_computer() {
        let mut people = People::default();
        let hired = Seen { hired_at: time(100), ..SEEN };
        let computer = Seen { first_only: true, at: time(120), ..hired };
        let review = Verdict::Review;
        // Caught before the hire, at the first contact, by papers between the two, by a second contact, by papers after it, never.
        for (subject, records) in [
            ("a-1", [Seen { at: time(50), verdict: review, ..hired }, computer, computer]),
            ("a-2", [Seen { at: time(50), ..hired }, Seen { verdict: review, ..computer }, computer]),
            ("a-3", [Seen { at: time(110), verdict: review, ..hired }, computer, computer]),
            ("a-4", [Seen { at: time(50), ..hired }, computer, Seen { verdict: review, ..computer }]),
            ("a-5", [Seen { at: time(50), ..hired }, computer, Seen { at: time(130), verdict: review, ..hired }]),
            ("a-6", [Seen { at: time(50), ..hired }, computer, computer]),
        ] {
            records.iter().for_each(|record| people.add(&Seen { subject, ..*record }));
        }
        // Nobody has seen the computer of these two; these three were not hired; this one has no time.
        people.add(&Seen { subject: "a-7", at: time(50), verdict: review, ..hired });
        people.add(&Seen { subject: "a-8", at: time(50), verdict: Verdict::Verify, ..hired });
        people.add(&Seen { subject: "a-9", at: time(50), verdict: review, ..SEEN });
        people.add(&Seen { subject: "a-10", first_only: true, ..SEEN });
        people.add(&Seen { subject: "a-10", first_only: true, verdict: review, ..SEEN });
        people.add(&Seen { subject: "a-11", label: Label::Honest, ..SEEN });
        people.add(&Seen { subject: "a-12", verdict: review, ..hired });
        let found = people.when().unwrap();
        let at_review = found.iter().find(|it| it.at == review).unwrap();
        let with = at_review.scheme.with_computer;
        let parts = [with.before_hire, with.first_contact, with.later, with.never].map(|it| it.part);
        assert_eq!((parts, with.in_time.part, with.in_time.whole), ([1, 2, 2, 1], 3, 6));
        let without = at_review.scheme.without_computer;
        assert_eq!((without.before_hire.part, without.not_yet.part, without.not_yet.whole), (1, 1, 2));
        let others = at_review.scheme.no_hire_known;
        assert_eq!((others.reached.part, others.never.part), (1, 1), "a second contact of somebody never hired");
        assert_eq!(at_review.honest.no_hire_known.never.whole, 1);
        let at_verify = found.iter().find(|it| it.at == Verdict::Verify).unwrap();
        assert_eq!(at_verify.scheme.without_computer.before_hire.part, 2);
        let mut unknown = People::default();
        unknown.add(&Seen { verdict: review, ..SEEN });
        unknown.add(&Seen { subject: "a-2", verdict: review, ..hired });
        assert!(unknown.when().is_none(), "no hire can be compared with a time");
    }

    #[test]
    fn a_person_is_carried_by_a_rule_when_every_flagged_record_is() {
        let mut people = People::default();
        let flagged = Seen { verdict: Verdict::Review, ..SEEN };
        people.add(&Seen { carriers: &[1, 2], ..flagged });
        people.add(&Seen { carriers: &[2, 3], ..flagged });
        people.add(&Seen { carriers: &[], verdict: Verdict::Clear, ..SEEN });
        people.add(&Seen { subject: "a-2", label: Label::Honest, carriers: &[1], ..flagged });
        let carried = people.carried();
        assert_eq!(carried.get(&2), Some(&Pair { honest: 0, scheme: 1 }));
        assert_eq!(carried.get(&1), Some(&Pair { honest: 1, scheme: 0 }));
        assert_eq!(carried.get(&3), None);
        people.add(&Seen { carriers: &[], ..flagged });
        assert_eq!(people.carried().get(&2), None, "another record reaches review by itself");
    }

    #[test]
    fn a_cluster_is_noticed_by_any_of_its_members() {
        let mut people = People::default();
        for (subject, cluster, verdict) in [
            ("a-1", Some(7), Verdict::Review),
            ("a-2", Some(7), Verdict::Clear),
            ("a-3", Some(8), Verdict::Verify),
            ("a-4", None, Verdict::Review),
        ] {
            people.add(&Seen { subject, cluster, verdict, ..SEEN });
        }
        let clusters = people.clusters().unwrap();
        assert_eq!((clusters.members, clusters.any_flagged.part, clusters.any_flagged.whole), (3, 1, 2));
        assert_eq!(clusters.all_flagged.part, 0);
    }

    #[test]
    fn who_has_both_labels_is_a_scheme_and_is_told() {
        let mut people = People::default();
        people.add(&SEEN);
        people.add(&Seen { label: Label::Honest, first_only: true, ..SEEN });
        people.add(&Seen { subject: "d-1", label: Label::Honest, first_only: true, ..SEEN });
        let found = people.population(None);
        assert_eq!((found.scheme.total(), found.honest.total()), (1, 1));
        assert_eq!((people.notes().both_labels, people.notes().only_first_kind), (1, 1));
    }
}
