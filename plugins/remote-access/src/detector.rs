//! The detector: from inventories to signals.

use std::collections::BTreeMap;

use hirewall_sdk::{Detector, Failure, NoSettings, Report, Request, lists};

use crate::inventory::{self, Entry, small};
use crate::kvm::{self, KnownBy, Kvm};
use crate::ports;
use crate::product::product;
use crate::record::Device;
use crate::signals::{Signals, Tool};

/// Rows of displays and USB devices that are looked at.
const ROWS: usize = 60;

/// Names of remote-control software that are looked at, and of what another list finds.
const FOUND: usize = 25;

/// Reads inventories.
#[derive(Debug)]
pub struct RemoteAccess;

type Names = BTreeMap<String, Entry>;

impl Detector for RemoteAccess {
    type Settings = NoSettings;
    type Input = Device;
    type Signals = Signals;

    fn configure(_: NoSettings) -> Result<Self, Failure> {
        Ok(Self)
    }

    fn detect(&self, request: &Request<Device>) -> Result<Report<Signals>, Failure> {
        let device = &request.input;
        let names = inventory::names(device);
        let tools = names.as_ref().map(tools);
        let unapproved = || tools.as_ref().map(|tools| tools.iter().filter(|(tool, _)| !tool.approved));
        let kvm = kvm::signs(device);
        let known = |by: &'static [KnownBy], collected: bool| {
            collected.then(|| kvm.iter().flatten().any(|sign| by.contains(&sign.by)))
        };
        let plugged = device.usb_devices.is_some() || device.connected_displays.is_some();
        let attached = known(&ATTACHED, plugged);
        let open = ports::open(device);
        let named = |list: &str, others: Vec<Found>| named(list, names.as_ref(), others);
        let displays = named("virtual_displays", displays(device));
        let jigglers = named("mouse_jigglers", usb(device));
        let masking = named("masking_vpn_clients", Vec::new());
        let private = named("consumer_vpn_clients", Vec::new());
        let texts =
            |found: &Option<Vec<Found>>| found.as_ref().map(|found| found.iter().map(|(n, _)| n.clone()).collect());
        let signals = Signals {
            unapproved: unapproved().map(|tools| i64::try_from(tools.count()).unwrap_or(i64::MAX)),
            unapproved_running: unapproved().map(|mut tools| tools.any(|(tool, _)| tool.running)),
            tools: tools.as_ref().map(|tools| tools.iter().map(|(tool, _)| tool.clone()).collect()),
            remote_ports: open.as_ref().map(|open| open.iter().map(|(port, _)| *port).collect()),
            kvm_attached: attached,
            gadget_attached: known(&[KnownBy::UsbId], device.usb_devices.is_some())
                .map(|gadget| gadget && attached != Some(true)),
            kvm_in_network: known(&[KnownBy::Neighbour], device.arp_cache.is_some()),
            kvm_session: known(&[KnownBy::SessionHost], device.sessions.is_some()),
            virtual_displays: texts(&displays),
            jigglers: texts(&jigglers),
            masking_vpns: texts(&masking),
            private_vpns: texts(&private),
            kvm: kvm.clone(),
        };
        let places = |found: Option<Vec<Found>>| found.into_iter().flatten().map(|(_, place)| place);
        let of = |by: &'static [KnownBy]| kvm.iter().flatten().filter(|sign| by.contains(&sign.by)).map(Kvm::place);
        let all = tools.iter().flatten().flat_map(|(_, places)| places.clone());
        let theirs: Vec<String> = unapproved().into_iter().flatten().flat_map(|(_, places)| places.clone()).collect();
        Ok(Report::new(signals)
            .evidence("tools", all)
            .evidence("unapproved", theirs.clone())
            .evidence("unapproved_running", theirs)
            .evidence("remote_ports", open.iter().flatten().map(|(_, at)| format!("/osquery/listening_ports/{at}")))
            .evidence("kvm", kvm.iter().flatten().map(Kvm::place))
            .evidence("kvm_attached", of(&ATTACHED))
            .evidence("gadget_attached", of(&[KnownBy::UsbId]))
            .evidence("kvm_in_network", of(&[KnownBy::Neighbour]))
            .evidence("kvm_session", of(&[KnownBy::SessionHost]))
            .evidence("virtual_displays", places(displays))
            .evidence("jigglers", places(jigglers))
            .evidence("masking_vpns", places(masking))
            .evidence("private_vpns", places(private)))
    }
}

/// What says by itself that a KVM is attached.
const ATTACHED: [KnownBy; 3] = [KnownBy::UsbName, KnownBy::UsbSerial, KnownBy::DisplayName];

/// A name and where it stands.
type Found = (String, String);

/// The products for remote control, with where their names stand.
fn tools(names: &Names) -> Vec<(Tool, Vec<String>)> {
    let mut out: BTreeMap<String, (Tool, Vec<String>)> = BTreeMap::new();
    let listed = |text: &str| lists::contains("remote_access_tools", text);
    for (name, entry) in names.iter().filter(|(name, _)| listed(name)).take(FOUND) {
        let product = product(name, listed);
        let approved = lists::contains("approved_remote_tools", name);
        let fresh = Tool { product: product.clone(), approved: true, running: false, installed: false };
        let (tool, places) = out.entry(product).or_insert((fresh, Vec::new()));
        tool.approved &= approved;
        tool.running |= entry.running;
        tool.installed |= entry.installed;
        places.push(entry.place.clone());
    }
    out.into_values().collect()
}

/// The names that a list finds, in the inventories of software and among others; none where nothing was collected.
fn named(list: &str, names: Option<&Names>, others: Vec<Found>) -> Option<Vec<Found>> {
    let software = names.into_iter().flatten().map(|(name, entry)| (name.clone(), entry.place.clone()));
    let collected = names.is_some() || !others.is_empty();
    let mut found: Vec<_> =
        software.chain(others).filter(|(name, _)| lists::contains(list, name)).take(FOUND).collect();
    found.sort();
    found.dedup_by(|later, first| later.0 == first.0);
    collected.then_some(found)
}

fn displays(device: &Device) -> Vec<Found> {
    let rows = device.connected_displays.iter().flatten().take(ROWS).enumerate();
    let rows = rows.filter_map(|(at, row)| Some((small(row.name.as_deref()?), at)));
    rows.map(|(name, at)| (name, format!("/osquery/connected_displays/{at}/name"))).collect()
}

fn usb(device: &Device) -> Vec<Found> {
    let rows = device.usb_devices.iter().flatten().take(ROWS).enumerate();
    let rows = rows.filter_map(|(at, row)| Some((small(row.model.as_deref()?), at)));
    rows.map(|(name, at)| (name, format!("/osquery/usb_devices/{at}/model"))).collect()
}
