//! Employers that do not exist, under the top-level domain that is kept for examples.

use crate::random::Random;

#[rustfmt::skip]
const FIRST: [&str; 48] = [
    "Northgate", "Bluejay", "Harborline", "Quartzfield", "Pinecrest", "Saltmarsh", "Copperleaf", "Driftwood",
    "Meridian", "Tallgrass", "Ironbridge", "Wren", "Foxglove", "Kestrel", "Granite Peak", "Osprey", "Bellweather",
    "Cinderblock", "Willowbrook", "Redshift", "Almond Tree", "Vantage", "Paper Lantern", "Silver Birch", "Ninebark",
    "Lumen", "Orchid", "Juniper", "Stonecrop", "Marigold", "Thistledown", "Larkspur", "Basalt", "Cobalt Ridge",
    "Heron", "Sandpiper", "Longmeadow", "Fernhill", "Brightwater", "Hollow Oak", "Cascara", "Millrace", "Windward",
    "Eastgate", "Clearwater Bend", "Rowan", "Sable", "Tidewell",
];
#[rustfmt::skip]
const SECOND: [&str; 36] = [
    "Freight", "Robotics", "Health", "Bank", "Insurance", "Energy", "Retail", "Games", "Parcel", "Payroll", "Media",
    "Telecom", "Analytics", "Pharma", "Maps", "Outfitters", "Airways", "Schools", "Labs", "Studios", "Hospital",
    "Couriers", "Software", "Crops", "Press", "Consulting", "Security", "Logistics", "Foods", "Credit Union",
    "Diagnostics", "Utilities", "Travel", "Systems", "Motors", "Publishing",
];

/// An employer's name.
pub(crate) fn employer(random: &mut Random) -> String {
    format!("{} {}", random.pick(&FIRST), random.pick(&SECOND))
}

/// The domain of an employer.
pub(crate) fn domain(employer: &str) -> String {
    let letters: String = employer.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}.example", letters.to_lowercase())
}

/// Positions that applicants had and apply for.
#[rustfmt::skip]
pub(crate) const POSITIONS: [&str; 16] = [
    "Software Engineer", "Senior Software Engineer", "Data Analyst", "Site Reliability Engineer", "QA Engineer",
    "Product Designer", "Frontend Developer", "Backend Developer", "Database Administrator", "Support Engineer",
    "Data Engineer", "Mobile Developer", "Full Stack Engineer", "Machine Learning Engineer", "DevOps Engineer",
    "Security Engineer",
];

/// Work that people did before they came to computers.
pub(crate) const EARLIER_WORK: [(&str, &str); 10] = [
    ("Old Mill Diner", "Line Cook"),
    ("Lakeside Elementary School", "Teacher"),
    ("St. Brigid Hospital", "Registered Nurse"),
    ("Corner Bakery", "Shift Lead"),
    ("Third Infantry Brigade", "Sergeant"),
    ("Sunrise Landscaping", "Foreman"),
    ("City Library", "Library Clerk"),
    ("Elm Street Theatre", "Stage Manager"),
    ("Harbor Taxi", "Driver"),
    ("Bluestem Farm", "Farm Hand"),
];

/// Agencies that submit applicants.
#[rustfmt::skip]
pub(crate) const AGENCIES: [&str; 12] = [
    "Bridgeway Staffing", "Talent Harbor", "Keystone Recruiting", "Summit Placement", "Northstar Search",
    "Corvus Talent", "Greenlight Staffing", "Anchor Consulting Partners", "Beacon Hill Placement",
    "Pathfinder Recruiting", "Sterling Bench", "Tradewind Talent",
];
