//! TLS by rustls. The server's certificate is always checked, which `sslmode=require` of other clients does not do.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Error, Options, Result};

/// Makes TLS connections to servers whose certificate is signed by one of the roots.
pub(super) fn connector(options: &Options) -> Result<MakeRustlsConnect> {
    let mut roots = RootCertStore::empty();
    match &options.postgres_roots {
        Some(path) => {
            let failed = |why: String| Error::File { doing: "read the certificates in", path: path.clone(), why };
            let certificates = CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| failed(error.to_string()))?;
                roots.add(certificate).map_err(|error| failed(error.to_string()))?;
            }
        }
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Database { doing: "set up TLS", why: error.to_string().into() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
