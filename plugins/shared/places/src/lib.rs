//! Places, as far as detectors compare statements about them: North American area codes, time zones, calling codes, states, and how
//! far countries are apart at least. It knows no languages, no nationalities, and judges nothing.
//!
//! The tables are facts of public numbering plans, of the IANA time zone database and of Natural Earth (public domain); see
//! `data/README.md`.

mod area_code;
mod calling_code;
mod country;
mod distance;
mod offsets;
mod region;
mod rows;
mod zone;

pub use area_code::{AreaCode, area_code};
pub use calling_code::countries_called;
pub use country::same_country;
pub use distance::{Point, between_countries_km, between_points_km, to_country_km};
pub use offsets::{Offsets, country_offsets};
pub use region::{Region, region};
pub use zone::{Zone, zone};
