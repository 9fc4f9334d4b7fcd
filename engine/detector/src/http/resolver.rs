//! Names to addresses, of which only public ones are kept. The connection goes to exactly the addresses that were checked.

use std::io;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_public;

#[derive(Debug)]
pub(super) struct PublicResolver {
    /// For tests: addresses of this machine, and no others.
    pub(super) loopback: bool,
}

impl Resolver for PublicResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in &found {
            let fits = if self.loopback { address.ip().is_loopback() } else { is_public(address.ip()) };
            // One private address among public ones is a trick, or a mistake: neither is worth a call.
            if !fits {
                return Err(ureq::Error::Io(io::Error::from(io::ErrorKind::PermissionDenied)));
            }
            kept.push(*address);
        }
        Ok(kept)
    }
}
