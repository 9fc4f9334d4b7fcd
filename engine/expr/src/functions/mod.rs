//! The library: one function a file, all of them in one table.
//!
//! A function states its signatures as text, which the checker reads, the documentation prints, and a test compares with
//! what the function does. Its `call` dispatches on the values it is given and answers [`Fault::NoOverload`] for the rest.
//!
//! A function does not read the record, a clock or a file: its value follows from its arguments alone.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

use crate::Value;

mod age_at;
mod base64_decode;
mod base64_encode;
mod char_at;
mod cidr;
mod contains;
mod contains_cidr;
mod contains_ip;
mod days;
mod distinct;
mod duration;
mod dynamic;
mod email_domain;
mod ends_with;
mod family;
mod first;
mod first_day;
mod flatten;
mod format;
mod get_date;
mod get_day_of_month;
mod get_day_of_week;
mod get_day_of_year;
mod get_full_year;
mod get_hours;
mod get_milliseconds;
mod get_minutes;
mod get_month;
mod get_seconds;
mod has_value;
mod index_of;
mod ip;
mod ip_is_canonical;
mod is_cidr;
mod is_global_unicast;
mod is_ip;
mod is_link_local_multicast;
mod is_link_local_unicast;
mod is_loopback;
mod is_unspecified;
mod join;
mod last;
mod last_day;
mod last_index_of;
mod lists_range;
mod lower_ascii;
mod mailbox_key;
mod masked;
mod matches;
mod math_abs;
mod math_bit_and;
mod math_bit_not;
mod math_bit_or;
mod math_bit_shift_left;
mod math_bit_shift_right;
mod math_bit_xor;
mod math_ceil;
mod math_floor;
mod math_greatest;
mod math_is_finite;
mod math_is_inf;
mod math_is_nan;
mod math_least;
mod math_round;
mod math_sign;
mod math_sqrt;
mod math_trunc;
mod most_at_once;
mod name_key;
mod normalize_name;
mod optional_none;
mod optional_of;
mod optional_of_non_zero_value;
mod or;
mod or_value;
mod phone_key;
mod prefix_length;
mod quote;
mod replace;
mod reverse;
mod selector;
mod sets_contains;
mod sets_equivalent;
mod sets_intersects;
mod similarity;
mod size;
mod slice;
mod sort;
pub(crate) mod split;
mod starts_with;
mod substring;
mod table;
mod timestamp;
mod to_bool;
mod to_bytes;
mod to_double;
mod to_int;
mod to_string;
mod to_uint;
mod trim;
mod type_of;
mod upper_ascii;
mod value;
mod without;

pub use normalize_name::normalize_name;
pub use table::{all, find, reference};

/// The longest string or byte sequence that an expression may make, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// Bytes or characters that a function may look at for one step of fuel.
const BYTES_PER_STEP: usize = 16;

/// A function of the library.
#[derive(Debug)]
pub struct Function {
    /// Its name as called, with its namespace: `size`, `math.greatest`.
    pub name: &'static str,
    /// Signatures: `size(string) -> int`, `string.size() -> int`, `list(T).size() -> int`. Upper-case names are type
    /// parameters; `T...` as last parameter takes one or more.
    pub signatures: &'static [&'static str],
    /// One sentence, Markdown.
    pub doc: &'static str,
    /// An example that is true, checked by a test.
    pub example: &'static str,
    /// Whether an answer about the same texts is worth remembering while one record is judged: it takes more than looking it up.
    pub costly: bool,
    /// Runs it; a receiver is the first argument.
    pub call: for<'r> fn(&mut Call<'_>, &[Value<'r>]) -> Result<Value<'r>, Fault>,
}

/// What a function may use beside its arguments.
#[derive(Debug)]
pub struct Call<'a> {
    /// What is left of the fuel of the question that is asked. A function whose work grows with its input takes from it.
    pub fuel: &'a mut u64,
}

