"""Harmless oddities of honest applicants: what real people's applications look like.

ODDITIES gives each its rate. Some look exactly like what a scheme does; that is the point.
"""

import datetime as dt

from applicants import career, e164, event, github, linkedin, other_name, phone, staged, stamp, when
from people import FAMILY, GIVEN, MAIL, NON_LATIN, SCHOOLS


def foreign_degree(rng, r):
    country = rng.choice([c for c in SCHOOLS if c != r["basics"]["location"]["country_code"]])
    r["education"][0].update(institution=rng.choice(SCHOOLS[country])[0], country=country)


def plus_typed_by_hand(rng, r):
    if r.get("phones"):
        r["phones"][0].update(raw=e164(r["phones"][0]["raw"], r["basics"]["location"]["country_code"]), source_normalised=False)


def number_of_former_country(rng, r):
    r["phones"] = [{"raw": e164(phone(rng, "GB", ""), "GB"), "source_normalised": False}]


def area_code_of_former_state(rng, r):
    if r["basics"]["location"]["country_code"] == "US":
        # Who types the plus sign types it before this number, too.
        plus = any(p.get("source_normalised") is False and p["raw"].startswith("+") for p in r.get("phones", []))
        raw = f"{rng.choice([212, 305, 702, 503])}-555-01{rng.randrange(100):02}"
        r["phones"] = [{"raw": e164(raw, "US") if plus else raw, "source_normalised": False}]


def family_phone(rng, r):
    r["phones"] = [{"raw": "602-555-0177", "source_normalised": False, "type": "home"}]


def mistyped_phone(rng, r):
    if r.get("phones"):
        r["phones"][0].update(raw=r["phones"][0]["raw"][:-1], source_normalised=False)


def business_line(rng, r):
    r["phones"] = [{"raw": "1-800-555-0123", "source_normalised": False, "type": "work"}]


def uses_vpn(rng, r):
    r["client"]["is_vpn"] = True
    r["client"]["is_hosting"] = rng.random() < 0.5


def applied_while_travelling(rng, r):
    country, zone = rng.choice([("PT", "Europe/Lisbon"), ("TH", "Asia/Bangkok"), ("MX", "America/Mexico_City"), ("GR", "Europe/Athens")])
    r["client"].update(country=country, timezone=rng.choice([zone, r["client"]["timezone"]]))
    r["client"].pop("region", None)


def clock_of_head_office(rng, r):
    r["client"]["timezone"] = "UTC" if rng.random() < 0.5 else "Europe/London"


def offers_head_office_hours(rng, r):
    r["availability"] = {"timezone": rng.choice(["America/New_York", "Europe/London"]), "hours": "09:00-17:00"}


def married_name_on_resume(rng, r):
    given = r["basics"]["name"].split()[0]
    for place in ("documents", "profiles"):
        for item in r.get(place, []):
            if "name" in item and rng.random() < 0.7:
                item["name"] = f"{given} {rng.choice(FAMILY)}"


def chosen_name(rng, r):
    staged(rng, r)
    r["documents"][0]["name"] = f"{rng.choice(GIVEN)} {r['basics']['name'].split()[1]}"


def whole_new_name(rng, r):
    staged(rng, r)
    r["documents"][0]["name"] = other_name(rng, r)
    r["verification"]["methods"].append("in-person")


def two_scripts(rng, r):
    staged(rng, r)
    own, latin = rng.choice(NON_LATIN)
    r["basics"]["name"] = own
    r["documents"][0]["name"] = latin
    if linkedin(r):
        linkedin(r)["name"] = latin
    r.pop("payment", None)


def spouse_account(rng, r):
    staged(rng, r)
    r["payment"] = {"holder": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "institution": "Example Credit Union", "type": "bank", "changed_at": []}


def prepaid_card(rng, r):
    staged(rng, r)
    r["payment"] = {"holder": r["basics"]["name"], "institution": "Example Prepaid", "type": rng.choice(["prepaid", "money-service"]), "changed_at": []}


