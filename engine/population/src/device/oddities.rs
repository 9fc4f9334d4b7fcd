//! Harmless oddities of work computers.

use super::{DeviceTrait, Machine, traits};
use crate::data::machines;
use crate::data::places::{JOURNEYS, US_ZONES};
use crate::person::stranger;
use crate::record::device::{Input, Wifi};
use crate::record::{Address, Row};
use crate::world::Line;

pub(super) const ODDITIES: &[DeviceTrait] = traits! {
    tool_of_it_support "-" First percent 30 "IT installed its own remote tool";
    helps_relatives "-" Any percent 3 "a private remote tool for the parents";
    two_private_tools "-" Any per_mille 8 "two such tools";
    remote_help_for_access "-" First per_mille 8 "a helper for a person with a disability takes over at times";
    games_at_night "-" Any percent 3 "a streaming tool for games";
    mesh_network "-" Any percent 7 "a developer reaches the own machines over Tailscale";
    editor_tunnel "-" Any percent 6 "a developer uses the tunnels of the editor";
    desk_switch "-" First percent 7 "a KVM switch on the desk, between private and work computer";
    dock "-" First percent 28 "a docking station";
    board_for_hobby "-" Any percent 4 "a board of a hobby calls itself a composite gadget";
    small_computer "-" Any percent 3 "a Raspberry Pi of a hobby";
    microcontroller "-" Any percent 5 "a microcontroller on a serial adapter";
    kvm_of_home_server "-" First per_mille 12 "a network KVM in the house, for a server of the own";
    travel_router "-" Any percent 2 "a router of a maker that also makes KVMs";
    jiggler "-" Any percent 4 "a program keeps the computer awake";
    private_vpn "-" Any percent 7 "a VPN for privacy";
    astrill_from_a_journey "-" Any per_mille 2 "a VPN that works in China, from a journey";
    company_vpn "-" First percent 18 "the VPN of the employer hides the line";
    on_a_journey "-" Once percent 9 "works from elsewhere for a week";
    clock_of_former_home "-" First percent 3 "the clock was never set to the new home";
    keyboard_of_former_home "-" First percent 40 "came from abroad and also types the first language";
    replaced_mainboard "-" Any percent 1 "a repair changed the serial number";
    parcel_redirected "-" First percent 7 "the carrier was told to come to the neighbour or a shop";
    held_for_pickup "-" First percent 8 "fetched from a parcel shop";
    sent_to_office "-" First percent 9 "handed out at the office, or sent to a coworking space";
    sent_to_new_home "-" First percent 4 "moved between offer and first day";
    signed_by_neighbour "-" First percent 12 "somebody else in the house signed";
    set_up_by_it "-" First percent 8 "enrolled at the office before it was sent";
    unpacked_late "-" Arrival percent 3 "starts a month after delivery";
    virtual_machine "-" Any percent 4 "works in a virtual machine";
    tablet_as_display "-" Any percent 4 "a virtual display driver for a tablet";
    access_point_from_abroad "-" First percent 2 "an access point announces the country where it was bought";
    remote_into_office "-" Any percent 3 "a computer at the office, used from home";
    on_call "-" Any percent 3 "works at all hours";
    night_owl "-" First percent 5 "works at night";
    tidies_history "-" Any percent 2 "clears the shell history";
    protection_hiccup "-" Any percent 1 "an update of the endpoint protection looks like tampering";
    own_computer "-" First percent 3 "a contractor with an own computer";
    second_browser_profiles "-" Any percent 1 "the advertising team tests with many profiles";
    switch_control "-" First per_mille 6 "input by a switch or by voice, with regular gaps";
    agent_sees_little "-" First percent 5 "the agent has few rights";
};

fn tool_of_it_support(machine: &mut Machine<'_>) -> bool {
    machine.install("ScreenConnect Client", "ScreenConnect Client.app", Some("ScreenConnect.ClientService.exe"))
}

fn tool(machine: &mut Machine<'_>, number: usize) -> bool {
    let (program, app, process) = machines::REMOTE_TOOLS.get(number).copied().unwrap_or(machines::REMOTE_TOOLS[0]);
    machine.install(program, app, Some(process))
}

fn helps_relatives(machine: &mut Machine<'_>) -> bool {
    let number = machine.random.weighted(&[(40, 0), (10, 1), (40, 2), (10, 3)]);
    tool(machine, number)
}

fn two_private_tools(machine: &mut Machine<'_>) -> bool {
    tool(machine, 0) && tool(machine, 2)
}

fn remote_help_for_access(machine: &mut Machine<'_>) -> bool {
    tool(machine, 3)
}

fn games_at_night(machine: &mut Machine<'_>) -> bool {
    machine.install("Parsec", "Parsec.app", Some("parsecd.exe"))
}

