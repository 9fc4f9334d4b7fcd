//! Hirewall detector `education`: schools, degrees, dates and fields of study. It asks no school; it looks at what the record says and
//! at the operator's lists. It reads no birth date and no country.

mod detector;
mod field;
mod institution;
mod level;
mod offer;
mod record;
mod school;
mod settings;
mod signals;
mod timeline;

pub use detector::Education;
pub use settings::Settings;

hirewall_sdk::export! {
    Education,
    id: "education",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Looks schools up in the operator's lists, degrees' dates against each other and against jobs, and fields of study in a table of what schools offer.",
    intended_use: "To find degrees that contradict themselves or their school. A finding is a reason to ask the school, no more.",
    known_limitations: "Schools are found by name: a school that changed its name, or is written in a script or language that the lists lack, is unknown. The table of fields covers the schools and years that the operator imported. Integrated, joint, transferred and part-time degrees look unusual and are not.",
    capabilities: {
        lists: ["school_names", "accredited_schools", "unaccredited_schools", "high_risk_schools"],
        tables: ["schools", "completions"],
    },
    limits: { time_ms: 20, memory_mib: 16 },
}
