//! `hirewall plugin build`: sources to the one file that an operator gets.

use std::path::PathBuf;

use clap::Args;
use hirewall_pack::{BuildOptions, PackError};

use super::file;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{safe, style};

/// Build a plugin's component from its Rust sources
#[derive(Debug, Args)]
#[command(after_help = "\
The component is written into the folder as <id>.wasm. The target comes with: rustup target add wasm32-unknown-unknown.
Where it is missing, a system toolchain with the sources of the standard library is used. The same sources and toolchain
give the same bytes, wherever they lie.

Examples:
  hirewall plugin build plugins/phone
  hirewall plugin build --locked --offline plugins/phone --output dist/phone.wasm")]
pub(crate) struct Arguments {
    /// The plugin's folder, with its Cargo.toml
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Write the component here
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where cargo keeps what it builds
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
    /// Use no network
    #[arg(long)]
    offline: bool,
    /// Refuse to change Cargo.lock
    #[arg(long)]
    locked: bool,
}

/// Builds the plugin.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let options = BuildOptions {
        output: arguments.output.clone(),
        target: arguments.target_dir.clone(),
        offline: arguments.offline,
        locked: arguments.locked,
        show_cargo: terminal.err_is_terminal,
        wrapper: std::env::current_exe().ok(),
    };
    let built = hirewall_pack::build(&arguments.folder, &options).map_err(|error| failure(&error))?;
    for warning in &built.warnings {
        let word = style::paint("warning", style::WARNING, terminal.err_color);
        terminal.note(&format!("{word}: {}\n", safe::line(warning)));
    }
    let manifest = &built.manifest;
    let path = arguments.output.clone().unwrap_or_else(|| {
        built.path.file_name().map_or_else(|| built.path.clone(), |name| arguments.folder.join(name))
    });
    terminal.print(&format!(
        "built {} {} as `{}`, {}, with {}\n",
        safe::line(&manifest.id),
        safe::line(&manifest.version),
        path.display(),
        file::size(built.size),
        built.toolchain.version,
    ))?;
    Ok(Exit::Fine)
}

/// What keeps a plugin from being made.
pub(super) fn failure(error: &PackError) -> Failure {
    Failure { exit: Exit::Findings, ..Failure::input(error.to_string()) }.help(error.help())
}
