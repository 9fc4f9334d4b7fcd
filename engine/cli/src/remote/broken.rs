//! No answer at all: nobody there, no TLS, no time. What went wrong between here and the service, and what to do.

use std::io;

use rustls::CertificateError;

use super::address::Address;
use super::transport::Limits;
use crate::failure::{Failure, reason};

/// Why there is none.
pub(super) fn failure(error: &ureq::Error, address: &Address, limits: Limits) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::internal(format!("`{address}` did not answer within {}", time(limits)))
            .help("Ask again later, or give it longer with `--timeout`."),
        ureq::Error::HostNotFound => unknown(address),
        ureq::Error::BodyExceedsLimit(most) => {
            Failure::usage(format!("the answer of `{address}` is larger than {}", size(*most)))
                .help("Allow more with `--answer-limit`, such as `--answer-limit 1GiB`.")
        }
        ureq::Error::LargeResponseHeader(..) | ureq::Error::Protocol(_) => no_http(address),
        ureq::Error::Rustls(error) => tls(error, address),
        ureq::Error::Tls(_) => untrusted(address, "has no name that a certificate could be for"),
        ureq::Error::Io(error) => io(error, address),
        _ => Failure::internal(format!("`{address}` cannot be asked")).help("Check the address."),
    }
}

/// Whether what was asked may have arrived.
pub(super) fn may_be_done(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Io(error) => error.kind() != io::ErrorKind::ConnectionRefused && of_tls(error).is_none(),
        ureq::Error::HostNotFound | ureq::Error::Rustls(_) | ureq::Error::Tls(_) => false,
        _ => true,
    }
}

/// What is wrong with TLS, when that is what is wrong.
fn of_tls(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

fn io(error: &io::Error, address: &Address) -> Failure {
    if let Some(error) = of_tls(error) {
        return tls(error, address);
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Failure::internal(format!("nothing listens at `{address}`"))
            .help("See that the service runs, and where it listens. Without `--server` the command works on the store itself."),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
            let help = if address.tls { "Ask again." } else { "Ask again; where the service has TLS, with `https://`." };
            Failure::internal(format!("the connection to `{address}` broke off")).help(help)
        }
        // The system has no kind of its own for it.
        _ if error.to_string().contains("failed to lookup address") => unknown(address),
        _ => Failure::internal(format!("`{address}` cannot be asked: {}", reason(error)))
            .help("Check the address, and the network between here and there."),
    }
}

fn tls(error: &rustls::Error, address: &Address) -> Failure {
    use CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet, NotValidYetContext,
        UnknownIssuer,
    };
    match error {
        rustls::Error::InvalidMessage(_) => Failure::usage(format!("what answers at `{address}` does not speak TLS"))
            .help("Check the port; a service without TLS is asked with `http://`."),
        rustls::Error::InvalidCertificate(UnknownIssuer) => {
            untrusted(address, "is of an authority that is not trusted")
        }
        rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            Failure::usage(format!("the certificate of `{address}` is for another name"))
                .help("Write the address with the name that the certificate is for.")
        }
        rustls::Error::InvalidCertificate(
            Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. },
        ) => Failure::usage(format!("the certificate of `{address}` is not good at this time"))
            .help("See that the service has a certificate whose time is not over, and the clock of this machine."),
        rustls::Error::InvalidCertificate(_) => untrusted(address, "cannot be trusted"),
        _ => Failure::internal(format!("there is no TLS with `{address}`: {error}"))
            .help("See that the service offers TLS 1.2 or 1.3."),
    }
}

fn unknown(address: &Address) -> Failure {
    Failure::internal(format!("the host `{}` is not known", address.host()))
        .help("Check the name, and that this machine can look names up.")
}

fn untrusted(address: &Address, why: &str) -> Failure {
    Failure::usage(format!("the certificate of `{address}` {why}"))
        .help("Name the certificate of an authority of your own with `--ca FILE`.")
}

fn no_http(address: &Address) -> Failure {
    let help = if address.tls {
        "Check host and port."
    } else {
        "Check host and port; a service with TLS is asked with `https://`."
    };
    Failure::usage(format!("what answers at `{address}` does not speak HTTP")).help(help)
}

fn time(limits: Limits) -> String {
    let ms = limits.time.as_millis();
    if ms.is_multiple_of(1_000) { format!("{} s", ms / 1_000) } else { format!("{ms} ms") }
}

fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = UNITS.iter().find(|(size, _)| bytes.is_multiple_of(*size));
    unit.map_or_else(|| format!("{bytes} bytes"), |(size, unit)| format!("{} {unit}", bytes / size))
}
