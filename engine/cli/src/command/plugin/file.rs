//! Finds the plugin that an argument names, and reads it without running it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use hirewall::detector::{PLUGIN_BYTES, Plugin};

use crate::exit::Exit;
use crate::failure::Failure;

/// The component that a path means: itself, or the one in the folder of a plugin's sources.
pub(super) fn component(path: &Path) -> Result<PathBuf, Failure> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let entries = fs::read_dir(path).map_err(|error| Failure::unreadable(path, &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "wasm") && path.is_file())
        .collect();
    found.sort();
    let name = path.display();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Failure::input(format!("there is no component in `{name}`"))
            .help(format!("Build it: hirewall plugin build {name}."))),
        several => {
            let message = format!("there are {} components in `{name}`", several.len());
            Err(Failure::usage(message).help("Name one of them."))
        }
    }
}

/// The bytes of a component.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::unreadable(path, &error);
    let mut bytes = Vec::new();
    // One byte beyond the limit, so that a larger file is seen to be larger.
    let file = File::open(path).map_err(unreadable)?;
    file.take(PLUGIN_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Reads a plugin.
pub(super) fn read(path: &Path) -> Result<Plugin, Failure> {
    Plugin::read(bytes(path)?).map_err(|error| unusable(path, &error))
}

/// What is wrong with a plugin.
pub(super) fn unusable(path: &Path, error: &hirewall::detector::PluginError) -> Failure {
    let message = format!("`{}` is no usable plugin: {error} [{}]", path.display(), error.code());
    Failure { exit: Exit::BadInput, ..Failure::input(message) }.help(error.help())
}

/// Bytes as people read them: `812 bytes`, `1.4 MiB`.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{}.{} KiB", bytes / 1_024, bytes % 1_024 * 10 / 1_024),
        _ => format!("{}.{} MiB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        let said = [0, 1_023, 1_024, 1_536, 1_048_575, 1_048_576, 33_554_432].map(size);
        assert_eq!(said, ["0 bytes", "1023 bytes", "1.0 KiB", "1.5 KiB", "1023.9 KiB", "1.0 MiB", "32.0 MiB"]);
    }
}
