//! The detector: from statements to contradictions.

use hirewall_sdk::{Detector, Failure, Report, Request};

use crate::applicant::Applicant;
use crate::claim::Claim;
use crate::device::Device;
use crate::finding::{Contradiction, Finding, Source, whole};
use crate::position::Position;
use crate::record::{Network, Record};
use crate::settings::Settings;
use crate::signals::Signals;
use crate::travel::{Sighting, fastest};
use crate::{clock, phone};

/// Compares statements about places.
#[derive(Debug)]
pub struct Geo {
    fastest_kmh: i64,
}

impl Detector for Geo {
    type Settings = Settings;
    type Input = Record;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        if !(300..=3000).contains(&settings.fastest_kmh) {
            return Err(Failure::new("bad-settings", "`fastest_kmh` is not between 300 and 3000"));
        }
        Ok(Self { fastest_kmh: i64::from(settings.fastest_kmh) })
    }

    fn detect(&self, request: &Request<Record>) -> Result<Report<Signals>, Failure> {
        Ok(match &request.input {
            Record::Applicant(applicant) => self.applicant(applicant),
            Record::Device(device) => of_device(device),
        })
    }
}

impl Geo {
    fn applicant(&self, applicant: &Applicant) -> Report<Signals> {
        let claim = residence(applicant);
        let phone = phone::beside(&claim, numbers(applicant));
        let ip = claim.beside_country(applicant.client.direct_country(), "/client/country");
        let own = clock::beside(&claim, applicant.time_zone.as_deref(), "/client/timezone");
        let hours = clock::beside(&claim, applicant.hours.as_deref(), "/availability/timezone");
        let journey = fastest(sightings(applicant));
        let files = applicant.attachments.iter().filter_map(|file| file.utc_offset_minutes);
        let found = [
            phone.contradiction(Source::Residence, Source::Phone),
            ip.contradiction(Source::Residence, Source::Ip),
            own.contradiction(Source::Residence, Source::Clock),
            hours.contradiction(Source::Residence, Source::Hours),
            ip_clock(&applicant.client, applicant.time_zone.as_deref()),
        ];
        let signals = Signals {
            contradictions: found.into_iter().flatten().collect(),
            residences_differ: claim.differ(),
            phone_differs: phone.differs,
            hours_gap_minutes: hours.gap,
            file_gap_minutes: clock::file_gap(&claim, files),
            travel_kmh_at_least: journey.kmh,
            impossible_travel: journey.kmh.map(|kmh| kmh > self.fastest_kmh),
            ..network(&claim, &applicant.client, applicant.time_zone.as_deref(), &ip, &own)
        };
        evidence(signals, "/client", "/client/timezone", &ip, &own)
            .evidence("residences_differ", claim.places())
            .evidence("phone_differs", phone.places)
            .evidence("hours_gap_minutes", hours.places)
            .evidence("file_gap_minutes", claim.beside("/attachments"))
            .evidence("travel_kmh_at_least", journey.places.clone())
            .evidence("impossible_travel", journey.places)
    }
}

fn of_device(device: &Device) -> Report<Signals> {
    let shipment = device.shipped_to.as_deref().map(|country| ("/shipment/address/country".to_owned(), country));
    let claim = Claim::new(shipment.into_iter());
    let ip = claim.beside_country(device.network.direct_country(), "/network/country");
    let own = clock::beside(&claim, device.time_zone.as_deref(), "/locale/timezone");
    let wifi = claim.beside_country(device.wifi.as_deref(), "/network/wifi/country_code");
    let position = Position::of(&device.geo);
    let measured = position.as_ref().map(|position| position.beside(&claim)).unwrap_or_default();
    let beside_ip = position.as_ref().zip(device.network.direct_country());
    let ip_position = Finding {
        differs: beside_ip.and_then(|(position, country)| position.outside(country)),
        km: beside_ip.and_then(|(position, country)| position.km_from(country)).map(whole),
        ..Finding::default()
    };
    let found = [
        ip.contradiction(Source::Shipment, Source::Ip),
        own.contradiction(Source::Shipment, Source::Clock),
        wifi.contradiction(Source::Shipment, Source::Wifi),
        measured.contradiction(Source::Shipment, Source::Position),
        ip_position.contradiction(Source::Ip, Source::Position),
        ip_clock(&device.network, device.time_zone.as_deref()),
    ];
    let signals = Signals {
        contradictions: found.into_iter().flatten().collect(),
        wifi_differs: wifi.differs,
        position_differs: measured.differs,
        position_km_at_least: measured.km,
        ip_position_differs: ip_position.differs,
        ..network(&claim, &device.network, device.time_zone.as_deref(), &ip, &own)
    };
    evidence(signals, "/network", "/locale/timezone", &ip, &own)
        .evidence("wifi_differs", wifi.places)
        .evidence("position_differs", measured.places.clone())
        .evidence("position_km_at_least", measured.places)
        .evidence("ip_position_differs", ["/network/country", "/geo"])
}

