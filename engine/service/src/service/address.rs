//! Where the service that has a store listens, for commands that find the store in use: a file in the state folder, for as long as it serves.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// What the file is called.
const NAME: &str = "address";
/// Bytes of an address. What is longer is none.
const BYTES: u64 = 256;

/// The file, which goes when this does. A service that crashed leaves it behind, so that what stands in it is a hint.
#[derive(Debug)]
pub(super) struct AddressFile(PathBuf);

impl AddressFile {
    /// Writes it. That it cannot be written keeps nobody from serving.
    pub(super) fn write(state: &Path, address: SocketAddr, tls: bool) -> Option<Self> {
        let path = state.join(NAME);
        match fs::write(&path, format!("{}\n", url(address, tls))) {
            Ok(()) => Some(Self(path)),
            Err(error) => {
                tracing::debug!(%error, "where the service listens is not written down");
                None
            }
        }
    }
}

impl Drop for AddressFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The address under which this machine reaches the service.
fn url(address: SocketAddr, tls: bool) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let scheme = if tls { "https" } else { "http" };
    format!("{scheme}://{}", SocketAddr::new(ip, address.port()))
}

/// Where the service over this state folder listens, as it wrote down; none when it did not, or what stands there is no address.
#[must_use]
pub fn listens_at(state: &Path) -> Option<String> {
    let path = state.join(NAME);
    if fs::metadata(&path).ok()?.len() > BYTES {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let (scheme, address) = text.trim_end().split_once("://")?;
    let address: SocketAddr = address.parse().ok()?;
    matches!(scheme, "http" | "https").then(|| format!("{scheme}://{address}"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn the_address_is_one_that_this_machine_reaches_and_goes_with_the_service() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(listens_at(folder.path()), None);
        let cases = [
            ("127.0.0.1:8470", false, "http://127.0.0.1:8470"),
            ("0.0.0.0:8470", true, "https://127.0.0.1:8470"),
            ("[::]:1", false, "http://[::1]:1"),
            ("10.1.2.3:443", true, "https://10.1.2.3:443"),
        ];
        for (address, tls, expected) in cases {
            let file = AddressFile::write(folder.path(), address.parse().unwrap(), tls).unwrap();
            assert_eq!(listens_at(folder.path()).as_deref(), Some(expected));
            drop(file);
            assert_eq!(listens_at(folder.path()), None);
        }
        for other in ["", "http://", "ftp://127.0.0.1:1", "http://127.0.0.1:1/\u{1b}[2J", &"x".repeat(300)] {
            std::fs::write(folder.path().join(NAME), other).unwrap();
            assert_eq!(listens_at(folder.path()), None, "{other}");
        }
    }
}
