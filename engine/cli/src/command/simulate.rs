//! `hirewall simulate`: writes an invented population with its labels into a directory.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use hirewall_population::{Day, Outputs, People, Settings, Share, SimulateError, Summary, Truth, simulate};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::number::{count, grouped, share};
use crate::output::terminal::Terminal;

/// Make invented applicants and devices with known labels
#[derive(Debug, Args)]
#[command(after_help = "\
Writes four files into DIR: applicants.ndjson, devices.ndjson, records.ndjson with both in the order of time, and labels.ndjson,
which says of each id whether it is honest or a persona of a scheme. The same seed and numbers make the same bytes. What is
made, how often, and where the rates come from is in docs/simulation.md.

Examples:
  hirewall simulate --output simulated
  hirewall simulate --seed 7 --scheme-rate 1/20 --months 6 --output simulated
  hirewall simulate --scheme-rate 1/20 --personas-hired --follow-months 3 --output simulated
  hirewall decide --as-of 2026-04-01 simulated/records.ndjson > decisions.ndjson")]
pub(crate) struct Arguments {
    /// The directory to write into; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
    /// Decides every random choice
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Months of the calendar in which people apply
    #[arg(long, value_name = "N", default_value_t = 3)]
    months: u32,
    /// Months after those, in which nobody applies and what was begun goes on: interviews, hires, computers
    #[arg(long, value_name = "N", default_value_t = 0)]
    follow_months: u32,
    /// New applicants in each month
    #[arg(long, value_name = "N", default_value_t = 2000)]
    applicants_per_month: u32,
    /// The first day
    #[arg(long, value_name = "DAY", default_value = "2026-01-01", value_parser = day)]
    start: Day,
    /// How many applicants are personas of a scheme: 1/343, 0.05 or 5%
    #[arg(long, value_name = "SHARE", default_value = "1/343", value_parser = portion)]
    scheme_rate: Share,
    /// Hire every persona and hand it a computer, as if nobody but policies ever stopped one
    #[arg(long)]
    personas_hired: bool,
    /// Replace files of an earlier run
    #[arg(long)]
    force: bool,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
}

/// What is written.
const FILES: [&str; 4] = ["applicants.ndjson", "devices.ndjson", "records.ndjson", "labels.ndjson"];

/// Makes the population.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let settings = Settings {
        seed: arguments.seed,
        start: arguments.start,
        months: arguments.months,
        follow_months: arguments.follow_months,
        applicants_per_month: arguments.applicants_per_month,
        scheme_rate: arguments.scheme_rate,
        personas_hired: arguments.personas_hired,
    };
    settings
        .check()
        .map_err(|error| Failure::usage(error.to_string()).help("`hirewall simulate --help` shows the options."))?;
    let directory = &arguments.output;
    if directory.is_file() {
        return Err(Failure::usage(format!("`{}` is a file, not a directory", directory.display()))
            .help("Name the directory that the files are to be written into.")
            .into());
    }
    if !arguments.force
        && let Some(there) = FILES.iter().map(|name| directory.join(name)).find(|path| path.exists())
    {
        return Err(Failure::usage(format!("`{}` exists already", there.display()))
            .help("Choose another directory, or replace what is there with `--force`.")
            .into());
    }
    let began = Instant::now();
    fs::create_dir_all(directory).map_err(|error| Failure::unwritable(directory, &error))?;
    let files = Unfinished::new(directory);
    let summary = match simulate(&settings, files.outputs()?) {
        Ok(summary) => summary,
        Err(SimulateError::Write(error)) => return Err(Failure::unwritable(directory, &error).into()),
        Err(error) => return Err(Failure::usage(error.to_string()).into()),
    };
    files.finish()?;
    if !arguments.quiet {
        terminal.note(&told(&settings, &summary, directory, began));
    }
    Ok(Exit::Fine)
}

/// The four files under names of their own until all of them are whole.
struct Unfinished {
    /// Where each is written, and where it belongs.
    paths: [(PathBuf, PathBuf); 4],
}

impl Unfinished {
    fn new(directory: &Path) -> Self {
        let part = |name| directory.join(format!(".{name}.{}.part", std::process::id()));
        Self { paths: FILES.map(|name| (part(name), directory.join(name))) }
    }

