#!/usr/bin/env python3
"""Writes data/completions.csv (what schools offer, by level) from files of IPEDS that you downloaded.

usage: completions.py HD2023.csv C2023_A.csv [C2022_A.csv ...] ../data

IPEDS (https://nces.ed.gov/ipeds/use-the-data, "Complete data files", public domain) has one file of institutions a year, HDyyyy.csv, and
one of completions by award level, Cyyyy_A.csv. Give the newest HD file and as many years of completions as you like: a field counts as
offered when it is listed in any of them, with graduates in that year or without. A revised file (Cyyyy_A_RV.csv) may
stand in for the first one. Opens no network connection.
"""

import collections
import csv
import pathlib
import re
import sys
import unicodedata

LEVELS = {"3": "associate", "5": "bachelor", "7": "master", "9": "doctorate", "10": "doctorate", "17": "doctorate", "18": "doctorate", "19": "doctorate"}
"""AWLEVEL -> column. Certificates are left out; 9 and 10 are the doctorates of files before 2010."""

COLUMNS = ("associate", "bachelor", "master", "doctorate")


def main() -> None:
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    institutions, *completions, target = map(pathlib.Path, sys.argv[1:])
    rows = offered(completions)
    years = sorted(year_of(path) for path in completions)
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}-{years[-1]}"
    schools: dict[str, dict[str, set[str]]] = {}
    for unit, names in names_of(institutions):
        for name in names:
            # Schools of one name are one row: which of them is meant cannot be told, so what any of them offers counts.
            row = schools.setdefault(name, collections.defaultdict(set))
            for column, codes in rows.get(unit, {}).items():
                row[column] |= codes
    with open(target / "completions.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("school", "years", *COLUMNS))
        for name, row in sorted(schools.items()):
            if any(row.values()):
                writer.writerow((name, span, *(" ".join(sorted(row[column])) for column in COLUMNS)))


def offered(paths) -> dict[str, dict[str, set[str]]]:
    """Unit -> column -> codes of four digits."""
    rows: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
    for path in paths:
        for row in read(path, ("UNITID", "CIPCODE", "AWLEVEL")):
            column = LEVELS.get(row["AWLEVEL"].lstrip("0"))
            code = re.fullmatch(r"=?\"?(\d{1,2})\.(\d{2,4})\"?", row["CIPCODE"])
            # 99 is the sum of all fields.
            if column and code and code[1] != "99":
                rows[row["UNITID"]][column].add(f"{int(code[1]):02}.{code[2][:2]}")
    return rows


def names_of(path):
    """Unit, and the names that it goes by."""
    for row in read(path, ("UNITID", "INSTNM")):
        aliases = re.split(r"[|;]", row.get("IALIAS") or "")
        names = [normalize(name) for name in (row["INSTNM"], *aliases)]
        # An alias of a few letters is that of many schools.
        yield row["UNITID"], dict.fromkeys(name for at, name in enumerate(names) if name and (at == 0 or len(name) > 6))


def read(path, columns):
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        reader.fieldnames = [name.strip().upper() for name in reader.fieldnames or ()]
        missing = [column for column in columns if column not in reader.fieldnames]
        if missing:
            sys.exit(f"{path}: no column {', '.join(missing)}; is this the right file of IPEDS?")
        for row in reader:
            yield {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def year_of(path) -> int:
    year = re.search(r"(19|20)\d{2}", path.name)
    if not year:
        sys.exit(f"{path}: the name holds no year; keep the name of the download, such as C2023_A.csv")
    return int(year[0])


def normalize(name: str) -> str:
    """The same as normalize_name() in conditions, without a leading article."""
    decomposed = unicodedata.normalize("NFKD", name)
    folded = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split()).removeprefix("the ")


if __name__ == "__main__":
    main()
