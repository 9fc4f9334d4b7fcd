//! What comes of comparing two statements.

use hirewall_sdk::Schema;
use serde::Serialize;

/// A kind of statement about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The claimed residence, with all addresses.
    Residence,
    /// The address that the computer was sent to.
    Shipment,
    /// Phone numbers.
    Phone,
    /// The internet address.
    Ip,
    /// The computer's clock.
    Clock,
    /// The offered working hours.
    Hours,
    /// The Wi-Fi around the computer.
    Wifi,
    /// A measured position.
    Position,
}

/// Two statements that cannot both be true of one place.
#[derive(Debug, Clone, PartialEq, Eq, Schema, Serialize)]
pub struct Contradiction {
    /// One of them.
    pub between: Source,
    /// The other.
    pub and: Source,
    /// Kilometres that lie between the two at least; 0 for neighbouring countries. Absent for clocks and hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km_at_least: Option<i64>,
    /// Minutes that the two clocks differ on every day of the year. Absent for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_minutes: Option<i64>,
}

/// The outcome of one comparison.
#[derive(Debug, Default, Clone)]
pub(crate) struct Finding {
    /// Whether the two contradict each other; none where they cannot be compared.
    pub(crate) differs: Option<bool>,
    /// Kilometres between them at least, where they contradict each other.
    pub(crate) km: Option<i64>,
    /// Minutes between the clocks at least.
    pub(crate) gap: Option<i64>,
    /// Where they stand in the record.
    pub(crate) places: Vec<String>,
}

impl Finding {
    /// As an entry of the list, where the two contradict each other.
    pub(crate) fn contradiction(&self, between: Source, and: Source) -> Option<Contradiction> {
        let gap_minutes = self.gap.filter(|gap| *gap > 0);
        (self.differs == Some(true)).then_some(Contradiction { between, and, km_at_least: self.km, gap_minutes })
    }
}

/// Whole kilometres, rounded down: they are a lower bound.
#[expect(clippy::cast_possible_truncation, reason = "half the way round the earth has five digits")]
pub(crate) fn whole(km: f64) -> i64 {
    km.floor().clamp(0.0, 30_000.0) as i64
}
