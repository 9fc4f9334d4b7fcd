//! `export!`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitInt, LitStr, Path, Result, Token, braced, bracketed};

use crate::names;

/// What `export!` is told.
pub(crate) struct Export {
    detector: Path,
    id: LitStr,
    vendor: LitStr,
    license: Option<LitStr>,
    method: Ident,
    description: LitStr,
    intended_use: LitStr,
    known_limitations: LitStr,
    capabilities: Capabilities,
    limits: Limits,
}

#[derive(Default)]
struct Capabilities {
    log: bool,
    lists: Vec<LitStr>,
    tables: Vec<LitStr>,
    http: Vec<LitStr>,
}

#[derive(Default)]
struct Limits {
    time_ms: Option<LitInt>,
    memory_mib: Option<LitInt>,
    configure_ms: Option<LitInt>,
}

const KEYS: &str = "`id`, `vendor`, `license`, `method`, `description`, `intended_use`, `known_limitations`, \
                    `capabilities` and `limits` are known";

impl Parse for Export {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let detector: Path = input.parse()?;
        let mut texts: Vec<(Ident, LitStr)> = Vec::new();
        let (mut method, mut capabilities, mut limits) = (None, None, None);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key: Ident = input.parse()?;
            input.parse::<Token![:]>()?;
            let name = key.to_string();
            let again = texts.iter().any(|(seen, _)| *seen == key)
                || (name == "method" && method.is_some())
                || (name == "capabilities" && capabilities.is_some())
                || (name == "limits" && limits.is_some());
            if again {
                return Err(Error::new(key.span(), format!("`{name}` is given twice")));
            }
            match name.as_str() {
                "id" | "vendor" | "license" | "description" | "intended_use" | "known_limitations" => {
                    texts.push((key, text(input)?));
                }
                "method" => method = Some(read_method(input)?),
                "capabilities" => capabilities = Some(Capabilities::parse(input)?),
                "limits" => limits = Some(Limits::parse(input)?),
                _ => return Err(Error::new(key.span(), format!("unknown; {KEYS}"))),
            }
        }
        let mut take = |name: &str| {
            let at = texts.iter().position(|(key, _)| key == name)?;
            Some(texts.swap_remove(at).1)
        };
        let mut need = |name: &str| {
            take(name).ok_or_else(|| Error::new(Span::call_site(), format!("`{name}` is missing: add `{name}: \"…\"`")))
        };
        let export = Self {
            detector,
            id: need("id")?,
            vendor: need("vendor")?,
            description: need("description")?,
            intended_use: need("intended_use")?,
            known_limitations: need("known_limitations")?,
            license: take("license"),
            method: method.ok_or_else(|| Error::new(Span::call_site(), "`method` is missing: add `method: Rule`"))?,
            capabilities: capabilities.unwrap_or_default(),
            limits: limits.unwrap_or_default(),
        };
        names::check(&export.id, "the id")?;
        Ok(export)
    }
}

fn text(input: ParseStream<'_>) -> Result<LitStr> {
    let text: LitStr = input.parse()?;
    let value = text.value();
    if value.trim().is_empty() {
        return Err(Error::new(text.span(), "this is empty; operators decide by what it says"));
    }
    if value.chars().count() > 4_000 {
        return Err(Error::new(text.span(), "this has more than 4000 characters"));
    }
    Ok(text)
}

fn read_method(input: ParseStream<'_>) -> Result<Ident> {
    let method: Ident = input.parse()?;
    if ["Rule", "Statistical", "Ml", "Llm"].iter().all(|known| method != known) {
        return Err(Error::new(method.span(), "unknown; `Rule`, `Statistical`, `Ml` and `Llm` are known"));
    }
    Ok(method)
}

impl Parse for Capabilities {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let inner;
        braced!(inner in input);
        let mut out = Self::default();
        while !inner.is_empty() {
            let key: Ident = inner.parse()?;
            match key.to_string().as_str() {
                "log" => out.log = true,
                "lists" => out.lists = list(&inner, |name| names::check(name, "a list's name"))?,
                "tables" => out.tables = list(&inner, |name| names::check(name, "a table's name"))?,
                "http" => out.http = list(&inner, origin)?,
                _ => {
                    let message = "unknown; `log`, `lists: […]`, `tables: […]` and `http: […]` are known";
                    return Err(Error::new(key.span(), message));
                }
            }
            if !inner.is_empty() {
                inner.parse::<Token![,]>()?;
            }
        }
        Ok(out)
    }
}

fn list(input: ParseStream<'_>, check: impl Fn(&LitStr) -> Result<()>) -> Result<Vec<LitStr>> {
    input.parse::<Token![:]>()?;
    let inner;
    bracketed!(inner in input);
    let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(&inner)?;
    texts.iter().try_for_each(check)?;
    Ok(texts.into_iter().collect())
}

