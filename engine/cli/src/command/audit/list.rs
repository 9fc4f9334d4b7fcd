//! `hirewall audit list`: what was decided and done, who did it and when, without anything personal.

use clap::{Args, ValueEnum};
use hirewall_service::store::{ChainLink, LinkKind, Store};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::safe;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;
use crate::stored;

/// List the latest links of the chain: decisions, and what was done
#[derive(Debug, Args)]
#[command(after_help = "\
The store is read beside the service, while it runs or after it. A line has the number of the link, its time, its kind, who did it, the decision that
it is or is about, and the details. Nothing in them is personal.

Examples:
  hirewall audit list --limit 20
  hirewall audit list --kind access --format ndjson")]
pub(crate) struct Arguments {
    /// Of one kind alone: `decision`, `access`, `reload`, `configuration`, `disposition`, `export`, `erasure`, `hold`, `release` or `expiry`
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// How many, the latest first
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    limit: u64,
    /// Only those before the link of that number
    #[arg(long, value_name = "NUMBER")]
    before: Option<u64>,
    /// The form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    settings: SettingArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each, for reading
    Text,
    /// A JSON object a line
    Ndjson,
}

/// Links that are read at once.
const PAGE: u32 = 1_000;

/// Lists.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let config = arguments.settings.read(terminal)?;
    let kind = arguments.kind.as_deref().map(kind).transpose()?;
    let (url, options) = stored::existing(&config)?;
    let (mut before, mut left) = (arguments.before, arguments.limit);
    while left > 0 {
        let wanted = u32::try_from(left).unwrap_or(PAGE).min(PAGE);
        let links = Store::chain_at(url, &options, kind, before, wanted).map_err(|error| stored::failed(&error))?;
        let Some(last) = links.last() else { break };
        before = Some(last.seq);
        left -= links.len() as u64;
        for link in &links {
            match arguments.format {
                Format::Text => terminal.print(&line(link))?,
                Format::Ndjson => terminal.print_json(&format!("{}\n", serde_json::to_string(link)?))?,
            }
        }
        if links.len() < wanted as usize {
            break;
        }
    }
    Ok(Exit::Fine)
}

fn kind(word: &str) -> Result<LinkKind, Failure> {
    LinkKind::of(word).ok_or_else(|| {
        let words = LinkKind::words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        Failure::usage(format!("there is no kind `{word}` of links")).help(format!("It is one of {words}."))
    })
}

fn line(link: &ChainLink) -> String {
    let body = if link.body.is_null() { String::new() } else { format!(" {}", link.body) };
    let erased = if link.erased { " (erased)" } else { "" };
    let (actor, decision) = (link.actor.as_deref().unwrap_or("-"), link.decision.as_deref().unwrap_or("-"));
    let text = format!("{} {} {} {actor} {decision}{erased}{body}", link.seq, link.at, link.kind);
    safe::line(&text).into_owned() + "\n"
}
