//! What the detector reads of a computer.

use hirewall_sdk::Input;
use serde::Deserialize;

use crate::record::Network;

/// Statements about places in the record of a computer.
#[derive(Debug, Default, Input)]
#[record("device")]
pub struct Device {
    /// The country that it was sent to.
    #[read("/shipment/address/country")]
    pub shipped_to: Option<String>,
    /// The connection that it reports over.
    #[read("/network", json, only("country", "is_vpn", "is_hosting", "is_proxy", "is_tor"))]
    pub network: Network,
    /// The country that the Wi-Fi around it is set to.
    #[read("/network/wifi/country_code")]
    pub wifi: Option<String>,
    /// Its time zone, an IANA name.
    #[read("/locale/timezone")]
    pub time_zone: Option<String>,
    /// Where it says it is.
    #[read("/geo", json, only("lat", "lon", "accuracy_m", "country", "source"))]
    pub geo: Geo,
}

/// Where a computer says it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Geo {
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Metres that the position may be off.
    pub accuracy_m: Option<f64>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// How the position was found: `gps`, `wifi` or `ip`.
    pub source: Option<String>,
}
