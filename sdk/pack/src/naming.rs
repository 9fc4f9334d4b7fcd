//! Stands between cargo and the compiler, and names packages by what they are instead of by where they lie.
//!
//! The compiler orders what it makes by names that hold a number of cargo's, and cargo makes that number from the absolute path of a package
//! that is outside of the workspace, as the SDK is for a vendor. Here it is made from the package's name, version and features, so that the
//! same sources and toolchain make the same bytes in every checkout. Nothing else of the compiler's arguments is changed.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use sha2::{Digest, Sha256};

/// Set for the program that stands before the compiler: the folders of the packages to name.
const FOLDERS: &str = "HIREWALL_PLUGIN_PACKAGES";
/// The program that stood before the compiler already.
const NEXT: &str = "HIREWALL_PLUGIN_RUSTC_WRAPPER";
/// One of the flags of everything that is built, so that what was built with other names is built again.
pub(crate) const FLAG: &str = "-Cmetadata=hirewall-names-1";

/// Makes cargo call `wrapper`, a program that calls [`compiler`] first, instead of the compiler.
pub(crate) fn wrap(command: &mut Command, wrapper: &Path, folders: impl Iterator<Item = PathBuf>) {
    let Ok(folders) = env::join_paths(folders) else { return };
    if let Some(next) = env::var_os("RUSTC_WRAPPER").filter(|next| !next.is_empty()) {
        command.env(NEXT, next);
    }
    command.env(FOLDERS, folders).env("RUSTC_WRAPPER", wrapper);
}

/// Runs the compiler when cargo called this program in its place, for [`crate::BuildOptions::wrapper`]; nothing otherwise. To be called
/// before anything else of `main`.
#[must_use]
pub fn compiler() -> Option<ExitCode> {
    let folders = env::var_os(FOLDERS)?;
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let mut arguments: Vec<OsString> = arguments.collect();
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    if here.is_some_and(|here| env::split_paths(&folders).any(|folder| folder == here)) {
        let about = |name: &str| env::var(name).unwrap_or_default();
        rename(&mut arguments, &about("CARGO_PKG_NAME"), &about("CARGO_PKG_VERSION"));
    }
    let mut command = match env::var_os(NEXT) {
        Some(next) => {
            let mut command = Command::new(next);
            command.arg(&rustc);
            command
        }
        None => Command::new(&rustc),
    };
    let code =
        command.args(arguments).env_remove(FOLDERS).env_remove(NEXT).status().ok().and_then(|status| status.code());
    Some(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Replaces cargo's number of a crate.
fn rename(arguments: &mut [OsString], package: &str, version: &str) {
    let mut hash = Sha256::new();
    for part in [package, version].into_iter().chain(identity(arguments)) {
        hash.update(part);
        hash.update([0]);
    }
    let digest = hash.finalize();
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    for argument in arguments.iter_mut() {
        if argument.to_str().is_some_and(|text| text.starts_with("metadata=")) {
            *argument = OsString::from(format!("metadata={number:016x}"));
        }
    }
}

/// What tells crates of one package from each other: name, type, target, features and whether it is a test.
fn identity(arguments: &[OsString]) -> Vec<&str> {
    let mut parts = Vec::new();
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    for (at, text) in texts.iter().enumerate() {
        match (*text, texts.get(at + 1)) {
            ("--crate-name" | "--crate-type" | "--cfg", Some(value)) => parts.extend([*text, *value]),
            // A target may be a file of its own, whose path says nothing.
            ("--target", _) => parts.push("--target"),
            ("--test", _) => parts.push("--test"),
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn named(arguments: &[&str], version: &str) -> Vec<String> {
        let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        rename(&mut arguments, "hirewall-sdk", version);
        arguments.into_iter().map(|argument| argument.into_string().unwrap()).collect()
    }

    #[test]
    fn cargos_number_gives_way_to_one_of_name_version_and_features() {
        let with = |number: &str, feature: &str| {
            let metadata = format!("metadata={number}");
            named(&["--crate-name", "sdk", "--cfg", feature, "-C", &metadata, "-C", "extra-filename=-12"], "1.0.0")
        };
        assert_eq!(with("1234", "a"), with("5678", "a"));
        assert_ne!(with("1234", "a"), with("1234", "b"));
        assert_ne!(with("1234", "a").get(5), Some(&"metadata=1234".to_owned()));
        assert_eq!(with("1234", "a").last().unwrap(), "extra-filename=-12");
    }

    #[test]
    fn crates_of_one_package_have_numbers_of_their_own() {
        let number = |arguments: &[&str]| named(&[arguments, &["-C", "metadata=1"]].concat(), "1.0.0").pop().unwrap();
        let all = [
            number(&["--crate-name", "sdk", "--crate-type", "lib"]),
            number(&["--crate-name", "sdk", "--crate-type", "lib", "--target", "wasm32-unknown-unknown"]),
            number(&["--crate-name", "sdk", "--crate-type", "lib", "--test"]),
            number(&["--crate-name", "build_script_build", "--crate-type", "bin"]),
            named(&["--crate-name", "sdk", "--crate-type", "lib", "-C", "metadata=1"], "1.0.1").pop().unwrap(),
        ];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{all:?}");
    }
}
