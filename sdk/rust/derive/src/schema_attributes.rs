//! `#[schema(…)]` and doc comments.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Lit, LitStr, Meta, Result, Token, bracketed};

/// `#[schema(…)]` of a field.
#[derive(Default)]
pub(crate) struct Schema {
    pub(crate) default: Option<Literal>,
    /// Keyword and value, as tokens of `(&str, Literal)`.
    pub(crate) keywords: Vec<TokenStream>,
}

/// A value as it can be written in an attribute.
pub(crate) enum Literal {
    Scalar(Lit, bool, Span),
    List(Vec<Literal>, Span),
}

const PII: &[&str] = &["direct", "indirect", "biometric-derived", "none"];

impl Schema {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut out = Self::default();
        let mut seen = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("schema")) {
            attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                if seen.contains(&name) {
                    return Err(meta.error(format!("`{name}` is given twice")));
                }
                let keyword = match name.as_str() {
                    "default" => {
                        out.default = Some(meta.value()?.parse()?);
                        seen.push(name);
                        return Ok(());
                    }
                    "minimum" | "maximum" | "pattern" | "format" => name.clone(),
                    "min_length" => "minLength".to_owned(),
                    "max_length" => "maxLength".to_owned(),
                    "min_items" => "minItems".to_owned(),
                    "max_items" => "maxItems".to_owned(),
                    "pii" | "protected" | "proxy" => format!("x-{name}"),
                    _ => {
                        return Err(meta.error(
                            "unknown; `default`, `minimum`, `maximum`, `min_length`, `max_length`, `pattern`, `format`, \
                             `min_items`, `max_items`, `pii`, `protected` and `proxy` are known",
                        ));
                    }
                };
                let value: Literal = meta.value()?.parse()?;
                value.check_keyword(&name)?;
                let value = value.tokens();
                out.keywords.push(quote!((#keyword, #value)));
                seen.push(name);
                Ok(())
            })?;
        }
        Ok(out)
    }
}

impl Literal {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Scalar(_, _, span) | Self::List(_, span) => *span,
        }
    }

    fn check_keyword(&self, name: &str) -> Result<()> {
        let (fits, wanted) = match name {
            "minimum" | "maximum" => {
                (matches!(self, Self::Scalar(Lit::Int(_) | Lit::Float(_), ..)), "a number".to_owned())
            }
            "min_length" | "max_length" | "min_items" | "max_items" => {
                (matches!(self, Self::Scalar(Lit::Int(_), false, _)), "a whole number".to_owned())
            }
            "pii" => {
                let known = matches!(self, Self::Scalar(Lit::Str(text), ..) if PII.contains(&text.value().as_str()));
                (known, format!("one of `{}`", PII.join("`, `")))
            }
            _ => {
                let text = matches!(self, Self::Scalar(Lit::Str(text), ..) if !text.value().trim().is_empty());
                (text, "a text".to_owned())
            }
        };
        if fits { Ok(()) } else { Err(Error::new(self.span(), format!("`{name}` is {wanted}"))) }
    }

    /// As `hirewall_sdk::schema::Literal`.
    pub(crate) fn tokens(&self) -> TokenStream {
        let path = quote!(::hirewall_sdk::schema::Literal);
        match self {
            Self::Scalar(Lit::Str(text), ..) => quote!(#path::Text(#text)),
            Self::Scalar(Lit::Bool(value), ..) => {
                let text = value.value.to_string();
                quote!(#path::Boolean(#text))
            }
            Self::Scalar(number, negative, _) => {
                let (digits, variant) = match number {
                    Lit::Int(number) => (number.base10_digits().to_owned(), quote!(Integer)),
                    Lit::Float(number) => (json_number(number.base10_digits()), quote!(Number)),
                    _ => (String::new(), quote!(Number)),
                };
                let text = if *negative { format!("-{digits}") } else { digits };
                quote!(#path::#variant(#text))
            }
            Self::List(values, _) => {
                let values = values.iter().map(Self::tokens);
                quote!(#path::List(&[#(#values),*]))
            }
        }
    }

    /// As a Rust value of the type that the context has.
    pub(crate) fn value(&self) -> TokenStream {
        match self {
            Self::Scalar(text @ Lit::Str(_), _, span) => {
                quote_spanned!(*span=> ::hirewall_sdk::schema::FromText::from_text(#text))
            }
            Self::Scalar(number, negative, _) => {
                let sign = negative.then(|| quote!(-));
                quote!(#sign #number)
            }
            Self::List(values, _) => {
                let values = values.iter().map(Self::value);
                quote!(::core::iter::FromIterator::from_iter([#(#values),*]))
            }
        }
    }
}

/// JSON wants a digit after the point.
fn json_number(digits: &str) -> String {
    if digits.ends_with('.') { format!("{digits}0") } else { digits.to_owned() }
}

impl Parse for Literal {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(syn::token::Bracket) {
            let inner;
            let bracket = bracketed!(inner in input);
            let values = Punctuated::<Self, Token![,]>::parse_terminated(&inner)?;
            return Ok(Self::List(values.into_iter().collect(), bracket.span.join()));
        }
        let span = input.span();
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let lit: Lit = input.parse()?;
        match (&lit, negative) {
            (Lit::Int(_) | Lit::Float(_), _) | (Lit::Str(_) | Lit::Bool(_), false) => {
                Ok(Self::Scalar(lit, negative, span))
            }
            _ => Err(Error::new(span, "a text, a number, `true`, `false`, or a list of them")),
        }
    }
}

/// The doc comment: lines joined, paragraphs kept.
pub(crate) fn description(attributes: &[Attribute]) -> String {
    let mut out = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        let Meta::NameValue(pair) = &attribute.meta else { continue };
        let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { continue };
        let text: LitStr = text.clone();
        for line in text.value().lines().map(str::trim) {
            match line {
                "" if out.is_empty() || out.ends_with('\n') => {}
                "" => out.push('\n'),
                line => {
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push(' ');
                    }
                    out.push_str(line);
                }
            }
        }
    }
    out.trim_end().to_owned()
}
