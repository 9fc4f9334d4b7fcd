//! Builds the plugins in the given folders: `cargo run -p hirewall-pack --example build_plugin -- plugins/phone`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

use std::path::Path;
use std::process::ExitCode;

use hirewall_pack::{BuildOptions, build};

fn main() -> ExitCode {
    for folder in std::env::args().skip(1) {
        match build(Path::new(&folder), &BuildOptions { show_cargo: true, ..BuildOptions::default() }) {
            Ok(built) => {
                println!("{}: {} bytes, with {}", built.path.display(), built.size, built.toolchain.version);
                built.warnings.iter().for_each(|warning| println!("  {warning}"));
            }
            Err(error) => {
                eprintln!("{error}\n{}", error.help());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
