//! What computers of personas show: houses of helpers, remote hands, hidden places (S3, S13, S15, S26, S30).

use super::base::serial;
use super::{DeviceTrait, Machine, traits};
use crate::data::machines;
use crate::data::places::OPERATOR_ZONES;
use crate::person::stranger;
use crate::record::Row;
use crate::record::device::Input;
use crate::world::Line;

pub(super) const MISTAKES: &[DeviceTrait] = traits! {
    ship_to_changed_late "F02" First percent 40 "S10";
    forwarder_address "F04" First percent 8 "S13, S15";
    signed_by_helper "F05" First percent 45 "S2, S30";
    onward_shipped "F05" First percent 10 "S30";
    other_serial "F06" First percent 10 "S9";
    position_elsewhere "F07" Any percent 8 "S15";
    first_boot_late "F08" Arrival percent 14 "catalogue";
    consumer_vpn_exit "G03" Any percent 20 "S28";
    rented_server_exit "G04" Any percent 9 "S21";
    relay_exit "G06" Any percent 8 "S21";
    exit_elsewhere_once "G07" Once percent 10 "S1, S8";
    open_remote_port "G11" Any percent 6 "S1";
    clock_elsewhere "G13" Any percent 14 "S11";
    hours_of_elsewhere "G14" First percent 35 "S11, S13";
    one_remote_tool "H01" Any percent 28 "S27";
    two_remote_tools "H02" First percent 24 "S16";
    unattended_start "H04" Any percent 9 "S16";
    named_kvm "H05" First percent 22 "S26";
    unnamed_kvm "H05" First percent 12 "S26";
    disguised_kvm "H05" First percent 9 "S26";
    kvm_in_network "H06" First percent 12 "S26";
    capture_display "H07" First percent 12 "catalogue";
    jiggler "H08" Any percent 22 "S9";
    regular_input "H09" Any percent 14 "catalogue";
    astrill_client "H10" Any percent 14 "S21, S22";
    keyboard_of_elsewhere "H11" First percent 8 "catalogue";
    many_identities_browser "H12" Any percent 8 "S15";
    code_forwarder "H13" Any percent 8 "S16";
    unknown_board "H14" Any percent 6 "S13";
    virtual_display "H15" Any percent 8 "catalogue";
    remote_sessions_only "H16" Any percent 22 "S1";
    tampering "H20" Any percent 8 "S13";
    never_off "H21" First percent 35 "catalogue";
};

fn ship_to_changed_late(machine: &mut Machine<'_>) -> bool {
    let days = machine.random.pick(&[-1, 0, 1]);
    machine.parcel("address-changed", days)
}

fn forwarder_address(machine: &mut Machine<'_>) -> bool {
    let name = machine.random.pick(&[
        "Example Freight Forwarding, Unit 12",
        "Example Parcel Store, Box 240",
        "Example Mail Center, PMB 77",
    ]);
    let address = machine.device.shipment.as_mut().and_then(|shipment| shipment.address.as_mut());
    address.is_some_and(|address| {
        address.line2 = Some(format!("c/o {name}"));
        true
    })
}

fn signed_by_helper(machine: &mut Machine<'_>) -> bool {
    let (given, family) = stranger(&mut machine.random);
    let name = machine.farm.map_or_else(|| format!("{given} {family}"), |farm| farm.helper.clone());
    machine.device.shipment.as_mut().is_some_and(|shipment| {
        shipment.signed_by = Some(name);
        true
    })
}

fn onward_shipped(machine: &mut Machine<'_>) -> bool {
    machine.parcel("onward-shipped", 7)
}

fn other_serial(machine: &mut Machine<'_>) -> bool {
    machine.device.serial_number = Some(serial(&mut machine.random));
    true
}

