//! One observation in memory: 16 bytes, or 24 with an amount.

/// The lowest bit of an element says that the same element stands later in its series.
const SUPERSEDED: u64 = 1;

/// One observation of a series.
pub(crate) trait Entry: Copy {
    /// An observation. Of the element all bits but the lowest are kept.
    fn new(time: i64, element: u64, amount: i64) -> Self;
    /// Microseconds since the Unix epoch.
    fn time(&self) -> i64;
    /// The element with its lowest bit as the mark.
    fn marked(&self) -> u64;
    /// Sets it.
    fn mark(&mut self, marked: u64);
    /// What it counts.
    fn amount(&self) -> i64;
    /// Sets it, where it can be other than one.
    fn set_amount(&mut self, amount: i64);

    /// The element without the mark.
    fn element(&self) -> u64 {
        self.marked() & !SUPERSEDED
    }

    /// Whether the same element stands later in the series.
    fn is_superseded(&self) -> bool {
        self.marked() & SUPERSEDED != 0
    }

    /// Says that the same element stands later.
    fn supersede(&mut self) {
        self.mark(self.marked() | SUPERSEDED);
    }
}

/// An element that counts one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    time: i64,
    element: u64,
}

/// A record with its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weighed {
    time: i64,
    element: u64,
    amount: i64,
}

impl Entry for Plain {
    fn new(time: i64, element: u64, _: i64) -> Self {
        Self { time, element: element & !SUPERSEDED }
    }

    fn time(&self) -> i64 {
        self.time
    }

    fn marked(&self) -> u64 {
        self.element
    }

    fn mark(&mut self, marked: u64) {
        self.element = marked;
    }

    fn amount(&self) -> i64 {
        1
    }

    fn set_amount(&mut self, _: i64) {}
}

impl Entry for Weighed {
    fn new(time: i64, element: u64, amount: i64) -> Self {
        Self { time, element: element & !SUPERSEDED, amount }
    }

    fn time(&self) -> i64 {
        self.time
    }

    fn marked(&self) -> u64 {
        self.element
    }

    fn mark(&mut self, marked: u64) {
        self.element = marked;
    }

    fn amount(&self) -> i64 {
        self.amount
    }

    fn set_amount(&mut self, amount: i64) {
        self.amount = amount;
    }
}