fn origin(text: &LitStr) -> Result<()> {
    let value = text.value();
    let host = value.strip_prefix("https://").unwrap_or_default();
    if host.contains('.') && !host.contains(['/', '?', '#', '@']) && host == host.to_ascii_lowercase() {
        return Ok(());
    }
    Err(Error::new(text.span(), "an origin is scheme and host alone: `\"https://api.example.com\"`"))
}

impl Parse for Limits {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let inner;
        braced!(inner in input);
        let mut out = Self::default();
        while !inner.is_empty() {
            let key: Ident = inner.parse()?;
            inner.parse::<Token![:]>()?;
            let number: LitInt = inner.parse()?;
            if number.base10_parse::<u32>()? == 0 {
                return Err(Error::new(number.span(), "ask for at least 1, or leave it out"));
            }
            match key.to_string().as_str() {
                "time_ms" => out.time_ms = Some(number),
                "memory_mib" => out.memory_mib = Some(number),
                "configure_ms" => out.configure_ms = Some(number),
                _ => {
                    let message = "unknown; `time_ms`, `memory_mib` and `configure_ms` are known";
                    return Err(Error::new(key.span(), message));
                }
            }
            if !inner.is_empty() {
                inner.parse::<Token![,]>()?;
            }
        }
        Ok(out)
    }
}

pub(crate) fn expand(export: &Export) -> TokenStream {
    let Export { detector, id, vendor, method, description, intended_use, known_limitations, .. } = export;
    let license = option(export.license.as_ref());
    let Capabilities { log, lists, tables, http } = &export.capabilities;
    let time_ms = option(export.limits.time_ms.as_ref());
    let memory_mib = option(export.limits.memory_mib.as_ref());
    let configure_ms = option(export.limits.configure_ms.as_ref());
    quote! {
        impl ::hirewall_sdk::Plugin for #detector {
            const MANIFEST: &'static ::core::primitive::str = {
                const ABOUT: ::hirewall_sdk::manifest::About = ::hirewall_sdk::manifest::About {
                    id: #id,
                    version: ::core::env!("CARGO_PKG_VERSION"),
                    vendor: #vendor,
                    description: #description,
                    method: ::hirewall_sdk::manifest::Method::#method,
                    license: #license,
                    intended_use: #intended_use,
                    known_limitations: #known_limitations,
                    capabilities: ::hirewall_sdk::manifest::Capabilities {
                        log: #log,
                        lists: &[#(#lists),*],
                        tables: &[#(#tables),*],
                        http: &[#(#http),*],
                    },
                    limits: ::hirewall_sdk::manifest::Limits {
                        time_ms: #time_ms,
                        memory_mib: #memory_mib,
                        configure_ms: #configure_ms,
                    },
                };
                const LENGTH: ::core::primitive::usize = ::hirewall_sdk::manifest::length::<#detector>(&ABOUT);
                const TEXT: [::core::primitive::u8; LENGTH] =
                    ::hirewall_sdk::manifest::text::<#detector, LENGTH>(&ABOUT);
                ::hirewall_sdk::manifest::utf8(&TEXT)
            };
        }

        #[cfg(target_arch = "wasm32")]
        const _: () = {
            const LENGTH: ::core::primitive::usize =
                <#detector as ::hirewall_sdk::Plugin>::MANIFEST.len();
            #[used]
            #[unsafe(link_section = "hirewall-manifest")]
            static MANIFEST: [::core::primitive::u8; LENGTH] =
                ::hirewall_sdk::manifest::bytes(<#detector as ::hirewall_sdk::Plugin>::MANIFEST);

            ::std::thread_local! {
                static DETECTOR: ::core::cell::RefCell<::core::option::Option<#detector>> =
                    const { ::core::cell::RefCell::new(::core::option::Option::None) };
            }

            use ::hirewall_sdk::guest::bindings::{exports, hirewall::detector::types};

            struct Guest;

            impl exports::hirewall::detector::guest::Guest for Guest {
                fn configure(
                    settings: ::std::string::String,
                ) -> ::core::result::Result<(), types::Failure> {
                    ::hirewall_sdk::guest::configure(&DETECTOR, &settings)
                }

                fn detect(
                    request: types::Request,
                ) -> ::core::result::Result<::std::vec::Vec<types::Signal>, types::Failure> {
                    ::hirewall_sdk::guest::detect(&DETECTOR, request)
                }
            }

            ::hirewall_sdk::guest::bindings::export_guest!(Guest with_types_in ::hirewall_sdk::guest::bindings);
        };
    }
}

fn option<T: quote::ToTokens>(value: Option<&T>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
