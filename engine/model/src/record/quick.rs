//! Reads a record that is as it should be, in one pass over its bytes. Whatever is unusual it leaves to the full reader, which starts over:
//! an undeclared or repeated field, a value that does not fit, anything else that somebody must be told of. So it words no problem, and where it
//! comes to an end, the record is the one that the full reader would have read.

use super::Cell;
use super::list::repeats;
use super::object::Marks;
use super::reading::Reading;
use crate::schema::plan::{ListPlan, ObjectPlan, PlanKind, TextRules, TypeSet, ValuePlan};
use crate::{Time, record::ListFrame};

/// Fields after the last one that a key is compared with before it is looked up: records mostly name fields in the order of the schema, and leave
/// some out.
const AHEAD: u32 = 6;

/// Reads the input whole; nothing when the full reader has to.
pub(super) fn read(reading: &mut Reading<'_>, plan: &ObjectPlan) -> Option<()> {
    let (text, bytes) = (reading.input, reading.input.as_bytes());
    let mut quick = Quick { reading, text, bytes, at: 0 };
    quick.expect(b'{')?;
    quick.object(plan, 0, 0)?;
    quick.blank();
    (quick.at == bytes.len()).then_some(())
}

struct Quick<'r, 'a> {
    reading: &'r mut Reading<'a>,
    text: &'a str,
    bytes: &'a [u8],
    /// The next byte.
    at: usize,
}

/// A string of the input.
enum Text<'a> {
    /// As it stands there.
    Plain(&'a str),
    /// What its escapes stand for.
    Escaped(String),
}

