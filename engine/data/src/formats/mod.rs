//! The formats, one a file. Each reads its files and gives what it finds to the collector.

pub(crate) mod csv;
mod hipo;
pub(crate) mod ipeds;
pub(crate) mod json;
mod libphonenumber;
mod lines;
mod lolrmm;
mod misp;
pub(crate) mod nanpa;
pub(crate) mod ofac;
pub(crate) mod tzdb;

use crate::collector::Collector;
use crate::{Format, ImportError, Input};

/// Reads files of one format.
pub(crate) fn read(format: Format, inputs: &[Input<'_>], collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let mut each = |one: fn(&Input<'_>, &mut Collector<'_>) -> Result<(), ImportError>| {
        inputs.iter().try_for_each(|input| one(input, collector))
    };
    match format {
        Format::Lines => each(lines::read),
        Format::Csv => each(csv::read),
        Format::Json => each(json::read),
        Format::Misp => each(misp::read),
        Format::Lolrmm => each(lolrmm::read),
        Format::Libphonenumber => each(libphonenumber::read),
        Format::Nanpa => each(nanpa::read),
        Format::Hipo => hipo::read(inputs, collector),
        Format::Tzdb => tzdb::read(inputs, collector),
        Format::Ofac => ofac::read(inputs, ofac::Wanted::Names, collector),
        Format::OfacEntities => ofac::read(inputs, ofac::Wanted::Entities, collector),
        Format::OfacWallets => ofac::read(inputs, ofac::Wanted::Wallets, collector),
        Format::Ipeds => ipeds::read(inputs, collector),
    }
}
