//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::kvm::Kvm;

/// What lets somebody elsewhere use the computer, or makes it look used. A signal is absent where nothing was collected that would show
/// it.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Products for remote control, each once, in alphabetical order.
    pub tools: Option<Vec<Tool>>,
    /// How many of them the support team did not approve.
    pub unapproved: Option<i64>,
    /// Whether one of those is running.
    pub unapproved_running: Option<bool>,
    /// Ports of remote control that something listens on for other computers. Weak: the system's own remote desktop is one.
    pub remote_ports: Option<Vec<i64>>,
    /// Signs of KVMs over IP.
    pub kvm: Option<Vec<Kvm>>,
    /// Whether a USB device or a display says it is a KVM, by name or serial number.
    pub kvm_attached: Option<bool>,
    /// Whether a USB device has the numbers of the gadget that KVMs are built on, and nothing else says so. Weak.
    pub gadget_attached: Option<bool>,
    /// Whether a KVM is in the same local network.
    pub kvm_in_network: Option<bool>,
    /// Whether a session came from a host with a KVM's name.
    pub kvm_session: Option<bool>,
    /// Names of displays that exist in software only, and of software that makes them.
    pub virtual_displays: Option<Vec<String>>,
    /// Names of software and USB devices that move the mouse by themselves. Common, and not fraud.
    pub jigglers: Option<Vec<String>>,
    /// Names of VPN clients that published cases name.
    pub masking_vpns: Option<Vec<String>>,
    /// Names of other private VPN clients. Weak by design.
    pub private_vpns: Option<Vec<String>>,
}

/// A product for remote control.
#[derive(Debug, Clone, PartialEq, Eq, Schema, Serialize)]
pub struct Tool {
    /// The part of its name that the list found, in small letters.
    pub product: String,
    /// Whether the support team approved all of its names.
    pub approved: bool,
    /// Whether one of its processes is running.
    pub running: bool,
    /// Whether it is among programs, apps, packages, services or extensions.
    pub installed: bool,
}
