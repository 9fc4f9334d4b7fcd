//! Literals: numbers and texts with their escapes. It finds no tokens.
#![expect(clippy::result_large_err, reason = "malformed literals are rare, and their problem is moved once")]

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::E202;

use super::ast::Literal;
use super::lexer::span;
use crate::Problem;

/// The value of a number that stands at `at`, with a minus sign before it or not.
pub(super) fn number(text: &str, at: Span, negative: bool) -> Result<Literal, Problem> {
    let sign = if negative { "-" } else { "" };
    if let Some(digits) = text.strip_suffix(['u', 'U']) {
        if negative {
            return Err(Problem::new(E202, at, format!("an unsigned integer, `{text}`, has no sign"))
                .help("Leave out the `u` for an integer with sign."));
        }
        let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(hex) => u64::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        return value.map(Literal::Uint).map_err(|_| {
            Problem::new(E202, at, format!("`{text}` is no unsigned integer of 64 bits"))
                .note(format!("The largest is {}u.", u64::MAX))
        });
    }
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if hex.is_none() && text.contains(['.', 'e', 'E']) {
        return match format!("{sign}{text}").parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Literal::Double(value)),
            _ => Err(Problem::new(E202, at, format!("`{text}` is no double")).note("The largest is about 1.8e308.")),
        };
    }
    let value = match hex {
        Some(hex) => i64::from_str_radix(&format!("{sign}{hex}"), 16),
        None => format!("{sign}{text}").parse(),
    };
    value.map(Literal::Int).map_err(|_| {
        Problem::new(E202, at, format!("`{sign}{text}` is no integer of 64 bits"))
            .note(format!("Integers go from {} to {}.", i64::MIN, i64::MAX))
            .help("Write a double, such as `1e20`, for larger numbers.")
    })
}

/// The value of a text or bytes literal, prefix and quotes included, that stands at `at`.
pub(super) fn text(source: &str, at: Span) -> Result<Literal, Problem> {
    let quoted = Quoted::of(source);
    let mut out = Vec::with_capacity(quoted.inner.len());
    quoted.decode(at, |_, bytes| out.extend_from_slice(bytes))?;
    if quoted.bytes {
        return Ok(Literal::Bytes(Arc::from(out)));
    }
    match String::from_utf8(out) {
        Ok(text) => Ok(Literal::String(Arc::from(text))),
        Err(_) => Err(Problem::new(E202, at, "the text is not valid UTF-8")),
    }
}

/// Where the byte `offset` of a text literal's value stands in the literal's source, counted from the literal's start.
pub(crate) fn place_in_text(source: &str, offset: usize) -> usize {
    let quoted = Quoted::of(source);
    let mut decoded = 0;
    let mut found = None;
    let _ = quoted.decode(Span::default(), |place, bytes| {
        if found.is_none() && offset < decoded + bytes.len() {
            found = Some(place);
        }
        decoded += bytes.len();
    });
    quoted.start + found.unwrap_or(quoted.inner.len())
}

/// A literal taken apart.
struct Quoted<'a> {
    inner: &'a str,
    start: usize,
    raw: bool,
    bytes: bool,
}

impl<'a> Quoted<'a> {
    fn of(source: &'a str) -> Self {
        let prefix = source.find(['"', '\'']).unwrap_or(0);
        let word = source.get(..prefix).unwrap_or("");
        let rest = source.get(prefix..).unwrap_or("");
        let triple = rest.len() >= 6 && (rest.starts_with("\"\"\"") || rest.starts_with("'''"));
        let quote = if triple { 3 } else { 1 };
        let inner = rest.get(quote..rest.len().saturating_sub(quote)).unwrap_or("");
        Self { inner, start: prefix + quote, raw: word.contains(['r', 'R']), bytes: word.contains(['b', 'B']) }
    }

    /// Calls `emit` with each decoded piece and the place in `inner` it stands at.
    fn decode(&self, at: Span, mut emit: impl FnMut(usize, &[u8])) -> Result<(), Problem> {
        let mut place = 0;
        while let Some(c) = self.inner.get(place..).and_then(|rest| rest.chars().next()) {
            if self.raw || c != '\\' {
                let mut buffer = [0; 4];
                emit(place, c.encode_utf8(&mut buffer).as_bytes());
                place += c.len_utf8();
                continue;
            }
            let rest = self.inner.get(place + 1..).unwrap_or("");
            let begin = at.start as usize + self.start + place;
            let problem = |len: usize, message: String| Problem::new(E202, span(begin, begin + 1 + len), message);
            let Some(letter) = rest.chars().next() else {
                return Err(problem(0, String::from("the text ends inside an escape")));
            };
            let simple = match letter {
                'a' => 7,
                'b' => 8,
                'f' => 12,
                'n' => b'\n',
                'r' => b'\r',
                't' => b'\t',
                'v' => 11,
                '\\' | '?' | '"' | '\'' | '`' => u8::try_from(letter).unwrap_or(b'?'),
                _ => 0,
            };
            if simple != 0 {
                emit(place, &[simple]);
                place += 2;
                continue;
            }
            let (skip, digits, radix) = match letter {
                'x' | 'X' => (1, 2, 16),
                'u' => (1, 4, 16),
                'U' => (1, 8, 16),
                '0'..='3' => (0, 3, 8),
                _ => {
                    let help = if letter.is_ascii_digit() {
                        String::from("An octal escape has three digits, the first of them 0 to 3.")
                    } else {
                        format!(
                            "Write `\\\\` for a backslash, or begin the text with `r`, as in `r\"\\{letter}\"`, where a \
                             backslash is only a backslash."
                        )
                    };
                    return Err(problem(letter.len_utf8(), format!("`\\{letter}` is no escape")).help(help));
                }
            };
            let code = rest.get(skip..skip + digits).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
            let code = code.and_then(|text| u32::from_str_radix(text, radix).ok());
            let Some(code) = code else {
                let kind = if radix == 16 { "hexadecimal" } else { "octal" };
                return Err(problem(1, format!("`\\{letter}` needs {digits} {kind} digits")));
            };
            if self.bytes && matches!(letter, 'u' | 'U') {
                return Err(problem(1 + digits, format!("`\\{letter}` has no meaning in bytes"))
                    .help("Write the bytes themselves with `\\x`."));
            }
            let len = 1 + skip + digits;
            if self.bytes {
                emit(place, &[u8::try_from(code).unwrap_or(0)]);
            } else {
                let Some(c) = char::from_u32(code) else {
                    return Err(problem(len - 1, format!("U+{code:04X} is no character")));
                };
                let mut buffer = [0; 4];
                emit(place, c.encode_utf8(&mut buffer).as_bytes());
            }
            place += len;
        }
        Ok(())
    }
}
