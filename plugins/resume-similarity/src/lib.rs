//! Hirewall detector `resume_similarity`: keys by which near copies of a resume meet. It compares nothing by itself: it sees one
//! application, and counters over its keys find the others.

mod detector;
mod keys;
mod record;
mod settings;
mod signals;
mod words;

pub use detector::ResumeSimilarity;
pub use settings::Settings;

hirewall_sdk::export! {
    ResumeSimilarity,
    id: "resume_similarity",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Statistical,
    description: "Makes keys of the text of a resume such that near copies share at least one of them, whoever's name stands above.",
    intended_use: "To count, by key, the applicants whose resumes are near copies of each other.",
    known_limitations: "Short texts and texts made mostly of a template's own words meet without being copies; a rewritten or translated copy does not meet its original. People who apply twice meet themselves, so counters have to count people, not applications.",
    limits: { time_ms: 100, memory_mib: 32 },
}
