//! A house in which a helper keeps computers for people who sit elsewhere. Several operators may use one (S3, S30: 90 computers and 68
//! identities in one house; one employer sees a few of them).

use crate::data::machines;
use crate::data::places::{City, UNITED_STATES};
use crate::person::application::Draft;
use crate::person::{address, stranger};
use crate::random::Random;
use crate::record::Address;
use crate::world::{Line, World};

/// The house.
#[derive(Debug, Clone)]
pub(crate) struct Farm {
    pub(crate) helper: String,
    pub(crate) address: Address,
    pub(crate) city: &'static City,
    pub(crate) line: Line,
    pub(crate) gateway: String,
    pub(crate) bssid: String,
    pub(crate) ssid: &'static str,
    /// Serial of the one KVM with many inputs.
    pub(crate) kvm_serial: String,
}

/// Houses: one for so many personas, at least one.
pub(crate) const PERSONAS_PER_FARM: u64 = 60;

impl Farm {
    pub(crate) fn new(mut random: Random, world: &mut World) -> Self {
        let random = &mut random;
        let city = UNITED_STATES.city(random);
        let (given, family) = stranger(random);
        let (gateway, bssid) = world.router();
        Self {
            helper: format!("{given} {family}"),
            address: address(random, UNITED_STATES, city),
            city,
            line: world.line(random, "US", city.region),
            gateway,
            bssid,
            ssid: random.pick(&machines::NETWORKS),
            kvm_serial: random.hex(16),
        }
    }

    /// Gives the house as the applicant's address, so that a laptop sent to it raises no question.
    pub(crate) fn claim(&self, draft: &mut Draft<'_>) {
        draft.record.addresses = vec![self.address.clone()];
        if let Some(location) = &mut draft.record.basics.location {
            location.city = self.address.city.clone();
            location.region = self.address.region.clone();
            location.postal_code = self.address.postal_code.clone();
        }
    }
}
