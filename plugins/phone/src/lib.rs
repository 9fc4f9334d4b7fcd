//! Hirewall detector `phone`: what the phone numbers of an application are, how they were written, and whether they fit the place that
//! the application names. It does not know who a number belongs to, nor whether it is in service.

mod across;
mod detector;
mod line;
mod number;
mod record;
mod settings;
mod signals;
mod written;

pub use detector::Phone;
pub use settings::Settings;

hirewall_sdk::export! {
    Phone,
    id: "phone",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Reads phone numbers as libphonenumber does: whether they can exist, where they are from, what kind of line they are, and how they were written; and compares them with the claimed place.",
    intended_use: "To find numbers that cannot exist, lines that are no personal line, numbers of another place than the claimed one, and one number over several applications.",
    known_limitations: "A mobile number moves with its owner, so another area code means little. Numbering plans do not tell internet lines from others in North America: the operator's list does. A number written without country code is read as one of the claimed country, and where that cannot be, of the country in the settings.",
    capabilities: { lists: ["voip_prefixes"] },
    limits: { time_ms: 50, memory_mib: 32, configure_ms: 2000 },
}
