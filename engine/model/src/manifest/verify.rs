//! What a manifest must keep beside its types. Whether its inputs exist in a record schema is asked where it is bound.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Input, Manifest, ManifestProblem};

/// Characters of a text of the manifest.
const TEXT: usize = 4_000;
/// Inputs of one record kind.
const INPUTS: usize = 256;
/// Examples.
const EXAMPLES: usize = 1_000;

/// Everything that is wrong with a manifest whose types are right.
pub(super) fn verify(manifest: &Manifest) -> Vec<ManifestProblem> {
    let mut out = Vec::new();
    if !is_name(&manifest.id) {
        out.push(ManifestProblem::new(
            "/id",
            "the id is not a name",
            "Use lower-case letters, digits and `_`, a letter first, at most 64 of them.",
        ));
    }
    if !is_version(&manifest.version) {
        out.push(ManifestProblem::new("/version", "the version is not three numbers", "Write it as `1.2.0`."));
    }
    texts(manifest, &mut out);
    records(manifest, &mut out);
    schema("/config", &manifest.config, &mut out);
    schema("/signals", &manifest.signals, &mut out);
    signals(&manifest.signals, &mut out);
    capabilities(manifest, &mut out);
    limits(manifest, &mut out);
    examples(manifest, &mut out);
    out
}

fn texts(manifest: &Manifest, out: &mut Vec<ManifestProblem>) {
    let texts = [
        ("/vendor", &manifest.vendor),
        ("/description", &manifest.description),
        ("/intended_use", &manifest.intended_use),
        ("/known_limitations", &manifest.known_limitations),
    ];
    for (pointer, text) in texts {
        if text.trim().is_empty() {
            let message = format!("`{}` is empty", pointer.trim_start_matches('/'));
            out.push(ManifestProblem::new(pointer, message, "Say it in a sentence: operators decide by it."));
        } else if text.chars().count() > TEXT {
            let message = format!("`{}` has more than {TEXT} characters", pointer.trim_start_matches('/'));
            out.push(ManifestProblem::new(pointer, message, "Shorten it."));
        }
    }
}

fn records(manifest: &Manifest, out: &mut Vec<ManifestProblem>) {
    if manifest.records.is_empty() {
        out.push(ManifestProblem::new("/records", "no record kind is named", "Name at least one, with its inputs."));
    }
    for (kind, inputs) in &manifest.records {
        let pointer = format!("/records/{kind}");
        if !is_name(kind) {
            out.push(ManifestProblem::new(&pointer, "the record kind is not a name", "Use `snake_case`."));
        }
        if inputs.len() > INPUTS {
            let message = format!("{} inputs are more than the limit of {INPUTS}", inputs.len());
            out.push(ManifestProblem::new(&pointer, message, "Read a list or an object as one input."));
        }
        for (at, input) in inputs.iter().enumerate() {
            path(&format!("{pointer}/{at}"), input, out);
        }
    }
}

fn path(pointer: &str, input: &Input, out: &mut Vec<ManifestProblem>) {
    let parts = input.path.strip_prefix('/').map(|rest| rest.split('/').all(|part| !part.is_empty()));
    if parts != Some(true) {
        out.push(ManifestProblem::new(
            format!("{pointer}/path"),
            "the path is not a JSON pointer to a field",
            "Write it as `/basics/email`: a declared input is a field, not the whole record.",
        ));
    }
    if input.only.as_ref().is_some_and(BTreeSet::is_empty) {
        out.push(ManifestProblem::new(format!("{pointer}/only"), "`only` is empty", "Name members, or leave it out."));
    }
}

fn schema(pointer: &str, schema: &Value, out: &mut Vec<ManifestProblem>) {
    if schema.get("type").and_then(Value::as_str) != Some("object") {
        out.push(ManifestProblem::new(
            pointer,
            "the schema is not that of an object",
            "Give it `\"type\": \"object\"`.",
        ));
        return;
    }
    if let Err(error) = jsonschema::draft202012::meta::validate(schema) {
        let place = format!("{pointer}{}", error.instance_path());
        out.push(ManifestProblem::new(place, "this is not a JSON Schema (draft 2020-12)", "Mend the schema here."));
    }
}

fn signals(schema: &Value, out: &mut Vec<ManifestProblem>) {
    let names = schema.get("properties").and_then(Value::as_object);
    let Some(names) = names.filter(|names| !names.is_empty()) else {
        let help = "Declare each signal under `properties`.";
        out.push(ManifestProblem::new("/signals", "no signal is declared", help));
        return;
    };
    for name in names.keys().filter(|name| !is_name(name)) {
        let pointer = format!("/signals/properties/{}", name.replace('~', "~0").replace('/', "~1"));
        let help = "Use `snake_case`: conditions read it as `signals.<detector>.<name>`.";
        out.push(ManifestProblem::new(pointer, "the signal's name is not a name", help));
    }
}

fn capabilities(manifest: &Manifest, out: &mut Vec<ManifestProblem>) {
    let asked = &manifest.capabilities;
    for (what, names) in [("lists", &asked.lists), ("tables", &asked.tables)] {
        for name in names.iter().filter(|name| !is_name(name)) {
            let message = format!("`{name}` is not a name of {what}");
            out.push(ManifestProblem::new(format!("/capabilities/{what}"), message, "Use `snake_case`."));
        }
    }
    for origin in asked.http.iter().filter(|origin| !is_origin(origin)) {
        let message = format!("`{origin}` is not an https origin");
        let help = "Write scheme and host alone: `https://api.example.com`, with `:port` where it is not 443.";
        out.push(ManifestProblem::new("/capabilities/http", message, help));
    }
}

fn limits(manifest: &Manifest, out: &mut Vec<ManifestProblem>) {
    let asked = &manifest.limits;
    let all = [("time_ms", asked.time_ms), ("memory_mib", asked.memory_mib), ("configure_ms", asked.configure_ms)];
    for (name, _) in all.iter().filter(|(_, value)| *value == Some(0)) {
        let message = format!("`{name}` is zero");
        out.push(ManifestProblem::new(format!("/limits/{name}"), message, "Ask for at least 1, or leave it out."));
    }
}

fn examples(manifest: &Manifest, out: &mut Vec<ManifestProblem>) {
    if manifest.examples.len() > EXAMPLES {
        let message = format!("{} examples are more than the limit of {EXAMPLES}", manifest.examples.len());
        out.push(ManifestProblem::new("/examples", message, "Keep the others in the plugin's own tests."));
    }
    let mut names = BTreeSet::new();
    for (at, example) in manifest.examples.iter().enumerate() {
        let pointer = format!("/examples/{at}");
        if !names.insert(example.name.as_str()) {
            out.push(ManifestProblem::new(&pointer, "two examples have one name", "Rename one of them."));
        }
        out.extend(manifest.check(example).into_iter().map(|problem| {
            let pointer = format!("{pointer}{}", problem.pointer);
            ManifestProblem { pointer, ..problem }
        }));
    }
}

/// `snake_case`, usable in conditions.
fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = core.split('.').collect();
    parts.len() == 3 && text.len() <= 64 && parts.iter().all(|part| part.parse::<u32>().is_ok())
}

/// `https://host` with an optional port, lower case, nothing after it.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    host.len() <= 253
        && host.contains('.')
        && host.split('.').all(label)
        && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}
