#!/usr/bin/env python3
"""Writes data/free_mail_domains.txt: well-known free mail providers, checked against a local copy of free-email-domains.

usage: free_mail_domains.py domains.json > ../data/free_mail_domains.txt

`domains.json` is the JSON array of https://github.com/Kikobeats/free-email-domains. That list also holds thousands of
private and disposable domains, so only the domains of the providers named here are taken. Opens no network connection.
"""

import json
import re
import sys

PROVIDERS = re.compile(
    r"^(gmail|googlemail|(yahoo|ymail|rocketmail)(\.[a-z]{2,3})?|hotmail|outlook|live|msn|aol|icloud|me|mac|gmx|web"
    r"|mail|inbox|fastmail|hey|zoho|zohomail|proton|protonmail|pm|tutanota|tuta|yandex|ya|naver|daum|hanmail|qq|163|126"
    r"|sina|rediffmail|t-online|freenet|orange|wanadoo|laposte|free|libero|virgilio|uol|bol|terra|seznam|wp|o2|onet|interia"
    r"|ukr|rambler|bk|list|comcast|verizon|att|sbcglobal|bellsouth|cox|charter|btinternet|sky|telstra|bigpond|shaw|rogers)"
    r"(\.(com|net|org|co|de|at|ch|fr|it|es|pt|nl|be|ru|ua|pl|cz|in|jp|kr|cn|br|ar|mx|ca|uk|ie|au|nz|se|no|dk|fi|gr|hu|ro|tr"
    r"|za|sg|hk|tw|ph|id|my|th|vn|me|eu|us)){1,2}$"
)

ALSO = ("hey.com", "mail.com", "mail.ru", "outlook.com.ar", "pm.me", "tuta.com", "tuta.io", "tutanota.com", "yeah.net", "ymail.com", "zoho.eu")
"""Providers' own domains that the source does not hold."""


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as text:
        domains = sorted({d.lower() for d in json.load(text) if PROVIDERS.match(d.lower())} | set(ALSO))
    sys.stdout.write("\n".join(domains) + "\n")


if __name__ == "__main__":
    main()
