//! Internet providers and what their lines look like. Names and numbers of the networks are real, addresses are not: they come
//! from the reserved block 240.0.0.0/4, of which each kind of line has a part, and from the block of IPv6 for documentation.

/// A provider: AS number and name.
pub(crate) type Provider = (u32, &'static str);

/// Providers of homes in a country.
pub(crate) fn home(country: &str) -> &'static [Provider] {
    match country {
        "US" => &[
            (7922, "Comcast Cable"),
            (20115, "Charter Communications"),
            (701, "Verizon Business"),
            (7018, "AT&T Services"),
            (22773, "Cox Communications"),
            (209, "CenturyLink"),
        ],
        "CA" => &[(577, "Bell Canada"), (812, "Rogers Communications"), (6327, "Shaw Communications")],
        "GB" => &[(2856, "British Telecommunications"), (5607, "Sky UK"), (5089, "Virgin Media")],
        "DE" => &[(3320, "Deutsche Telekom"), (3209, "Vodafone GmbH")],
        "FR" => &[(3215, "Orange"), (12322, "Free SAS")],
        "AU" => &[(1221, "Telstra"), (7545, "TPG Telecom")],
        "IE" => &[(5466, "Eircom")],
        "IN" => &[(55836, "Reliance Jio"), (24560, "Bharti Airtel")],
        "PL" => &[(5617, "Orange Polska"), (12741, "Netia")],
        "BR" => &[(28573, "Claro"), (26599, "Telefonica Brasil")],
        "MX" => &[(8151, "Uninet")],
        "NG" => &[(29465, "MTN Nigeria")],
        "PH" => &[(9299, "PLDT"), (4775, "Globe Telecom")],
        "CN" => &[(4134, "China Telecom"), (4837, "China Unicom")],
        "RU" => &[(12389, "Rostelecom")],
        "LA" => &[(9873, "Lao Telecom")],
        "MY" => &[(4788, "TM Net")],
        "TZ" => &[(33765, "TTCL")],
        _ => &[(174, "Cogent Communications")],
    }
}

/// Mobile networks in the United States, which put many customers behind one address.
pub(crate) const MOBILE: [Provider; 3] =
    [(21928, "T-Mobile USA"), (6167, "Verizon Wireless"), (20057, "AT&T Mobility")];

/// Addresses of each mobile network behind which its customers stand.
pub(crate) const MOBILE_EXITS: u64 = 400;

/// Where consumer VPN exits stand (S28, and measured on published exits).
pub(crate) const VPN_HOSTS: [Provider; 5] =
    [(9009, "M247 Europe"), (62240, "Clouvider"), (16276, "OVH"), (36352, "HostPapa"), (60068, "Datacamp")];

/// Exits of consumer VPNs.
pub(crate) const VPN_EXITS: u64 = 1500;

/// Networks of companies' own VPNs and proxies in the cloud.
pub(crate) const CLOUDS: [Provider; 4] =
    [(16509, "Amazon.com"), (8075, "Microsoft Corporation"), (62044, "Zscaler"), (13335, "Cloudflare")];

/// Exits of such networks; a company has few.
pub(crate) const CLOUD_EXITS: u64 = 3000;

/// Exits of Tor.
pub(crate) const TOR_EXITS: u64 = 300;

/// Ranges that were published in 2024 as exits of Astrill VPN, which several published cases used (S21, S22, S28).
pub(crate) const ASTRILL: [&str; 5] = ["38.170.181", "79.124.1", "144.48.61", "104.140.119", "208.167.237"];
