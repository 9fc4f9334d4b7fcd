"""Work computers: honest ones with harmless oddities, and those of laptop farms and remote hands."""

import datetime as dt

from people import FAMILY, GIVEN, PLACES

UTC = dt.timezone.utc
USUAL_PROGRAMS = ["Google Chrome", "Slack", "Microsoft Visual Studio Code", "Zoom Workplace", "Git", "Docker Desktop", "7-Zip 24.08 (x64)"]
USUAL_APPS = ["Google Chrome.app", "Slack.app", "Visual Studio Code.app", "zoom.us.app", "Docker.app", "iTerm.app"]


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def device(rng, number):
    """One plain work computer that was sent to where it is used."""
    country = rng.choices(["US", "CA", "GB", "DE", "PL", "BR", "IN"], [60, 6, 8, 8, 5, 5, 8])[0]
    _, zones, cities = PLACES[country]
    city, region = rng.choice(cities)
    seen = dt.datetime(2026, 1, 5, 9, tzinfo=UTC) + dt.timedelta(minutes=rng.randrange(25 * 24 * 60))
    delivered = seen - dt.timedelta(days=rng.choice([4, 9, 20, 60, 150, 400]))
    sent, enrolled = delivered - dt.timedelta(days=rng.randint(2, 6)), delivered + dt.timedelta(hours=rng.randint(3, 70))
    name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    serial = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(10))
    mac = rng.random() < 0.45
    inventory = {"apps": [{"name": a, "path": "/Applications/" + a} for a in rng.sample(USUAL_APPS, 4)]} if mac else \
        {"programs": [{"name": p, "version": "1.0"} for p in rng.sample(USUAL_PROGRAMS, 5)]}
    record = {
        "kind": "device", "id": f"d-{number:03}", "source_system": rng.choice(["fleet", "intune", "jamf"]), "observed_at": stamp(seen),
        "serial_number": serial, "model": "MacBookPro18,3" if mac else "Latitude 7440", "manufacturer": "Apple Inc." if mac else "Dell Inc.",
        "ownership": "company", "managed": True, "os": {"name": "macOS" if mac else "Windows", "version": "15.2" if mac else "11"},
        "user": {"applicant_id": f"a-{rng.randint(1, 240):04}", "name": name, "email": name.split()[0].lower() + "@acme.example"},
        "enrolled_at": stamp(enrolled), "last_seen_at": stamp(seen), "uptime_seconds": rng.randint(600, 900000),
        "shipment": {"serial_number": serial, "address": {"line1": f"{rng.randint(2, 900)} {rng.choice(['Oak', 'Mill', 'Lake'])} Road", "city": city,
                                                          "region": region, "country": country},
                     "carrier": "Example Parcel", "shipped_at": stamp(sent), "delivered_at": stamp(delivered), "signed_by": name, "events": []},
        "network": {"ip": f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randint(1, 254)}", "country": country, "region": region,
                    "is_vpn": False, "is_hosting": False, "is_proxy": False, "is_tor": False,
                    "wifi": {"ssid": "home", "country_code": country}, "open_ports": []},
        "locale": {"timezone": rng.choice(zones), "language": "en"},
        "geo": {"country": country, "region": region, "source": rng.choice(["wifi", "wifi", "ip"])},
        "sessions": [{"user": "worker", "type": "console", "started_at": stamp(seen - dt.timedelta(hours=8 * (i + 1)))} for i in range(rng.randint(2, 6))],
        "input": {"idle_gap_stddev_ms": round(rng.uniform(180, 2400), 1), "events_per_hour": round(rng.uniform(300, 4000), 1),
                  "active_hours_utc": sorted(rng.sample(range(24), rng.randint(7, 13)))},
        "osquery": {**inventory, "processes": [{"name": "zoom", "cmdline": "zoom"}, {"name": "code", "cmdline": "code ."}],
                    "usb_devices": [{"vendor": "Logitech, Inc.", "vendor_id": "046d", "model": "USB Receiver", "model_id": "c52b", "serial": ""}],
                    "arp_cache": [{"address": "192.168.1.1", "mac": "a4:91:b1:00:12:34"}],
                    "connected_displays": [{"name": "DELL U2723QE", "vendor_id": "10ac"}],
                    "system_info": [{"hardware_vendor": "Apple Inc." if mac else "Dell Inc.", "hardware_model": "laptop", "hardware_serial": serial}]},
        "edr": {"events": []},
    }
    for part in ("geo", "input", "sessions", "shipment", "edr"):
        if rng.random() < 0.12:
            record.pop(part)
    return record


