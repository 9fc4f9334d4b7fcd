//! What is compared: an engine with the rules of the workload that it can hold.

use crate::condition::Condition;

/// An engine that was given rules.
pub trait Engine {
    /// Of each rule whether the engine has it.
    fn held(&self) -> &[bool];

    /// The numbers of the rules that match a record, in order. From its bytes, as records come.
    fn matching(&mut self, record: &str) -> Vec<u32>;
}

/// A rule of the workload.
pub struct Rule {
    pub number: u32,
    pub text: String,
    pub condition: Condition,
}

impl Rule {
    pub fn all(texts: Vec<String>) -> Vec<Self> {
        (0..).zip(texts).map(|(number, text)| Self { number, condition: Condition::parse(&text), text }).collect()
    }
}
