//! A plain work computer: sent to a place, enrolled there, used by somebody. What is odd about it comes after.

use crate::calendar::{HOUR, Moment, Zone};
use crate::data::machines;
use crate::device::Farm;
use crate::person::Person;
use crate::random::Random;
use crate::rate::Rate;
use crate::record::device::{Device, Edr, Geo, Input, Locale, Network, Os, Osquery, Session, Shipment, User, Wifi};
use crate::record::{Address, Event, Row};
use crate::world::{Line, World};

/// A computer with what is needed to change it.
#[derive(Debug)]
pub(crate) struct Machine<'a> {
    pub(crate) device: Device,
    pub(crate) person: &'a Person,
    pub(crate) farm: Option<&'a Farm>,
    pub(crate) random: Random,
    pub(crate) world: &'a mut World,
    pub(crate) shipped: Moment,
    pub(crate) enrolled: Moment,
    pub(crate) observed: Moment,
    /// What it was made with so far.
    pub(crate) made_with: Vec<&'static str>,
    /// The clock by which its user works.
    pub(crate) works_by: Zone,
    /// Whether it is never switched off.
    pub(crate) always_on: bool,
    pub(crate) remote_sessions: Option<&'static str>,
}

impl<'a> Machine<'a> {
    /// The computer of somebody who was hired: sent to the given place and used there.
    pub(crate) fn new(
        person: &'a Person,
        farm: Option<&'a Farm>,
        holder: (&str, &str),
        mut random: Random,
        world: &'a mut World,
        hired_at: Moment,
    ) -> Self {
        let (applicant_id, name) = holder;
        let shipped = hired_at.plus_days(random.between(0, 5)).plus(random.between(0, 8 * HOUR));
        let delivered = shipped.plus_days(random.between(1, 6)).plus(random.between(0, 9 * HOUR));
        let enrolled = delivered.plus(random.between(2 * HOUR, 70 * HOUR));
        let (model, manufacturer, system, version) = random.weighted(&machines::MODELS);
        let serial = serial(&mut random);
        let mailbox =
            format!("{}.{}@acme.example", person.given, person.family).to_lowercase().replace([' ', '\''], "");
        let mut device = Device {
            kind: "device".to_owned(),
            source_system: Some(if system == "macOS" { "jamf" } else { "intune" }.to_owned()),
            serial_number: Some(serial.clone()),
            model: Some(model.to_owned()),
            manufacturer: Some(manufacturer.to_owned()),
            ownership: Some("company".to_owned()),
            managed: Some(true),
            os: Some(Os { name: system.to_owned(), version: version.to_owned() }),
            user: Some(User {
                applicant_id: applicant_id.to_owned(),
                email: Some(mailbox),
                name: Some(name.to_owned()),
            }),
            enrolled_at: Some(enrolled.to_string()),
            shipment: Some(Shipment {
                serial_number: Some(serial.clone()),
                address: Some(farm.map_or_else(|| person.address.clone(), |farm| farm.address.clone())),
                carrier: Some("Example Parcel".to_owned()),
                shipped_at: Some(shipped.to_string()),
                delivered_at: Some(delivered.to_string()),
                signed_by: Some(name.to_owned()),
                events: Some(Vec::new()),
            }),
            osquery: Some(inventory(&mut random, system, (manufacturer, model, &serial))),
            edr: Some(Edr { events: Some(Vec::new()) }),
            ..Device::default()
        };
        let (line, router, ssid, city) = match farm {
            Some(farm) => (&farm.line, (&farm.gateway, &farm.bssid), farm.ssid, farm.city),
            None => (&person.line, (&person.router.0, &person.router.1), random.pick(&machines::NETWORKS), person.city),
        };
        let mut network = Network {
            local_ip: Some(format!("192.168.1.{}", random.between(10, 250))),
            gateway_mac: Some(router.0.clone()),
            wifi: Some(Wifi {
                ssid: Some(ssid.to_owned()),
                bssid: Some(router.1.clone()),
                country_code: Some(line.country.to_owned()),
            }),
            open_ports: Some(Vec::new()),
            ..Network::default()
        };
        connect(&mut network, line);
        device.network = Some(network);
        let zone = city.zone;
        device.locale = Some(Locale {
            timezone: Some(zone.name.to_owned()),
            keyboard_layouts: vec!["US".to_owned()],
            language: Some("en-US".to_owned()),
        });
        let (north, east) = city.position;
        device.geo = Some(Geo {
            lat: Some((north + random.between(-12, 12)) as f64 / 100.0),
            lon: Some((east + random.between(-12, 12)) as f64 / 100.0),
            accuracy_m: Some(random.between(20, 900)),
            country: Some(line.country.to_owned()),
            region: Some(city.region.to_owned()),
            source: Some("wifi".to_owned()),
        });
        if let Some(osquery) = &mut device.osquery {
            osquery.arp_cache = Some(vec![Row::new([("address", "192.168.1.1"), ("mac", router.0)])]);
        }
        Self {
            device,
            person,
            farm,
            random,
            world,
            shipped,
            enrolled,
            observed: enrolled,
            made_with: farm.map(|_| "house_of_helper").into_iter().collect(),
            works_by: zone,
            always_on: false,
            remote_sessions: None,
        }
    }

