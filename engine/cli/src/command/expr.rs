//! `hirewall expr`: the value of one expression, its tree, or the results of a file of expressions.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hirewall::Time;
use hirewall::diagnostic::{Diagnostic, Sources, render};
use hirewall::expr::{DEFAULT_FUEL, Env, Evaluator, Inputs, Limits, Problem, Type, Undetermined, Value, batch, syntax};
use serde_json::{Map, Value as Json};

use crate::exit::Exit;
use crate::failure::{self, Failure};
use crate::output::safe;
use crate::output::terminal::{Terminal, output_failed};
use crate::output::tree::tree;
use crate::time;

/// Evaluate an expression
#[derive(Debug, Args)]
#[command(after_help = "\
Without records: variables come from a JSON object whose keys are their names.

Examples:
  hirewall expr '1 + 2 * 3'
  hirewall expr 'similarity(normalize_name(\"José Núñez\"), \"jose nunez\")'
  echo '{\"age\": 41}' | hirewall expr 'age >= 18 && now < timestamp(\"2100-01-01T00:00:00Z\")' --vars -
  hirewall expr --ast 'a.b + c'
  hirewall expr --batch tests/data/cel-spec/conformance.ndjson")]
pub(crate) struct Arguments {
    /// The expression, or - for standard input
    #[arg(value_name = "CEL", required_unless_present = "batch")]
    expression: Option<String>,
    /// A JSON object with the variables, or - for standard input
    #[arg(long, value_name = "FILE")]
    vars: Option<PathBuf>,
    /// The time that `now` stands for; without it, now
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    as_of: Option<Time>,
    /// Print the tree and evaluate nothing
    #[arg(long, conflicts_with = "vars")]
    ast: bool,
    /// Evaluate the cases of a file of NDJSON (keys: file, section, name, expr, and as needed container, type_env, bindings,
    /// check_only, disable_check), - for standard input; prints file, section, name and result of each
    #[arg(long, value_name = "FILE", conflicts_with_all = ["expression", "vars", "ast"])]
    batch: Option<PathBuf>,
}

/// Evaluates.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    if let Some(file) = &arguments.batch {
        return cases(file);
    }
    let standard_input;
    let text = match arguments.expression.as_deref() {
        Some("-") if arguments.vars.as_deref() == Some(Path::new("-")) => {
            return Err(
                Failure::usage("standard input is named twice: for the expression and for the variables").into()
            );
        }
        Some("-") => {
            standard_input = io::read_to_string(io::stdin())
                .map_err(|error| Failure::input(format!("cannot read standard input: {}", failure::reason(&error))))?;
            standard_input.trim_end()
        }
        text => text.unwrap_or_default(),
    };
    if arguments.ast {
        return match syntax::parse(text, &Limits::default()) {
            Ok(ast) => terminal.print(&tree(&ast)).map(|()| Exit::Fine),
            Err(problems) => Ok(refuse(text, &problems, terminal)),
        };
    }
    let variables = arguments.vars.as_deref().map(variables).transpose()?.unwrap_or_default();
    let mut environment = Env::new();
    for name in variables.keys() {
        environment.variable(name, Type::Dyn);
    }
    let program = match environment.compile(text) {
        Ok(program) => program,
        Err(problems) => return Ok(refuse(text, &problems, terminal)),
    };
    let values: Vec<Value<'_>> = variables.values().map(Value::from_json).collect();
    let now = arguments.as_of.unwrap_or_else(hirewall::now);
    let inputs = Inputs { record: None, frames: &[], variables: &values, lets: &[], now, fuel: DEFAULT_FUEL };
    match Evaluator::new(inputs).value(&program) {
        Ok(value) => terminal.print(&format!("{}\n", safe::json(&value.to_json().to_string()))).map(|()| Exit::Fine),
        Err(undetermined) => {
            terminal.note(&told(text, &undetermined, terminal));
            Ok(Exit::Findings)
        }
    }
}

/// Shows the mistakes of an expression.
fn refuse(text: &str, problems: &[Problem], terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let source = sources.add("<expression>", text);
    let diagnostics: Vec<Diagnostic> = problems.iter().map(|problem| problem.diagnostic(source, 0)).collect();
    terminal.note(&render::text(&diagnostics, &sources, terminal.err_color));
    Exit::BadInput
}

/// Why an expression has no value.
fn told(text: &str, undetermined: &Undetermined, _: &Terminal) -> String {
    match &undetermined.fault {
        Some(at) => {
            let part = text.get(at.span.start as usize..at.span.end as usize).unwrap_or_default();
            format!("no value: {} in `{}`\n", at.fault, safe::line(part))
        }
        None => "no value: data is missing\n".to_owned(),
    }
}

/// The variables of a file.
fn variables(path: &Path) -> Result<Map<String, Json>, Failure> {
    let text = if path == Path::new("-") { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(path) };
    let text = text.map_err(|error| Failure::unreadable(path, &error))?;
    match serde_json::from_str(&text) {
        Ok(Json::Object(variables)) => Ok(variables),
        Ok(_) => Err(Failure::input(format!("`{}` is no JSON object", path.display()))
            .help("Give an object whose keys are the names of the variables.")),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            Err(Failure::input(format!("{}:{line}:{column}: this is not JSON", path.display())))
        }
    }
}

/// Evaluates the cases of a file, one a line.
fn cases(path: &Path) -> anyhow::Result<Exit> {
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|error| Failure::unreadable(path, &error))?))
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut refused = false;
    for (number, line) in input.lines().enumerate() {
        let line = line.map_err(|error| {
            Failure::input(format!("{}:{}: {}", path.display(), number + 1, failure::reason(&error)))
        })?;
        if line.trim().is_empty() {
            continue;
        }
        match batch::line(&line) {
            Ok(result) => writeln!(out, "{result}").map_err(output_failed)?,
            Err(problem) => {
                refused = true;
                out.flush().map_err(output_failed)?;
                let told = Failure::input(format!("{}:{}: {problem}", path.display(), number + 1));
                let _ = writeln!(io::stderr(), "error: {}", safe::line(&told.message));
            }
        }
    }
    out.flush().map_err(output_failed)?;
    Ok(if refused { Exit::BadInput } else { Exit::Fine })
}
