//! TLS from files that change.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::serving::{Serving, write_version};

fn certificate(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    fs::write(folder.join("chain.pem"), cert.pem()).unwrap();
    cert.der().clone()
}

/// The answer over TLS, to a client that trusts this certificate alone.
fn health(address: SocketAddr, trusted: &CertificateDer<'static>) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address)?);
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

#[test]
fn a_certificate_that_is_renewed_is_shown_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let root = folder.path().to_owned();
    let first = certificate(&root);
    let (chain, key) = (root.join("chain.pem").display().to_string(), root.join("key.pem").display().to_string());
    let serving = Serving::over(folder, &[("no_auth", "true"), ("tls.certificate", &chain), ("tls.key", &key)]);
    assert!(health(serving.address, &first).unwrap().starts_with("HTTP/1.1 200"));
    let second = certificate(&root);
    assert!(health(serving.address, &first).is_ok() || health(serving.address, &second).is_ok());
    let begun = std::time::Instant::now();
    while health(serving.address, &second).is_err() {
        assert!(begun.elapsed().as_secs() < 30, "the new certificate is never shown");
        std::thread::yield_now();
    }
    assert!(health(serving.address, &first).is_err());
    fs::write(root.join("key.pem"), "no key").unwrap();
    let plain = TcpStream::connect(serving.address).and_then(|mut stream| {
        stream.write_all(b"GET /healthz HTTP/1.1\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text).map(|_| text)
    });
    assert!(!plain.unwrap_or_default().contains("200 OK"), "nothing is answered without TLS");
}
