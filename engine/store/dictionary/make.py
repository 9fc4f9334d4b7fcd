#!/usr/bin/env python3
"""Makes a dictionary for contents out of the records in tests/, and says what it saves.

usage: make.py path/to/hirewall FOLDER      (Python 3.9 or later, standard library only; zstd 1.5 on the path)

The records are judged by a service with the policies and plugins that ship, and again by two policies alone. What the store keeps is
exported, each value in it is replaced by one that was drawn, and what is left trains FOLDER/dictionary. FOLDER is made, and holds
everything that was used. Policies, records and plugins as they were make the same dictionary, byte for byte, with the same zstd.
"""

import json
import pathlib
import random
import re
import shutil
import string
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request

HOME = pathlib.Path(__file__).resolve().parents[3]
PORT = 18997
BYTES = 32768
NUMBER = 1
"""What the frames name it by; the smaller, the shorter they are."""
ALONE = ("identity", "profiles")
"""Policies whose decisions are short."""
LETTERS = "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddlllluuucccmmmffyywwggppbbvkxqjz"
TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?")
HEXADECIMAL = re.compile(r"[0-9a-f]{32,}")
PUBLIC = (
    (re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+"), ("America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/Berlin")),
    (re.compile(r"[a-z]+/[a-z.-]+"), ("application/pdf",)),
    (re.compile(r"[A-Z]{2}"), ("US", "US", "US", "CA", "GB", "DE")),
)
"""Texts of these shapes come from lists that everybody has; which one a record had does not matter."""


def main() -> None:
    hirewall, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    folder.mkdir()
    small = folder / "small"
    shutil.copytree(HOME / "policies/schema", small / "schema")
    for name in ALONE:
        shutil.copy(HOME / f"policies/applicant/{name}.yaml", small)
    known = [HOME / f"tests/records/{name}.ndjson" for name in ("applicants", "devices")]
    month = folder / "month"
    flags = "--seed 7 --months 1 --applicants-per-month 150 --scheme-rate 1/10"
    subprocess.run([hirewall, "simulate", *flags.split(), "--output", month], check=True, capture_output=True)
    unknown = [month / "records.ndjson"]

    kept = {
        "shipped, tests/records": stored(hirewall, HOME / "policies", folder / "state-1", known),
        "small, tests/records": stored(hirewall, small, folder / "state-2", known[:1]),
        "shipped, a simulated month": stored(hirewall, HOME / "policies", folder / "state-3", unknown),
    }
    words = vocabulary()
    train = folder / "train"
    train.mkdir()
    for run in list(kept)[:2]:
        for number, decision in enumerate(kept[run]):
            drawn = Drawn(f"{run} {number}", words).content(decision)
            (train / f"{run.split(',')[0]}-{number:04}").write_bytes(content(drawn))
    dictionary = folder / "dictionary"
    command = ["zstd", "-q", "--train", "--maxdict", str(BYTES), f"--dictID={NUMBER}", "-o", dictionary]
    subprocess.run([*command, *sorted(train.iterdir())], check=True, capture_output=True)

    left = set(values(kept)) - words["listed"] - {choice for _, choices in PUBLIC for choice in choices}
    left = {value for value in left if len(value) > 5 and f'"{value}"'.encode() in dictionary.read_bytes()}
    if left:
        sys.exit(f"values of records are in the dictionary: {sorted(left)}")

    print("| contents | number | plain | without | with |\n| --- | --- | --- | --- | --- |")
    for number, (run, decisions) in enumerate(kept.items()):
        texts = folder / f"contents-{number}"
        texts.mkdir()
        for at, decision in enumerate(decisions):
            (texts / f"{at:04}").write_bytes(content(decision))
        plain = sum(text.stat().st_size for text in texts.iterdir())
        sizes = [plain, packed(texts, []), packed(texts, ["-D", dictionary])]
        print(f"| {run} | {len(decisions)} | " + " | ".join(f"{size // len(decisions)} B" for size in sizes) + " |")


def stored(hirewall, policies, state, files):
    """What a service keeps of the records in these files, oldest first."""
    flags = ["--policies", policies, "--plugins", HOME / "plugins", "--state", state]
    listen = ["--listen", f"127.0.0.1:{PORT}", "--log-level", "error"]
    service = subprocess.Popen([hirewall, "serve", *flags, *listen])
    subjects = set()
    try:
        while not ready():
            if service.poll() is not None:
                sys.exit("the service does not start")
            time.sleep(0.1)
        head = {"Authorization": "Bearer " + (state / "token").read_text().strip(), "Content-Type": "application/json"}
        # One by one: parts of a request may be judged beside each other, and counters tell in which order.
        for record in (line for file in files for line in file.read_bytes().splitlines()):
            request = urllib.request.Request(f"http://127.0.0.1:{PORT}/v1/decisions", record, head)
            with urllib.request.urlopen(request) as answer:
                subjects.add(json.load(answer)["record"]["subject"])
    finally:
        service.terminate()
        service.wait()
    decisions = []
    for subject in sorted(subjects):
        export = [hirewall, "subject", "export", "--actor", "make", "--state", state, subject]
        exported = json.loads(subprocess.run(export, check=True, capture_output=True).stdout)
        decisions += exported["decisions"]
    return sorted(decisions, key=lambda decision: decision["seq"])


def ready():
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz").status == 200
    except urllib.error.URLError:
        return False


def content(kept):
    """The text that the store packs, as `Content::encode` lays it out."""
    named = kept["decision"]["record"]
    parts = [named["id"].encode(), named["subject"].encode()]
    for part in ("decision", "record", "answers", "counters", "joined"):
        value = kept[part]
        parts.append(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode() if value else b"")
    return b"".join(struct.pack("<I", len(part)) for part in parts) + b"".join(parts)


def values(kept):
    """All texts of what was kept, but for the decisions, whose evidence has them out of the record."""
    if isinstance(kept, dict):
        for name, part in kept.items():
            if name not in ("decision", "detector", "evidence", "counters", "kind"):
                yield from values(part)
    elif isinstance(kept, list):
        for part in kept:
            yield from values(part)
    elif isinstance(kept, str):
        yield kept


def packed(texts, flags):
    """Bytes of all of them, each packed alone as the store does."""
    out = texts.with_name(texts.name + "-packed")
    out.mkdir(exist_ok=True)
    command = ["zstd", "-q", "-f", "-1", "--no-check", *flags, "-r", texts, "--output-dir-flat", out]
    subprocess.run(command, check=True)
    return sum(5 + text.stat().st_size for text in out.iterdir())


def vocabulary():
    """Words that schemas list and conditions ask for, names of fields, and words of reasons: all of them the policies' own."""
    words = {"listed": set(), "names": set(), "reasons": set()}

    def read(schema):
        if isinstance(schema, dict):
            words["names"].update(schema.get("properties", {}))
            words["listed"].update(value for value in schema.get("enum", []) if isinstance(value, str))
            for value in schema.values():
                read(value)
        elif isinstance(schema, list):
            for value in schema:
                read(value)

    for kind in ("applicant", "device"):
        read(json.loads((HOME / f"policies/schema/{kind}.schema.json").read_text()))
    for policy in sorted(HOME.glob("policies/*/*.yaml")):
        text = policy.read_text()
        words["listed"].update(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', text))
        for reason in re.findall(r"^ +reason: (.*)$", text, re.M):
            words["reasons"].update(re.sub(r"\{\{.*?\}\}", " ", reason).replace('"', "").split())
    return words


class Drawn:
    """What was kept of a record, with all values drawn anew: their shape stays, as JSON stays JSON and a time a time."""

    def __init__(self, seed, words):
        self.dice, self.words = random.Random(seed), words

    def content(self, kept):
        decision = dict(kept["decision"])
        decision["id"] = self.hexadecimal(decision["id"])
        decision["bundle"] = "sha256:" + self.hexadecimal("0" * 64)
        decision["decided_at"] = self.text("0000-00-00T00:00:00.000000000Z")
        named = decision["record"]
        decision["record"] = {name: value if name == "kind" else self.text(value) for name, value in named.items()}
        decision["findings"] = [self.finding(finding) for finding in decision["findings"]]
        counters = self.counts(kept["counters"] or {})
        if decision.get("counters"):
            decision["counters"] = counters
        if decision.get("joined"):
            decision["joined"] = self.joined(decision["joined"])
        record = {**self.value(kept["record"]), "kind": kept["record"]["kind"]}
        answers = [{**answer, "signals": self.signals(answer["signals"])} for answer in kept["answers"] or []]
        joined = self.joined(kept["joined"] or [])
        return {"decision": decision, "record": record, "answers": answers, "counters": counters, "joined": joined}

    def finding(self, finding):
        drawn = {**finding, "reason": self.reason(finding["reason"])}
        evidence = finding.get("evidence", [])
        drawn["evidence"] = [{**part, "value": self.value(part["value"])} if "value" in part else part for part in evidence]
        return drawn

    def reason(self, text):
        """What the policy says stays; what it shows of the record goes."""
        return " ".join(word if word in self.words["reasons"] else self.text(word) for word in text.split(" "))

    def counts(self, counters):
        return {name: {**count, "value": self.dice.choice((0, 1, 1, 1, 2))} for name, count in counters.items()}

    def joined(self, places):
        return [{name: part if name == "kind" else self.value(part) for name, part in place.items()} for place in places]

    def signals(self, signals):
        """Names of signals are the detector's, not the record's."""
        if isinstance(signals, dict):
            return {name: self.signals(value) for name, value in signals.items()}
        if isinstance(signals, list):
            return [self.signals(value) for value in signals]
        return self.value(signals)

    def value(self, value):
        if isinstance(value, dict):
            names = self.words["names"]
            return {name if name in names else self.text(name): self.value(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if isinstance(value, bool):
            return self.dice.random() < 0.2
        if isinstance(value, (int, float)):
            drawn = json.dumps(value)
            return json.loads(drawn[0] + self.text(drawn[1:]) if drawn[0] == "0" else re.sub(r"\d", self.digit, drawn))
        if isinstance(value, str):
            return value if value in self.words["listed"] else self.text(value)
        return value

    def text(self, text):
        if HEXADECIMAL.fullmatch(text):
            return self.hexadecimal(text)
        if TIME.fullmatch(text):
            return "20" + re.sub(r"\d", self.digit, text[2:])
        for shape, choices in PUBLIC:
            if shape.fullmatch(text):
                return self.dice.choice(choices)
        return "".join(self.letter(letter) for letter in text)

    def letter(self, letter):
        if letter.isdigit():
            return self.digit()
        if not letter.isalpha():
            return letter
        drawn = self.dice.choice(LETTERS)
        return drawn.upper() if letter.isupper() else drawn

    def digit(self, _=None):
        return self.dice.choice(string.digits[1:])

    def hexadecimal(self, text):
        return "".join(letter if letter == "-" else self.dice.choice("0123456789abcdef") for letter in text)


if __name__ == "__main__":
    main()
