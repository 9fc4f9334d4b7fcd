//! Ports that remote-control software listens on.

use crate::record::Device;

/// Rows that are looked at.
const ROWS: usize = 2000;

/// Remote desktop (IANA: ms-wbt-server), VNC (IANA: rfb) and its second display, AnyDesk's and RustDesk's own, by their makers' manuals.
const PORTS: [u16; 9] = [3389, 5900, 5901, 7070, 21115, 21116, 21117, 21118, 21119];

/// The known ports that something listens on for others than the computer itself, each with its row; none where ports were not
/// collected.
pub(crate) fn open(device: &Device) -> Option<Vec<(i64, usize)>> {
    let rows = device.listening_ports.as_ref()?.iter().take(ROWS).enumerate();
    let outside = rows.filter(|(_, row)| !row.address.as_deref().is_some_and(is_own));
    let mut ports: Vec<_> = outside
        .filter_map(|(at, row)| Some((row.port.as_deref()?.trim().parse::<u16>().ok()?, at)))
        .filter(|(port, _)| PORTS.contains(port))
        .map(|(port, at)| (i64::from(port), at))
        .collect();
    ports.sort_unstable();
    ports.dedup_by_key(|(port, _)| *port);
    Some(ports)
}

fn is_own(address: &str) -> bool {
    address == "localhost" || address.parse::<core::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
