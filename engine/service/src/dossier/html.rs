//! A dossier as a page. Whatever comes from a record, a policy or a person is text in it, never markup.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hirewall::Verdict;
use hirewall::model::{Decision, Evidence, Finding, Mode, is_misleading};
use sha2::{Digest as _, Sha256};

use super::Dossier;

const STYLE: &str = include_str!("style.css");

/// What a browser may do with the page: show its own style, and nothing else.
pub(crate) fn content_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let style = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
        format!("default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'")
    });
    &POLICY
}

pub(super) fn page(dossier: &Dossier) -> String {
    let decision = &dossier.decision;
    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let policy = content_security_policy();
    let _ = writeln!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let _ = write!(
        page,
        "<title>Decision {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        text(&decision.id)
    );
    summary(dossier, &mut page);
    people(dossier, &mut page);
    findings(dossier, &mut page);
    notices(dossier, &mut page);
    rest(decision, &mut page);
    made(dossier, &mut page);
    if let Some(record) = &dossier.record {
        let pretty = serde_json::from_str::<serde_json::Value>(record.get())
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| record.get().to_owned());
        let _ = write!(page, "<section>\n<h2>The record</h2>\n<pre>{}</pre>\n</section>\n", text(&pretty));
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn summary(dossier: &Dossier, page: &mut String) {
    let decision = &dossier.decision;
    let _ = write!(
        page,
        "<header>\n<p class=\"kicker\">Hirewall decision dossier</p>\n<h1>{} {}</h1>\n<p class=\"verdict {verdict}\"><strong>{verdict}</strong> {}</p>\n",
        text(&decision.record.kind),
        text(&decision.record.id),
        meaning(decision.verdict),
        verdict = decision.verdict.as_str(),
    );
    page.push_str("<dl>\n");
    let facts = [
        ("Decision", decision.id.clone()),
        ("Person", decision.record.subject.clone()),
        ("Score", decision.score.to_string()),
        ("Decided", decision.decided_at.to_string()),
        ("Record of", dossier.record_time.to_string()),
        ("Received", dossier.received_at.to_string()),
    ];
    for (name, value) in facts {
        fact(page, name, &value);
    }
    page.push_str("</dl>\n</header>\n");
}

fn fact(page: &mut String, name: &str, value: &str) {
    let _ = writeln!(page, "<div><dt>{name}</dt><dd>{}</dd></div>", text(value));
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "nothing asks for attention.",
        Verdict::Verify => "stronger proof of identity is asked for.",
        Verdict::Review => "a person is to look at it.",
        Verdict::Block => "it is held until a person decides. Software rejects nobody.",
    }
}

