//! A work computer at one moment, as `device.schema.json` declares it.

use super::{Address, Event, Row, record};

record! {
    /// One company device as observed at one moment.
    Device {
        kind: String,
        id: String,
        source_system: Option<String>,
        observed_at: String,
        serial_number: Option<String>,
        model: Option<String>,
        manufacturer: Option<String>,
        ownership: Option<String>,
        managed: Option<bool>,
        os: Option<Os>,
        user: Option<User>,
        enrolled_at: Option<String>,
        last_seen_at: Option<String>,
        uptime_seconds: Option<i64>,
        shipment: Option<Shipment>,
        network: Option<Network>,
        locale: Option<Locale>,
        geo: Option<Geo>,
        sessions: Vec<Session>,
        input: Option<Input>,
        osquery: Option<Osquery>,
        edr: Option<Edr>,
    }
    Os { name: String, version: String }
    User { applicant_id: String, email: Option<String>, name: Option<String> }
    Shipment {
        serial_number: Option<String>,
        address: Option<Address>,
        carrier: Option<String>,
        shipped_at: Option<String>,
        delivered_at: Option<String>,
        signed_by: Option<String>,
        events: Option<Vec<Event>>,
    }
    Network {
        ip: Option<String>,
        asn: Option<u32>,
        as_org: Option<String>,
        country: Option<String>,
        region: Option<String>,
        is_vpn: Option<bool>,
        is_hosting: Option<bool>,
        is_proxy: Option<bool>,
        is_tor: Option<bool>,
        local_ip: Option<String>,
        gateway_mac: Option<String>,
        wifi: Option<Wifi>,
        open_ports: Option<Vec<u16>>,
    }
    Wifi { ssid: Option<String>, bssid: Option<String>, country_code: Option<String> }
    Locale { timezone: Option<String>, keyboard_layouts: Vec<String>, language: Option<String> }
    Geo { lat: Option<f64>, lon: Option<f64>, accuracy_m: Option<i64>, country: Option<String>, region: Option<String>, source: Option<String> }
    Session { user: Option<String>, r#type: Option<String>, remote_host: Option<String>, started_at: Option<String>, ended_at: Option<String> }
    Input { idle_gap_stddev_ms: Option<f64>, events_per_hour: Option<i64>, active_hours_utc: Vec<i64> }
    Osquery {
        usb_devices: Option<Vec<Row>>,
        programs: Option<Vec<Row>>,
        apps: Option<Vec<Row>>,
        processes: Option<Vec<Row>>,
        services: Option<Vec<Row>>,
        chrome_extensions: Option<Vec<Row>>,
        connected_displays: Option<Vec<Row>>,
        arp_cache: Option<Vec<Row>>,
        listening_ports: Option<Vec<Row>>,
        logged_in_users: Option<Vec<Row>>,
        system_info: Option<Vec<Row>>,
    }
    Edr { events: Option<Vec<Event>> }
}
