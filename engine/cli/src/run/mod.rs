//! A run over many records: what feeds it, what interrupts it, what it says of records that do not fit.

pub(crate) mod bulk;
pub(crate) mod feed;
pub(crate) mod interrupt;
pub(crate) mod problems;
pub(crate) mod signals;
