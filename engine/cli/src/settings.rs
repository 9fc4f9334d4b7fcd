//! The settings of the service, from flags, environment and file, for the commands that need them. What they mean is known to
//! `hirewall-service`.

use std::env;
use std::path::{Path, PathBuf};

use clap::Args;
use hirewall_service::config::{Config, ConfigError, Fault, Layers};

use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{safe, style};

/// The file that is meant when none is named.
const DEFAULT: &str = "hirewall.toml";

/// The settings of the service, as flags.
#[derive(Debug, Clone, Args)]
pub(crate) struct SettingArguments {
    /// The configuration file; without it, `hirewall.toml` where it exists
    #[arg(long, value_name = "FILE", env = "HIREWALL_CONFIG")]
    config: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// The policy directory
    #[arg(long, value_name = "DIR")]
    policies: Option<String>,
    /// The folder of detector plugins
    #[arg(long, value_name = "DIR")]
    plugins: Option<String>,
    /// A policy directory that is judged beside and never acts
    #[arg(long, value_name = "DIR")]
    candidate: Option<String>,
    /// The folder for files of the service's own
    #[arg(long, value_name = "DIR")]
    state: Option<String>,
    /// Where decisions go: none
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// Let anybody on this machine do anything; only on a loopback address
    #[arg(long)]
    no_auth: bool,
    /// Refuse records with fields that their schema does not declare
    #[arg(long)]
    strict: bool,
    /// The form of log lines: json or text
    #[arg(long, value_name = "FORM")]
    log_format: Option<String>,
    /// What is logged: error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
    /// Any setting by its name; `hirewall config show` lists them. May be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

impl SettingArguments {
    /// What was given, by whom.
    pub(crate) fn layers(&self) -> Result<Layers, Failure> {
        let mut layers = Layers::new();
        match &self.config {
            Some(file) => layers = layers.file(file),
            None if Path::new(DEFAULT).is_file() => layers = layers.file(Path::new(DEFAULT)),
            None => {}
        }
        let variables =
            env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        layers = layers.environment(variables);
        Ok(layers.flags(self.flags()?))
    }

    /// The settings, checked.
    pub(crate) fn read(&self, terminal: &Terminal) -> Result<Config, Failure> {
        let layers = self.layers()?;
        remarks(&layers, terminal);
        Config::from_layers(&layers).map_err(|error| {
            faults(&error, terminal);
            Failure::usage(format!("the configuration has {}", counted(error.faults.len())))
        })
    }

    /// The first flag that was given, if any was. The configuration file is none: it may be there for the service.
    pub(crate) fn first_flag(&self) -> Result<Option<String>, Failure> {
        Ok(self.flags()?.into_iter().next().map(|(_, _, flag)| flag))
    }

    fn flags(&self) -> Result<Vec<(String, String, String)>, Failure> {
        let named = [
            ("listen", "--listen", &self.listen),
            ("policies", "--policies", &self.policies),
            ("plugins", "--plugins", &self.plugins),
            ("candidate", "--candidate", &self.candidate),
            ("state", "--state", &self.state),
            ("store", "--store", &self.store),
            ("log.format", "--log-format", &self.log_format),
            ("log.level", "--log-level", &self.log_level),
        ];
        let given =
            named.into_iter().filter_map(|(key, flag, value)| Some((key.to_owned(), value.clone()?, flag.to_owned())));
        let mut flags: Vec<_> = given.collect();
        for (key, flag, set) in [("no_auth", "--no-auth", self.no_auth), ("strict", "--strict", self.strict)] {
            if set {
                flags.push((key.to_owned(), "true".to_owned(), flag.to_owned()));
            }
        }
        for setting in &self.set {
            let Some((key, value)) = setting.split_once('=') else {
                return Err(Failure::usage(format!("`--set {setting}` has no `=`"))
                    .help("Write it as `--set limits.body=8MiB`."));
            };
            flags.push((key.trim().to_owned(), value.trim().to_owned(), format!("--set {}", key.trim())));
        }
        Ok(flags)
    }
}

/// Prints what is wrong, each with its place and cure.
pub(crate) fn faults(error: &ConfigError, terminal: &Terminal) {
    let word = style::paint("error", style::ERROR, terminal.err_color);
    error.faults.iter().for_each(|fault| tell(&word, fault, terminal));
}

/// Prints what was passed over.
pub(crate) fn remarks(layers: &Layers, terminal: &Terminal) {
    let word = style::paint("warning", style::WARNING, terminal.err_color);
    layers.remarks().iter().for_each(|remark| tell(&word, remark, terminal));
}

fn tell(word: &str, fault: &Fault, terminal: &Terminal) {
    let help = style::paint("help", style::HELP, terminal.err_color);
    let (place, message) = (safe::line(&fault.place), safe::line(&fault.message));
    terminal.note(&format!("{word}: {place}: {message}\n  {help}: {}\n", safe::line(&fault.help)));
}

pub(crate) fn counted(faults: usize) -> String {
    if faults == 1 { "a fault".to_owned() } else { format!("{faults} faults") }
}
