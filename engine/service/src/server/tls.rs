//! TLS from files, which are read again when they change: certificates are renewed while the service runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::config::Tls;

/// Takes TLS connections.
pub struct Acceptor {
    files: Tls,
    current: ArcSwap<ServerConfig>,
}

/// Why TLS cannot be offered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file cannot be read, or has not what it should.
    #[error("`{path}` has no {what} that can be read: {reason}")]
    File {
        /// Which.
        path: PathBuf,
        /// Certificate or private key.
        what: &'static str,
        /// Why not.
        reason: String,
    },
    /// Certificate and key do not go together.
    #[error("`{certificate}` and `{key}` do not go together: {reason}")]
    Pair {
        /// The one file.
        certificate: PathBuf,
        /// The other.
        key: PathBuf,
        /// Why not.
        reason: String,
    },
}

impl Acceptor {
    /// With what the files hold now.
    ///
    /// # Errors
    /// They cannot be read, or do not go together.
    pub fn new(files: Tls) -> Result<Self, TlsError> {
        let current = ArcSwap::new(Arc::new(read(&files)?));
        Ok(Self { files, current })
    }

    /// The files.
    #[must_use]
    pub fn paths(&self) -> [&Path; 2] {
        [&self.files.certificate, &self.files.key]
    }

    /// Takes what the files hold now, for connections from now on.
    ///
    /// # Errors
    /// They cannot be read, or do not go together; what was read before is used on.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.current.store(Arc::new(read(&self.files)?));
        Ok(())
    }

    pub(super) async fn accept(&self, stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
        TlsAcceptor::from(self.current.load_full()).accept(stream).await
    }
}

fn read(files: &Tls) -> Result<ServerConfig, TlsError> {
    let of_file = |path: &Path, what, reason: String| TlsError::File { path: path.to_owned(), what, reason };
    let certificates: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(&files.certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = certificates.map_err(|error| of_file(&files.certificate, "certificate", error.to_string()))?;
    if certificates.is_empty() {
        return Err(of_file(&files.certificate, "certificate", "there is none in it".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key);
    let key = key.map_err(|error| of_file(&files.key, "private key", error.to_string()))?;
    let pair = |error: rustls::Error| TlsError::Pair {
        certificate: files.certificate.clone(),
        key: files.key.clone(),
        reason: error.to_string(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(pair)?;
    let mut config = builder.with_no_client_auth().with_single_cert(certificates, key).map_err(pair)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
