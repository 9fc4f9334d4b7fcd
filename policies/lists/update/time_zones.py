#!/usr/bin/env python3
"""Writes data/time_zones.csv (zone, countries that use it) from a local copy of the IANA time zone database.

usage: time_zones.py path/to/zoneinfo > ../data/time_zones.csv

Reads zone.tab, zone1970.tab and tzdata.zi (for old names such as Asia/Calcutta). Zones that belong to no country, such
as Etc/UTC, are left out on purpose: they contradict nothing. Opens no network connection.
"""

import collections
import pathlib
import sys


def main() -> None:
    source = pathlib.Path(sys.argv[1])
    countries = collections.defaultdict(set)
    for name in ("zone.tab", "zone1970.tab"):
        for line in (source / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                codes, _, zone, *_ = line.split("\t")
                countries[zone].update(codes.split(","))
    for line in (source / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        if line.startswith("L "):
            _, target, alias = line.split()[:3]
            if target in countries:
                # An old name stands for its own country only where zone.tab says so; else for all of its target's.
                countries[alias].update(countries[alias] or countries[target])
    print("zone,countries")
    for zone in sorted(countries):
        print(f"{zone},{' '.join(sorted(countries[zone]))}")


if __name__ == "__main__":
    main()
