//! The formats and their names. How one is read is in a file of its own under `formats`.

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// An item a line; `#` begins a comment.
    Lines,
    /// CSV whose first line names the columns.
    Csv,
    /// A JSON array of texts.
    Json,
    /// A MISP warning list: a JSON object whose `list` holds the items.
    Misp,
    /// Hipo university-domains-list: schools with their domains.
    Hipo,
    /// LOLRMM `rmm_tools.json`: remote management tools.
    Lolrmm,
    /// The metadata of libphonenumber-js: calling codes.
    Libphonenumber,
    /// Files of the IANA time zone database: `zone.tab`, `zone1970.tab`, `tzdata.zi`.
    Tzdb,
    /// The report of the North American Numbering Plan: area codes.
    Nanpa,
    /// OFAC `sdn.csv` and `alt.csv`: names and aliases of programmes on North Korea.
    Ofac,
    /// The same without people, ships and aircraft.
    OfacEntities,
    /// The wallets that `sdn.csv` names for programmes on North Korea.
    OfacWallets,
    /// IPEDS `HDyyyy.csv` and `Cyyyy_A.csv`: what schools offer.
    Ipeds,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Lines,
        Self::Csv,
        Self::Json,
        Self::Misp,
        Self::Hipo,
        Self::Lolrmm,
        Self::Libphonenumber,
        Self::Tzdb,
        Self::Nanpa,
        Self::Ofac,
        Self::OfacEntities,
        Self::OfacWallets,
        Self::Ipeds,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Misp => "misp",
            Self::Hipo => "hipo",
            Self::Lolrmm => "lolrmm",
            Self::Libphonenumber => "libphonenumber",
            Self::Tzdb => "tzdb",
            Self::Nanpa => "nanpa",
            Self::Ofac => "ofac",
            Self::OfacEntities => "ofac-entities",
            Self::OfacWallets => "ofac-wallets",
            Self::Ipeds => "ipeds",
        }
    }

    /// What its places are counted in.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Json | Self::Misp | Self::Hipo | Self::Lolrmm | Self::Libphonenumber => "element",
            _ => "line",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}
