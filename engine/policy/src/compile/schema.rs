//! Record schemas, and their problems as diagnostics. What a schema may say is known to the model alone.

use std::sync::Arc;

use hirewall_diagnostic::codes::data;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_model::Schema;

use super::Context;
use super::load::{Loaded, SchemaEntry};

/// Compiles a record schema.
pub(crate) fn load(source: SourceId, text: &str, loaded: &mut Loaded, context: &mut Context<'_>) {
    match Schema::compile(text) {
        Err(problems) => {
            loaded.schema_failed = true;
            for problem in problems {
                let span = problem.span.map_or(Span::new(0, 0), |(start, end)| Span::new(start, end));
                let mut diagnostic =
                    Diagnostic::new(data::E351, problem.message).at(source, span, "").help(problem.help);
                if !problem.pointer.is_empty() {
                    diagnostic = diagnostic.note(format!("It is at `{}` in the schema.", problem.pointer));
                }
                context.out.push(diagnostic);
            }
        }
        Ok(schema) => {
            let kind = schema.kind().name.clone();
            if let Some(first) = loaded.schemas.get(&kind) {
                let diagnostic = Diagnostic::new(data::E352, format!("record kind `{kind}` has two schemas"))
                    .at(source, kind_span(text), "second schema")
                    .related(first.source, kind_span(first.schema.text()), "first schema")
                    .help("Remove one of them, or give it another kind.");
                context.out.push(diagnostic);
                return;
            }
            loaded.schemas.insert(kind, SchemaEntry { source, schema: Arc::new(schema) });
        }
    }
}

/// Where a schema says what kind it is.
fn kind_span(text: &str) -> Span {
    let at = text.find("\"x-record\"").map_or(0, |at| at);
    let start = u32::try_from(at).unwrap_or(0);
    Span::new(start, if at == 0 { 0 } else { start + 10 })
}
