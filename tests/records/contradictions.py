"""What the published cases report of personas, as changes to a record. CONTRADICTIONS gives each its weight."""

import datetime as dt

from applicants import e164, event, github, linkedin, other_name, staged, stamp, when
from people import FAMILY, GIVEN

ZONES = ["Asia/Shanghai", "Asia/Vladivostok", "Asia/Vientiane", "Europe/Moscow", "Asia/Kuala_Lumpur", "Africa/Dar_es_Salaam"]


def plus_one(rng, r):
    r["phones"] = [{"raw": "+1" + e164(r["phones"][0]["raw"], "US")[2:] if r.get("phones") else "+12125550119", "source_normalised": False}]


def vpn_with_clock_elsewhere(rng, r):
    r["client"].update(is_vpn=True, is_hosting=rng.random() < 0.6, timezone=rng.choice(ZONES))


def residential_relay(rng, r):
    r["client"]["is_proxy"] = True


def data_centre(rng, r):
    r["client"]["is_hosting"] = True


def throwaway_mailbox(rng, r):
    r["emails"] = [{"address": f"dev{rng.randint(100, 999)}@{rng.choice(['mailinator.com', 'yopmail.com', 'guerrillamail.com'])}", "verified": True}]


def contact_changes(rng, r):
    event(rng, r, "phone-changed")
    event(rng, r, "email-changed")


def other_name_on_document(rng, r):
    staged(rng, r)
    r["documents"][0]["name"] = other_name(rng, r)


def altered_document(rng, r):
    staged(rng, r)
    r["documents"][0]["checks"].update(altered=True, authentic=rng.random() < 0.5)


def reused_template(rng, r):
    staged(rng, r)
    r["documents"][0]["checks"]["template_reused"] = True


def identity_check_fails(rng, r):
    staged(rng, r)
    r["verification"]["identity"] = "failed"


def background_disagrees(rng, r):
    staged(rng, r)
    r["verification"]["background_check"] = "flagged"


def degree_not_confirmed(rng, r):
    staged(rng, r)
    r["verification"]["education"] = "denied"


def invented_school(rng, r):
    r["education"] = [{"institution": rng.choice(["Northern Pacific Institute of Computing", "Atlantic Union Technical University"]),
                       "area": "Computer Science", "study_type": "Bachelor of Science", "start_date": "2011", "end_date": "2015"}]


def mail_of_other_school(rng, r):
    r["education"] = [{"institution": "University of Kansas", "area": "Computer Science", "study_type": "Bachelor", "end_date": "2016",
                       "email": "alumni.office@asu.edu"}]


def technology_too_early(rng, r):
    r["work"].append({"name": "Brightwater Systems", "position": "Senior Developer", "start_date": "2009-02", "end_date": "2012-11",
                      "highlights": [rng.choice(["Ran 300 services on Kubernetes", "Wrote smart contracts in Solidity", "Built the client in React Native with GraphQL"])]})


def jobs_side_by_side(rng, r):
    r["work"] = [{"name": n, "position": "Senior Full Stack Engineer", "start_date": "2021-03", "end_date": "2024-10",
                  "summary": "Designed, built and ran distributed services for payments with a remote team in four time zones."}
                 for n in ("Kestrel Maps", "Almond Tree Software", "Orchid Payroll")] + r["work"][-1:]


def other_employers_on_profile(rng, r):
    if linkedin(r):
        linkedin(r)["employers"] = ["Blockfield Ventures", "Hexagon Mint", "Skyforge Labs"]


def other_name_on_profile(rng, r):
    if linkedin(r):
        linkedin(r)["name"] = other_name(rng, r)


def taken_over_profile(rng, r):
    if linkedin(r):
        linkedin(r).update(last_active_at=stamp(when(r) - dt.timedelta(days=rng.randint(1300, 3000))),
                           reactivated_at=stamp(when(r) - dt.timedelta(days=rng.randint(3, 70))), name_changes=rng.randint(1, 2))


def thin_profile(rng, r):
    if linkedin(r):
        linkedin(r)["connections"] = rng.randint(2, 25)


def fresh_developer_account(rng, r):
    github(rng, r)["created_at"] = stamp(when(r) - dt.timedelta(days=rng.randint(3, 50)))
    github(rng, r).pop("first_commit_at", None)