def install(record, name, process=None):
    table = "apps" if "apps" in record["osquery"] else "programs"
    record["osquery"].setdefault(table, []).append({"name": name})
    if process:
        record["osquery"].setdefault("processes", []).append({"name": process, "cmdline": process})


def shipped(record, kind):
    if "shipment" in record:
        sent = dt.datetime.strptime(record["shipment"]["shipped_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        record["shipment"].setdefault("events", []).append({"at": stamp(sent + dt.timedelta(days=1)), "kind": kind})


# Harmless oddities.
def teamviewer_from_support(rng, r): install(r, "TeamViewer", "TeamViewer_Service.exe")
def parsec_for_games(rng, r): install(r, "Parsec", "parsecd.exe")
def quick_assist(rng, r): install(r, "Quick Assist")
def helps_parents(rng, r): install(r, "AnyDesk"); install(r, "TeamViewer")
def raspberry_gadget(rng, r): r["osquery"]["usb_devices"].append({"vendor": "Linux Foundation", "vendor_id": "1d6b", "model": "Multifunction Composite Gadget", "model_id": "0104", "serial": "fedcba9876543210"})
def esp32_board(rng, r): r["osquery"]["usb_devices"].append({"vendor": "Silicon Labs", "vendor_id": "10c4", "model": "CP2102 USB to UART Bridge", "model_id": "ea60", "serial": "0001"})
def pikvm_of_home_server(rng, r): r["osquery"]["arp_cache"].append({"address": "192.168.1.40", "mac": "30:52:53:0a:11:02"})
def gl_travel_router(rng, r): r["osquery"]["arp_cache"].append({"address": "192.168.8.1", "mac": "94:83:c4:12:00:01"})
def jiggler(rng, r): install(r, "Mouse Jiggler")
def private_vpn(rng, r): install(r, rng.choice(["NordVPN", "Mullvad VPN"])); r["network"]["is_vpn"] = rng.random() < 0.4
def company_vpn_abroad(rng, r): r["network"].update(is_vpn=True, country="IE")
def business_trip(rng, r): r["network"].update(country="PT"); r["locale"]["timezone"] = "Europe/Lisbon"; r["geo"] = {"country": "PT", "source": "wifi"}; r["network"]["wifi"]["country_code"] = "PT"
def replaced_mainboard(rng, r): r["serial_number"] = "REPLACED01"
def parcel_redirected(rng, r): shipped(r, "redirected")
def neighbour_signed(rng, r):
    if "shipment" in r: r["shipment"]["signed_by"] = "Reception Desk"
def picked_up(rng, r): shipped(r, "held-for-pickup")
def set_up_by_support(rng, r):
    if "shipment" in r: r["enrolled_at"] = r["shipment"]["shipped_at"]
def works_in_vm(rng, r): r["osquery"]["system_info"][0].update(hardware_vendor="VMware, Inc.", hardware_model="VMware Virtual Platform")
def tablet_as_display(rng, r): r["osquery"]["connected_displays"].append({"name": "Virtual Display Driver"})
def bought_access_point_abroad(rng, r): r["network"]["wifi"]["country_code"] = "CN"
def office_computer_used_from_home(rng, r): r["sessions"] = [{"user": "worker", "type": "rdp"} for _ in range(5)]
def on_call(rng, r): r["input"] = {"idle_gap_stddev_ms": 900.0, "events_per_hour": 900.0, "active_hours_utc": list(range(22))}
def tidies_history(rng, r): r["edr"] = {"events": [{"kind": "history-edited", "at": r["observed_at"]}]}
def contractor_own_device(rng, r): r.update(ownership="personal", managed=False); r.pop("shipment", None)
def ad_team(rng, r): install(r, "Multilogin")
def switch_control(rng, r): r["input"] = {"idle_gap_stddev_ms": 3.2, "events_per_hour": 400.0, "active_hours_utc": [14, 15, 16, 17, 18, 19]}
def little_known(rng, r):
    for key in ("osquery", "geo", "locale", "input"): r.pop(key, None)


ODDITIES = {
    teamviewer_from_support: .1, parsec_for_games: .04, quick_assist: .05, helps_parents: .03, raspberry_gadget: .06, esp32_board: .08,
    pikvm_of_home_server: .02, gl_travel_router: .03, jiggler: .06, private_vpn: .1, company_vpn_abroad: .08, business_trip: .05,
    replaced_mainboard: .03, parcel_redirected: .06, neighbour_signed: .12, picked_up: .06, set_up_by_support: .08, works_in_vm: .05,
    tablet_as_display: .04, bought_access_point_abroad: .03, office_computer_used_from_home: .03, on_call: .03, tidies_history: .03,
    contractor_own_device: .04, ad_team: .02, switch_control: .02, little_known: .05,
}


# What farms do.
def pikvm(rng, r): r["osquery"]["usb_devices"].append({"vendor": "PiKVM", "vendor_id": "1d6b", "model": "Composite KVM Device", "model_id": "0104", "serial": "CAFEBABE"})
def disguised_kvm(rng, r): r["osquery"]["usb_devices"].append({"vendor": "Corsair", "vendor_id": "1b1c", "model": "Corsair Gaming Keyboard", "model_id": "1b3d", "serial": "00A1"})
def unnamed_gadget(rng, r): r["osquery"]["usb_devices"].append({"vendor": "Linux Foundation", "vendor_id": "1d6b", "model": "USB Emulation Device", "model_id": "0104", "serial": ""})
def tinypilot_in_network(rng, r): r["osquery"]["arp_cache"].append({"address": "192.168.1.77", "mac": "04:c9:8b:1a:20:01"})
def two_tools(rng, r): install(r, "AnyDesk", "AnyDesk.exe"); install(r, "RustDesk", "rustdesk.exe")
def one_tool(rng, r): install(r, rng.choice(["AnyDesk", "RustDesk", "AnyViewer"]))
def unattended(rng, r): r["osquery"]["processes"].append({"name": "powershell.exe", "cmdline": "powershell remoting_start_host.exe --code=… --pin=123456"})
def astrill(rng, r): install(r, "Astrill VPN", "asovpnc.exe")
def hosting_exit(rng, r): r["network"].update(is_vpn=True, is_hosting=True)
def relay_exit(rng, r): r["network"]["is_proxy"] = True
def far_clock(rng, r): r["locale"]["timezone"] = rng.choice(["Asia/Shanghai", "Asia/Vladivostok", "Europe/Moscow"])
def far_position(rng, r): r["geo"] = {"country": rng.choice(["CN", "RU", "LA"]), "source": "wifi"}
def other_serial(rng, r): r["serial_number"] = "FARM" + str(rng.randint(100000, 999999))
def redirected(rng, r): shipped(r, "address-changed")
def onward(rng, r): shipped(r, "onward-shipped")
def forwarder(rng, r):
    if "shipment" in r: r["shipment"]["address"]["line2"] = "c/o Example Freight Forwarding, Unit 12"
def stranger_signed(rng, r):
    if "shipment" in r: r["shipment"]["signed_by"] = "Chris Farmhand"
def jiggles(rng, r): install(r, "Move Mouse"); r["input"] = {"idle_gap_stddev_ms": round(rng.uniform(0.5, 9), 1), "events_per_hour": 900.0, "active_hours_utc": list(range(rng.randint(12, 24)))}
def remote_only(rng, r): r["sessions"] = [{"user": "worker", "type": "remote", "remote_host": rng.choice(["pikvm", "host-7"])} for _ in range(6)]
def open_port(rng, r): r["network"]["open_ports"] = [3389]
def tampering(rng, r): r["edr"] = {"events": [{"kind": "tamper", "at": r["observed_at"]}]}
def many_identities(rng, r): install(r, rng.choice(["GoLogin", "AdsPower Browser"]))


CONTRADICTIONS = {
    pikvm: 30, disguised_kvm: 12, unnamed_gadget: 15, tinypilot_in_network: 12, two_tools: 30, one_tool: 25, unattended: 12, astrill: 25,
    hosting_exit: 25, relay_exit: 10, far_clock: 25, far_position: 12, other_serial: 12, redirected: 30, onward: 10, forwarder: 10,
    stranger_signed: 20, jiggles: 20, remote_only: 15, open_port: 12, tampering: 10, many_identities: 12,
}
