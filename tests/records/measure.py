#!/usr/bin/env python3
"""Compares the expected decisions with the labels: how many honest records are troubled, how many personas are caught.

usage: measure.py [--rules] [--records] [--traits]   (reads expected/*.ndjson and labels.ndjson beside this file)
"""

import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
VERDICTS = ("clear", "verify", "review", "block")


def rows(name):
    with open(HERE / name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main():
    labels = {(row["kind"], row["id"]): row for row in rows("labels.ndjson")}
    for kind in ("applicant", "device"):
        verdicts, rules = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
        decisions = rows(f"expected/{kind}s.ndjson")
        for decision in decisions:
            label = labels[kind, decision["record"]["id"]]["label"]
            verdicts[label][decision["verdict"]] += 1
            for finding in decision["findings"]:
                rules[finding["rule"]][label] += 1
        for label in ("honest", "scheme"):
            total = sum(verdicts[label].values())
            shares = "  ".join(f"{v} {verdicts[label][v]:3} ({100 * verdicts[label][v] / total:4.1f} %)" for v in VERDICTS)
            print(f"{kind:9} {label:6} {total:3}: {shares}")
        if "--traits" in sys.argv:
            traits(kind, labels, decisions)
        if "--rules" in sys.argv:
            for rule, counts in sorted(rules.items(), key=lambda item: -sum(item[1].values())):
                print(f"  {rule:42} honest {counts['honest']:3}  scheme {counts['scheme']:3}")
        if "--records" in sys.argv:
            for decision in decisions:
                label = labels[kind, decision["record"]["id"]]
                if (label["label"] == "honest") == (decision["verdict"] in ("review", "block")):
                    found = ", ".join(f"{f['rule']} {f['score']}" for f in decision["findings"])
                    print(f"  {decision['record']['id']} {label['label']} {decision['verdict']} {decision['score']}: {label['made_with']} -> {found}")


def traits(kind, labels, decisions):
    """Of the honest records with each oddity, how many are not left alone: where people like that pay for the policies."""
    seen = collections.defaultdict(collections.Counter)
    for decision in decisions:
        label = labels[kind, decision["record"]["id"]]
        if label["label"] == "honest":
            for trait in label["made_with"] or ["no oddity"]:
                seen[trait][decision["verdict"]] += 1
    for trait, counts in sorted(seen.items(), key=lambda item: -sum(item[1].values())):
        total = sum(counts.values())
        print(f"  {trait:34} {total:3}: not clear {100 * (total - counts['clear']) / total:3.0f} %")


if __name__ == "__main__":
    main()
