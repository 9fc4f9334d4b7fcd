//! What the detector reads: of an application or of a computer.

use hirewall_sdk::Input;
use serde::Deserialize;

use crate::applicant::Applicant;
use crate::device::Device;

/// A record of one of the kinds that say something about places.
#[derive(Debug, Input)]
pub enum Record {
    /// An application.
    Applicant(Applicant),
    /// A computer.
    Device(Device),
}

/// What a network says of an address on the internet.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Network {
    /// Where the address is, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Whether it belongs to a VPN.
    pub is_vpn: Option<bool>,
    /// Whether it belongs to a data centre.
    pub is_hosting: Option<bool>,
    /// Whether it relays for others.
    pub is_proxy: Option<bool>,
    /// Whether it is an exit of Tor.
    pub is_tor: Option<bool>,
}
