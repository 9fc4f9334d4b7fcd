//! Whom to believe that a server is who it says: authorities of one's own, or those of the system.

use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use ureq::tls::{Certificate, RootCerts};

use crate::failure::Failure;

/// Those of a file, and no others.
pub(super) fn from_file(path: &Path) -> Result<RootCerts, Failure> {
    let help = "Name a file with the certificates of the authorities, as PEM.";
    let text = std::fs::read(path)
        .map_err(|error| Failure { exit: crate::exit::Exit::Usage, ..Failure::unreadable(path, &error) }.help(help))?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    // One that cannot be used would be passed over later, and every server would be a stranger.
    let usable = |certificates: &Vec<CertificateDer<'static>>| {
        let mut store = RootCertStore::empty();
        !certificates.is_empty() && certificates.iter().all(|certificate| store.add(certificate.clone()).is_ok())
    };
    match certificates.ok().filter(usable) {
        Some(certificates) => Ok(roots(&certificates)),
        None => Err(Failure::usage(format!("`{}` holds no certificate that can be used", path.display())).help(help)),
    }
}

/// Those that the system trusts.
pub(super) fn of_the_system() -> RootCerts {
    roots(&rustls_native_certs::load_native_certs().certs)
}

fn roots(certificates: &[CertificateDer<'_>]) -> RootCerts {
    let certificates: Vec<_> =
        certificates.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    RootCerts::new_with_certs(&certificates)
}
