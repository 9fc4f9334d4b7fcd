//! Hirewall detector `remote_access`: what on a computer lets somebody elsewhere use it, or makes it look used. It reads inventories, not
//! screens or traffic, and knows no products by itself: the operator's lists do.

mod detector;
mod inventory;
mod kvm;
mod ports;
mod product;
mod record;
mod signals;

pub use detector::RemoteAccess;

hirewall_sdk::export! {
    RemoteAccess,
    id: "remote_access",
    vendor: "Hirewall",
    license: "MIT OR Apache-2.0",
    method: Rule,
    description: "Finds remote-control software, KVMs over IP, virtual displays, software that moves the mouse, and VPN clients in rows that osquery collected.",
    intended_use: "To find company computers that somebody elsewhere may be using, so that a person can ask.",
    known_limitations: "Sees what the inventory names: a renamed program or a KVM with changed identity is not found, so the absence of a match proves nothing. Support staff, developers, people who help their family and people with disabilities use all of these. osquery lists USB devices on Linux and macOS only.",
    capabilities: {
        lists: [
            "remote_access_tools", "approved_remote_tools", "kvm_usb_strings", "kvm_usb_serials", "kvm_usb_ids", "kvm_mac_prefixes",
            "kvm_hostnames", "virtual_displays", "mouse_jigglers", "masking_vpn_clients", "consumer_vpn_clients",
        ],
    },
    limits: { time_ms: 100, memory_mib: 32 },
}
