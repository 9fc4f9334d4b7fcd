#!/usr/bin/env python3
"""Writes applicants.ndjson, devices.ndjson and labels.ndjson beside this file. Seeded: the same bytes every time.

usage: generate.py            (Python 3.9 or later, standard library only)
"""

import json
import pathlib
import random

import applicants
import contradictions
import devices
import oddities

SEED = 20260201
HONEST_APPLICANTS, SCHEME_APPLICANTS, LINKED_PAIRS = 200, 40, 4
HONEST_DEVICES, SCHEME_DEVICES = 60, 20
HERE = pathlib.Path(__file__).parent


def honest(rng, record, rates):
    """Applies each oddity at its own rate; returns the names of those that struck."""
    struck = [oddity for oddity, rate in rates.items() if rng.random() < rate]
    return apply(rng, record, struck)


def scheme(rng, record, weights):
    """Applies two to six contradictions."""
    pool, chosen = dict(weights), []
    for _ in range(rng.choices([2, 3, 4, 5, 6], [20, 25, 25, 18, 12])[0]):
        pick = rng.choices(list(pool), list(pool.values()))[0]
        del pool[pick]
        chosen.append(pick)
    return apply(rng, record, chosen)


def apply(rng, record, changes):
    # `sparse` and `little_known` take sections away, so they go last.
    changes = sorted(changes, key=lambda c: c.__name__ in ("sparse", "little_known", "no_profiles"))
    done = []
    for change in changes:
        before = json.dumps(record, sort_keys=True)
        change(rng, record)
        if json.dumps(record, sort_keys=True) != before:
            done.append(change.__name__)
    return done


def main():
    rng = random.Random(SEED)
    rows = []
    for _ in range(HONEST_APPLICANTS):
        record = applicants.applicant(rng, 0)
        rows.append((record, "honest", honest(rng, record, oddities.ODDITIES)))
    for _ in range(SCHEME_APPLICANTS):
        record = applicants.applicant(rng, 0, country="US")
        rows.append((record, "scheme", scheme(rng, record, contradictions.CONTRADICTIONS)))
    for _ in range(LINKED_PAIRS):
        # Two personas run by one hand. Each is clean by itself: only a comparison of records can show it.
        number = f"{rng.choice([303, 404, 512])}-555-01{rng.randrange(100):02}"
        for _ in range(2):
            record = applicants.applicant(rng, 0, country="US")
            record["phones"] = [{"raw": number, "source_normalised": False}]
            rows.append((record, "scheme", ["linked-by-phone"]))
    rng.shuffle(rows)
    for number, (record, _, _) in enumerate(rows, 1):
        record["id"] = f"a-{number:04}"

    machines = []
    for _ in range(HONEST_DEVICES):
        record = devices.device(rng, 0)
        machines.append((record, "honest", honest(rng, record, devices.ODDITIES)))
    for _ in range(SCHEME_DEVICES):
        record = devices.device(rng, 0)
        machines.append((record, "scheme", scheme(rng, record, devices.CONTRADICTIONS)))
    rng.shuffle(machines)
    for number, (record, _, _) in enumerate(machines, 1):
        record["id"] = f"d-{number:03}"

    write("applicants.ndjson", (record for record, _, _ in rows))
    write("devices.ndjson", (record for record, _, _ in machines))
    write("labels.ndjson", ({"kind": record["kind"], "id": record["id"], "label": label, "made_with": changes}
                            for record, label, changes in rows + machines))


def write(name, items):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as out:
        for item in items:
            out.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