fn position_elsewhere(machine: &mut Machine<'_>) -> bool {
    let (country, _) = machine.random.weighted(&OPERATOR_ZONES);
    machine.device.geo.as_mut().is_some_and(|geo| {
        (geo.lat, geo.lon, geo.region, geo.country) = (None, None, None, Some(country.to_owned()));
        true
    })
}

fn first_boot_late(machine: &mut Machine<'_>) -> bool {
    let days = machine.random.between(8, 30);
    machine.starts_later(days)
}

fn consumer_vpn_exit(machine: &mut Machine<'_>) -> bool {
    let line = if machine.random.once_in(3) {
        Line::astrill(&mut machine.random, "US")
    } else {
        Line::vpn(&mut machine.random, "US")
    };
    machine.through(&line)
}

fn rented_server_exit(machine: &mut Machine<'_>) -> bool {
    let line = Line::server(&mut machine.random, "US");
    machine.through(&line)
}

fn relay_exit(machine: &mut Machine<'_>) -> bool {
    machine.device.network.as_mut().is_some_and(|network| {
        network.is_proxy = Some(true);
        true
    })
}

/// For once without what hides the line.
fn exit_elsewhere_once(machine: &mut Machine<'_>) -> bool {
    let (country, _) = machine.random.weighted(&OPERATOR_ZONES);
    let mut line = machine.world.line(&mut machine.random, country, "");
    line.region = None;
    machine.through(&line)
}

fn open_remote_port(machine: &mut Machine<'_>) -> bool {
    let port = machine.random.pick(&[3389, 21_118, 7070]);
    machine.device.network.as_mut().is_some_and(|network| {
        network.open_ports.get_or_insert_default().push(port);
        true
    })
}

fn clock_elsewhere(machine: &mut Machine<'_>) -> bool {
    let (_, zone) = machine.random.weighted(&OPERATOR_ZONES);
    machine.device.locale.as_mut().is_some_and(|locale| {
        locale.timezone = Some(zone.name.to_owned());
        true
    })
}

fn hours_of_elsewhere(machine: &mut Machine<'_>) -> bool {
    let (_, zone) = machine.random.weighted(&OPERATOR_ZONES);
    machine.works_by = zone;
    true
}

fn one_remote_tool(machine: &mut Machine<'_>) -> bool {
    let (program, app, process) = machine.random.pick(&machines::REMOTE_TOOLS);
    machine.install(program, app, Some(process))
}

fn two_remote_tools(machine: &mut Machine<'_>) -> bool {
    let second = machine.random.pick(&[1, 3, 4]);
    let (program, app, process) = machines::REMOTE_TOOLS.get(second).copied().unwrap_or(machines::REMOTE_TOOLS[1]);
    let (first, first_app, first_process) = machines::REMOTE_TOOLS[0];
    machine.install(first, first_app, Some(first_process)) && machine.install(program, app, Some(process))
}

fn unattended_start(machine: &mut Machine<'_>) -> bool {
    let pin = machine.random.between(100_000, 999_999);
    let command = format!("powershell.exe remoting_start_host.exe --code=4/0A --name=host --pin={pin}");
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.processes.get_or_insert_default().push(Row::new([("name", "powershell.exe"), ("cmdline", &command)]));
        true
    })
}

fn named_kvm(machine: &mut Machine<'_>) -> bool {
    let (vendor, model, vendor_id, model_id, serial) = machine.random.pick(&[
        ("PiKVM", "Composite KVM Device", "1d6b", "0104", "CAFEBABE"),
        ("tinypilot", "Multifunction USB Device", "1d6b", "0104", "6b65796d696d6570690"),
        ("JetKVM", "JetKVM USB Emulation Device", "1d6b", "0104", ""),
        ("GLKVM", "Composite KVM Device", "1d6b", "0104", "CAFEBABE"),
        ("Sipeed", "NanoKVM", "3346", "1009", ""),
    ]);
    machine.plug(vendor, vendor_id, model, model_id, serial)
}

