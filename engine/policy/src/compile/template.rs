//! Reason templates: text with `{{ expression }}` in it. An expression may hold braces and quoted texts of its own.

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_expr::{Env, Type};

use super::{Context, Expression, Owner, expression};
use crate::read::SourceText;
use crate::{Piece, Template};

/// Compiles a template; what is faulty is reported and left out.
pub(crate) fn compile(
    environment: &Env,
    text: &SourceText,
    source: SourceId,
    owner: Owner,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Template {
    let mut template = Template::default();
    for part in split(&text.text) {
        match part {
            Part::Text(span) => {
                let piece = text.text.get(span.start as usize..span.end as usize).unwrap_or("");
                template.pieces.push(Piece::Text(piece.to_owned()));
            }
            Part::Faulty(span, message, help) => {
                let span = text.locate(context.sources.text(source), span);
                context.report(source, span, Diagnostic::new(document::E117, message).help(help));
            }
            Part::Expression(inner) => {
                let program = expression::compile(environment, text, Some(inner), source, owner, expressions, context);
                let Some(program) = program else { continue };
                if !printable(program.ty()) {
                    let span = text.locate(context.sources.text(source), inner);
                    let message = format!("a reason cannot show `{}`", program.ty());
                    let help = "Choose a field of it, or make a text of it, as in `size(…)` or `….join(\", \")`.";
                    context.report(source, span, Diagnostic::new(document::E118, message).help(help));
                }
                template.pieces.push(Piece::Value(program));
            }
        }
    }
    template
}

fn printable(ty: &Type) -> bool {
    match ty {
        Type::List(element) | Type::Optional(element) => printable(element),
        Type::Dyn
        | Type::Error
        | Type::Bool
        | Type::Int
        | Type::Uint
        | Type::Double
        | Type::String
        | Type::Timestamp
        | Type::Duration
        | Type::Ip
        | Type::Cidr => true,
        _ => false,
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(Span),
    /// What stands between the braces, without the blanks around it.
    Expression(Span),
    Faulty(Span, &'static str, &'static str),
}

/// Splits a template.
fn split(text: &str) -> Vec<Part> {
    let span = |start: usize, end: usize| {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(small(start), small(end))
    };
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let open = rest.find("{{").map_or(text.len(), |found| at + found);
        if let Some(stray) = text.get(at..open).and_then(|plain| plain.find("}}")) {
            let stray = at + stray;
            let help = "Remove it, or write `{{` before the expression.";
            parts.push(Part::Faulty(span(stray, stray + 2), "`}}` without `{{` before it", help));
        }
        if open > at {
            parts.push(Part::Text(span(at, open)));
        }
        if open == text.len() {
            break;
        }
        let Some(close) = close(text, open + 2) else {
            let help = "Close it with `}}`; an expression cannot hold `{{` outside of quotes.";
            parts.push(Part::Faulty(span(open, open + 2), "`{{` is never closed", help));
            break;
        };
        let inner = text.get(open + 2..close).unwrap_or("");
        let start = open + 2 + (inner.len() - inner.trim_start().len());
        if inner.trim().is_empty() {
            let help = "Write an expression between the braces, as in `{{ applicant.id }}`.";
            parts.push(Part::Faulty(span(open, close + 2), "`{{ }}` holds no expression", help));
        } else {
            parts.push(Part::Expression(span(start, start + inner.trim().len())));
        }
        at = close + 2;
    }
    parts
}

/// Where the `}}` stands that closes an expression: outside of quotes and of braces of its own.
fn close(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut quote, mut at) = (0_u32, None, from);
    while let Some(byte) = bytes.get(at).copied() {
        match (quote, byte) {
            (Some(_), b'\\') => at += 1,
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') if depth > 0 => depth -= 1,
            (None, b'}') if bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Part, split};

    fn texts(text: &str) -> Vec<String> {
        let piece = |span: hirewall_diagnostic::Span| text.get(span.start as usize..span.end as usize).unwrap_or("?");
        split(text)
            .into_iter()
            .map(|part| match part {
                Part::Text(span) => format!("text {}", piece(span)),
                Part::Expression(span) => format!("expression {}", piece(span)),
                Part::Faulty(span, ..) => format!("faulty {}", piece(span)),
            })
            .collect()
    }

    #[test]
    fn templates_split_into_text_and_expressions() {
        for (text, parts) in [
            ("plain", vec!["text plain"]),
            ("a {{ b }} c", vec!["text a ", "expression b", "text  c"]),
            ("{{a}}{{b}}", vec!["expression a", "expression b"]),
            (r#"{{ {"a": {"b": 1}}.a.b }}"#, vec![r#"expression {"a": {"b": 1}}.a.b"#]),
            (r#"{{ "}}" + '\'}}' }}!"#, vec![r#"expression "}}" + '\'}}'"#, "text !"]),
            ("a {{ b", vec!["text a ", "faulty {{"]),
            ("a }} b", vec!["faulty }}", "text a }} b"]),
            ("{{ }}", vec!["faulty {{ }}"]),
            ("é{{ ü }}", vec!["text é", "expression ü"]),
            ("", vec![]),
        ] {
            assert_eq!(texts(text), parts, "{text}");
        }
    }
}