fn people(dossier: &Dossier, page: &mut String) {
    page.push_str("<section>\n<h2>What a person decided</h2>\n");
    if dossier.dispositions.is_empty() {
        page.push_str("<p>Nobody has decided about it yet.</p>\n</section>\n");
        return;
    }
    page.push_str("<ol>\n");
    for word in &dossier.dispositions {
        let _ =
            write!(page, "<li><strong>{}</strong> by {}, {}", word.outcome, text(&word.by), text(&word.at.to_string()));
        if let Some(note) = &word.note {
            let _ = write!(page, "<blockquote>{}</blockquote>", text(note));
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ol>\n");
    if dossier.dispositions.len() > 1 {
        page.push_str("<p>The last one is good.</p>\n");
    }
    page.push_str("</section>\n");
}

fn findings(dossier: &Dossier, page: &mut String) {
    let (counted, recorded): (Vec<_>, Vec<_>) =
        dossier.decision.findings.iter().partition(|finding| finding.mode == Mode::Enforce);
    page.push_str("<section>\n<h2>What was found</h2>\n");
    if counted.is_empty() {
        page.push_str("<p>No rule that counts matched.</p>\n");
    }
    for found in counted {
        finding(dossier, found, page);
    }
    page.push_str("</section>\n");
    if !recorded.is_empty() {
        page.push_str(
            "<section>\n<h2>Recorded without weight</h2>\n<p>Rules that are tried out: they changed nothing.</p>\n",
        );
        for found in recorded {
            finding(dossier, found, page);
        }
        page.push_str("</section>\n");
    }
}

fn notices(dossier: &Dossier, page: &mut String) {
    if dossier.notices.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>What the person may be told</h2>\n<ul>\n");
    for notice in &dossier.notices {
        let codes: Vec<String> = notice.codes.iter().map(|code| format!("<code>{}</code>", text(code))).collect();
        let _ = writeln!(page, "<li>{} <span class=\"small\">{}</span></li>", text(&notice.text), codes.join(", "));
    }
    page.push_str("</ul>\n</section>\n");
}

fn finding(dossier: &Dossier, finding: &Finding, page: &mut String) {
    let words = dossier.rules.as_ref().and_then(|rules| rules.get(&finding.rule));
    let title = words.and_then(|words| words.title.as_deref()).unwrap_or(&finding.rule);
    let _ = writeln!(page, "<article>\n<h3>{}</h3>\n<p>{}</p>", text(title), text(&finding.reason));
    let mut weight = format!("adds {} to the score", finding.score);
    if let Some(verdict) = finding.verdict {
        let _ = write!(weight, ", asks for at least {}", verdict.as_str());
    }
    if finding.from_undetermined {
        weight.push_str(", because data is missing");
    }
    let _ = writeln!(page, "<p class=\"small\"><code>{}</code> {weight}.</p>", text(&finding.rule));
    if let Some(words) = words {
        if let Some(honest) = &words.false_positives {
            let _ = writeln!(page, "<p class=\"honest\"><strong>Whom it also marks:</strong> {}</p>", text(honest));
        }
        let by = [("version", &words.version), ("answered for by", &words.owner)];
        let by: Vec<String> =
            by.iter().filter_map(|(what, value)| Some(format!("{what} {}", text(value.as_deref()?)))).collect();
        if !by.is_empty() {
            let _ = writeln!(page, "<p class=\"small\">Policy {}.</p>", by.join(", "));
        }
        if let Some(why) = &words.justification {
            let _ = writeln!(page, "<p class=\"small\">Near to a protected attribute, because: {}</p>", text(why));
        }
    }
    evidence(&finding.evidence, page);
    page.push_str("</article>\n");
}

fn evidence(evidence: &[Evidence], page: &mut String) {
    if evidence.is_empty() {
        return;
    }
    page.push_str("<table>\n<caption>Rests on</caption>\n<thead><tr><th scope=\"col\">Place in the record</th><th scope=\"col\">Class</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n");
    for one in evidence {
        let mut place = format!("<code>{}</code>", text(if one.path.is_empty() { "/" } else { &one.path }));
        if let Some(signal) = &one.signal {
            let _ = write!(place, " by the signal <code>{}</code>", text(signal));
        }
        if let Some(counter) = &one.counter {
            let value = counter.count.value.json();
            let least = if counter.count.at_least { "at least " } else { "" };
            let _ = write!(
                place,
                " by the counter <code>{}</code>: {least}{}",
                text(&counter.name),
                text(&value.to_string())
            );
        }
        let value = match &one.value {
            Some(serde_json::Value::String(value)) => text(value),
            Some(value) => text(&value.to_string()),
            None => "not shown".to_owned(),
        };
        let _ = writeln!(page, "<tr><td>{place}</td><td>{}</td><td>{value}</td></tr>", one.class.as_str());
    }
    page.push_str("</tbody>\n</table>\n");
}

fn rest(decision: &Decision, page: &mut String) {
    if !decision.exceptions.is_empty() {
        page.push_str("<section>\n<h2>Excepted</h2>\n<ul>\n");
        for one in &decision.exceptions {
            let ticket = one.ticket.as_deref().map(|ticket| format!(", {}", text(ticket))).unwrap_or_default();
            let (rule, reason, owner) = (text(&one.rule), text(&one.reason), text(&one.owner));
            let _ = writeln!(page, "<li><code>{rule}</code>: {reason} ({owner}{ticket}, until {})</li>", one.expires);
        }
        page.push_str("</ul>\n</section>\n");
    }
    if !decision.failures.is_empty() {
        page.push_str(
            "<section>\n<h2>Detectors that failed</h2>\n<p>What they would have found is not known.</p>\n<ul>\n",
        );
        for one in &decision.failures {
            let _ = writeln!(page, "<li><code>{}</code>: {}</li>", text(&one.detector), text(&one.reason));
        }
        page.push_str("</ul>\n</section>\n");
    }
    if !decision.undetermined.is_empty() {
        let _ = writeln!(
            page,
            "<section>\n<details>\n<summary>{}</summary>\n<p>Missing data makes a verdict no worse, unless the author of a rule says so.</p>\n<ul>",
            match decision.undetermined.len() {
                1 => "One rule could not be answered".to_owned(),
                several => format!("{several} rules could not be answered"),
            }
        );
        for one in &decision.undetermined {
            let missing: Vec<String> = one.missing.iter().map(|path| format!("<code>{}</code>", text(path))).collect();
            let why = one.error.as_deref().map(|error| format!(" failed: {}", text(error))).unwrap_or_default();
            let asks = one.verdict.map(|verdict| format!(" asks for {}:", verdict.as_str())).unwrap_or_default();
            let _ = writeln!(page, "<li><code>{}</code>{why}{asks} {}</li>", text(&one.rule), missing.join(", "));
        }
        page.push_str("</ul>\n</details>\n</section>\n");
    }
}

fn made(dossier: &Dossier, page: &mut String) {
    let decision = &dossier.decision;
    page.push_str("<section>\n<h2>How it was made</h2>\n<p>By fixed rules and what detectors report: the same record, with the same beside it and the same policies, gives the same decision.</p>\n<dl>\n");
    fact(page, "Policies", &decision.bundle);
    fact(page, "Generation", &decision.generation.to_string());
    fact(page, "In the audit chain", &dossier.sequence.to_string());
    if let Some(rules) = &dossier.rules {
        let methods: BTreeSet<_> = rules.values().flat_map(|rule| &rule.methods).collect();
        let names: Vec<&str> = methods.into_iter().map(|method| method.as_str()).collect();
        fact(page, "Methods", &names.join(", "));
    }
    for joined in &decision.joined {
        fact(page, "Read beside it", &format!("{} {}", joined.kind, joined.id));
    }
    page.push_str("</dl>\n");
    if dossier.rules.is_none() {
        page.push_str("<p class=\"small\">The policies that decided are not at hand, so that titles, versions and notes of the rules are left out.</p>\n");
    }
    page.push_str("</section>\n");
}

/// Text without a character that means something in HTML, and without what misleads.
fn text(text: &str) -> String {
    let plain = |letter| if is_misleading(letter) && !matches!(letter, '\n' | '\t') { '\u{fffd}' } else { letter };
    quick_xml::escape::escape(text.chars().map(plain).collect::<String>()).into_owned()
}
