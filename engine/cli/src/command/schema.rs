//! `hirewall schema`: the JSON Schemas for editors, of the decision, and of the record kinds of a policy directory.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use hirewall::Loader;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::policies;

/// Print or write JSON Schemas
#[derive(Debug, Args)]
#[command(after_help = "\
KIND is `decision`, a kind of document such as `policy`, `list` or `tests`, or a record kind of the policy directory. Without
KIND all names are listed.

Examples:
  hirewall schema
  hirewall schema policy
  hirewall schema --out policies/schema")]
pub(crate) struct Arguments {
    /// What to print the schema of
    #[arg(conflicts_with = "out")]
    kind: Option<String>,
    /// Write the schemas for editors into this directory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The policy directory, for record kinds
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
}

const ENDING: &str = ".document.schema.json";

/// Prints or writes the schemas.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let editor = editor();
    if let Some(directory) = &arguments.out {
        fs::create_dir_all(directory).map_err(|error| Failure::unwritable(directory, &error))?;
        let mut written = String::new();
        for (_, file, text) in &editor {
            let path = directory.join(file);
            fs::write(&path, text).map_err(|error| Failure::unwritable(&path, &error))?;
            written.push_str(&format!("{}\n", path.display()));
        }
        terminal.print(&written)?;
        return Ok(Exit::Fine);
    }
    let Some(kind) = &arguments.kind else {
        let names: String = editor.iter().map(|(name, _, _)| format!("{name}\n")).collect();
        terminal.print(&names)?;
        return Ok(Exit::Fine);
    };
    if let Some((_, _, text)) = editor.iter().find(|(name, _, _)| name == kind) {
        terminal.print(text)?;
        return Ok(Exit::Fine);
    }
    let unknown = || {
        Failure::usage(format!("there is no schema `{kind}`"))
            .help("`hirewall schema` lists the documents; record kinds are those of the policy directory.")
    };
    policies::exists(&arguments.policies).map_err(|_| unknown())?;
    let engine = policies::load(&arguments.policies, &Loader::new(), terminal)?;
    let schema = engine.schema(kind).ok_or_else(unknown)?;
    terminal.print_json(&format!("{}\n", schema.text().trim_end()))?;
    Ok(Exit::Fine)
}

/// Name, file name and text of the schemas that do not depend on a policy directory.
fn editor() -> Vec<(String, String, String)> {
    let mut schemas: Vec<(String, String, String)> = hirewall::policy::editor_schemas()
        .into_iter()
        .map(|(file, text)| (file.strip_suffix(ENDING).unwrap_or(&file).to_owned(), file, text))
        .collect();
    let decision = hirewall::model::DECISION_SCHEMA.to_owned();
    schemas.push(("decision".to_owned(), format!("decision{ENDING}"), decision));
    schemas
}