fn unnamed_kvm(machine: &mut Machine<'_>) -> bool {
    let serial = machine.farm.map_or_else(String::new, |farm| farm.kvm_serial.clone());
    machine.plug("Linux Foundation", "1d6b", "Multifunction Composite Gadget", "0104", &serial)
}

fn disguised_kvm(machine: &mut Machine<'_>) -> bool {
    machine.plug("Corsair", "1b1c", "Corsair Gaming Keyboard", "1b3d", "00A1")
}

fn kvm_in_network(machine: &mut Machine<'_>) -> bool {
    let maker = machine.random.pick(&["04:c9:8b:1a", "30:52:53:0c", "94:83:c4:21"]);
    machine.neighbour(maker)
}

fn capture_display(machine: &mut Machine<'_>) -> bool {
    let name = machine.random.pick(&["PiKVM", "HDMI Capture", "TOSHIBA TC358743", "LT6911UXC"]);
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.connected_displays = Some(vec![Row::new([("name", name)])]);
        true
    })
}

fn jiggler(machine: &mut Machine<'_>) -> bool {
    let (program, app) = machine.random.pick(&[
        ("Mouse Jiggler", "Jiggler.app"),
        ("Move Mouse", "Move Mouse.app"),
        ("Caffeine", "Caffeine.app"),
    ]);
    machine.install(program, app, None)
}

fn regular_input(machine: &mut Machine<'_>) -> bool {
    let spread = machine.random.hundredths(50, 2200);
    machine.device.input =
        Some(Input { idle_gap_stddev_ms: Some(spread), events_per_hour: Some(900), active_hours_utc: Vec::new() });
    true
}

fn astrill_client(machine: &mut Machine<'_>) -> bool {
    machine.install("Astrill VPN", "Astrill.app", Some("asovpnc.exe"))
}

fn keyboard_of_elsewhere(machine: &mut Machine<'_>) -> bool {
    let layout = machine.random.pick(&["Korean", "Chinese (Simplified)", "Russian"]);
    machine.device.locale.as_mut().is_some_and(|locale| {
        locale.keyboard_layouts.push(layout.to_owned());
        true
    })
}

fn unknown_board(machine: &mut Machine<'_>) -> bool {
    machine.plug("Raspberry Pi", "2e8a", "Pico", "0005", "E6614104") && machine.neighbour("b8:27:eb:40")
}

fn many_identities_browser(machine: &mut Machine<'_>) -> bool {
    let (program, app) = machine.random.pick(&[
        ("GoLogin", "GoLogin.app"),
        ("AdsPower Browser", "AdsPower Global.app"),
        ("Dolphin Anty", "Dolphin Anty.app"),
    ]);
    machine.install(program, app, None)
}

fn code_forwarder(machine: &mut Machine<'_>) -> bool {
    let (name, identifier) = machine.random.pick(&[
        ("Authenticator OTP Forwarder", "aaaabbbbccccddddeeeeffffgggghhhh"),
        ("Interview Copilot AI", "hhhhggggffffeeeeddddccccbbbbaaaa"),
    ]);
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.chrome_extensions.get_or_insert_default().push(Row::new([("name", name), ("identifier", identifier)]));
        true
    })
}

fn virtual_display(machine: &mut Machine<'_>) -> bool {
    let name = machine.random.pick(&["Parsec Virtual Display", "IddSampleDriver", "Virtual Display Driver"]);
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.connected_displays.get_or_insert_default().push(Row::new([("name", name)]));
        true
    })
}

fn remote_sessions_only(machine: &mut Machine<'_>) -> bool {
    machine.remote_sessions = Some(machine.random.pick(&["remote", "vnc"]));
    true
}

fn tampering(machine: &mut Machine<'_>) -> bool {
    let kind = machine.random.pick(&["tamper", "malware", "history-edited"]);
    machine.seen_by_protection(kind)
}

fn never_off(machine: &mut Machine<'_>) -> bool {
    machine.always_on = true;
    true
}
