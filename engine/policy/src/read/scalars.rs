//! Texts, numbers, booleans, and words out of a fixed set.

use std::sync::Arc;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::document;

use super::{Read, Reader, fields};
use crate::suggest::suggest;
use crate::yaml::{Core, Node, brief};

impl Read for String {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(scalar) = node.scalar() else {
            reader.expected("a text", node, None);
            return Self::new();
        };
        match scalar.core() {
            Core::Text if scalar.text.trim().is_empty() => {
                reader.report(
                    Diagnostic::new(document::E124, "the text is empty").help("Write it, or remove the key."),
                    node.span,
                );
                Self::new()
            }
            Core::Text => scalar.text.to_string(),
            Core::Null => {
                reader.expected("a text", node, None);
                Self::new()
            }
            _ => {
                let help = format!("Put it in quotes: `\"{}\"`.", brief(&scalar.text));
                reader.expected("a text", node, Some(help));
                Self::new()
            }
        }
    }
}

impl Read for i64 {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match node.scalar().map(|scalar| (scalar.core(), scalar)) {
            Some((Core::Int(value), _)) => value,
            Some((Core::BigInt, _)) => {
                reader.report(
                    Diagnostic::new(document::E110, "the number does not fit into 64 bits")
                        .help("Choose a smaller one."),
                    node.span,
                );
                0
            }
            Some((Core::Text, scalar)) if matches!(Core::of(scalar.text.trim()), Core::Int(_)) => {
                let help = format!("Remove the quotes: `{}`.", brief(scalar.text.trim()));
                reader.expected("a whole number", node, Some(help));
                0
            }
            _ => {
                reader.expected("a whole number", node, None);
                0
            }
        }
    }
}

impl Read for bool {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match node.scalar().map(|scalar| (scalar.core(), scalar)) {
            Some((Core::Bool(value), _)) => value,
            Some((Core::Text, scalar)) if matches!(Core::of(scalar.text.trim()), Core::Bool(_)) => {
                let help = format!("Remove the quotes: `{}`.", brief(scalar.text.trim()));
                reader.expected("`true` or `false`", node, Some(help));
                false
            }
            _ => {
                reader.expected("`true` or `false`", node, Some("Write `true` or `false` here.".to_owned()));
                false
            }
        }
    }
}

/// A value that is written as one of a few words.
pub(crate) trait Word: Copy + Default + 'static {
    /// What the word says, for messages: `a mode`.
    const WHAT: &'static str;
    /// The words and their values.
    const WORDS: &'static [(&'static str, Self)];
}

/// Reads a word.
pub(crate) fn read_word<T: Word>(node: &Arc<Node>, reader: &mut Reader<'_>) -> T {
    let Some(scalar) = node.scalar() else {
        reader.expected(&format!("{}, one of {}", T::WHAT, words::<T>()), node, None);
        return T::default();
    };
    if let Some((_, value)) = T::WORDS.iter().find(|(word, _)| *word == &*scalar.text) {
        return *value;
    }
    let near = suggest(&scalar.text, T::WORDS.iter().map(|(word, _)| *word));
    let help = match near {
        Some(near) => format!("Did you mean `{near}`? It is one of {}.", words::<T>()),
        None => format!("It is one of {}.", words::<T>()),
    };
    let message = format!("`{}` is not {}", brief(&scalar.text), T::WHAT);
    reader.report(Diagnostic::new(document::E109, message).help(help), node.span);
    T::default()
}

/// The words, for a message.
pub(crate) fn words<T: Word>() -> String {
    fields::list(T::WORDS.iter().map(|(word, _)| *word))
}

/// Makes a type readable as one of its words.
macro_rules! word {
    ($type:ty, $what:literal, { $($word:literal => $value:expr),* $(,)? }) => {
        impl $crate::read::Word for $type {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $value)),*];
        }

        impl $crate::read::Read for $type {
            fn read(node: &std::sync::Arc<$crate::yaml::Node>, reader: &mut $crate::read::Reader<'_>) -> Self {
                $crate::read::read_word(node, reader)
            }
        }
    };
}
pub(crate) use word;
