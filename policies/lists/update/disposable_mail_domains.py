#!/usr/bin/env python3
"""Writes data/disposable_mail_domains.txt from a local copy of the disposable-email-domains blocklist.

usage: disposable_mail_domains.py disposable_email_blocklist.conf > ../data/disposable_mail_domains.txt

The blocklist is one domain a line (https://github.com/disposable-email-domains/disposable-email-domains).
Opens no network connection.
"""

import sys


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as lines:
        domains = {line.strip().lower().rstrip(".") for line in lines if line.strip() and not line.startswith("#")}
    # An entry below another entry says nothing new: the list matches a domain and everything under it.
    kept = {d for d in domains if not any(parent in domains for parent in parents(d))}
    sys.stdout.write("\n".join(sorted(kept)) + "\n")


def parents(domain: str):
    labels = domain.split(".")
    return [".".join(labels[i:]) for i in range(1, len(labels) - 1)]


if __name__ == "__main__":
    main()
