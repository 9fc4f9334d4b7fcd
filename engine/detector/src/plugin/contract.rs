//! Which versions of the contract a component speaks, and whether it imports what its manifest declares.

use std::fmt;

use hirewall_model::Manifest;

use super::{Outline, PluginError};

/// The version of the contract that this host speaks.
pub const CONTRACT: Version = Version { major: 1, minor: 0, patch: 0 };
const PACKAGE: &str = "hirewall:detector/";

/// A version of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Another one is another contract.
    pub major: u64,
    /// A later one has more interfaces.
    pub minor: u64,
    /// A later one is written better.
    pub patch: u64,
}

/// An interface that a detector may import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interface {
    /// Types alone: nothing to grant.
    Types,
    /// Lines in the operator's log.
    Log,
    /// Look-ups in named lists.
    Lists,
    /// Look-ups in tables.
    Tables,
    /// Calls to named origins.
    Http,
}

impl Interface {
    const ALL: [Self; 5] = [Self::Types, Self::Log, Self::Lists, Self::Tables, Self::Http];

    /// Its name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Log => "log",
            Self::Lists => "lists",
            Self::Tables => "tables",
            Self::Http => "http",
        }
    }

    /// The interface that an import's full name means, of any version.
    pub(super) fn of_import(name: &str) -> Option<Self> {
        let (interface, _) = split(name)?;
        Self::ALL.into_iter().find(|known| known.as_str() == interface)
    }

    fn declared(self, manifest: &Manifest) -> bool {
        let asked = &manifest.capabilities;
        match self {
            Self::Types => true,
            Self::Log => asked.log,
            Self::Lists => !asked.lists.is_empty(),
            Self::Tables => !asked.tables.is_empty(),
            Self::Http => !asked.http.is_empty(),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// Imports and exports against the contract and the manifest.
pub(super) fn check(outline: &Outline, manifest: &Manifest) -> Result<(), PluginError> {
    for import in &outline.imports {
        let Some((interface, version)) = split(import) else {
            return Err(PluginError::ForbiddenImport { name: shown(import) });
        };
        let version = version.ok_or_else(|| PluginError::ForbiddenImport { name: shown(import) })?;
        speaks(import, version)?;
        let known = Interface::ALL.into_iter().find(|known| known.as_str() == interface);
        let known = known.ok_or_else(|| PluginError::ForbiddenImport { name: shown(import) })?;
        if !known.declared(manifest) {
            return Err(PluginError::Undeclared { interface: known.as_str() });
        }
    }
    let guests = outline.exports.iter().filter_map(|export| Some((export, split(export)?)));
    let mut found = None;
    for (export, (interface, version)) in guests {
        if interface == "guest" {
            speaks(export, version.unwrap_or(Version { major: 0, minor: 0, patch: 0 }))?;
            found = Some(export);
        }
    }
    found.map(|_| ()).ok_or_else(|| PluginError::NoGuest {
        exports: outline.exports.iter().take(5).map(|name| shown(name)).collect(),
    })
}

fn speaks(name: &str, version: Version) -> Result<(), PluginError> {
    if version.major == CONTRACT.major && version <= CONTRACT {
        return Ok(());
    }
    Err(PluginError::Contract { name: shown(name), wants: version, has: CONTRACT })
}

/// Interface and version of a name in the contract's package.
fn split(name: &str) -> Option<(&str, Option<Version>)> {
    let rest = name.strip_prefix(PACKAGE)?;
    let Some((interface, version)) = rest.split_once('@') else { return Some((rest, None)) };
    // A pre-release is of no released contract: it counts as no version at all.
    let mut parts = version.split('.').map(|part| part.parse::<u64>().ok());
    let version = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(major)), Some(Some(minor)), Some(Some(patch)), None) => Some(Version { major, minor, patch }),
        _ => None,
    };
    Some((interface, version))
}

/// A name out of a file that nobody has checked, fit to be printed.
fn shown(name: &str) -> String {
    crate::untrusted::line(name, 120)
}
