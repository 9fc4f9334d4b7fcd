//! Whether two texts hold the same documents. It compares what the YAML parser reads, not what the formatter thinks.

use std::collections::HashMap;

use serde_yaml::granit_parser::{self as granit, Event, Parser, ScalarStyle};
use sha2::{Digest, Sha256};

type Sum = [u8; 32];

/// A digest for each document: of its values, in which the order of keys, the notation and comments do not count, but
/// whether a scalar is quoted does. Nothing when the text is not YAML. Aliases count as the values that they name, at
/// no more cost than their own.
pub(super) fn documents(text: &str) -> Option<Vec<Sum>> {
    let options = granit::options! { emit_comments: false };
    let mut sums = Vec::new();
    let mut open: Vec<Frame> = Vec::new();
    let mut anchors: HashMap<usize, Sum> = HashMap::new();
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, _) = next.ok()?;
        let (sum, anchor) = match event {
            Event::DocumentStart(..) => {
                anchors.clear();
                open.clear();
                open.push(Frame { is_mapping: false, anchor: 0, tag: String::new(), children: Vec::new() });
                continue;
            }
            Event::DocumentEnd => {
                sums.push(open.pop()?.sum());
                continue;
            }
            Event::SequenceStart(_, anchor, tag) => {
                open.push(Frame { is_mapping: false, anchor, tag: name(tag.as_deref()), children: Vec::new() });
                continue;
            }
            Event::MappingStart(_, anchor, tag) => {
                open.push(Frame { is_mapping: true, anchor, tag: name(tag.as_deref()), children: Vec::new() });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let frame = open.pop()?;
                (frame.sum(), frame.anchor)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain: &[u8] = if style == ScalarStyle::Plain { b"plain" } else { b"text" };
                (sum(&[plain, name(tag.as_deref()).as_bytes(), text.as_bytes()]), anchor)
            }
            Event::Alias(id) => (*anchors.get(&id)?, 0),
            _ => continue,
        };
        if anchor != 0 {
            anchors.insert(anchor, sum);
        }
        open.last_mut()?.children.push(sum);
    }
    Some(sums)
}

struct Frame {
    is_mapping: bool,
    anchor: usize,
    tag: String,
    children: Vec<Sum>,
}

impl Frame {
    fn sum(&self) -> Sum {
        let kind: &[u8] = if self.is_mapping { b"mapping" } else { b"list" };
        let pairs: Vec<Sum>;
        let mut parts = vec![kind, self.tag.as_bytes()];
        if self.is_mapping {
            let mut sums: Vec<Sum> = self.children.chunks(2).map(|pair| sum(&[pair.as_flattened()])).collect();
            sums.sort_unstable();
            pairs = sums;
            parts.extend(pairs.iter().map(Sum::as_slice));
        } else {
            parts.extend(self.children.iter().map(Sum::as_slice));
        }
        sum(&parts)
    }
}

/// The digest of some parts, each with its length.
fn sum(parts: &[&[u8]]) -> Sum {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn name(tag: Option<&granit::Tag>) -> String {
    tag.map_or_else(String::new, |tag| format!("{}{}", tag.handle(), tag.suffix()))
}