/// The signals that a connection and a clock give in both kinds of records.
fn network(claim: &Claim, network: &Network, zone: Option<&str>, ip: &Finding, own: &Finding) -> Signals {
    let relay = network.country.as_deref().filter(|_| network.relayed());
    let covered = relay.map(|country| claim.beside_country(Some(country), "").differs == Some(false));
    Signals {
        ip_relayed: network.known_relayed(),
        ip_differs: ip.differs,
        ip_km_at_least: ip.km,
        clock_differs: own.differs,
        clock_gap_minutes: own.gap,
        ip_clock_gap_minutes: ip_clock_gap(network, zone),
        relay_covers_clock: covered.zip(own.differs).map(|(covered, differs)| covered && differs),
        ..Signals::default()
    }
}

fn ip_clock_gap(network: &Network, zone: Option<&str>) -> Option<i64> {
    clock::gap(network.direct_country().into_iter(), zone.and_then(places::zone)?.offsets)
}

fn ip_clock(network: &Network, zone: Option<&str>) -> Option<Contradiction> {
    let gap = ip_clock_gap(network, zone)?;
    let finding = Finding { differs: Some(gap > 0), gap: Some(gap), ..Finding::default() };
    finding.contradiction(Source::Ip, Source::Clock)
}

/// The claimed residence and all addresses.
fn residence(applicant: &Applicant) -> Claim {
    let resume = applicant.country.as_deref().map(|country| ("/basics/location/country_code".to_owned(), country));
    let addresses = applicant.addresses.iter().enumerate();
    let addresses =
        addresses.filter_map(|(at, address)| Some((format!("/addresses/{at}/country"), address.country.as_deref()?)));
    Claim::new(resume.into_iter().chain(addresses))
}

fn numbers(applicant: &Applicant) -> impl Iterator<Item = (String, &str)> {
    let resume = applicant.phone.as_deref().map(|raw| ("/basics/phone".to_owned(), raw));
    let others = applicant.phones.iter().enumerate();
    resume
        .into_iter()
        .chain(others.filter_map(|(at, phone)| Some((format!("/phones/{at}/raw"), phone.raw.as_deref()?))))
}

/// Where the applicant was seen, relays left out.
fn sightings(applicant: &Applicant) -> impl Iterator<Item = Sighting<'_>> {
    let country = applicant.client.direct_country();
    let form = Sighting::new(applicant.applied_at.as_deref(), country, "/client/country".to_owned());
    let interviews = applicant.interviews.iter().enumerate().filter_map(|(at, interview)| {
        let place = format!("/interviews/{at}");
        Sighting::new(interview.at.as_deref(), interview.network.direct_country(), place)
    });
    form.into_iter().chain(interviews)
}

fn evidence(signals: Signals, client: &str, clock: &str, ip: &Finding, own: &Finding) -> Report<Signals> {
    let country = format!("{client}/country");
    Report::new(signals)
        .evidence("ip_relayed", [client])
        .evidence("ip_differs", ip.places.clone())
        .evidence("ip_km_at_least", ip.places.clone())
        .evidence("clock_differs", own.places.clone())
        .evidence("clock_gap_minutes", own.places.clone())
        .evidence("ip_clock_gap_minutes", [country.as_str(), clock])
        .evidence("relay_covers_clock", own.places.iter().map(String::as_str).chain([client]))
}
