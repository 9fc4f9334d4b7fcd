//! Hirewall detector `geo`: statements about places in one record that contradict each other. It compares statements; it weighs no
//! country, reads no language and no keyboard, and does not locate anybody.

mod applicant;
mod claim;
mod clock;
mod detector;
mod device;
mod finding;
mod network;
mod phone;
mod position;
mod record;
mod settings;
mod signals;
mod travel;

pub use detector::Geo;
pub use settings::Settings;

hirewall_sdk::export! {
    Geo,
    id: "geo",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Compares what one record says of places: claimed residence, phone numbers, internet address, clock, working hours, Wi-Fi, measured position and shipment; and finds journeys faster than an airliner.",
    intended_use: "To find records whose statements about places cannot all be true, so that a person can ask.",
    known_limitations: "People travel, move, keep old numbers and clocks, and live near borders: one contradiction is weak. Addresses behind VPN, proxy, Tor or data centre are not compared, as they say where the relay is. Countries are compared by least distance, so contradictions inside one country are not seen.",
    limits: { time_ms: 20, memory_mib: 16 },
}
