//! What ships, loaded: the policies with the plugins that they bind. Compiled code is kept between runs of the tests, as it is for users.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use hirewall::detector::{Host, HostOptions};
use hirewall::{Engine, Loader, Plugins};

/// Where the project is.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The host of all detectors in these tests.
pub(crate) fn host() -> Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    let made = || {
        let cache = root().join("target/tests/plugin-cache");
        Host::new(HostOptions { cache: Some(cache), ..HostOptions::default() }).unwrap()
    };
    HOST.get_or_init(made).clone()
}

/// A loader with the plugins that ship.
pub(crate) fn loader() -> Loader {
    Loader::new().host(host()).plugins(Plugins::read(&root().join("plugins")).unwrap())
}

/// The shipped policies.
pub(crate) fn engine() -> Engine {
    loader().directory(&root().join("policies")).unwrap_or_else(|error| panic!("{error}"))
}
