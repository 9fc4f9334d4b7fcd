//! Hirewall detector `profile`: online profiles beside the resume. It opens no profile; it looks at what the record says of them.

mod career;
mod company;
mod detector;
mod employers;
mod entry;
mod facts;
mod record;
mod settings;
mod signals;
mod title;

pub use detector::Profiles;
pub use settings::Settings;

hirewall_sdk::export! {
    Profiles,
    id: "profile",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Compares online profiles with the resume and the time of the application: dormant and reactivated, renamed, new, thin, other employers, titles or dates, commits older than the account.",
    intended_use: "To find profiles that were taken over or made up for an application. Together with other findings only.",
    known_limitations: "Sees what the record's source saw of a profile. People who come back to work after years, who marry, whose work was never public, or who do not care for networks look like this too. Names of companies are compared by letters and a short table; a company that changed its name looks like another one.",
    limits: { time_ms: 20, memory_mib: 16 },
}
