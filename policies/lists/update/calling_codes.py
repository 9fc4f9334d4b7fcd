#!/usr/bin/env python3
"""Writes data/calling_codes.csv (country, calling code) from a local copy of libphonenumber's metadata as JSON.

usage: calling_codes.py metadata.min.json > ../data/calling_codes.csv

The file is metadata.min.json of the npm package libphonenumber-js, whose `country_calling_codes` comes from
https://github.com/google/libphonenumber. Opens no network connection.
"""

import json
import sys


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as text:
        codes = json.load(text)["country_calling_codes"]
    rows = sorted((country, code) for code, countries in codes.items() for country in countries if country.isalpha())
    print("country,code")
    for country, code in rows:
        print(f"{country},{code}")


if __name__ == "__main__":
    main()