def backdated_commits(rng, r):
    account = github(rng, r)
    opened = dt.datetime.strptime(account["created_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)
    account["first_commit_at"] = stamp(opened - dt.timedelta(days=rng.randint(900, 2400)))


def borrowed_repositories(rng, r):
    github(rng, r)["author_emails"] = [f"dev{i}@host{rng.randint(10, 99)}.example" for i in range(rng.randint(6, 12))]


def follow_farm(rng, r):
    github(rng, r).update(followers=rng.randint(205, 420), following=rng.randint(205, 600))


def free_mail_references(rng, r):
    r["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "email": f"manager{rng.randint(10, 99)}@gmail.com"} for _ in range(2)]


def references_on_one_phone(rng, r):
    r["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "phone": "206-555-0199", "email": f"hr{i}@gmail.com"} for i in range(2)]


def vouches_for_self(rng, r):
    r["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "email": r["emails"][0]["address"]}]


def file_made_far_away(rng, r):
    r["attachments"][0].update(utc_offset_minutes=rng.choice([480, 540, 180]), created_at=stamp(when(r) - dt.timedelta(days=2)))


def author_of_other_resumes(rng, r):
    r["attachments"][0]["author"] = other_name(rng, r)


def camera_software(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["virtual_camera"] = True


def synthetic_face(rng, r):
    staged(rng, r)
    r["interviews"][-1]["deepfake_score"] = round(rng.uniform(0.85, 0.99), 2)


def camera_refused(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["camera"] = "refused"


def prompted(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["flags"] = i["flags"] + ["reads-answers"]


def crowded_room(rng, r):
    staged(rng, r)
    r["interviews"][0]["flags"] = r["interviews"][0]["flags"] + ["call-centre-noise"]


def interviews_elsewhere(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i["country"] = rng.choice(["CN", "LA", "RU", "MY"])


def interviews_through_servers(rng, r):
    staged(rng, r)
    for i in r["interviews"]:
        i.update(is_hosting=True, is_vpn=True)


def another_person_came(rng, r):
    staged(rng, r)
    r["interviews"][-1]["flags"] = ["different-person"]


def face_unlike_document(rng, r):
    staged(rng, r)
    r["interviews"][-1]["face_match"] = round(rng.uniform(0.05, 0.4), 2)


def laptop_elsewhere(rng, r):
    staged(rng, r)
    event(rng, r, "shipping-address-changed")


def avoids_meeting(rng, r):
    staged(rng, r)
    event(rng, r, rng.choice(["refused-in-person", "refused-drug-test"]))


def money_first(rng, r):
    staged(rng, r)
    event(rng, r, "asked-prepayment")


def own_device(rng, r):
    staged(rng, r)
    event(rng, r, "asked-own-device")


def scripted_form(rng, r):
    r["client"].update(fill_seconds=rng.randint(3, 14), paste_ratio=round(rng.uniform(0.9, 1), 2))


def cheap(rng, r):
    staged(rng, r)
    r["compensation"]["expected_yearly"] = rng.randint(40000, 70000)


def pay_to_other(rng, r):
    staged(rng, r)
    r["payment"] = {"holder": other_name(rng, r), "institution": "Example Online Bank", "type": "bank", "changed_at": []}


def pay_in_crypto(rng, r):
    staged(rng, r)
    r["payment"] = {"holder": r["basics"]["name"], "type": "crypto", "changed_at": []}


def account_changes(rng, r):
    staged(rng, r)
    r["payment"] = {"holder": r["basics"]["name"], "institution": "Example Online Bank", "type": "money-service",
                    "changed_at": [stamp(when(r) + dt.timedelta(days=20 + 9 * i)) for i in range(3)]}


CONTRADICTIONS = {
    plus_one: 50, vpn_with_clock_elsewhere: 45, residential_relay: 12, data_centre: 20, throwaway_mailbox: 8, contact_changes: 15,
    other_name_on_document: 15, altered_document: 12, reused_template: 8, identity_check_fails: 15, background_disagrees: 15,
    degree_not_confirmed: 15, invented_school: 20, mail_of_other_school: 6, technology_too_early: 15, jobs_side_by_side: 10,
    other_employers_on_profile: 20, other_name_on_profile: 8, taken_over_profile: 20, thin_profile: 30, fresh_developer_account: 30,
    backdated_commits: 20, borrowed_repositories: 20, follow_farm: 35, free_mail_references: 35, references_on_one_phone: 10,
    vouches_for_self: 6, file_made_far_away: 25, author_of_other_resumes: 15, camera_software: 20, synthetic_face: 10,
    camera_refused: 20, prompted: 35, crowded_room: 15, interviews_elsewhere: 12, interviews_through_servers: 35, another_person_came: 8,
    face_unlike_document: 12, laptop_elsewhere: 35, avoids_meeting: 25, money_first: 8, own_device: 12, scripted_form: 20, cheap: 15,
    pay_to_other: 15, pay_in_crypto: 10, account_changes: 8,
}
