//! What the detector reads of a computer. A table that was not collected is absent, which is not the same as empty.

use hirewall_sdk::Input;
use serde::Deserialize;

/// Inventories of a computer.
#[derive(Debug, Default, Input)]
#[record("device")]
pub struct Device {
    /// Installed programs (Windows).
    #[read("/osquery/programs", json, only("name"))]
    pub programs: Option<Vec<Named>>,
    /// Installed apps (macOS).
    #[read("/osquery/apps", json, only("name"))]
    pub apps: Option<Vec<Named>>,
    /// Installed packages (Debian and its kin).
    #[read("/osquery/deb_packages", json, only("name"))]
    pub deb_packages: Option<Vec<Named>>,
    /// Running processes.
    #[read("/osquery/processes", json, only("name"))]
    pub processes: Option<Vec<Named>>,
    /// Services (Windows).
    #[read("/osquery/services", json, only("name", "display_name"))]
    pub services: Option<Vec<Named>>,
    /// Extensions of the browser.
    #[read("/osquery/chrome_extensions", json, only("name"))]
    pub chrome_extensions: Option<Vec<Named>>,
    /// USB devices (Linux, macOS).
    #[read("/osquery/usb_devices", json, only("vendor", "vendor_id", "model", "model_id", "serial"))]
    pub usb_devices: Option<Vec<Usb>>,
    /// Displays.
    #[read("/osquery/connected_displays", json, only("name"))]
    pub connected_displays: Option<Vec<Named>>,
    /// Neighbours in the local network.
    #[read("/osquery/arp_cache", json, only("mac"))]
    pub arp_cache: Option<Vec<Neighbour>>,
    /// Ports that something listens on.
    #[read("/osquery/listening_ports", json, only("port", "address"))]
    pub listening_ports: Option<Vec<Port>>,
    /// Sessions.
    #[read("/sessions", json, only("remote_host"))]
    pub sessions: Option<Vec<Session>>,
}

/// A row with a name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// The name.
    pub name: Option<String>,
    /// The name shown to people.
    pub display_name: Option<String>,
}

/// A USB device.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Usb {
    /// The maker's name.
    pub vendor: Option<String>,
    /// The maker's number, hexadecimal.
    pub vendor_id: Option<String>,
    /// The model's name.
    pub model: Option<String>,
    /// The model's number, hexadecimal.
    pub model_id: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
}

/// A neighbour in the local network.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Neighbour {
    /// The address of its network card.
    pub mac: Option<String>,
}

/// A port.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Port {
    /// The number, as text.
    pub port: Option<String>,
    /// The address that is listened on.
    pub address: Option<String>,
}

/// A session.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Where it came from.
    pub remote_host: Option<String>,
}
