//! `hirewall plugin keygen`: a key to sign plugins with.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use hirewall::detector::SigningKey;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;

/// Make a key to sign plugins with, and print its public half
#[derive(Debug, Args)]
#[command(after_help = "\
FILE gets the private key, as PKCS #8 in PEM, readable by its owner alone. Operators put the public half into their settings.

Example:
  hirewall plugin keygen vendor.pem > vendor.pub")]
pub(crate) struct Arguments {
    /// Where the private key goes; it must not exist
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Makes the key.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| Failure::internal(format!("the system gives no randomness: {error}")))?;
    let key = SigningKey::from_bytes(&seed);
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|error| Failure::internal(format!("no key: {error}")))?;
    let path = &arguments.file;
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::usage(format!("`{}` exists already", path.display()))
            .help("Keys are not overwritten: name another file."),
        _ => Failure::unwritable(path, &error),
    })?;
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| Failure::unwritable(path, &error))?;
    terminal.print(&format!("{}\n", hirewall::model::hex(key.verifying_key().as_bytes())))?;
    Ok(Exit::Fine)
}
