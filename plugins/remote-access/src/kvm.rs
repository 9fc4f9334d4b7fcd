//! KVM over IP: a box between computer and network that somebody elsewhere types and watches through. Its owner can change every name
//! and number that it is known by.

use hirewall_sdk::{Schema, lists};
use serde::Serialize;

use crate::inventory::small;
use crate::record::{Device, Usb};

/// Rows of a table that are looked at.
const ROWS: usize = 60;

/// What a KVM was known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// The maker's or model's name of a USB device.
    UsbName,
    /// The USB gadget's numbers together with the serial number that a KVM has.
    UsbSerial,
    /// The USB gadget's numbers alone: boards of hobbyists and test equipment have them too.
    UsbId,
    /// The name of a display.
    DisplayName,
    /// The network card of a neighbour: it may serve another computer.
    Neighbour,
    /// The name of the host that a session came from.
    SessionHost,
}

/// A sign of a KVM.
#[derive(Debug, Clone, PartialEq, Eq, Schema, Serialize)]
pub struct Kvm {
    /// What it was known by.
    pub by: KnownBy,
    /// The row of its table, counted from 0.
    pub position: i64,
}

impl Kvm {
    /// Where it stands in the record.
    pub(crate) fn place(&self) -> String {
        let table = match self.by {
            KnownBy::UsbName | KnownBy::UsbSerial | KnownBy::UsbId => "/osquery/usb_devices",
            KnownBy::DisplayName => "/osquery/connected_displays",
            KnownBy::Neighbour => "/osquery/arp_cache",
            KnownBy::SessionHost => "/sessions",
        };
        format!("{table}/{}", self.position)
    }
}

/// The signs of KVMs in all tables; none where no table was collected that would show one.
pub(crate) fn signs(device: &Device) -> Option<Vec<Kvm>> {
    let collected = device.usb_devices.is_some()
        || device.connected_displays.is_some()
        || device.arp_cache.is_some()
        || device.sessions.is_some();
    let mut out = Vec::new();
    for (position, usb) in (0_i64..).zip(device.usb_devices.iter().flatten().take(ROWS)) {
        out.extend(of_usb(usb).map(|by| Kvm { by, position }));
    }
    let displays = device.connected_displays.iter().flatten().map(|display| &display.name);
    add(&mut out, KnownBy::DisplayName, "kvm_usb_strings", displays);
    let neighbours = device.arp_cache.iter().flatten().map(|neighbour| &neighbour.mac);
    add(&mut out, KnownBy::Neighbour, "kvm_mac_prefixes", neighbours);
    let hosts = device.sessions.iter().flatten().map(|session| &session.remote_host);
    add(&mut out, KnownBy::SessionHost, "kvm_hostnames", hosts);
    collected.then_some(out)
}

fn add<'a>(out: &mut Vec<Kvm>, by: KnownBy, list: &str, names: impl Iterator<Item = &'a Option<String>>) {
    for (position, name) in (0_i64..).zip(names.take(ROWS)) {
        let name = name.as_deref().map(small).filter(|name| !name.is_empty());
        if name.is_some_and(|name| lists::contains(list, &name)) {
            out.push(Kvm { by, position });
        }
    }
}

fn of_usb(usb: &Usb) -> Option<KnownBy> {
    let mut names = [&usb.vendor, &usb.model].into_iter().flatten().map(|name| small(name));
    if names.any(|name| !name.is_empty() && lists::contains("kvm_usb_strings", &name)) {
        return Some(KnownBy::UsbName);
    }
    let id = format!("{}:{}", number(usb.vendor_id.as_deref()?)?, number(usb.model_id.as_deref()?)?);
    if !lists::contains("kvm_usb_ids", &id) {
        return None;
    }
    let serial = usb.serial.as_deref().map(small).filter(|serial| !serial.is_empty());
    let known = serial.is_some_and(|serial| lists::contains("kvm_usb_serials", &serial));
    Some(if known { KnownBy::UsbSerial } else { KnownBy::UsbId })
}

/// Four hexadecimal digits: inventories write `1d6b`, `0x1D6B` and `104`.
fn number(text: &str) -> Option<String> {
    let text = small(text);
    let digits = text.strip_prefix("0x").unwrap_or(&text);
    u16::from_str_radix(digits, 16).ok().map(|number| format!("{number:04x}"))
}
