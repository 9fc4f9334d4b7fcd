//! What `serde`'s attributes say, as far as a schema depends on it. What a schema cannot follow is refused.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, LitStr, Result, Token};

/// Attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) default: bool,
    pub(crate) deny_unknown_fields: bool,
    pub(crate) rename_all: Option<Case>,
}

/// Attributes of a field or a variant.
#[derive(Default)]
pub(crate) struct Member {
    pub(crate) rename: Option<String>,
    pub(crate) default: bool,
    pub(crate) skip: bool,
    pub(crate) may_be_skipped: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Container {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut out = Self::default();
        each(attributes, |meta| {
            let name = name(&meta);
            match name.as_str() {
                "default" if meta.input.peek(Token![=]) => {
                    Err(meta.error("a schema cannot follow a default made by a function; use `#[schema(default = …)]`"))
                }
                "default" => {
                    out.default = true;
                    Ok(())
                }
                "deny_unknown_fields" => {
                    out.deny_unknown_fields = true;
                    Ok(())
                }
                "rename_all" => {
                    out.rename_all = Some(Case::read(&meta.value()?.parse()?)?);
                    Ok(())
                }
                "crate" | "bound" | "expecting" | "transparent" | "rename" => ignore(&meta),
                _ => Err(meta.error(format!("`hirewall_sdk::Schema` does not support `serde({name})` here"))),
            }
        })?;
        Ok(out)
    }
}

impl Member {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut out = Self::default();
        each(attributes, |meta| {
            let name = name(&meta);
            match name.as_str() {
                "rename" => out.rename = Some(meta.value()?.parse::<LitStr>()?.value()),
                "default" if meta.input.peek(Token![=]) => {
                    return Err(
                        meta.error("a schema cannot follow a default made by a function; use `#[schema(default = …)]`")
                    );
                }
                "default" => out.default = true,
                "skip" => out.skip = true,
                "skip_serializing_if" => {
                    out.may_be_skipped = true;
                    ignore(&meta)?;
                }
                // Further names for what is read, and ways of writing that keep the type.
                "alias" | "borrow" | "bound" => ignore(&meta)?,
                _ => return Err(meta.error(format!("`hirewall_sdk::Schema` does not support `serde({name})` here"))),
            }
            Ok(())
        })?;
        Ok(out)
    }
}

fn each(attributes: &[Attribute], mut read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}

fn name(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}

fn ignore(meta: &ParseNestedMeta<'_>) -> Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Lit>()?;
    }
    Ok(())
}

impl Case {
    fn read(text: &LitStr) -> Result<Self> {
        Ok(match text.value().as_str() {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return Err(Error::new(text.span(), "not a way of writing names that `serde` knows")),
        })
    }

    /// The name of a field, which is written in `snake_case`.
    pub(crate) fn of_field(self, field: &str) -> String {
        let pascal = || {
            let words = field.split('_').map(|word| {
                let mut letters = word.chars();
                letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
            });
            words.collect::<String>()
        };
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(),
            Self::Camel => lower_first(&pascal()),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// The name of a variant, which is written in `PascalCase`.
    pub(crate) fn of_variant(self, variant: &str) -> String {
        let snake = || {
            let mut out = String::new();
            for (at, letter) in variant.char_indices() {
                if at > 0 && letter.is_uppercase() {
                    out.push('_');
                }
                out.push(letter.to_ascii_lowercase());
            }
            out
        };
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => lower_first(variant),
            Self::Snake => snake(),
            Self::ScreamingSnake => snake().to_ascii_uppercase(),
            Self::Kebab => snake().replace('_', "-"),
            Self::ScreamingKebab => snake().to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
