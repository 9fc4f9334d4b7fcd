//! Addresses on the internet. An address behind a relay says where the relay is.

use crate::record::Network;

impl Network {
    /// Whether the address is known to be a relay's.
    pub(crate) fn relayed(&self) -> bool {
        self.flags().any(|flag| flag == Some(true))
    }

    /// Whether the address is a relay's; none where nothing is said.
    pub(crate) fn known_relayed(&self) -> Option<bool> {
        self.flags().any(|flag| flag.is_some()).then(|| self.relayed())
    }

    /// The country, where the address says where its user is.
    pub(crate) fn direct_country(&self) -> Option<&str> {
        self.country.as_deref().filter(|_| !self.relayed())
    }

    fn flags(&self) -> impl Iterator<Item = Option<bool>> {
        [self.is_vpn, self.is_hosting, self.is_proxy, self.is_tor].into_iter()
    }
}
