//! Over TLS, with an authority of one's own.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

use super::{Ran, Running, folder, run};
use crate::folder::Folder;

/// Writes an authority, and a certificate of it for a name.
fn authority(folder: &Folder, name: &str, of: &str) {
    let key = KeyPair::generate().unwrap();
    let mut about = CertificateParams::new(Vec::new()).unwrap();
    about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    folder.write(&format!("{name}.pem"), about.self_signed(&key).unwrap().pem().as_bytes());
    let issuer = Issuer::new(about, key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![of.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    folder.write(&format!("{name}-chain.pem"), certificate.pem().as_bytes());
    folder.write(&format!("{name}-key.pem"), key.serialize_pem().as_bytes());
}

#[test]
fn a_service_is_believed_when_an_authority_that_is_trusted_vouches_for_its_name() {
    let folder = folder();
    authority(&folder, "own", "localhost");
    authority(&folder, "other", "localhost");
    folder.write("empty.pem", b"");
    folder.write("broken.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let tls = ["--set", "tls.certificate=own-chain.pem", "--set", "tls.key=own-key.pem"];
    let service = Running::start(&folder, &tls);
    let port = service.url.rsplit_once(':').unwrap().1.to_owned();
    let (named, numbered) = (format!("https://localhost:{port}"), format!("https://127.0.0.1:{port}"));
    let plain = format!("http://127.0.0.1:{port}");
    let ask = |url: &str, more: &[&str]| -> Ran {
        let own = ["subject", "export", "p", "--token-file", "privacy_officer", "--server", url];
        run(&folder, &[&own, more].concat(), &[])
    };
    let good = ask(&named, &["--ca", "own.pem"]);
    assert!(good.code == Some(0) && good.out.starts_with("{\"subject\":\"p\""), "{}", good.err);
    let own = ["subject", "export", "p", "--token-file", "privacy_officer", "--server", &named];
    assert_eq!(run(&folder, &own, &[("HIREWALL_CA", "own.pem")]).code, Some(0));
    let cases = [
        (ask(&named, &[]), "authority that is not trusted", "--ca FILE"),
        (ask(&named, &["--ca", "other.pem"]), "cannot be trusted|authority that is not trusted", "--ca FILE"),
        (ask(&numbered, &["--ca", "own.pem"]), "for another name", "the name that the certificate is for"),
        (ask(&plain, &[]), "does not speak HTTP|broke off", "https://"),
        (ask(&named, &["--ca", "empty.pem"]), "no certificate", "as PEM"),
        (ask(&named, &["--ca", "broken.pem"]), "no certificate", "as PEM"),
        (ask(&named, &["--ca", "missing.pem"]), "no such file", "as PEM"),
    ];
    for (ran, message, help) in cases {
        assert!(message.split('|').any(|message| ran.err.contains(message)), "{message}: {}", ran.err);
        assert!(ran.err.contains(help) && ran.out.is_empty(), "{message}: {}", ran.err);
        assert_eq!(ran.code, Some(2), "{message}: {}", ran.err);
    }
    let locked = run(&folder, &["subject", "export", "p", "--actor", "maria"], &[]);
    assert!(
        locked.err.contains(&numbered) && locked.err.contains("name that its certificate is for"),
        "{}",
        locked.err
    );
    service.end();
}

#[test]
fn nothing_goes_over_the_network_without_tls_unless_that_is_asked_for() {
    let folder = folder();
    folder.write("token", b"hirewall_0123");
    let ask = |more: &[&str]| {
        // A name that leads nowhere (RFC 6761).
        let own = ["dossier", "x", "--server", "http://hirewall.invalid:8470", "--token-file", "token"];
        run(&folder, &[&own, more].concat(), &[])
    };
    let refused = ask(&[]);
    assert!(refused.code == Some(2) && refused.err.contains("without TLS"), "{}", refused.err);
    let asked_for = ask(&["--plain-http"]);
    assert!(asked_for.code == Some(4) && asked_for.err.contains("is not known"), "{}", asked_for.err);
}