def older_career_changer(rng, r):
    start = dt.date(rng.randint(1979, 1992), 9, 1)
    r["work"] = career(rng, start, when(r).date())
    if linkedin(r):
        linkedin(r)["employers"] = [w["name"] for w in r["work"][:4]]
    r["education"] = [{"institution": "Maricopa Community Colleges", "area": "Nursing", "study_type": "Associate", "end_date": str(start.year)},
                      {"institution": "Lambda Coding Bootcamp", "area": "Computer Science", "study_type": "Certificate", "end_date": str(when(r).year - 1)}]


def part_time_jobs(rng, r):
    first = r["work"][0]
    for name in ("Corner Bakery Night Shift", "Riverside Tutoring", "City Library"):
        r["work"].append({"name": name, "position": rng.choice(["Cashier", "Tutor", "Library Clerk"]), "start_date": first["start_date"][:4]})


def modern_words_for_old_work(rng, r):
    r["work"].append({"name": "Elmtree Hosting", "position": "System Administrator", "start_date": "2007", "end_date": "2012",
                      "highlights": [rng.choice(["Containers before Docker: chroot and jails", "What we would call a Kubernetes cluster today"])]})


def parser_swapped_dates(rng, r):
    job = r["work"][-1]
    if "end_date" in job:
        job["start_date"], job["end_date"] = job["end_date"], job["start_date"]


def parser_swapped_school_dates(rng, r):
    e = r["education"][0]
    if "start_date" in e:
        e["start_date"], e["end_date"] = e["end_date"], e["start_date"]


def transfer_student(rng, r):
    r["education"][0].update(study_type="Bachelor of Arts", start_date="2015-09", end_date="2016-12")


def awake_after_years(rng, r):
    if linkedin(r):
        linkedin(r).update(last_active_at=stamp(when(r) - dt.timedelta(days=rng.randint(1200, 2500))),
                           reactivated_at=stamp(when(r) - dt.timedelta(days=rng.randint(3, 80))), name_changes=int(rng.random() < 0.12))


def few_contacts(rng, r):
    if linkedin(r):
        linkedin(r)["connections"] = rng.randint(0, 28)


def no_profiles(rng, r):
    r.pop("profiles", None)


def stale_profile(rng, r):
    if linkedin(r):
        linkedin(r)["employers"] = ["Old Mill Diner", "Summer Camp Tahoma"]


def work_account_was_private(rng, r):
    github(rng, r).update(created_at=stamp(when(r) - dt.timedelta(days=rng.randint(2, 55))))
    github(rng, r).pop("first_commit_at", None)


