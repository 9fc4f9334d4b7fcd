//! What invented people are made of: names, places, schools, employers, sentences, networks, machines.

pub(crate) mod employers;
pub(crate) mod machines;
pub(crate) mod names;
pub(crate) mod networks;
pub(crate) mod places;
pub(crate) mod schools;
pub(crate) mod technology;
