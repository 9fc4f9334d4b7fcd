//! Where settings come from: flags before the environment before the file before the default. It does not read the values.

use std::path::Path;

use super::fault::Fault;
use super::file::{self, Entry};
use super::setting::{self, SETTINGS, Setting, Shape};

/// Variables that commands read, and no settings of the service.
const OF_COMMANDS: [&str; 5] =
    ["HIREWALL_CONFIG", "HIREWALL_SERVER", "HIREWALL_TOKEN", "HIREWALL_TOKEN_FILE", "HIREWALL_CA"];

/// Who set a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Nobody.
    Default,
    /// The configuration file.
    File,
    /// An environment variable.
    Environment,
    /// A flag.
    Flag,
}

/// What holds for a setting, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The setting.
    pub setting: &'static Setting,
    /// Its value as text; empty for none.
    pub value: String,
    /// Who set it.
    pub source: Source,
    /// Where: a place in the file, a variable, a flag; empty for a default.
    pub place: String,
}

impl Effective {
    /// The value as it may be shown: without what stands for a password in an address.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.setting.shape != Shape::SecretUrl {
            return self.value.clone();
        }
        let Some((scheme, rest)) = self.value.split_once("://") else { return self.value.clone() };
        let (authority, path) =
            rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len())).unwrap_or((rest, ""));
        let authority = match authority.rsplit_once('@') {
            Some((user, host)) => format!("{}:***@{host}", user.split(':').next().unwrap_or_default()),
            None => authority.to_owned(),
        };
        // What follows a question mark may be a key as well as an option.
        let path = path.split_once('?').map_or(path.to_owned(), |(path, _)| format!("{path}?***"));
        format!("{scheme}://{authority}{path}")
    }
}

/// The settings as they were given, by whom.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    entries: Vec<(Source, Entry)>,
    faults: Vec<Fault>,
    remarks: Vec<Fault>,
}

impl Layers {
    /// No settings: all have their defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the configuration file.
    #[must_use]
    pub fn file(mut self, path: &Path) -> Self {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => self.file_text(&name, &text),
            Err(error) => {
                let message = format!("the configuration file cannot be read: {}", crate::words::reason(&error));
                self.faults.push(Fault::new(name, message, "Name a file that exists and may be read, as UTF-8 text."));
                self
            }
        }
    }

    /// Adds the text of a configuration file under that name.
    #[must_use]
    pub fn file_text(mut self, name: &str, text: &str) -> Self {
        let (entries, faults) = file::entries(name, text);
        self.faults.extend(faults);
        for entry in entries {
            self.add(Source::File, entry);
        }
        self
    }

    /// Adds environment variables. Those that do not begin with `HIREWALL_` are passed over.
    #[must_use]
    pub fn environment(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut variables: Vec<_> = variables.into_iter().filter(|(name, _)| name.starts_with("HIREWALL_")).collect();
        variables.sort();
        for (name, value) in variables {
            let place = format!("environment variable `{name}`");
            match SETTINGS.iter().find(|setting| setting.variable() == name) {
                Some(setting) => {
                    self.entries.push((Source::Environment, Entry { key: setting.key.into(), value, place }));
                }
                None if OF_COMMANDS.contains(&name.as_str()) => {}
                // No fault: Kubernetes sets variables of its own in every container beside a service of our name.
                None => {
                    // Without what all of them begin with, which would make any two look alike.
                    let own = name.trim_start_matches("HIREWALL_");
                    let known: Vec<String> =
                        SETTINGS.iter().map(|setting| setting.key.replace('.', "_").to_uppercase()).collect();
                    let help = match setting::nearest(own, known.iter().map(String::as_str)) {
                        Some(near) => format!("Did you mean `HIREWALL_{near}`?"),
                        None => "`hirewall config show` lists the settings.".to_owned(),
                    };
                    self.remarks.push(Fault::new(place, "it is no setting and is passed over", help));
                }
            }
        }
        self
    }

    /// Adds flags: the name of a setting, its value, and what the user typed.
    #[must_use]
    pub fn flags(mut self, flags: impl IntoIterator<Item = (String, String, String)>) -> Self {
        for (key, value, typed) in flags {
            self.add(Source::Flag, Entry { key, value, place: format!("flag `{typed}`") });
        }
        self
    }

    fn add(&mut self, source: Source, entry: Entry) {
        if setting::find(&entry.key).is_some() {
            self.entries.push((source, entry));
            return;
        }
        let help = match setting::nearest(&entry.key, SETTINGS.iter().map(|setting| setting.key)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "`hirewall config show` lists the settings.".to_owned(),
        };
        self.faults.push(Fault::new(entry.place, format!("there is no setting `{}`", entry.key), help));
    }

    /// What was given and is no setting: faults that forbid to start.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What was given and is passed over.
    #[must_use]
    pub fn remarks(&self) -> &[Fault] {
        &self.remarks
    }

    /// What holds for each setting, in the order of [`SETTINGS`].
    #[must_use]
    pub fn effective(&self) -> Vec<Effective> {
        SETTINGS.iter().map(|setting| self.effective_of(setting)).collect()
    }

    fn effective_of(&self, setting: &'static Setting) -> Effective {
        let given = self.entries.iter().filter(|(_, entry)| entry.key == setting.key);
        // Of two in one layer the later one holds.
        match given.max_by_key(|(source, _)| *source) {
            Some((source, entry)) => {
                Effective { setting, value: entry.value.clone(), source: *source, place: entry.place.clone() }
            }
            None => {
                let value = setting.default.to_owned();
                Effective { setting, value, source: Source::Default, place: String::new() }
            }
        }
    }
}