fn mesh_network(machine: &mut Machine<'_>) -> bool {
    machine.install("Tailscale", "Tailscale.app", Some("tailscaled.exe"))
}

fn editor_tunnel(machine: &mut Machine<'_>) -> bool {
    let row = Row::new([("name", "code-tunnel"), ("cmdline", "code-tunnel tunnel --accept-server-license-terms")]);
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.processes.get_or_insert_default().push(row);
        true
    })
}

fn desk_switch(machine: &mut Machine<'_>) -> bool {
    machine.plug("ATEN International Co., Ltd", "0557", "CS682 2-Port USB 2.0 DVI KVM Switch", "2213", "")
}

fn dock(machine: &mut Machine<'_>) -> bool {
    machine.plug("DisplayLink", "17e9", "Plugable UD-6950H", "6015", "")
        && machine.plug("Realtek Semiconductor Corp.", "0bda", "USB 10/100/1000 LAN", "8153", "")
}

fn board_for_hobby(machine: &mut Machine<'_>) -> bool {
    let serial = machine.random.hex(16);
    machine.plug("Linux Foundation", "1d6b", "Multifunction Composite Gadget", "0104", &serial)
}

fn small_computer(machine: &mut Machine<'_>) -> bool {
    machine.neighbour("b8:27:eb:51")
}

fn microcontroller(machine: &mut Machine<'_>) -> bool {
    machine.plug("Silicon Labs", "10c4", "CP2102 USB to UART Bridge", "ea60", "0001")
}

fn kvm_of_home_server(machine: &mut Machine<'_>) -> bool {
    machine.neighbour("30:52:53:0a")
}

fn travel_router(machine: &mut Machine<'_>) -> bool {
    machine.neighbour("94:83:c4:12")
}

fn jiggler(machine: &mut Machine<'_>) -> bool {
    let (program, app) = machine.random.pick(&[
        ("Mouse Jiggler", "Jiggler.app"),
        ("Caffeine", "Caffeine.app"),
        ("Move Mouse", "Amphetamine.app"),
    ]);
    machine.install(program, app, None)
}

fn private_vpn(machine: &mut Machine<'_>) -> bool {
    let (program, app) = machine.random.pick(&[
        ("NordVPN", "NordVPN.app"),
        ("Mullvad VPN", "Mullvad VPN.app"),
        ("Proton VPN", "ProtonVPN.app"),
    ]);
    if machine.random.once_in(3) {
        let line = Line::vpn(&mut machine.random, machine.person.country.code);
        machine.through(&line);
    }
    machine.install(program, app, None)
}

fn astrill_from_a_journey(machine: &mut Machine<'_>) -> bool {
    machine.install("Astrill VPN", "Astrill.app", None)
}

fn company_vpn(machine: &mut Machine<'_>) -> bool {
    let line = Line::company(&mut machine.random, "US");
    machine.through(&line)
}

fn on_a_journey(machine: &mut Machine<'_>) -> bool {
    let (country, zone) = machine.random.pick(&JOURNEYS);
    let mut line = machine.world.line(&mut machine.random, country, "");
    line.region = None;
    let (gateway, bssid) = machine.world.router();
    if let Some(network) = &mut machine.device.network {
        network.gateway_mac = Some(gateway);
        network.wifi =
            Some(Wifi { ssid: Some("guest".to_owned()), bssid: Some(bssid), country_code: Some(country.to_owned()) });
    }
    if let Some(geo) = &mut machine.device.geo {
        (geo.lat, geo.lon, geo.region, geo.country) = (None, None, None, Some(country.to_owned()));
    }
    if let Some(locale) = &mut machine.device.locale {
        locale.timezone = Some(zone.name.to_owned());
    }
    machine.through(&line)
}

fn clock_of_former_home(machine: &mut Machine<'_>) -> bool {
    let zone = machine.random.pick(&US_ZONES);
    machine.device.locale.as_mut().is_some_and(|locale| {
        locale.timezone = Some(zone.name.to_owned());
        true
    })
}

fn keyboard_of_former_home(machine: &mut Machine<'_>) -> bool {
    let layout = match machine.person.came_from {
        Some("IN") => "Hindi",
        Some("CN" | "SG") => "Chinese (Simplified)",
        Some("KR") => "Korean",
        Some("VN") => "Vietnamese",
        Some("UA") => "Ukrainian",
        Some("PL") => "Polish",
        Some("MX") => "Spanish (Latin America)",
        Some("BR") => "Portuguese (Brazil)",
        Some("EG") => "Arabic",
        Some("DE") => "German",
        _ => return false,
    };
    machine.device.locale.as_mut().is_some_and(|locale| {
        locale.keyboard_layouts.push(layout.to_owned());
        true
    })
}

