//! An inventory as a document for people. What policies and plugins say of themselves is text, never markup.

use std::fmt::Write as _;

use hirewall_model::manifest::Method;
use hirewall_model::{Mode, PiiClass};

use super::Inventory;

pub(super) fn write(inventory: &Inventory) -> String {
    let mut text = String::from("# What the active policies use\n\n");
    let acting = inventory.rules.iter().filter(|rule| rule.mode == Mode::Enforce).count();
    let shadow = inventory.rules.iter().filter(|rule| rule.mode == Mode::Shadow).count();
    let off = inventory.rules.len() - acting - shadow;
    let personal = inventory.data.iter().filter(|data| data.class != PiiClass::None).count();
    let _ = writeln!(text, "Bundle `{}`.\n", inventory.bundle);
    let _ = writeln!(
        text,
        "{} rules count towards verdicts, {} are recorded without weight, {} are off. They rest on {} fields, {} of them personal. No \
         rule rejects anybody: the strongest verdict holds a case until a person decides.\n",
        acting,
        shadow,
        off,
        inventory.data.len(),
        personal
    );
    methods(inventory, &mut text);
    rules(inventory, &mut text);
    data(inventory, &mut text);
    detectors(inventory, &mut text);
    references(inventory, &mut text);
    text
}

fn methods(inventory: &Inventory, text: &mut String) {
    text.push_str("## Methods\n\n| method | what it means | rules |\n| --- | --- | --- |\n");
    for method in Method::ALL {
        let meaning = match method {
            Method::Rule => {
                "fixed rules and look-ups; the same input gives the same answer, and the reason names what it rests on"
            }
            Method::Statistical => "statistics without training",
            Method::Ml => "a trained model",
            Method::Llm => "a large language model",
        };
        let rules = inventory.rules.iter().filter(|rule| rule.mode != Mode::Off && rule.methods.contains(&method));
        let _ = writeln!(text, "| {} | {meaning} | {} |", method.as_str(), rules.count());
    }
    text.push('\n');
}

fn rules(inventory: &Inventory, text: &mut String) {
    text.push_str("## Rules\n\n| rule | what it says | mode | weight | rests on |\n| --- | --- | --- | --- | --- |\n");
    for rule in &inventory.rules {
        let mode = match (rule.mode, rule.rollout) {
            (mode, None) => name(mode).to_owned(),
            (mode, Some(percent)) => format!("{} for {percent} %", name(mode)),
        };
        let weight = match rule.verdict {
            Some(verdict) => format!("{}, at least `{}`", rule.score, verdict.as_str()),
            None => rule.score.to_string(),
        };
        let mut basis: Vec<String> = rule.reads.iter().map(|path| format!("`{path}`")).collect();
        basis.extend(rule.signals.iter().map(|path| format!("`signals.{path}`")));
        basis.extend(rule.counters.values().map(|words| cell(words)));
        basis.extend(rule.references.iter().map(|reference| format!("`{reference}`")));
        if !rule.protected.is_empty() {
            let attributes: Vec<&str> = rule.protected.iter().map(String::as_str).collect();
            let why = rule.justification.as_deref().unwrap_or("no justification is given");
            basis.push(format!("**near to: {}** ({})", cell(&attributes.join(", ")), cell(why)));
        }
        let title = rule.title.as_deref().unwrap_or_default();
        let _ = writeln!(text, "| `{}` | {} | {mode} | {weight} | {} |", rule.rule, cell(title), basis.join(", "));
    }
    text.push('\n');
}

fn data(inventory: &Inventory, text: &mut String) {
    text.push_str("## Data\n\nFields that rules which are not off, and detectors, read. Everything else in a record is left alone.\n\n");
    text.push_str("| field | what it is | class | used by |\n| --- | --- | --- | --- |\n");
    for data in &inventory.data {
        let mut class = data.class.as_str().to_owned();
        if let Some(attribute) = &data.protected {
            let _ = write!(class, ", **protected: {}**", cell(attribute));
        }
        if let Some(attribute) = &data.proxy {
            let _ = write!(class, ", **stands in for: {}**", cell(attribute));
        }
        let users: Vec<String> = data.used_by.iter().map(|user| format!("`{user}`")).collect();
        let what = data.description.as_deref().unwrap_or_default();
        let _ = writeln!(text, "| `{}.{}` | {} | {class} | {} |", data.kind, data.path, cell(what), users.join(", "));
    }
    text.push('\n');
}

fn detectors(inventory: &Inventory, text: &mut String) {
    text.push_str("## Detectors\n\n");
    if inventory.detectors.is_empty() {
        text.push_str("None is bound: all facts come from the records themselves.\n\n");
        return;
    }
    for detector in &inventory.detectors {
        let _ = writeln!(
            text,
            "### `{}`\n\n{} Method: {}. `{}` {} by {}, `{}`.\n\n- Meant for: {}\n- Known limits: {}\n",
            detector.id,
            cell(&detector.description),
            detector.method.as_str(),
            cell(&detector.plugin),
            cell(&detector.version),
            cell(&detector.vendor),
            detector.digest,
            cell(&detector.intended_use),
            cell(&detector.known_limitations)
        );
    }
}

fn references(inventory: &Inventory, text: &mut String) {
    text.push_str("## Lists and tables\n\n| name | what it is | entries | from | licence | updated |\n| --- | --- | --- | --- | --- | --- |\n");
    for reference in &inventory.references {
        let or_none = |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), cell);
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} |",
            reference.id,
            or_none(&reference.title),
            reference.len,
            or_none(&reference.source),
            or_none(&reference.license),
            or_none(&reference.updated)
        );
    }
}

fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Enforce => "enforced",
        Mode::Shadow => "shadow",
        Mode::Off => "off",
    }
}

/// Text inside a table: on one line, with nothing that Markdown or HTML takes for its own.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '[' | ']' | '*' | '_' | '\\' | '#' => out.extend(['\\', character]),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}
