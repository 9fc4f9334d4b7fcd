//! The macros of `hirewall-sdk`, which re-exports and documents them. They write constants and plumbing, no logic.

use proc_macro::TokenStream;
use syn::{DeriveInput, Error, parse_macro_input};

mod export;
mod input;
mod json_pointer;
mod names;
mod schema;
mod schema_attributes;
mod serde_attributes;

/// Derives `hirewall_sdk::Schema`.
#[proc_macro_derive(Schema, attributes(schema, serde))]
pub fn schema(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    schema::derive(&item).unwrap_or_else(Error::into_compile_error).into()
}

/// Derives `hirewall_sdk::Input`.
#[proc_macro_derive(Input, attributes(record, read))]
pub fn input(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as DeriveInput);
    input::derive(&item).unwrap_or_else(Error::into_compile_error).into()
}

/// Makes a plugin of a detector: its manifest and the component's exports.
///
/// ```ignore
/// hirewall_sdk::export! {
///     Phone,
///     id: "phone",                                    // snake_case; the built plugin is `phone.wasm`
///     vendor: "Example Ltd",                          // who answers for it
///     license: "MIT OR Apache-2.0",                   // optional, an SPDX expression
///     method: Rule,                                   // Rule, Statistical, Ml or Llm
///     description: "Says whether phone numbers can exist, and where.",
///     intended_use: "Contact checks of applicants.",
///     known_limitations: "New area codes are unknown until the next release.",
///     capabilities: { log, lists: ["voip_prefixes"], tables: ["area_codes"], http: ["https://api.example.com"] },
///     limits: { time_ms: 20, memory_mib: 16, configure_ms: 500 },
/// }
/// ```
///
/// `capabilities` and `limits`, and each part of them, are optional. The version is the one in `Cargo.toml`.
#[proc_macro]
pub fn export(item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as export::Export);
    export::expand(&item).into()
}
