//! JSON text, written while the plugin is compiled. It checks nothing.

/// JSON text of at most `N` bytes; what comes after them is only counted. So `Text::<0>` measures.
pub(super) struct Text<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Text<N> {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    pub(super) const fn length(&self) -> usize {
        self.length
    }

    pub(super) const fn bytes(self) -> [u8; N] {
        self.bytes
    }

    /// As it is.
    pub(super) const fn raw(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        while let [byte, others @ ..] = rest {
            self.byte(*byte);
            rest = others;
        }
    }

    /// In quotes, and escaped.
    pub(super) const fn quoted(&mut self, text: &str) {
        self.byte(b'"');
        let mut rest = text.as_bytes();
        while let [byte, others @ ..] = rest {
            match *byte {
                b'"' => self.raw("\\\""),
                b'\\' => self.raw("\\\\"),
                b'\n' => self.raw("\\n"),
                control @ 0..0x20 => {
                    self.raw("\\u00");
                    self.byte(hex(control >> 4));
                    self.byte(hex(control & 15));
                }
                byte => self.byte(byte),
            }
            rest = others;
        }
        self.byte(b'"');
    }

    /// A list of texts.
    pub(super) const fn list(&mut self, texts: &[&str]) {
        self.byte(b'[');
        let mut rest = texts;
        while let [text, others @ ..] = rest {
            self.quoted(text);
            self.comma(!others.is_empty());
            rest = others;
        }
        self.byte(b']');
    }

    /// A member's name.
    pub(super) const fn key(&mut self, name: &str) {
        self.quoted(name);
        self.byte(b':');
    }

    /// A further member with a text.
    pub(super) const fn text(&mut self, name: &str, value: &str) {
        self.member(name);
        self.quoted(value);
    }

    /// The name of a further member.
    pub(super) const fn member(&mut self, name: &str) {
        self.byte(b',');
        self.key(name);
    }

    /// A comma, when something comes after.
    pub(super) const fn comma(&mut self, wanted: bool) {
        if wanted {
            self.byte(b',');
        }
    }

    /// Decimal digits.
    pub(super) const fn number(&mut self, value: u32) {
        if value >= 10 {
            self.number(value / 10);
        }
        self.byte(b'0' + (value % 10) as u8);
    }

    #[expect(clippy::indexing_slicing, reason = "runs while compiling, and the length was compared")]
    pub(super) const fn byte(&mut self, byte: u8) {
        if self.length < N {
            self.bytes[self.length] = byte;
        }
        self.length += 1;
    }
}

const fn hex(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}