impl<'a> Quick<'_, 'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The first byte of what comes next, which is not passed over.
    fn token(&mut self) -> Option<u8> {
        self.blank();
        self.peek()
    }

    /// Passes over a byte that must come next.
    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.token()? == byte).then(|| self.at += 1)
    }

    /// What comes after an element: whether there is another.
    fn goes_on(&mut self, end: u8) -> Option<bool> {
        let byte = self.token()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            _ if byte == end => Some(false),
            _ => None,
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Behind its brace.
    fn object(&mut self, plan: &ObjectPlan, at: usize, depth: u32) -> Option<()> {
        if depth >= self.reading.budget.max_depth || !plan.plain {
            return None;
        }
        self.reading.set(at, Cell::Object);
        let (mut seen, mut given) = (Marks::default(), Marks::default());
        let mut next = 0;
        let mut more = self.token()? != b'}';
        if !more {
            self.at += 1;
        }
        while more {
            self.expect(b'"')?;
            let index = self.key(plan, next)?;
            self.expect(b':')?;
            next = index + 1;
            let (field, inner) = (plan.shape.fields.get(index as usize)?, plan.fields.get(index as usize)?);
            if seen.mark(index) {
                return None;
            }
            if self.value(inner, at + field.offset as usize, depth + 1)? {
                given.mark(index);
            }
            more = self.goes_on(b'}')?;
        }
        plan.required.iter().all(|index| given.holds(*index)).then_some(())
    }

    /// The index of a field, behind the quotation mark before its name. No name has anything in it that would be escaped.
    fn key(&mut self, plan: &ObjectPlan, next: u32) -> Option<u32> {
        let rest = self.bytes.get(self.at..)?;
        for index in next..next + AHEAD {
            let Some(field) = plan.shape.fields.get(index as usize) else { break };
            if rest.get(field.name.len()) == Some(&b'"') && rest.starts_with(field.name.as_bytes()) {
                self.at += field.name.len() + 1;
                return Some(index);
            }
        }
        match self.string()? {
            Text::Plain(name) => plan.index(name),
            Text::Escaped(_) => None,
        }
    }

    /// Whether the value is there: `null` may count as absent.
    fn value(&mut self, plan: &ValuePlan, at: usize, depth: u32) -> Option<bool> {
        match self.token()? {
            b'"' => {
                self.at += 1;
                let text = self.string()?;
                self.reading_of_text(plan, at, text)?;
            }
            b'{' => {
                let PlanKind::Object(inner) = &plan.kind else { return None };
                self.at += 1;
                self.object(inner, at, depth)?;
            }
            b'[' => {
                let PlanKind::List(inner) = &plan.kind else { return None };
                self.at += 1;
                self.list(inner, at, depth)?;
            }
            first @ (b't' | b'f') => {
                let value = first == b't';
                self.word(if value { b"true" } else { b"false" })?;
                self.scalar(plan, at, Cell::Bool(value), value.into(), matches!(plan.kind, PlanKind::Bool))?;
            }
            b'n' => {
                self.word(b"null")?;
                if plan.nullable {
                    self.reading.set(at, Cell::Null);
                }
                return Some(plan.nullable);
            }
            _ => self.number(plan, at)?,
        }
        Some(true)
    }

    /// A value that is no text, of its own type or of none.
    fn scalar(&mut self, plan: &ValuePlan, at: usize, cell: Cell, value: serde_json::Value, fits: bool) -> Option<()> {
        if plan.allowed.as_ref().is_some_and(|allowed| !allowed.value(&value)) {
            return None;
        }
        match &plan.kind {
            PlanKind::Dyn(types) if types.holds(TypeSet::of(&value)) => {
                let index = u32::try_from(self.reading.dynamic.len()).ok()?;
                self.reading.dynamic.push(value);
                self.reading.set(at, Cell::Dyn(index));
                Some(())
            }
            _ => fits.then(|| self.reading.set(at, cell)),
        }
    }

    fn reading_of_text(&mut self, plan: &ValuePlan, at: usize, text: Text<'a>) -> Option<()> {
        let plain: &str = match &text {
            Text::Plain(plain) => plain,
            Text::Escaped(plain) => plain,
        };
        match &plan.kind {
            PlanKind::String(rules) => {
                if plan.allowed.as_ref().is_some_and(|allowed| !allowed.string(plain)) || !keeps(rules, plain) {
                    return None;
                }
                let cell = match text {
                    Text::Plain(plain) => self.reading.borrowed(plain),
                    Text::Escaped(plain) => self.reading.owned(&plain),
                };
                self.reading.set(at, cell);
                Some(())
            }
            PlanKind::Time => {
                let Time { seconds, nanos } = plain.parse().ok()?;
                self.reading.set(at, Cell::Time { nanos, seconds });
                Some(())
            }
            PlanKind::Dyn(_) => self.scalar(plan, at, Cell::Absent, plain.into(), false),
            _ => None,
        }
    }

    /// Up to eighteen digits; what has more, a fraction or an exponent is read as the full reader does.
    fn number(&mut self, plan: &ValuePlan, at: usize) -> Option<()> {
        let start = self.at;
        let negative = self.peek()? == b'-';
        if negative {
            self.at += 1;
        }
        let digits = self.at;
        let mut whole = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            whole = whole.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let count = self.at - digits;
        let zero = self.bytes.get(digits) == Some(&b'0') && (count > 1 || negative);
        if count == 0 || count > 18 || zero {
            return None;
        }
        if let Some(b'.' | b'e' | b'E') = self.peek() {
            while let Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            // By the same reader, so that it is rounded in the same way.
            let value: f64 = serde_json::from_str(self.text.get(start..self.at)?).ok()?;
            let PlanKind::Double(bounds) = &plan.kind else { return None };
            let number = serde_json::Number::from_f64(value)?;
            let within = bounds.rules.iter().all(|bound| bound.holds(&number));
            return within.then(|| self.scalar(plan, at, Cell::Double(value), value.into(), true)).flatten();
        }
        let value = if negative { -whole } else { whole };
        let (bounds, cell) = match &plan.kind {
            PlanKind::Int(bounds) => (bounds, Cell::Int(value)),
            #[expect(clippy::cast_precision_loss, reason = "`number` is floating point, as the schema says")]
            PlanKind::Double(bounds) => (bounds, Cell::Double(value as f64)),
            _ => return self.scalar(plan, at, Cell::Absent, value.into(), false),
        };
        if !bounds.rules.is_empty() {
            let number = value.into();
            if !bounds.rules.iter().all(|bound| bound.holds(&number)) {
                return None;
            }
        }
        self.scalar(plan, at, cell, value.into(), true)
    }

    /// Behind its bracket. Its elements take their places as those of the full reader do.
    fn list(&mut self, plan: &ListPlan, at: usize, depth: u32) -> Option<()> {
        if depth >= self.reading.budget.max_depth {
            return None;
        }
        let (base, mark) = (self.reading.stack.len(), self.reading.frames.len());
        let width = plan.width as usize;
        let mut len = 0_u32;
        let mut more = self.token()? != b']';
        if !more {
            self.at += 1;
        }
        while more {
            let place = self.reading.stack.len();
            self.reading.stack.resize(place + width, Cell::Absent);
            let left = self.reading.budget.left.get().checked_sub(width)?;
            self.reading.budget.left.set(left);
            if !self.value(&plan.item, place, depth + 1)? {
                return None;
            }
            len += 1;
            more = self.goes_on(b']')?;
        }
        let count = u64::from(len);
        if count < plan.min || count > plan.max || plan.unique && repeats(self.reading, base) {
            return None;
        }
        self.reading.close_list(
            ListFrame { first: 0, width: plan.width, len, owner: 0, settled: false },
            (base, mark),
            at,
        );
        Some(())
    }

    /// A string, behind its first quotation mark.
    fn string(&mut self) -> Option<Text<'a>> {
        let start = self.at;
        let mut at = plain_end(self.bytes, start);
        if self.bytes.get(at)? == &b'"' {
            self.at = at + 1;
            return self.text.get(start..at).map(Text::Plain);
        }
        loop {
            match self.bytes.get(at)? {
                b'\\' => at = plain_end(self.bytes, at + 2),
                b'"' => break,
                _ => return None,
            }
        }
        self.at = at + 1;
        serde_json::from_str(self.text.get(start - 1..=at)?).ok().map(Text::Escaped)
    }
}

/// Whether a text is as the schema says.
fn keeps(rules: &TextRules, text: &str) -> bool {
    // A letter has one to four bytes: most texts need no counting.
    let least =
        rules.min.is_none_or(|min| text.len() as u64 >= min.saturating_mul(4) || text.chars().count() as u64 >= min);
    let most = rules.max.is_none_or(|max| text.len() as u64 <= max || text.chars().count() as u64 <= max);
    least && most && rules.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
}

/// Where the part of a string ends that stands for itself: at a quotation mark, a backslash, a control character, or the end of the input.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // The lowest bit that is set is exact: what is borrowed goes up.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let ends = zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control;
        if ends != 0 {
            return at + (ends.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| *byte >= 0x20 && !matches!(byte, b'"' | b'\\')) {
        at += 1;
    }
    at
}