fn replaced_mainboard(machine: &mut Machine<'_>) -> bool {
    machine.device.serial_number = Some(format!("SVC{}", machine.random.between(1_000_000, 9_999_999)));
    true
}

fn parcel_redirected(machine: &mut Machine<'_>) -> bool {
    machine.parcel("redirected", 1)
}

fn held_for_pickup(machine: &mut Machine<'_>) -> bool {
    machine.parcel("held-for-pickup", 2)
}

fn sent_to_office(machine: &mut Machine<'_>) -> bool {
    if machine.farm.is_some() {
        return false;
    }
    let (line1, line2) = machine.random.pick(&[
        ("500 Commerce Plaza", "Reception"),
        ("18 Foundry Square", "Coworking, 3rd floor"),
        ("2200 Tech Center Drive", "Mail room"),
        ("77 Union Wharf", "Front desk"),
    ]);
    machine.ship_to(Address {
        line1: Some(line1.to_owned()),
        line2: Some(line2.to_owned()),
        postal_code: None,
        ..machine.person.address.clone()
    }) && machine.device.shipment.as_mut().is_some_and(|shipment| {
        shipment.signed_by = Some("Reception".to_owned());
        true
    })
}

fn sent_to_new_home(machine: &mut Machine<'_>) -> bool {
    if machine.farm.is_some() {
        return false;
    }
    let address = crate::person::address(&mut machine.random, machine.person.country, machine.person.city);
    machine.ship_to(address) && machine.parcel("address-changed", 0)
}

fn signed_by_neighbour(machine: &mut Machine<'_>) -> bool {
    let (given, family) = stranger(&mut machine.random);
    let family = if machine.random.once_in(2) { machine.person.family.clone() } else { family };
    machine.device.shipment.as_mut().is_some_and(|shipment| {
        shipment.signed_by = Some(format!("{given} {family}"));
        true
    })
}

fn set_up_by_it(machine: &mut Machine<'_>) -> bool {
    machine.device.enrolled_at = Some(machine.shipped.plus_days(-1).to_string());
    true
}

fn unpacked_late(machine: &mut Machine<'_>) -> bool {
    let days = machine.random.between(18, 40);
    machine.starts_later(days)
}

fn virtual_machine(machine: &mut Machine<'_>) -> bool {
    let serial = machine.device.serial_number.clone().unwrap_or_default();
    let row = Row::new([
        ("hardware_vendor", "VMware, Inc."),
        ("hardware_model", "VMware Virtual Platform"),
        ("hardware_serial", &serial),
    ]);
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.system_info = Some(vec![row]);
        true
    })
}

fn tablet_as_display(machine: &mut Machine<'_>) -> bool {
    machine.device.osquery.as_mut().is_some_and(|osquery| {
        osquery.connected_displays.get_or_insert_default().push(Row::new([("name", "Virtual Display Driver")]));
        true
    })
}

fn access_point_from_abroad(machine: &mut Machine<'_>) -> bool {
    let country = machine.random.pick(&["CN", "DE", "JP"]);
    machine.device.network.as_mut().and_then(|network| network.wifi.as_mut()).is_some_and(|wifi| {
        wifi.country_code = Some(country.to_owned());
        true
    })
}

fn remote_into_office(machine: &mut Machine<'_>) -> bool {
    machine.remote_sessions = Some("rdp");
    true
}

fn on_call(machine: &mut Machine<'_>) -> bool {
    machine.device.input = Some(Input {
        idle_gap_stddev_ms: Some(900.0),
        events_per_hour: Some(900),
        active_hours_utc: (0..22).collect(),
    });
    true
}

fn night_owl(machine: &mut Machine<'_>) -> bool {
    machine.works_by.winter_minutes -= 8 * 60;
    true
}

fn tidies_history(machine: &mut Machine<'_>) -> bool {
    machine.seen_by_protection("history-edited")
}

fn protection_hiccup(machine: &mut Machine<'_>) -> bool {
    machine.seen_by_protection("tamper")
}

fn own_computer(machine: &mut Machine<'_>) -> bool {
    machine.device.ownership = Some("personal".to_owned());
    machine.device.managed = Some(false);
    machine.device.shipment.take().is_some()
}

fn second_browser_profiles(machine: &mut Machine<'_>) -> bool {
    machine.install("Multilogin", "Multilogin.app", None)
}

fn switch_control(machine: &mut Machine<'_>) -> bool {
    let spread = machine.random.hundredths(150, 900);
    machine.device.input =
        Some(Input { idle_gap_stddev_ms: Some(spread), events_per_hour: Some(400), active_hours_utc: Vec::new() });
    true
}

fn agent_sees_little(machine: &mut Machine<'_>) -> bool {
    machine.device.osquery = None;
    machine.device.geo = None;
    true
}
