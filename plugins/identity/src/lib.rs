//! Hirewall detector `identity`: names and mailboxes of one person across a record. It compares what the record says in several
//! places; it does not say who somebody is, nor where a name is from.

mod compare;
mod detector;
mod holder;
mod local_part;
mod mailbox;
mod names;
mod nicknames;
mod person;
mod record;
mod screen;
mod settings;
mod signals;

pub use detector::Identity;
pub use settings::Settings;

hirewall_sdk::export! {
    Identity,
    id: "identity",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Compares the names of one person across resume, profiles, documents, payment and files, and brings addresses of one mailbox together.",
    intended_use: "To find records that name different people where they should name one, to group records that share a mailbox or a name, and, where the operator turns it on, to look names up in the operator's own lists.",
    known_limitations: "Compares letters: chosen names and complete changes of name look different. Names in scripts without one usual spelling in Latin letters are compared only with names of the same script. The table of short forms is far from complete. A name found in a list is that of some person, seldom of this one.",
    capabilities: { lists: ["generic_authors", "sanctioned_names", "persona_mailboxes"] },
    limits: { time_ms: 20, memory_mib: 16 },
}
