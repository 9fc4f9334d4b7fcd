//! Compiles one expression of a file, and turns its problems into diagnostics at the right place of the file. What lints need
//! to know of it is kept.

use hirewall_diagnostic::codes::condition;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_expr::ir::{Ir, Program, Read};
use hirewall_expr::{Env, Problem};

use super::Context;
use crate::read::SourceText;

/// What lints need to know of an expression.
pub(crate) struct Expression {
    /// Where it stands.
    pub(crate) source: SourceId,
    /// Its text and place.
    pub(crate) text: SourceText,
    /// Whose it is.
    pub(crate) owner: Owner,
    /// The declared fields that it reads.
    pub(crate) reads: Vec<Read>,
    /// The lets that it reads, by index, with their places in the text.
    pub(crate) lets: Vec<(u32, Span)>,
    /// The frames that it reads, those of which it only asks the presence among them.
    pub(crate) frames: Vec<u32>,
    /// The lists that it reads.
    pub(crate) lists: Vec<String>,
    /// The tables that it reads.
    pub(crate) tables: Vec<String>,
}

/// Whose an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The condition of a rule, by the indices of policy and rule in [`super::Loaded`].
    Rule(usize, usize),
    /// The reason of a rule.
    Reason(usize, usize),
    /// A let of a policy, by the indices of policy and let.
    Let(usize, usize),
    /// The key, the element, the amount or the filter of a counter, by the indices of policy and counter.
    Counter(usize, usize),
    /// An exception.
    Exception,
}

/// Compiles the part of a text at `inner`; the whole text when none.
pub(crate) fn compile(
    environment: &Env,
    text: &SourceText,
    inner: Option<Span>,
    source: SourceId,
    owner: Owner,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Option<Program> {
    let most = context.options.limits.faulty_conditions;
    if context.faulty_conditions >= most {
        return None;
    }
    let whole = &*text.text;
    let by = inner.map_or(0, |inner| inner.start);
    let part = inner.map_or(Some(whole), |inner| whole.get(inner.start as usize..inner.end as usize))?;
    match environment.compile(part) {
        Ok(program) => {
            for problem in &program.warnings {
                let diagnostic = diagnostic(problem, text, by, source, context);
                context.out.push(diagnostic);
            }
            expressions.push(describe(&program, text, by, source, owner));
            Some(program)
        }
        Err(problems) => {
            context.faulty_conditions += 1;
            for problem in &problems {
                let mut diagnostic = diagnostic(problem, text, by, source, context);
                if let Some(note) = cut_off(text, problem, source, context) {
                    diagnostic = diagnostic.note(note);
                }
                if context.faulty_conditions == most {
                    let note = format!("After {most} faulty conditions the others are not looked at.");
                    diagnostic = diagnostic.note(note);
                }
                context.out.push(diagnostic);
            }
            None
        }
    }
}

fn describe(program: &Program, text: &SourceText, by: u32, source: SourceId, owner: Owner) -> Expression {
    let mut expression = Expression {
        source,
        text: text.clone(),
        owner,
        reads: program.reads().to_vec(),
        lets: Vec::new(),
        frames: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
    };
    for read in &mut expression.reads {
        read.span = read.span.shift(by);
    }
    for (id, node) in program.nodes() {
        match node {
            Ir::Let(index) => expression.lets.push((*index, program.span(id).shift(by))),
            Ir::Field { frame, .. } => expression.frames.push(*frame),
            Ir::InNamedList(_, list) => expression.lists.push(list.name().to_owned()),
            Ir::InTable(_, table) | Ir::TableCell { table, .. } => expression.tables.push(table.name().to_owned()),
            _ => {}
        }
    }
    expression
}

/// A problem as a diagnostic of the file.
pub(crate) fn diagnostic(
    problem: &Problem,
    text: &SourceText,
    by: u32,
    source: SourceId,
    context: &Context<'_>,
) -> Diagnostic {
    let file = context.sources.text(source);
    let place = |span: Span| text.locate(file, span.shift(by));
    let mut diagnostic = Diagnostic::new(problem.code, problem.message.clone());
    diagnostic = diagnostic.at(source, place(problem.span), problem.text.clone());
    for (span, remark) in &problem.related {
        diagnostic = diagnostic.related(source, place(*span), remark.clone());
    }
    diagnostic.help.clone_from(&problem.help);
    diagnostic.notes.extend(problem.note.clone());
    diagnostic
}

/// YAML takes ` #` in a plain text for a comment, which cuts a condition off in the middle.
fn cut_off(text: &SourceText, problem: &Problem, source: SourceId, context: &Context<'_>) -> Option<String> {
    let place = text.span();
    let syntax = problem.code == condition::E201 || problem.code == condition::E202;
    let line = context.sources.text(source).get(place.end as usize..)?.lines().next()?;
    let plain = text.place.style == crate::yaml::Style::Plain;
    (plain && syntax && line.starts_with([' ', '\t']) && line.trim_start().starts_with('#')).then(|| {
        "YAML takes ` #` and what follows as a comment: put the text in quotes if it belongs to it.".to_owned()
    })
}