    fn outputs(&self) -> anyhow::Result<Outputs<BufWriter<File>>> {
        let [applicants, devices, records, labels] = &self.paths;
        let open = |(path, _): &(PathBuf, PathBuf)| {
            File::create_new(path).map(BufWriter::new).map_err(|error| Failure::unwritable(path, &error))
        };
        Ok(Outputs {
            applicants: open(applicants)?,
            devices: open(devices)?,
            records: open(records)?,
            labels: open(labels)?,
        })
    }

    fn finish(self) -> anyhow::Result<()> {
        for (path, name) in &self.paths {
            fs::rename(path, name).map_err(|error| Failure::unwritable(name, &error))?;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    /// What was not finished is of no use to anybody. What was has another name by now.
    fn drop(&mut self) {
        for (path, _) in &self.paths {
            let _ = fs::remove_file(path);
        }
    }
}

fn told(settings: &Settings, summary: &Summary, directory: &Path, began: Instant) -> String {
    let mut text = format!(
        "{} in {} and {} of devices from {} to {} in `{}`, seed {}, in {:.1} s\n\n",
        count(summary.applications, "application"),
        count(summary.applicant_records, "record"),
        count(summary.device_records, "observation"),
        settings.start,
        settings.end(),
        directory.display(),
        settings.seed,
        began.elapsed().as_secs_f64()
    );
    let none = People::default();
    let of = |truth| summary.people.get(&truth).unwrap_or(&none);
    let (honest, scheme) = (of(Truth::Honest), of(Truth::Scheme));
    text.push_str(&format!("  {:<12}{:>20}{:>20}\n", "", "honest", "scheme"));
    let rows = [
        ("applicants", honest.applicants, scheme.applicants),
        ("interviewed", honest.interviewed, scheme.interviewed),
        ("offered", honest.offered, scheme.offered),
        ("hired", honest.hired, scheme.hired),
        ("with device", honest.devices, scheme.devices),
        ("in groups", honest.grouped, scheme.grouped),
    ];
    for (name, of_honest, of_scheme) in rows {
        let cell = |number, people: &People| format!("{:>12} {:>7}", grouped(number), share(number, people.applicants));
        text.push_str(&format!("  {name:<12}{}{}\n", cell(of_honest, honest), cell(of_scheme, scheme)));
    }
    text.push_str(&format!(
        "\n  {} of several personas, {} of helpers\n",
        count(summary.operators, "operator"),
        count(summary.farms, "house")
    ));
    text
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "give a day such as 2026-01-01".to_owned())
}

/// Reads a share: a fraction, a number up to 1, or percent.
fn portion(text: &str) -> Result<Share, String> {
    let wrong = || "give a share such as 1/343, 0.05 or 5%".to_owned();
    let (part, whole) = match (text.split_once('/'), text.strip_suffix('%')) {
        (Some((part, whole)), _) => {
            (part.trim().parse().map_err(|_| wrong())?, whole.trim().parse().map_err(|_| wrong())?)
        }
        (None, Some(percent)) => decimal(percent.trim(), 100).ok_or_else(wrong)?,
        (None, None) => decimal(text, 1).ok_or_else(wrong)?,
    };
    if whole == 0 || part > whole {
        return Err("a share is at most all".to_owned());
    }
    Ok(Share { part, whole })
}

/// A decimal number as a fraction of `whole`.
fn decimal(text: &str, whole: u32) -> Option<(u32, u32)> {
    let (units, rest) = text.split_once('.').unwrap_or((text, ""));
    let scale = 10_u32.checked_pow(u32::try_from(rest.len()).ok()?)?;
    let digits = format!("{units}{rest}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, whole.checked_mul(scale)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        let cases = [
            ("1/343", Some((1, 343))),
            ("0.05", Some((5, 100))),
            ("5%", Some((5, 100))),
            ("2.5 %", Some((25, 1000))),
            ("0", Some((0, 1))),
            ("1", Some((1, 1))),
            (".5", Some((5, 10))),
            ("2", None),
            ("5/4", None),
            ("1/0", None),
            ("", None),
            (".", None),
            ("-0.1", None),
            ("0.00000000001", None),
            ("one", None),
        ];
        for (text, expected) in cases {
            assert_eq!(portion(text).ok().map(|share| (share.part, share.whole)), expected, "{text}");
        }
    }
}
