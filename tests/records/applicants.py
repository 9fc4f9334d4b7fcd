"""Applicants: honest people with harmless oddities, and personas of a scheme with contradictions.

Each oddity or contradiction is a small function named after what it does; its name becomes a label. The rates are
estimates of what recruiters see, set before any policy was run, and are not fitted to the policies.
"""

import datetime as dt
import hashlib

from people import AREA_CODES, AREAS, EMPLOYERS, FAMILY, GIVEN, MAIL, NON_LATIN, PLACES, POSITIONS, SCHOOLS, TASKS

UTC = dt.timezone.utc


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def phone(rng, country, region):
    """A number from a range reserved for fiction, written as people of the country write it; None where there is no such range."""
    n = rng.randrange(100)
    if country in ("US", "CA"):
        npa = AREA_CODES[region]
        style = rng.choice(["{0}-555-01{1:02}", "({0}) 555-01{1:02}", "{0}55501{1:02}", "{0}.555.01{1:02}", "1-{0}-555-01{1:02}"])
        return style.format(npa, n)
    return {"GB": f"07700 9000{n:02}", "DE": f"030 23125 0{n:02}", "FR": f"01 99 00 12 {n:02}", "AU": f"02 5550 12{n:02}",
            "SE": f"08-465 004 {n:02}"}.get(country)


def e164(raw, country):
    digits = "".join(c for c in raw if c.isdigit())
    code = PLACES[country][0]
    return "+" + (digits if code == "1" and len(digits) == 11 else code + digits.lstrip("0"))


def partial(rng, day):
    return rng.choice([day.isoformat(), day.isoformat()[:7], day.isoformat()[:7], day.isoformat()[:4]])


def applicant(rng, number, country=None):
    """One plain, honest applicant."""
    country = country or rng.choices(list(PLACES), [62, 5, 6, 4, 3, 3, 2, 4, 5, 3, 4, 3])[0]
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    _, zones, cities = PLACES[country]
    city, region = rng.choice(cities)
    applied = dt.datetime(2025, 11, 1, 8, tzinfo=UTC) + dt.timedelta(minutes=rng.randrange(90 * 24 * 60))
    start = dt.date(rng.randint(1984, 2022), rng.randint(1, 12), rng.randint(1, 28))
    mail = f"{given}.{family}".lower() + rng.choice(["", "", str(rng.randint(2, 99))]) + "@" + rng.choice(MAIL)
    record = {
        "kind": "applicant", "id": f"a-{number:04}", "source_system": rng.choice(["greenhouse", "lever", "careers-site", "careers-site"]),
        "applied_at": stamp(applied),
        "job": {"id": f"j-{rng.randint(1, 14):02}", "title": rng.choice(POSITIONS), "remote": rng.random() < 0.85, "country": country},
        "basics": {"name": f"{given} {family}", "email": mail, "label": rng.choice(POSITIONS),
                   "location": {"city": city, "region": region, "country_code": country}},
        "emails": [{"address": mail, "verified": True}],
        "addresses": [{"line1": f"{rng.randint(1, 980)} {rng.choice(['Maple', 'Station', 'Harbour', 'Mill', 'Church', 'Garden'])} {rng.choice(['Street', 'Road', 'Lane'])}",
                       "city": city, "region": region, "country": country}],
    }
    number_text = phone(rng, country, region)
    if number_text:
        rewritten = rng.random() < 0.35
        record["phones"] = [{"raw": e164(number_text, country) if rewritten else number_text, "source_normalised": rewritten, "type": "mobile"}]
    record["work"] = career(rng, start, applied.date())
    school, _ = rng.choice(SCHOOLS[country])
    finished = dt.date(start.year, rng.choice([5, 6, 7]), 15) - dt.timedelta(days=rng.choice([0, 0, 365]))
    record["education"] = [{"institution": school, "area": rng.choice(AREAS), "study_type": rng.choice(["Bachelor", "Bachelor of Science", "Master", "Certificate"]),
                            "country": country, "start_date": str(finished.year - rng.choice([3, 4, 4, 5])), "end_date": partial(rng, finished)}]
    made = applied - dt.timedelta(days=rng.randint(300, 4000))
    handle = (given + family).lower()
    record["profiles"] = [{"network": "linkedin", "username": handle, "name": f"{given} {family}", "created_at": stamp(made), "reachable": True,
                           "connections": rng.randint(40, 900), "name_changes": 0, "employers": [w["name"] for w in record["work"][:4]]}]
    if rng.random() < 0.5:
        opened = applied - dt.timedelta(days=rng.randint(200, 4500))
        record["profiles"].append({"network": "github", "username": handle, "created_at": stamp(opened), "reachable": True,
                                   "followers": rng.randint(0, 60), "following": rng.randint(0, 50),
                                   "first_commit_at": stamp(opened + dt.timedelta(days=rng.randint(1, 60))), "author_emails": [mail]})
    zone = rng.choice(zones)
    record["client"] = {"ip": f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randint(1, 254)}", "country": country, "region": region,
                        "is_vpn": False, "is_hosting": False, "is_proxy": False, "is_tor": False, "timezone": zone,
                        "paste_ratio": round(rng.uniform(0, 0.6), 2), "fill_seconds": rng.randint(90, 1500)}
    record["availability"] = {"timezone": zone}
    record["attachments"] = [{"name": "resume.pdf", "sha256": hashlib.sha256(mail.encode()).hexdigest(), "mime": "application/pdf",
                              "author": rng.choice([f"{given} {family}", f"{given} {family}", "Microsoft Office User", "Canva"]),
                              "created_at": stamp(applied - dt.timedelta(days=rng.randint(1, 90)))}]
    if rng.random() < 0.3:
        record["references"] = [{"name": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "company": w["name"],
                                 "email": f"{rng.choice(GIVEN).lower()}@{w['name'].split()[0].lower()}.example"} for w in record["work"][:2]]
    if rng.random() < 0.5:
        later_stage(rng, record, applied)
    return record


