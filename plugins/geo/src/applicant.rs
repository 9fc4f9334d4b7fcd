//! What the detector reads of an application.

use hirewall_sdk::Input;
use serde::Deserialize;

use crate::record::Network;

/// Statements about places in an application.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// Claimed country of residence.
    #[read("/basics/location/country_code")]
    pub country: Option<String>,
    /// Further addresses.
    #[read("/addresses", json, only("country"))]
    pub addresses: Vec<Address>,
    /// The number in the resume.
    #[read("/basics/phone")]
    pub phone: Option<String>,
    /// Further numbers.
    #[read("/phones", json, only("raw"))]
    pub phones: Vec<Phone>,
    /// The connection that the application came over.
    #[read("/client", json, only("country", "is_vpn", "is_hosting", "is_proxy", "is_tor"))]
    pub client: Network,
    /// The browser's time zone, an IANA name.
    #[read("/client/timezone")]
    pub time_zone: Option<String>,
    /// The time zone of the offered hours, an IANA name.
    #[read("/availability/timezone")]
    pub hours: Option<String>,
    /// When the application arrived.
    #[read("/applied_at")]
    pub applied_at: Option<String>,
    /// Files.
    #[read("/attachments", json, only("utc_offset_minutes"))]
    pub attachments: Vec<File>,
    /// Interviews.
    #[read("/interviews", json, only("at", "country", "is_vpn", "is_hosting"))]
    pub interviews: Vec<Interview>,
}

/// An address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Address {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A phone number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Phone {
    /// As written.
    pub raw: Option<String>,
}

/// A file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct File {
    /// The offset from UTC in its metadata.
    pub utc_offset_minutes: Option<i64>,
}

/// An interview.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Interview {
    /// When it took place.
    pub at: Option<String>,
    /// The connection.
    #[serde(flatten)]
    pub network: Network,
}
