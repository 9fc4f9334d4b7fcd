//! A JSON array of records, cut into its elements without reading them.

use std::fmt;

use bytes::Bytes;
use serde::de::{DeserializeSeed, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Problem, ProblemKind};

/// Whether the text begins as an array does.
pub(super) fn is_array(text: &[u8]) -> bool {
    text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

/// The elements of an array, at most so many.
pub(super) fn elements(text: &Bytes, most: usize) -> Result<Vec<Bytes>, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let mut full = false;
    let read = Elements { most, full: &mut full }
        .deserialize(&mut reader)
        .and_then(|elements| reader.end().map(|()| elements));
    match read {
        Ok(elements) => Ok(elements.into_iter().map(|element| text.slice_ref(element.get().as_bytes())).collect()),
        Err(_) if full => Err(Problem::new(ProblemKind::TooLarge, format!("the batch has more than {most} records"))
            .help("Send fewer at a time, or a stream with `Content-Type: application/x-ndjson`; `limits.batch` sets the limit.")),
        // Only the place: the parser's own words may hold what it read.
        Err(error) => {
            let detail = format!("the array cannot be read from line {} column {} on", error.line(), error.column());
            Err(Problem::new(ProblemKind::Json, detail).help("Send a JSON array of objects."))
        }
    }
}

struct Elements<'f> {
    most: usize,
    full: &'f mut bool,
}

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element()? {
            if elements.len() >= self.most {
                *self.full = true;
                return Err(A::Error::custom("too many"));
            }
            elements.push(element);
        }
        Ok(elements)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use super::*;

    #[test]
    fn an_array_is_cut_into_its_elements() {
        let text = Bytes::from_static(b" [ {\"a\": [1, 2]}, 3 ,\n\"x\"] ");
        assert!(is_array(&text) && !is_array(b"{\"a\": []}"));
        assert_eq!(elements(&text, 3).unwrap(), [&b"{\"a\": [1, 2]}"[..], b"3", b"\"x\""]);
        assert_eq!(elements(&text, 2).unwrap_err().status, 413);
        assert!(elements(&Bytes::from_static(b"[]"), 1).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_array_is_refused_without_being_repeated() {
        let deep = "[".repeat(100_000);
        for text in ["[", "[1,]", "[1] x", "[secret]", "[{\"secret\": }]", "[\"\\ud800", deep.as_str()] {
            let problem = elements(&Bytes::from(text.to_owned()), 10).unwrap_err();
            assert_eq!(problem.status, 400, "{}", text.get(..10).unwrap_or(text));
            assert!(!problem.detail.contains("secret"));
        }
    }
}
