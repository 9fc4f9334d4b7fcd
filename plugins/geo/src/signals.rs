//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::finding::Contradiction;

/// Statements about places beside each other. What cannot be compared is absent.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// The pairs of statements that cannot both be true of one place.
    pub contradictions: Vec<Contradiction>,
    /// Whether residence and addresses name several countries. A country and its territories are one, here and below.
    pub residences_differ: Option<bool>,
    /// Whether no phone number that is written with its country code is of a claimed country.
    pub phone_differs: Option<bool>,
    /// Whether the internet address is a relay's: of a VPN, a proxy, Tor or a data centre. Absent where nothing is said of it.
    pub ip_relayed: Option<bool>,
    /// Whether the internet address is in another country than the residence, or than the shipment. Absent for a relay's.
    pub ip_differs: Option<bool>,
    /// Kilometres between those countries at least, where they differ.
    pub ip_km_at_least: Option<i64>,
    /// Whether the clock cannot be one of the residence, or of the shipment, on any day of the year.
    pub clock_differs: Option<bool>,
    /// Minutes that it is off at least.
    pub clock_gap_minutes: Option<i64>,
    /// Minutes between the clock and the country of an internet address that is not a relay's.
    pub ip_clock_gap_minutes: Option<i64>,
    /// Whether the address is a relay's in the claimed country while the clock cannot be of that country.
    pub relay_covers_clock: Option<bool>,
    /// Minutes between the clocks of the offered hours and of the residence. People work other hours than at home: weak.
    pub hours_gap_minutes: Option<i64>,
    /// Minutes between the clock that a file was written by and the residence; of several files the least. Weak.
    pub file_gap_minutes: Option<i64>,
    /// Whether the Wi-Fi around the computer is set to another country than the shipment. Weak: routers are bought abroad.
    pub wifi_differs: Option<bool>,
    /// Whether the measured position is outside of the country of the shipment.
    pub position_differs: Option<bool>,
    /// Kilometres from the position to that country at least.
    pub position_km_at_least: Option<i64>,
    /// Whether the measured position is outside of the country of an internet address that is not a relay's.
    pub ip_position_differs: Option<bool>,
    /// Kilometres an hour at least, on the fastest way from one sighting to the next. Absent with fewer than two.
    pub travel_kmh_at_least: Option<i64>,
    /// Whether that is faster than the settings allow.
    pub impossible_travel: Option<bool>,
}
