//! A judgement to JSON, byte for byte as `serde_json` prints the decision. It knows the order of the keys, and which are left out when there
//! is nothing to say; a test holds both against the decision.

use hirewall_model::{Evidence, Finding, Mode};
use serde::Serialize;

use super::Judgement;
use crate::names::Missing;

impl Judgement {
    /// Prints it behind what `out` holds, as one line of JSON without its end: byte for byte as `serde_json` prints the
    /// [`Decision`](hirewall_model::Decision).
    pub fn print(&self, out: &mut Vec<u8>) {
        quoted(out, "{\"id\":", &self.id);
        quoted(out, ",\"record\":{\"kind\":", &self.record.kind);
        quoted(out, ",\"id\":", &self.record.id);
        quoted(out, ",\"subject\":", &self.record.subject);
        value(out, "},\"verdict\":", &self.verdict);
        value(out, ",\"score\":", &self.score);
        text(out, ",\"findings\":[");
        for (at, found) in self.findings.iter().enumerate() {
            finding(out, if at == 0 { "{\"rule\":" } else { ",{\"rule\":" }, found);
        }
        text(out, "],\"undetermined\":[");
        self.print_unanswered(out);
        text(out, "]");
        optional(out, ",\"exceptions\":", some(&self.exceptions));
        text(out, if self.counters.is_empty() { "" } else { ",\"counters\":{" });
        for (at, (counter, count)) in self.counters.iter().enumerate() {
            let begin = self.names.counters.get(*counter as usize).map_or("", |name| name.next(at == 0));
            value(out, begin, &count.value);
            text(out, if count.at_least { ",\"at_least\":true}" } else { "}" });
        }
        text(out, if self.counters.is_empty() { "" } else { "}" });
        optional(out, ",\"joined\":", some(&self.joined));
        value(out, ",\"failures\":", &self.failures);
        optional(out, ",\"warnings\":", some(&self.warnings));
        value(out, ",\"generation\":", &self.generation);
        quoted(out, ",\"bundle\":", &self.bundle);
        value(out, ",\"decided_at\":", &self.decided_at);
        text(out, "}");
    }

    fn print_unanswered(&self, out: &mut Vec<u8>) {
        for (at, unanswered) in self.unanswered.iter().enumerate() {
            let Some(name) = self.names.rules.get(unanswered.rule as usize) else { continue };
            if unanswered.mode == Mode::Enforce {
                text(out, name.next(at == 0));
            } else {
                quoted(out, if at == 0 { "{\"rule\":" } else { ",{\"rule\":" }, &name.text);
                value(out, ",\"mode\":", &unanswered.mode);
                text(out, ",\"missing\":[");
            }
            for (at, missing) in self.lacks.run(unanswered.missing).iter().enumerate() {
                match missing {
                    Missing::Cell(cell) => text(out, self.names.pointer(*cell, at == 0)),
                    Missing::Named(begin, end) => {
                        quoted(out, if at == 0 { "" } else { "," }, self.lacks.text((*begin, *end)));
                    }
                }
            }
            if unanswered.error.is_none() && unanswered.verdict.is_none() {
                text(out, "]}");
                continue;
            }
            text(out, "]");
            optional(out, ",\"error\":", self.error(unanswered));
            optional(out, ",\"verdict\":", unanswered.verdict.as_ref());
            text(out, "}");
        }
    }
}

fn finding(out: &mut Vec<u8>, begin: &str, found: &Finding) {
    quoted(out, begin, &found.rule);
    value(out, ",\"mode\":", &found.mode);
    value(out, ",\"score\":", &found.score);
    optional(out, ",\"verdict\":", found.verdict.as_ref());
    if let Some(maturity) = &found.maturity {
        quoted(out, ",\"maturity\":", maturity);
    }
    quoted(out, ",\"reason\":", &found.reason);
    text(out, ",\"evidence\":[");
    for (at, found) in found.evidence.iter().enumerate() {
        evidence(out, if at == 0 { "{\"path\":" } else { ",{\"path\":" }, found);
    }
    text(out, if found.from_undetermined { "],\"from_undetermined\":true}" } else { "]}" });
}

fn evidence(out: &mut Vec<u8>, begin: &str, found: &Evidence) {
    quoted(out, begin, &found.path);
    optional(out, ",\"counter\":", found.counter.as_ref());
    if let Some(signal) = &found.signal {
        quoted(out, ",\"signal\":", signal);
    }
    value(out, ",\"class\":", &found.class);
    optional(out, ",\"value\":", found.value.as_ref());
    if let Some(leaf) = &found.leaf {
        quoted(out, ",\"leaf\":", leaf);
    }
    text(out, "}");
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// A string. Most have nothing in them that JSON writes otherwise, which is looked for in many bytes at a time.
fn quoted(out: &mut Vec<u8>, key: &str, string: &str) {
    const AT_ONCE: usize = 32;
    let escaped = |byte: &u8| (*byte < b' ') | (*byte == b'"') | (*byte == b'\\');
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | escaped(byte));
    let (many, rest) = string.as_bytes().as_chunks::<AT_ONCE>();
    if many.iter().any(|bytes| any(bytes)) || any(rest) {
        return value(out, key, string);
    }
    text(out, key);
    out.push(b'"');
    text(out, string);
    out.push(b'"');
}

fn value(out: &mut Vec<u8>, key: &str, value: &(impl Serialize + ?Sized)) {
    text(out, key);
    // Writing to memory does not fail, and everything in a decision has a form in JSON.
    let _ = serde_json::to_writer(out, value);
}

fn optional(out: &mut Vec<u8>, key: &str, of: Option<&impl Serialize>) {
    if let Some(of) = of {
        value(out, key, of);
    }
}

/// A list that is printed only when something is in it.
fn some<T>(list: &Vec<T>) -> Option<&Vec<T>> {
    (!list.is_empty()).then_some(list)
}
