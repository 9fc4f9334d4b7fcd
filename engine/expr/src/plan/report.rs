//! What a plan made of its conditions, for authors who want to know which of them each record pays for.

/// What a plan made of its conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanReport {
    /// Conditions.
    pub conditions: usize,
    /// Different tests over all of them.
    pub tests: usize,
    /// Conditions, by their number, whose tests are asked of each record, because none of them can be found by an index:
    /// cheap, but not free.
    pub unselective: Vec<u32>,
    /// Conditions, by their number, that the evaluator is asked about for each record, because the plan understands no
    /// part of them that could decide.
    pub opaque: Vec<u32>,
}
