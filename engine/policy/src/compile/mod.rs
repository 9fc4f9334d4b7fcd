//! From the texts of a policy directory to a bundle. It opens no file.
//!
//! The steps are: read every file ([`load`]); compile lists and tables; bind detectors; compile policies against the record schemas; resolve
//! settings, exceptions and tests; lint; sort what was found. A step that fails leaves stand-ins behind, so that the steps after it
//! report their own faults and not its consequences.

mod condition;
mod context;
mod counter;
mod data_file;
mod detector;
mod exceptions;
mod expression;
mod given_beside;
mod given_signals;
mod grants;
mod ids;
mod join;
mod list;
mod load;
mod plugin;
mod plugin_config;
mod policy;
mod record_json;
mod report;
mod rule;
mod schema;
mod settings;
mod shared;
mod signals;
mod span_of_time;
mod table;
mod template;
mod tests;

use hirewall_diagnostic::{Diagnostic, Sources};

pub(crate) use context::{Context, Names};
pub(crate) use data_file::resolve;
pub(crate) use expression::{Expression, Owner};
pub(crate) use load::Loaded;
pub(crate) use signals::fields_read;

use crate::{Bundle, DetectorBinding, Options, SourceFile, lint};

/// What became of the texts.
#[derive(Debug)]
pub struct Compilation {
    /// The bundle, when no diagnostic is an error.
    pub bundle: Option<Bundle>,
    /// Everything there is to say, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics and the bundle's origins point into.
    pub sources: Sources,
}

/// Compiles the texts of a policy directory. The order of `files` does not matter.
///
/// All faults of all files are found in one run; one of them is enough to have no bundle.
#[must_use]
pub fn compile(mut files: Vec<SourceFile>, options: &Options) -> Compilation {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut context = Context::new(&files, options);
    let loaded = load::load(&mut context);
    let levels = settings::levels(&loaded, &mut context);
    let lists = list::compile(&loaded, &mut context);
    let tables = table::compile(&loaded, &mut context);
    let trust = plugin::trust(&loaded, &mut context);
    let detectors = detector::compile(&loaded, (&lists, &tables), &trust, &mut context);
    let names = Names::of(&loaded, &lists, &tables, &detectors);
    let mut expressions = Vec::new();
    let mut policies = policy::compile(&loaded, &names, &detectors, &mut expressions, &mut context);
    shared::mark(&mut policies);
    let settings = settings::compile(&loaded, &names, trust, &mut context);
    let exceptions = exceptions::compile(&loaded, &names, &mut expressions, &mut context);
    let tests = tests::compile(&loaded, (&names, &policies, &detectors), &mut context);
    let plugins: Vec<SourceFile> = detectors.bound.iter().map(DetectorBinding::as_file).collect();
    let bundle = Bundle {
        digest: crate::digest(context.taking_part().into_iter().chain(&plugins)),
        schemas: loaded.schemas.iter().map(|(kind, entry)| (kind.clone(), entry.schema.clone())).collect(),
        policies,
        settings,
        exceptions,
        tests,
        lists,
        tables,
        detectors: detectors.bound,
    };
    let Context { mut out, sources, .. } = context;
    lint::run(
        &lint::Subject { loaded: &loaded, bundle: &bundle, expressions: &expressions, now: options.now },
        &sources,
        &mut out,
    );
    levels.apply(&mut out);
    let diagnostics = report::tidy(out, &sources, &options.limits);
    let bundle = (!diagnostics.iter().any(Diagnostic::is_error)).then_some(bundle);
    Compilation { bundle, diagnostics, sources }
}
