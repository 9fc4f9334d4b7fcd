//! Detector plugins: the files of a folder, and the detectors that the policies bind them to. How a plugin is run is known to
//! `hirewall-detector`.

mod bind;
mod folder;
mod lookup;

pub use folder::{FolderError, PluginFile, Plugins};

pub(crate) use bind::{bind, binding};
