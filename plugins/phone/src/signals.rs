//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::number::Number;

/// The phone numbers of an application.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Each number that the application gives, the one in the resume last. Texts without a digit are left out.
    pub numbers: Vec<Number>,
    /// The numbers in international form, each once: for counters.
    #[schema(pii = "direct")]
    pub e164: Vec<String>,
    /// Whether a number cannot exist, or lies in no range that was handed out. Absent where no number is given; so are the
    /// following.
    pub any_invalid: Option<bool>,
    /// Whether a number is kept free for films and examples.
    pub any_fictional: Option<bool>,
    /// Whether every number is toll-free, premium, shared-cost, follow-me, a pager, or the like.
    pub only_services: Option<bool>,
    /// Whether a number is an internet line.
    pub any_voip: Option<bool>,
    /// Whether the applicant typed a number of the claimed country with a plus sign. Absent unless a number is known to stand as
    /// it was typed.
    pub typed_plus: Option<bool>,
    /// The countries of the valid numbers, ISO 3166-1 alpha-2.
    pub regions: Vec<String>,
    /// Whether every number is of another country than the claimed one. A country and its territories are one.
    pub country_differs: Option<bool>,
    /// Whether every area code is of another state or province than the claimed one.
    pub region_differs: Option<bool>,
    /// Minutes by which standard time differs at least between area codes and the claimed state or province.
    pub time_zone_gap_minutes: Option<i64>,
    /// Whether a referee has a number of the applicant's. Absent where no referee has a number.
    pub shared_with_reference: Option<bool>,
}