    /// Fills in what is different in each contact.
    pub(crate) fn contact(&mut self, at: Moment) {
        self.device.observed_at = at.to_string();
        self.device.last_seen_at = Some(at.plus(self.random.between(-3600, 0)).to_string());
        let since_start = at.since(self.enrolled);
        let on = if self.always_on { since_start } else { self.random.between(600, 600_000).min(since_start) };
        self.device.uptime_seconds = Some(on);
        let kind = self.remote_sessions.unwrap_or("console");
        let count = self.random.between(1, 4);
        let sessions = (0..count).map(|number| (number, at.plus(-(number + 1) * 8 * HOUR)));
        // Nobody was there before the computer was.
        let sessions = sessions
            .map(|(number, start)| (number, start.max(self.enrolled)))
            .take_while(|(number, start)| *number == 0 || *start > self.enrolled);
        self.device.sessions = sessions
            .map(|(number, start)| Session {
                user: Some("worker".to_owned()),
                r#type: Some(kind.to_owned()),
                remote_host: (kind != "console").then(|| format!("10.0.0.{}", 2 + number)),
                started_at: Some(start.to_string()),
                ended_at: (number > 0).then(|| start.plus(7 * HOUR).to_string()),
            })
            .collect();
        if self.device.input.is_none() {
            self.device.input = Some(Input {
                idle_gap_stddev_ms: Some(self.random.hundredths(18_000, 240_000)),
                events_per_hour: Some(self.random.between(300, 4200)),
                active_hours_utc: Vec::new(),
            });
        }
        let first = 8 + self.random.between(-1, 2) - self.works_by.minutes(at.day()) / 60;
        let hours = self.random.between(7, 11);
        if let Some(input) = &mut self.device.input
            && input.active_hours_utc.is_empty()
        {
            input.active_hours_utc = (first..first + hours).map(|hour| hour.rem_euclid(24)).collect();
            input.active_hours_utc.sort_unstable();
        }
    }

    /// Starts so many days later than planned.
    pub(crate) fn starts_later(&mut self, days: i64) -> bool {
        self.enrolled = self.enrolled.plus_days(days);
        self.device.enrolled_at = Some(self.enrolled.to_string());
        true
    }

    /// Installs a program, under the name that the system uses, and starts its process.
    pub(crate) fn install(&mut self, program: &str, app: &str, process: Option<&str>) -> bool {
        let mac = self.device.os.as_ref().is_some_and(|system| system.name == "macOS");
        let Some(osquery) = &mut self.device.osquery else { return false };
        if mac {
            let path = format!("/Applications/{app}");
            osquery.apps.get_or_insert_default().push(Row::new([("name", app), ("path", &path)]));
        } else {
            osquery.programs.get_or_insert_default().push(Row::new([("name", program), ("version", "1.0")]));
        }
        if let Some(process) = process {
            let name = if mac { process.trim_end_matches(".exe") } else { process };
            osquery.processes.get_or_insert_default().push(Row::new([("name", name), ("cmdline", name)]));
        }
        true
    }

    /// Plugs something in.
    pub(crate) fn plug(&mut self, vendor: &str, vendor_id: &str, model: &str, model_id: &str, serial: &str) -> bool {
        let row = Row::new([
            ("vendor", vendor),
            ("vendor_id", vendor_id),
            ("model", model),
            ("model_id", model_id),
            ("serial", serial),
        ]);
        self.device.osquery.as_mut().is_some_and(|osquery| {
            osquery.usb_devices.get_or_insert_default().push(row);
            true
        })
    }