impl Call<'_> {
    /// Takes steps from the fuel.
    pub fn take(&mut self, steps: u64) -> Result<(), Fault> {
        match self.fuel.checked_sub(steps) {
            Some(rest) => {
                *self.fuel = rest;
                Ok(())
            }
            None => {
                *self.fuel = 0;
                Err(Fault::OutOfFuel)
            }
        }
    }

    /// Takes a step for each of so many elements.
    pub fn take_for(&mut self, elements: usize) -> Result<(), Fault> {
        self.take(elements as u64)
    }

    /// Takes steps for reading so many bytes.
    pub fn take_for_bytes(&mut self, bytes: usize) -> Result<(), Fault> {
        self.take((bytes / BYTES_PER_STEP) as u64)
    }

    /// A string made by a function, if it is not longer than [`MAX_TEXT`].
    pub fn text(&mut self, text: &str) -> Result<Value<'static>, Fault> {
        self.take_for_text(text)?;
        Ok(Value::string(text))
    }

    /// A string that a function writes, if it is not longer than [`MAX_TEXT`].
    pub fn write(&mut self, write: impl FnOnce(&mut String) -> Result<(), Fault>) -> Result<Value<'static>, Fault> {
        // Written elsewhere first, so that memory is asked for once, when its length is known.
        let mut buffer = BUFFER.take();
        buffer.clear();
        let made = write(&mut buffer).and_then(|()| self.text(&buffer));
        if buffer.capacity() <= MOST_KEPT {
            BUFFER.set(buffer);
        }
        made
    }

    /// A string that is a part of another, `of`, if it is not longer than [`MAX_TEXT`]. Of a text of the record nothing is copied.
    pub fn part<'r>(&mut self, of: &Value<'r>, part: &str) -> Result<Value<'r>, Fault> {
        self.take_for_text(part)?;
        Ok(part_of(of, part))
    }

    /// A string with its ASCII letters in one case; what has none of the `other` is given as it is.
    fn recased<'r>(
        &mut self,
        text: &Value<'r>,
        other: fn(&u8) -> bool,
        recase: fn(&mut str),
    ) -> Result<Value<'r>, Fault> {
        let plain = text.as_str().ok_or(Fault::NoOverload)?;
        if !plain.as_bytes().iter().any(other) {
            return self.part(text, plain);
        }
        self.write(|recased| {
            recased.push_str(plain);
            recase(recased);
            Ok(())
        })
    }

    /// Takes steps for a string that a function gives, if it is not longer than [`MAX_TEXT`].
    pub(crate) fn take_for_text(&mut self, text: &str) -> Result<(), Fault> {
        self.take_for_bytes(text.len())?;
        if text.len() > MAX_TEXT { Err(Fault::TooLong) } else { Ok(()) }
    }

    /// Bytes made by a function, if they are not longer than [`MAX_TEXT`].
    pub fn bytes(&mut self, bytes: Vec<u8>) -> Result<Value<'static>, Fault> {
        self.take_for_bytes(bytes.len())?;
        if bytes.len() > MAX_TEXT {
            return Err(Fault::TooLong);
        }
        Ok(Value::Bytes(Arc::from(bytes)))
    }
}

thread_local! {
    /// Where strings are written before their length is known.
    static BUFFER: Cell<String> = const { Cell::new(String::new()) };
}

/// Bytes of a buffer that is kept for the next string.
const MOST_KEPT: usize = 1 << 16;

/// A part of a text as a value, borrowed where the text is.
pub(crate) fn part_of<'r>(of: &Value<'r>, part: &str) -> Value<'r> {
    let borrowed = match of {
        Value::Str(text) => {
            let at = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
            let same = at.checked_add(part.len()).and_then(|end| text.get(at..end));
            // An empty part may stand anywhere.
            if part.is_empty() { Some(Value::Str("")) } else { same.map(Value::Str) }
        }
        Value::String(text) if text.len() == part.len() => Some(of.clone()),
        _ => None,
    };
    borrowed.unwrap_or_else(|| Value::string(part))
}

/// Why an expression has no value though nothing is missing. Messages never hold values of the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No overload for these types.
    #[error("no such overload")]
    NoOverload,
    /// Any other mistake, such as `divide by zero`.
    #[error("{0}")]
    Failed(Cow<'static, str>),
    /// A string or byte sequence would be longer than [`MAX_TEXT`].
    #[error("a string made by an expression may have at most {MAX_TEXT} bytes")]
    TooLong,
    /// The fuel of the question is used up.
    #[error("the evaluation fuel is used up")]
    OutOfFuel,
}

impl Fault {
    /// A mistake with a fixed text, for constants.
    #[must_use]
    pub const fn fixed(text: &'static str) -> Self {
        Self::Failed(Cow::Borrowed(text))
    }

    /// A mistake.
    #[must_use]
    pub fn failed(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Failed(text.into())
    }
}
