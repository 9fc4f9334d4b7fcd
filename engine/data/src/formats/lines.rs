//! An item a line, as the data files of lists are read: without blanks around it, `#` at the beginning or after a blank begins
//! a comment.

use crate::collector::Collector;
use crate::{ImportError, Input};

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    for (number, line) in (1..).zip(input.text()?.lines()) {
        let end = [" #", "\t#"].iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
        let item = line.get(..end).unwrap_or_default();
        if !item.trim_start().starts_with('#') {
            collector.item(item, number)?;
        }
    }
    Ok(())
}