    /// Puts something into the local network.
    pub(crate) fn neighbour(&mut self, maker: &str) -> bool {
        let address = format!("192.168.1.{}", self.random.between(20, 240));
        let mac = format!("{maker}:{:02x}:{:02x}", self.random.below(256), self.random.below(256));
        self.device.osquery.as_mut().is_some_and(|osquery| {
            osquery.arp_cache.get_or_insert_default().push(Row::new([("address", &address), ("mac", &mac)]));
            true
        })
    }

    /// Something that happens to the parcel so many days after it was sent.
    pub(crate) fn parcel(&mut self, kind: &str, days: i64) -> bool {
        let at = self.shipped.plus_days(days).plus(HOUR);
        self.device.shipment.as_mut().is_some_and(|shipment| {
            shipment.events.get_or_insert_default().push(Event {
                at: Some(at.to_string()),
                kind: kind.to_owned(),
                detail: None,
            });
            true
        })
    }

    /// Where the parcel goes.
    pub(crate) fn ship_to(&mut self, address: Address) -> bool {
        self.device.shipment.as_mut().is_some_and(|shipment| {
            shipment.address = Some(address);
            true
        })
    }

    /// Something that the endpoint protection saw.
    pub(crate) fn seen_by_protection(&mut self, kind: &str) -> bool {
        let at = self.observed.plus(-600);
        let events = &mut self.device.edr.get_or_insert_default().events;
        events.get_or_insert_default().push(Event { at: Some(at.to_string()), kind: kind.to_owned(), detail: None });
        true
    }

    /// Uses the internet over another line.
    pub(crate) fn through(&mut self, line: &Line) -> bool {
        self.device.network.as_mut().is_some_and(|network| {
            connect(network, line);
            true
        })
    }
}

/// A serial number.
pub(super) fn serial(random: &mut Random) -> String {
    (0..10).map(|_| char::from(random.pick(b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"))).collect()
}

fn connect(network: &mut Network, line: &Line) {
    network.ip = Some(line.ip.clone());
    network.asn = line.asn;
    network.as_org = line.as_org.map(str::to_owned);
    network.country = Some(line.country.to_owned());
    network.region = line.region.map(str::to_owned);
    network.is_vpn = Some(line.vpn);
    network.is_hosting = Some(line.hosting);
    network.is_proxy = Some(line.proxy);
    network.is_tor = Some(line.tor);
}

fn inventory(random: &mut Random, system: &str, (manufacturer, model, serial): (&str, &str, &str)) -> Osquery {
    let mut osquery = Osquery {
        processes: Some(vec![
            Row::new([("name", "zoom"), ("cmdline", "zoom")]),
            Row::new([("name", "code"), ("cmdline", "code .")]),
        ]),
        chrome_extensions: Some(vec![Row::new([
            ("name", "uBlock Origin Lite"),
            ("identifier", "ddkjiahejlhfcafbddmgiahcphecmpfh"),
        ])]),
        system_info: Some(vec![Row::new([
            ("hardware_vendor", manufacturer),
            ("hardware_model", model),
            ("hardware_serial", serial),
        ])]),
        listening_ports: Some(Vec::new()),
        ..Osquery::default()
    };
    if system == "macOS" {
        let apps = machines::APPS.iter().filter(|_| random.chance(Rate::percent(70)));
        osquery.apps = Some(
            apps.map(|(name, bundle)| {
                Row::new([("name", name), ("bundle_identifier", bundle), ("path", &format!("/Applications/{name}"))])
            })
            .collect(),
        );
    } else {
        let programs = machines::PROGRAMS.iter().filter(|_| random.chance(Rate::percent(70)));
        osquery.programs = Some(
            programs
                .map(|(name, publisher)| Row::new([("name", name), ("version", "1.0"), ("publisher", publisher)]))
                .collect(),
        );
    }
    let peripherals = (0..random.between(0, 3)).map(|_| {
        let (vendor, vendor_id, model, model_id) = random.pick(&machines::PERIPHERALS);
        Row::new([
            ("vendor", vendor),
            ("vendor_id", vendor_id),
            ("model", model),
            ("model_id", model_id),
            ("serial", ""),
        ])
    });
    osquery.usb_devices = Some(peripherals.collect());
    let displays = (0..random.between(0, 2)).map(|_| {
        let (name, vendor) = random.pick(&machines::DISPLAYS);
        Row::new([("name", name), ("vendor_id", vendor)])
    });
    osquery.connected_displays = Some(displays.collect());
    osquery
}
