//! A MISP warning list, of networks or domains: a JSON object whose `list` holds the items.

use serde::Deserialize;

use super::json;
use crate::collector::Collector;
use crate::{ImportError, Input};

#[derive(Deserialize)]
struct WarningList {
    list: Vec<String>,
}

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let warnings: WarningList = json::whole(input)?;
    (1..).zip(&warnings.list).try_for_each(|(place, item)| collector.item(item, place))
}