def moved_from_another_host(rng, r):
    account = github(rng, r)
    opened = dt.datetime.strptime(account["created_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)
    account["first_commit_at"] = stamp(opened - dt.timedelta(days=rng.randint(800, 2500)))


def many_addresses_over_years(rng, r):
    github(rng, r)["author_emails"] = [f"{r['basics']['name'].split()[0].lower()}@host{i}.example" for i in range(rng.randint(6, 9))]


def popular_speaker(rng, r):
    github(rng, r).update(followers=rng.randint(250, 4000), following=rng.randint(210, 400))


def broken_link(rng, r):
    if r.get("profiles"):
        r["profiles"][-1]["reachable"] = False


def references_moved_on(rng, r):
    r["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "email": f"{rng.choice(GIVEN).lower()}{i}@{rng.choice(MAIL)}"} for i in range(2)]


def front_desk_phone(rng, r):
    r["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "phone": "614-555-0150", "company": r["work"][0]["name"]} for _ in range(2)]


def written_on_friends_computer(rng, r):
    r["attachments"][0]["author"] = other_name(rng, r)


def resume_from_abroad(rng, r):
    r["attachments"][0].update(utc_offset_minutes=rng.choice([60, 120, 330, 540]), created_at=stamp(when(r) - dt.timedelta(days=rng.randint(1, 60))))


def streamer_camera(rng, r):
    staged(rng, r)
    r["interviews"][0].update(virtual_camera=True, background="virtual")


def camera_off(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["camera"] = rng.choice(["off", "refused"])


def stammers(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["flags"] = ["long-pauses"]


def noisy_cafe(rng, r):
    staged(rng, r)
    r["interviews"][0]["flags"] = ["call-centre-noise"]


def face_comparison_failed(rng, r):
    staged(rng, r)
    r["interviews"][0]["face_match"] = round(rng.uniform(0.2, 0.5), 2)


def identity_check_timed_out(rng, r):
    staged(rng, r)
    r["verification"]["identity"] = "failed"


def school_closed(rng, r):
    staged(rng, r)
    r["verification"]["education"] = "denied"


def namesake_in_background_check(rng, r):
    staged(rng, r)
    r["verification"]["background_check"] = "flagged"


def passport_ran_out(rng, r):
    staged(rng, r)
    r["documents"][0]["expires_on"] = stamp(when(r) - dt.timedelta(days=rng.randint(20, 700)))[:10]


def glare_on_document(rng, r):
    staged(rng, r)
    r["documents"][0]["checks"]["altered"] = True


def moves_house(rng, r):
    staged(rng, r)
    event(rng, r, "shipping-address-changed")


def cannot_travel(rng, r):
    staged(rng, r)
    event(rng, r, "refused-in-person")


def own_keyboard_and_computer(rng, r):
    staged(rng, r)
    event(rng, r, "asked-own-device")


def autofill(rng, r):
    r["client"].update(fill_seconds=rng.randint(4, 14), paste_ratio=round(rng.uniform(0.9, 1), 2))


def low_ask(rng, r):
    staged(rng, r)
    r["compensation"]["expected_yearly"] = rng.randint(38000, 56000)


def privacy_mailbox(rng, r):
    r["emails"] = [{"address": f"{r['basics']['name'].split()[0].lower()}.jobs@mailinator.com", "verified": True}]


def full_time_traveller(rng, r):
    r["addresses"] = [{"raw": f"PMB {rng.randint(100, 900)}, 40 Rainbow Drive, Livingston, TX", "country": "US"}]


def privacy_network(rng, r):
    r["client"].update(is_tor=True)


def infected_router(rng, r):
    r["client"].update(is_proxy=True)


def sparse(rng, r):
    for key in rng.sample(["phones", "addresses", "education", "profiles", "client", "availability", "attachments", "references"], 4):
        r.pop(key, None)


ODDITIES = {
    foreign_degree: .26, plus_typed_by_hand: .09, number_of_former_country: .03, area_code_of_former_state: .2, family_phone: .03,
    mistyped_phone: .02, business_line: .01, uses_vpn: .13, applied_while_travelling: .045, clock_of_head_office: .03,
    offers_head_office_hours: .04, married_name_on_resume: .05, chosen_name: .03, whole_new_name: .006, two_scripts: .035,
    spouse_account: .015, prepaid_card: .04, older_career_changer: .06, part_time_jobs: .015, modern_words_for_old_work: .02,
    parser_swapped_dates: .015, parser_swapped_school_dates: .01, transfer_student: .03, awake_after_years: .08, few_contacts: .1,
    no_profiles: .1, stale_profile: .03, work_account_was_private: .06, moved_from_another_host: .05, many_addresses_over_years: .03,
    popular_speaker: .03, broken_link: .06, references_moved_on: .09, front_desk_phone: .01, written_on_friends_computer: .05,
    resume_from_abroad: .03, streamer_camera: .04, camera_off: .02, stammers: .03, noisy_cafe: .03, face_comparison_failed: .02,
    identity_check_timed_out: .02, school_closed: .008, namesake_in_background_check: .02, passport_ran_out: .04, glare_on_document: .008,
    moves_house: .03, cannot_travel: .03, own_keyboard_and_computer: .03, autofill: .08, low_ask: .03, privacy_mailbox: .01,
    full_time_traveller: .01, privacy_network: .005, infected_router: .01, sparse: .12,
}
