//! `hirewall plugin new`: a plugin that builds and passes its cases as it stands.

use std::path::PathBuf;

use clap::Args;
use hirewall_pack::{NewOptions, Sdk};

use super::build::failure;
use crate::exit::Exit;
use crate::output::style;
use crate::output::terminal::Terminal;

/// Scaffold a detector plugin in Rust that builds and passes its tests as it stands
#[derive(Debug, Args)]
#[command(after_help = "\
The folder NAME is made; nothing that is there is overwritten.

Examples:
  hirewall plugin new shell-company --vendor 'Example Ltd'
  hirewall plugin new shell-company --in detectors --sdk ../hirewall/sdk/rust")]
pub(crate) struct Arguments {
    /// The plugin's name: lower-case letters, digits, - and _
    name: String,
    /// The folder in which its own folder is made
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    parent: PathBuf,
    /// Who answers for the plugin, for its manifest
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
    /// The folder of the SDK; without it, the one of the checkout around DIR, else the published version
    #[arg(long, value_name = "DIR")]
    sdk: Option<PathBuf>,
}

/// Scaffolds the plugin.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let options = NewOptions { sdk: arguments.sdk.clone(), vendor: arguments.vendor.clone() };
    let created = hirewall_pack::new(&arguments.parent, &arguments.name, &options).map_err(|error| failure(&error))?;
    let folder = if arguments.parent.as_os_str() == "." {
        PathBuf::from(&arguments.name)
    } else {
        arguments.parent.join(&arguments.name)
    };
    let folder = folder.display();
    let mut text = format!("made the plugin `{}` in `{folder}`:\n", created.id);
    for file in &created.files {
        text.push_str(&format!("  {}\n", file.display()));
    }
    text.push_str(&format!("next:\n  hirewall plugin build {folder}\n  hirewall plugin test {folder}\n"));
    terminal.print(&text)?;
    if let Sdk::Version(version) = &created.sdk {
        let word = style::paint("note", style::HELP, terminal.err_color);
        terminal.note(&format!(
            "{word}: it asks the registry for `hirewall-sdk` {version}; with a checkout at hand, give its `sdk/rust` with --sdk\n"
        ));
    }
    Ok(Exit::Fine)
}
