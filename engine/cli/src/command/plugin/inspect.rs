//! `hirewall plugin inspect`: what is in a plugin, said without running any of its code.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hirewall::detector::{CONTRACT, Plugin, Signature};
use hirewall::model::Manifest;
use serde::Serialize;

use super::file;
use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::output::{number, safe, style};

/// Show a plugin's manifest, imports, size and signature without running it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall plugin inspect plugins/phone
  hirewall plugin inspect --format json phone.wasm")]
pub(crate) struct Arguments {
    /// A component, or a plugin's folder with its component
    #[arg(value_name = "PLUGIN")]
    plugin: PathBuf,
    /// The form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

/// What there is to say of a plugin.
#[derive(Debug, Serialize)]
struct Inspected<'p> {
    file: String,
    bytes: usize,
    digest: &'p str,
    contract: String,
    signature: Signed,
    imports: &'p [String],
    exports: &'p [String],
    core_modules: u32,
    functions: u32,
    code_bytes: usize,
    manifest: &'p Manifest,
}

/// The signature, without an opinion on the key.
#[derive(Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum Signed {
    Unsigned,
    Valid { key: String },
    Invalid { reason: &'static str },
}

/// Shows the plugin.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let path = file::component(&arguments.plugin)?;
    let plugin = file::read(&path)?;
    let outline = plugin.outline();
    let inspected = Inspected {
        file: path.display().to_string(),
        bytes: plugin.bytes().len(),
        digest: plugin.digest(),
        contract: CONTRACT.to_string(),
        signature: signed(&plugin),
        imports: &outline.imports,
        exports: &outline.exports,
        core_modules: outline.modules,
        functions: outline.functions,
        code_bytes: outline.code_bytes,
        manifest: plugin.manifest(),
    };
    match arguments.format {
        Format::Text => terminal.print(&text(&inspected, terminal))?,
        Format::Json => terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&inspected)?))?,
    }
    Ok(Exit::Fine)
}

fn signed(plugin: &Plugin) -> Signed {
    match plugin.signature() {
        Signature::Unsigned => Signed::Unsigned,
        Signature::Valid { key } => Signed::Valid { key: hirewall::model::hex(key.as_bytes()) },
        Signature::Invalid { reason } => Signed::Invalid { reason },
    }
}

fn text(inspected: &Inspected<'_>, terminal: &Terminal) -> String {
    let manifest = inspected.manifest;
    let mut text = String::new();
    let title = format!("{} {}", safe::line(&manifest.id), safe::line(&manifest.version));
    let _ =
        writeln!(text, "{}  {}", style::paint(&title, style::STRONG, terminal.out_color), safe::line(&inspected.file));
    let mut row = |name: &str, value: &str| {
        let lines = crate::output::wrap::wrap(&safe::block(value), terminal.width.saturating_sub(16).max(24));
        for (at, line) in lines.iter().enumerate() {
            let _ = writeln!(text, "  {:<13} {line}", if at == 0 { name } else { "" });
        }
    };
    row("vendor", &manifest.vendor);
    row("what", &manifest.description);
    row("meant for", &manifest.intended_use);
    row("limitations", &manifest.known_limitations);
    row("method", &word(&manifest.method));
    row("licence", manifest.license.as_deref().unwrap_or("not said"));
    row(
        "signature",
        &match &inspected.signature {
            Signed::Unsigned => "none".to_owned(),
            Signed::Valid { key } => format!("valid, by the key {key}"),
            Signed::Invalid { reason } => format!("INVALID: {reason}"),
        },
    );
    row("digest", inspected.digest);
    row(
        "size",
        &format!(
            "{}, of it {} of code in {}",
            file::size(inspected.bytes),
            file::size(inspected.code_bytes),
            number::count(u64::from(inspected.functions), "function"),
        ),
    );
    row("contract", &inspected.contract);
    let or_none = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    row("imports", &or_none(inspected.imports.to_vec()));
    let asked = &manifest.capabilities;
    let named = |what: &str, names: &std::collections::BTreeSet<String>| {
        names.iter().map(|name| format!("{what} {name}")).collect::<Vec<String>>()
    };
    let mut asks = named("list", &asked.lists);
    asks.extend(named("table", &asked.tables));
    asks.extend(named("https to", &asked.http));
    asks.extend(asked.log.then(|| "log lines".to_owned()));
    row("asks for", &or_none(asks));
    for (kind, inputs) in &manifest.records {
        let paths =
            inputs.iter().map(|input| if input.optional { format!("{}?", input.path) } else { input.path.clone() });
        row(&format!("reads {kind}"), &or_none(paths.collect()));
    }
    let signals = manifest.signals.get("properties").and_then(serde_json::Value::as_object);
    let signals = signals.map(|signals| signals.keys().cloned().collect()).unwrap_or_default();
    row("signals", &or_none(signals));
    let canaries = manifest.examples.iter().filter(|example| example.canary).count();
    row("examples", &format!("{}, {canaries} of them run before it serves", manifest.examples.len()));
    text
}

/// A name as it stands in JSON.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}
