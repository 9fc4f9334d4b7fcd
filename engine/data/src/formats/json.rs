//! JSON: an array of texts, and what the formats made of JSON are read with. Arrays are read element by element, so that no
//! tree of the whole is built.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer as _, Error as _, SeqAccess, Visitor};

use crate::collector::Collector;
use crate::{ImportError, Input};

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    each(input, |item: String, place| collector.item(&item, place))
}

/// A JSON value as a whole.
pub(crate) fn whole<T: DeserializeOwned>(input: &Input<'_>) -> Result<T, ImportError> {
    serde_json::from_slice(bare(input)).map_err(|error| ImportError::json(input.name, &error))
}

/// Gives each element of an array with its place, from 1.
pub(crate) fn each<T: DeserializeOwned>(
    input: &Input<'_>,
    take: impl FnMut(T, u64) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut stopped = None;
    let visitor = Elements { take, stopped: &mut stopped, element: PhantomData };
    let mut json = serde_json::Deserializer::from_slice(bare(input));
    let read = json.deserialize_seq(visitor).and_then(|()| json.end());
    match stopped {
        Some(error) => Err(error),
        None => read.map_err(|error| ImportError::json(input.name, &error)),
    }
}

/// The bytes without a byte order mark.
fn bare<'a>(input: &Input<'a>) -> &'a [u8] {
    input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes)
}

struct Elements<'s, T, F> {
    take: F,
    stopped: &'s mut Option<ImportError>,
    element: PhantomData<T>,
}

impl<'de, T: DeserializeOwned, F: FnMut(T, u64) -> Result<(), ImportError>> Visitor<'de> for Elements<'_, T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let mut place = 0;
        while let Some(element) = elements.next_element()? {
            place += 1;
            if let Err(error) = (self.take)(element, place) {
                *self.stopped = Some(error);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