def career(rng, start, today):
    work, day = [], start
    while day < today and len(work) < 7:
        end = day + dt.timedelta(days=rng.randint(300, 2400))
        job = {"name": rng.choice([e for e in EMPLOYERS if e not in [w["name"] for w in work]]), "position": rng.choice(POSITIONS),
               "start_date": partial(rng, day), "highlights": rng.sample(TASKS, rng.randint(1, 3))}
        if end < today - dt.timedelta(days=40) and len(work) < 6:
            job["end_date"] = partial(rng, end)
        work.append(job)
        if "end_date" not in job:
            break
        day = end + dt.timedelta(days=rng.choice([3, 10, 30, 45, 200, 420]))
    return list(reversed(work))


def later_stage(rng, record, applied):
    """Interviews, documents and pay, as known of somebody who got further."""
    name, country = record["basics"]["name"], record["basics"]["location"]["country_code"]
    record["interviews"] = [{"at": stamp(applied + dt.timedelta(days=6 + 5 * i)), "country": country, "is_vpn": False, "is_hosting": False,
                             "camera": "on", "background": rng.choice(["real", "real", "blurred", "virtual"]), "virtual_camera": False,
                             "face_match": round(rng.uniform(0.62, 0.97), 2), "deepfake_score": round(rng.uniform(0, 0.4), 2), "flags": []}
                            for i in range(rng.randint(1, 3))]
    issued = applied.date() - dt.timedelta(days=rng.randint(60, 2900))
    record["documents"] = [{"type": rng.choice(["passport", "driver-license", "driver-license"]), "country": country, "name": name,
                            "issued_on": issued.isoformat(), "expires_on": (issued + dt.timedelta(days=3652)).isoformat(),
                            "checks": {"authentic": True, "altered": False, "template_reused": False}}]
    record["verification"] = {"identity": "passed", "background_check": rng.choice(["clear", "clear", "pending"]),
                              "education": rng.choice(["confirmed", "confirmed", "not-started"]), "methods": ["document", "liveness"]}
    record["compensation"] = {"currency": "USD", "expected_yearly": 1000 * rng.randint(70, 160), "market_yearly": 115000}
    record["events"] = [{"at": stamp(applied + dt.timedelta(days=2)), "kind": "screened"}]
    if rng.random() < 0.5:
        record["payment"] = {"holder": name, "institution": "Example Savings Bank", "type": "bank", "changed_at": []}


def other_name(rng, record):
    taken = record["basics"]["name"].split()
    return f"{rng.choice([g for g in GIVEN if g not in taken])} {rng.choice([f for f in FAMILY if f not in taken])}"


def when(record):
    return dt.datetime.strptime(record["applied_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def linkedin(record):
    return next((p for p in record.get("profiles", []) if p["network"] == "linkedin"), None)


def github(rng, record):
    found = next((p for p in record.setdefault("profiles", []) if p["network"] == "github"), None)
    if not found:
        opened = when(record) - dt.timedelta(days=rng.randint(200, 3000))
        found = {"network": "github", "username": "dev" + str(rng.randint(100, 999)), "created_at": stamp(opened), "reachable": True,
                 "followers": rng.randint(0, 40), "following": rng.randint(0, 40)}
        record["profiles"].append(found)
    return found


def staged(rng, record):
    if "interviews" not in record:
        later_stage(rng, record, when(record))


def event(rng, record, kind, times=1):
    for i in range(times):
        record.setdefault("events", []).append({"at": stamp(when(record) + dt.timedelta(days=9 + 4 * i)), "kind": kind})
