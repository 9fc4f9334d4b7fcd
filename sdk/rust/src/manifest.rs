//! The manifest's JSON text, made while the plugin is compiled from what [`export!`](crate::export) and the derives say. No code has to
//! run to read it. The host checks it; what can be checked here fails the compilation.

mod schema;
mod text;

use text::Text;

use crate::input::{Kinds, Read};
use crate::schema::{Schema, Shape, same};
use crate::{Detector, Input};

/// What [`export!`](crate::export) is told about a detector.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The detector's id, in `snake_case`.
    pub id: &'static str,
    /// The plugin's version.
    pub version: &'static str,
    /// Who answers for it.
    pub vendor: &'static str,
    /// What it looks for.
    pub description: &'static str,
    /// How it comes to its signals.
    pub method: Method,
    /// The licence, as an SPDX expression.
    pub license: Option<&'static str>,
    /// What it is meant to be used for.
    pub intended_use: &'static str,
    /// Where it is wrong, or blind.
    pub known_limitations: &'static str,
    /// What it imports.
    pub capabilities: Capabilities,
    /// What it asks for.
    pub limits: Limits,
}

/// How a detector comes to its signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Fixed rules and look-ups.
    Rule,
    /// Statistics without training.
    Statistical,
    /// A trained model.
    Ml,
    /// A large language model.
    Llm,
}

/// What a detector imports.
#[derive(Debug, Clone, Copy)]
pub struct Capabilities {
    /// Lines in the operator's log.
    pub log: bool,
    /// Lists that it looks things up in.
    pub lists: &'static [&'static str],
    /// Tables that it reads rows of.
    pub tables: &'static [&'static str],
    /// Origins that it calls.
    pub http: &'static [&'static str],
}

/// The limits that a detector asks for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Milliseconds for one record.
    pub time_ms: Option<u32>,
    /// MiB of memory.
    pub memory_mib: Option<u32>,
    /// Milliseconds for `configure`.
    pub configure_ms: Option<u32>,
}

impl Capabilities {
    /// None.
    pub const NONE: Self = Self { log: false, lists: &[], tables: &[], http: &[] };
}

impl Limits {
    /// The host's defaults.
    pub const DEFAULT: Self = Self { time_ms: None, memory_mib: None, configure_ms: None };
}

/// Bytes of the manifest's text.
#[must_use]
pub const fn length<D: Detector>(about: &About) -> usize {
    let mut text = Text::<0>::new();
    write::<D, 0>(about, &mut text);
    text.length()
}

/// The manifest's text, of [`length`] bytes.
#[must_use]
pub const fn text<D: Detector, const N: usize>(about: &About) -> [u8; N] {
    let mut text = Text::<N>::new();
    write::<D, N>(about, &mut text);
    text.bytes()
}

/// Bytes as the text that they are.
#[must_use]
pub const fn utf8(bytes: &'static [u8]) -> &'static str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// The text as bytes, for a section of the component.
#[must_use]
#[expect(clippy::indexing_slicing, reason = "runs while compiling")]
pub const fn bytes<const N: usize>(text: &str) -> [u8; N] {
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = text.as_bytes()[at];
        at += 1;
    }
    out
}

const fn write<D: Detector, const N: usize>(about: &About, out: &mut Text<N>) {
    check_signals(&<D::Signals as Schema>::SHAPE);
    check_settings(&<D::Settings as Schema>::SHAPE);
    out.raw("{");
    out.key("id");
    out.quoted(about.id);
    out.text("version", about.version);
    out.text("vendor", about.vendor);
    out.text("description", about.description);
    out.text(
        "method",
        match about.method {
            Method::Rule => "rule",
            Method::Statistical => "statistical",
            Method::Ml => "ml",
            Method::Llm => "llm",
        },
    );
    if let Some(license) = about.license {
        out.text("license", license);
    }
    out.text("intended_use", about.intended_use);
    out.text("known_limitations", about.known_limitations);
    out.member("records");
    out.raw("{");
    kinds(&<D::Input as Input>::KINDS, &<D::Input as Input>::KINDS, true, out);
    out.raw("}");
    out.member("config");
    schema::write(&<D::Settings as Schema>::SHAPE, <D::Settings as Schema>::DESCRIPTION, true, out);
    out.member("signals");
    schema::write(&<D::Signals as Schema>::SHAPE, <D::Signals as Schema>::DESCRIPTION, true, out);
    capabilities(&about.capabilities, out);
    limits(&about.limits, out);
    out.raw("}");
}

