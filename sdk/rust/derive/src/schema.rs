//! `#[derive(Schema)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{
    Data, DataEnum, DeriveInput, Error, Field, Fields, FieldsNamed, GenericArgument, Ident, PathArguments, Result, Type,
};

use crate::schema_attributes::{Schema, description};
use crate::serde_attributes::{Container, Member};

pub(crate) fn derive(item: &DeriveInput) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        return Err(Error::new(item.generics.span(), "a type with a schema has no generic parameters"));
    }
    let container = Container::read(&item.attrs)?;
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => structure(item, &container, fields),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let inner = fields.unnamed.iter().map(|field| &field.ty);
                Ok(newtype(item, &quote!(#(#inner)*)))
            }
            other => Err(Error::new(other.span(), "a schema needs named fields, or exactly one field without a name")),
        },
        Data::Enum(data) => names(item, &container, data),
        Data::Union(data) => Err(Error::new(data.union_token.span(), "a union has no schema")),
    }
}

fn newtype(item: &DeriveInput, inner: &TokenStream) -> TokenStream {
    let (name, description) = (&item.ident, description(&item.attrs));
    quote! {
        #[automatically_derived]
        impl ::hirewall_sdk::schema::Schema for #name {
            const SHAPE: ::hirewall_sdk::schema::Shape = <#inner as ::hirewall_sdk::schema::Schema>::SHAPE;
            const DESCRIPTION: &'static str = #description;
            const OPTIONAL: bool = <#inner as ::hirewall_sdk::schema::Schema>::OPTIONAL;
        }
    }
}

fn structure(item: &DeriveInput, container: &Container, fields: &FieldsNamed) -> Result<TokenStream> {
    let (name, open) = (&item.ident, !container.deny_unknown_fields);
    let description = description(&item.attrs);
    let mut shapes = Vec::new();
    let mut checks = Vec::new();
    let mut defaults = Vec::new();
    let mut errors: Option<Error> = None;
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        match member(container, field, ident) {
            Ok(parts) => {
                shapes.extend(parts.shape);
                checks.extend(parts.check);
                defaults.push(parts.default);
            }
            Err(error) => match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            },
        }
    }
    if let Some(errors) = errors {
        return Err(errors);
    }
    let default = container.default.then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    Self { #(#defaults),* }
                }
            }
        }
    });
    Ok(quote! {
        #[automatically_derived]
        impl ::hirewall_sdk::schema::Schema for #name {
            const SHAPE: ::hirewall_sdk::schema::Shape =
                ::hirewall_sdk::schema::Shape::Object { fields: &[#(#shapes),*], open: #open };
            const DESCRIPTION: &'static str = #description;
        }
        #default
        #(#checks)*
    })
}

struct Parts {
    shape: Option<TokenStream>,
    check: Option<TokenStream>,
    default: TokenStream,
}

fn member(container: &Container, field: &Field, ident: &Ident) -> Result<Parts> {
    let (serde, schema, ty) = (Member::read(&field.attrs)?, Schema::read(&field.attrs)?, &field.ty);
    if let Some(default) = schema.default.as_ref().filter(|_| !container.default) {
        return Err(Error::new(
            default.span(),
            "a default needs `#[serde(default)]` on the struct, so that the program has it too",
        ));
    }
    let value = match &schema.default {
        None => quote_spanned!(ty.span()=> ::core::default::Default::default()),
        Some(default) => {
            let value = default.value();
            if is_option(ty) { quote!(::core::option::Option::Some(#value)) } else { value }
        }
    };
    let default = quote!(#ident: #value);
    if serde.skip {
        return Ok(Parts { shape: None, check: None, default });
    }
    let plain = ident.to_string();
    let plain = plain.trim_start_matches("r#");
    let name =
        serde.rename.unwrap_or_else(|| container.rename_all.map_or(plain.to_owned(), |case| case.of_field(plain)));
    let shape = quote_spanned!(ty.span()=> <#ty as ::hirewall_sdk::schema::Schema>::SHAPE);
    let never = container.default || serde.default || serde.may_be_skipped;
    let required = if never { quote!(false) } else { quote!(!<#ty as ::hirewall_sdk::schema::Schema>::OPTIONAL) };
    let described = match description(&field.attrs) {
        text if text.is_empty() => quote!(<#ty as ::hirewall_sdk::schema::Schema>::DESCRIPTION),
        text => quote!(#text),
    };
    let check = schema.default.as_ref().map(|default| {
        let (span, value) = (default.span(), default.tokens());
        let message = format!("the default of `{name}` is not a value of its type");
        quote_spanned!(span=> const _: () = ::core::assert!(#shape.holds(&#value), #message);)
    });
    let written = match &schema.default {
        None => quote!(::core::option::Option::None),
        Some(default) => {
            let value = default.tokens();
            quote!(::core::option::Option::Some(#value))
        }
    };
    let keywords = &schema.keywords;
    let shape = quote! {
        ::hirewall_sdk::schema::Field {
            name: #name,
            shape: #shape,
            required: #required,
            description: #described,
            default: #written,
            keywords: &[#(#keywords),*],
        }
    };
    Ok(Parts { shape: Some(shape), check, default })
}

fn names(item: &DeriveInput, container: &Container, data: &DataEnum) -> Result<TokenStream> {
    let (name, description) = (&item.ident, description(&item.attrs));
    if container.default || container.deny_unknown_fields {
        return Err(Error::new(name.span(), "`default` and `deny_unknown_fields` belong on structs"));
    }
    let (mut texts, mut variants) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new(
                variant.fields.span(),
                "a schema needs variants without fields; use a struct with an enum and optional fields",
            ));
        }
        let serde = Member::read(&variant.attrs)?;
        if serde.skip {
            continue;
        }
        let plain = variant.ident.to_string();
        texts.push(
            serde.rename.unwrap_or_else(|| container.rename_all.map_or(plain.clone(), |case| case.of_variant(&plain))),
        );
        variants.push(&variant.ident);
    }
    let Some(first) = variants.first() else {
        return Err(Error::new(name.span(), "an enum without variants has no schema"));
    };
    Ok(quote! {
        #[automatically_derived]
        impl ::hirewall_sdk::schema::Schema for #name {
            const SHAPE: ::hirewall_sdk::schema::Shape = ::hirewall_sdk::schema::Shape::Names(&[#(#texts),*]);
            const DESCRIPTION: &'static str = #description;
        }
        #[automatically_derived]
        impl ::hirewall_sdk::schema::FromText for #name {
            fn from_text(text: &'static str) -> Self {
                match text {
                    #(#texts => Self::#variants,)*
                    // The derive has checked each default against the names.
                    _ => Self::#first,
                }
            }
        }
    })
}

fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| {
        last.ident == "Option"
            && matches!(&last.arguments, PathArguments::AngleBracketed(inner)
                if matches!(inner.args.first(), Some(GenericArgument::Type(_))))
    })
}
