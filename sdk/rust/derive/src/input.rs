//! `#[derive(Input)]`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DataEnum, DeriveInput, Error, Field, Fields, LitStr, Result, Token, parenthesized};

use crate::{json_pointer, names};

pub(crate) fn derive(item: &DeriveInput) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        return Err(Error::new(item.generics.span(), "an input has no generic parameters"));
    }
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => structure(item, fields.named.iter().collect()),
            Fields::Unit => structure(item, Vec::new()),
            Fields::Unnamed(fields) => Err(Error::new(fields.span(), "an input needs named fields")),
        },
        Data::Enum(data) => kinds(item, data),
        Data::Union(data) => Err(Error::new(data.union_token.span(), "a union cannot be an input")),
    }
}

fn structure(item: &DeriveInput, fields: Vec<&Field>) -> Result<TokenStream> {
    let name = &item.ident;
    let records = records(item)?;
    let mut errors: Option<Error> = None;
    let mut paths = BTreeSet::new();
    let (mut reads, mut takes) = (Vec::new(), Vec::new());
    for field in fields {
        let read = Read::of(field).and_then(|read| {
            if paths.insert(read.path.value()) {
                return Ok(read);
            }
            Err(Error::new(read.path.span(), "another field reads this already"))
        });
        match read {
            Err(error) => match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            },
            Ok(Read { path, json, only, optional }) => {
                let (ident, ty) = (&field.ident, &field.ty);
                reads.push(
                    quote!(::hirewall_sdk::input::Read { path: #path, only: &[#(#only),*], optional: #optional }),
                );
                takes.push(if json {
                    quote_spanned!(ty.span()=> #ident: values.json::<#ty>(#path)?)
                } else {
                    quote_spanned!(ty.span()=> #ident: values.scalar::<#ty>(#path)?)
                });
            }
        }
    }
    if let Some(errors) = errors {
        return Err(errors);
    }
    let kinds = match records.as_slice() {
        [record] => quote!(::hirewall_sdk::input::Kinds::One(#record, READS)),
        records => quote! {
            ::hirewall_sdk::input::Kinds::Several(&[#(::hirewall_sdk::input::Kinds::One(#records, READS)),*])
        },
    };
    Ok(quote! {
        #[automatically_derived]
        impl ::hirewall_sdk::input::Input for #name {
            const KINDS: ::hirewall_sdk::input::Kinds = {
                const READS: &[::hirewall_sdk::input::Read] = &[#(#reads),*];
                #kinds
            };

            #[allow(unused_mut, unused_variables)]
            fn read(
                kind: &str,
                mut values: ::hirewall_sdk::input::Values,
            ) -> ::core::result::Result<Self, ::hirewall_sdk::Failure> {
                ::core::result::Result::Ok(Self { #(#takes),* })
            }
        }
    })
}

/// The record kinds in `#[record("…")]`.
fn records(item: &DeriveInput) -> Result<Vec<LitStr>> {
    let mut out: Vec<LitStr> = Vec::new();
    for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("record")) {
        out.extend(attribute.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated)?);
    }
    if out.is_empty() {
        return Err(Error::new(item.ident.span(), "say which record kind this is read of: `#[record(\"applicant\")]`"));
    }
    out.iter().try_for_each(|record| names::check(record, "a record kind"))?;
    Ok(out)
}

struct Read {
    path: LitStr,
    json: bool,
    only: Vec<LitStr>,
    optional: bool,
}

impl Read {
    fn of(field: &Field) -> Result<Self> {
        let mut attributes = field.attrs.iter().filter(|attribute| attribute.path().is_ident("read"));
        let Some(attribute) = attributes.next() else {
            return Err(Error::new(field.span(), "say where this is in the record: `#[read(\"/basics/email\")]`"));
        };
        if let Some(second) = attributes.next() {
            return Err(Error::new(second.span(), "a field reads one place"));
        }
        Self::parse(attribute)
    }

    fn parse(attribute: &Attribute) -> Result<Self> {
        attribute.parse_args_with(|input: syn::parse::ParseStream<'_>| {
            let path: LitStr = input.parse()?;
            json_pointer::check(&path)?;
            let mut read = Self { path, json: false, only: Vec::new(), optional: false };
            let mut only_at = None;
            while !input.is_empty() {
                input.parse::<Token![,]>()?;
                if input.is_empty() {
                    break;
                }
                let word: syn::Ident = input.parse()?;
                match word.to_string().as_str() {
                    "json" => read.json = true,
                    "optional" => read.optional = true,
                    "only" => {
                        let inner;
                        parenthesized!(inner in input);
                        read.only = Punctuated::<LitStr, Token![,]>::parse_terminated(&inner)?.into_iter().collect();
                        if read.only.is_empty() {
                            return Err(Error::new(word.span(), "name at least one member, or leave `only` out"));
                        }
                        only_at = Some(word.span());
                    }
                    _ => return Err(Error::new(word.span(), "unknown; `json`, `only(…)` and `optional` are known")),
                }
            }
            if let Some(span) = only_at.filter(|_| !read.json) {
                return Err(Error::new(span, "`only` is for a list or an object: add `json`"));
            }
            Ok(read)
        })
    }
}

/// An enum: one variant a record kind.
fn kinds(item: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let name = &item.ident;
    if let Some(attribute) = item.attrs.iter().find(|attribute| attribute.path().is_ident("record")) {
        return Err(Error::new(attribute.span(), "`record` belongs on the struct in each variant"));
    }
    let (mut variants, mut types) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        let Fields::Unnamed(fields) = &variant.fields else {
            return Err(Error::new(variant.span(), "a variant holds the struct that is read: `Applicant(Applicant)`"));
        };
        let mut inner = fields.unnamed.iter().map(|field| &field.ty);
        let (Some(ty), None) = (inner.next(), inner.next()) else {
            return Err(Error::new(fields.span(), "a variant holds one struct"));
        };
        variants.push(&variant.ident);
        types.push(ty);
    }
    if types.is_empty() {
        return Err(Error::new(name.span(), "name at least one record kind: `Applicant(Applicant)`"));
    }
    Ok(quote! {
        #[automatically_derived]
        impl ::hirewall_sdk::input::Input for #name {
            const KINDS: ::hirewall_sdk::input::Kinds =
                ::hirewall_sdk::input::Kinds::Several(&[#(<#types as ::hirewall_sdk::input::Input>::KINDS),*]);

            fn read(
                kind: &str,
                values: ::hirewall_sdk::input::Values,
            ) -> ::core::result::Result<Self, ::hirewall_sdk::Failure> {
                #(
                    if <#types as ::hirewall_sdk::input::Input>::KINDS.of(kind).is_some() {
                        return <#types as ::hirewall_sdk::input::Input>::read(kind, values).map(Self::#variants);
                    }
                )*
                ::core::result::Result::Err(::hirewall_sdk::input::Values::unknown_kind(kind))
            }
        }
    })
}