/// Writes the kinds as members; whether the next one is the first.
const fn kinds<const N: usize>(all: &Kinds, kinds_here: &Kinds, mut first: bool, out: &mut Text<N>) -> bool {
    match kinds_here {
        Kinds::One(name, reads) => {
            check_once(all, name);
            out.comma(!first);
            out.key(name);
            out.raw("[");
            let mut rest: &[Read] = reads;
            while let [read, others @ ..] = rest {
                out.raw("{");
                out.key("path");
                out.quoted(read.path);
                if !read.only.is_empty() {
                    out.member("only");
                    out.list(read.only);
                }
                if read.optional {
                    out.member("optional");
                    out.raw("true");
                }
                out.raw("}");
                out.comma(!others.is_empty());
                rest = others;
            }
            out.raw("]");
            false
        }
        Kinds::Several(several) => {
            let mut rest: &[Kinds] = several;
            while let [kind, others @ ..] = rest {
                first = kinds(all, kind, first, out);
                rest = others;
            }
            first
        }
    }
}

const fn capabilities<const N: usize>(asked: &Capabilities, out: &mut Text<N>) {
    let named = !(asked.lists.is_empty() && asked.tables.is_empty() && asked.http.is_empty());
    if !asked.log && !named {
        return;
    }
    out.member("capabilities");
    out.raw(if asked.log { "{\"log\":true" } else { "{\"log\":false" });
    if !asked.lists.is_empty() {
        out.member("lists");
        out.list(asked.lists);
    }
    if !asked.tables.is_empty() {
        out.member("tables");
        out.list(asked.tables);
    }
    if !asked.http.is_empty() {
        out.member("http");
        out.list(asked.http);
    }
    out.raw("}");
}

const fn limits<const N: usize>(asked: &Limits, out: &mut Text<N>) {
    let limits = [("time_ms", asked.time_ms), ("memory_mib", asked.memory_mib), ("configure_ms", asked.configure_ms)];
    let (mut rest, mut first): (&[(&str, Option<u32>)], _) = (&limits, true);
    while let [(name, limit), others @ ..] = rest {
        if let Some(limit) = *limit {
            if first {
                out.member("limits");
                out.raw("{");
            }
            out.comma(!first);
            out.key(name);
            out.number(limit);
            first = false;
        }
        rest = others;
    }
    if !first {
        out.raw("}");
    }
}

#[expect(clippy::panic, reason = "a compile error")]
const fn check_signals(shape: &Shape) {
    match shape {
        Shape::Object { fields: [_, ..], .. } => {}
        _ => panic!("`Signals` must be a struct with a field for each signal"),
    }
}

#[expect(clippy::panic, reason = "a compile error")]
const fn check_settings(shape: &Shape) {
    match shape {
        Shape::Object { .. } => {}
        _ => panic!("`Settings` must be a struct with named fields; use `NoSettings` when there are none"),
    }
}

#[expect(clippy::panic, reason = "a compile error")]
const fn check_once(all: &Kinds, name: &str) {
    if count(all, name) > 1 {
        panic!("two variants of `Input` read the same record kind");
    }
}

const fn count(kinds: &Kinds, name: &str) -> usize {
    match kinds {
        Kinds::One(this, _) => same(this.as_bytes(), name.as_bytes()) as usize,
        Kinds::Several(several) => {
            let (mut rest, mut sum): (&[Kinds], _) = (several, 0);
            while let [kinds, others @ ..] = rest {
                sum += count(kinds, name);
                rest = others;
            }
            sum
        }
    }
}
