//! Rules: condition, weight, reason and time of effect.

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_expr::Env;

use super::{Context, Expression, Owner, condition, template};
use crate::document::{EffectiveDocument, PolicyDocument, RuleDocument};
use crate::read::Spanned;
use crate::yaml::brief;
use crate::{Effective, Origin, Rule, Template};

/// Highest score of a rule.
const MAX_SCORE: i64 = 1_000_000;

/// Compiles a rule; none when its condition is faulty. Everything else of it is checked all the same.
pub(crate) fn compile(
    (policy_index, index): (usize, usize),
    document: &RuleDocument,
    policy: &PolicyDocument,
    source: SourceId,
    environment: Option<&Env>,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Option<Rule> {
    let at = if document.id.value.is_empty() { document.head } else { document.id.span };
    if document.score.is_none() && document.verdict.is_none() && document.complete {
        let diagnostic = Diagnostic::new(document::E114, "rule has neither `score` nor `verdict`")
            .help("Add `score:` with what a match counts, or `verdict:` with the least verdict, or both.");
        context.report(source, at, diagnostic);
    }
    if let Some(score) = &document.score
        && !(0..=MAX_SCORE).contains(&score.value)
    {
        let diagnostic = Diagnostic::new(document::E110, "`score` is from 0 to 1,000,000")
            .help("Choose a score in this range; the verdict bands are in the settings.");
        context.report(source, score.span, diagnostic);
    }
    check_indicators(&document.indicators, source, context);
    if let Some(notice) = &document.notice {
        check_notice(notice, source, context);
    }
    let effective =
        document.effective.as_ref().map_or_else(Effective::default, |given| effective(given, source, context));
    let environment = environment?;
    let owner = Owner::Rule(policy_index, index);
    let condition = condition::compile(environment, &document.when, source, owner, expressions, context);
    let reason = document.reason.as_ref().map_or_else(Template::default, |text| {
        let owner = Owner::Reason(policy_index, index);
        template::compile(environment, text, source, owner, expressions, context)
    });
    let text = |given: &Option<Spanned<String>>| given.as_ref().map(|given| given.value.clone());
    Some(Rule {
        id: format!("{}/{}", policy.policy.value, document.id.value),
        title: text(&document.title),
        condition: condition?,
        score: document.score.as_ref().map_or(0, |score| score.value),
        verdict: document.verdict.as_ref().map(|verdict| verdict.value),
        reason,
        notice: text(&document.notice).or_else(|| text(&policy.notice)),
        false_positives: text(&document.false_positives),
        references: document.references.iter().map(|reference| reference.value.clone()).collect(),
        indicators: document.indicators.iter().map(|indicator| indicator.value.clone()).collect(),
        effective,
        on_undetermined: document.on_undetermined.unwrap_or_default(),
        justification: text(&document.justification),
        maturity: document.maturity.or(policy.maturity).unwrap_or_default(),
        origin: Origin { source, span: document.id.span },
    })
}

/// Ids of a catalogue that is not the engine's: what they may look like, and each once.
fn check_indicators(given: &[Spanned<String>], source: SourceId, context: &mut Context<'_>) {
    for (at, indicator) in given.iter().enumerate() {
        let text = indicator.value.as_str();
        if text.is_empty() {
            continue; // Told when it was read.
        }
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = text.bytes().skip(letters).filter(u8::is_ascii_digit).count();
        let well_formed = (1..=4).contains(&letters) && (1..=4).contains(&digits) && letters + digits == text.len();
        let diagnostic = if !well_formed {
            Diagnostic::new(document::E139, format!("`{}` is not an indicator", brief(text)))
                .help("Write one to four capital letters and one to four digits, as in `A07`.")
        } else if given.iter().take(at).any(|before| before.value == indicator.value) {
            Diagnostic::new(document::E139, format!("indicator `{text}` stands twice")).help("Remove one of them.")
        } else {
            continue;
        };
        context.report(source, indicator.span, diagnostic);
    }
}

/// A notice leaves the house: it takes no values, so that nothing of a record, and nothing of another person's, gets into it.
pub(super) fn check_notice(notice: &Spanned<String>, source: SourceId, context: &mut Context<'_>) {
    if notice.value.contains("{{") {
        let diagnostic = Diagnostic::new(document::E140, "a notice takes no values")
            .help("Write the same words for everybody; values belong into `reason`, which reviewers read.");
        context.report(source, notice.span, diagnostic);
    }
}

fn effective(given: &Spanned<EffectiveDocument>, source: SourceId, context: &mut Context<'_>) -> Effective {
    let moment =
        |moment: &Option<crate::read::Moment>| moment.as_ref().filter(|moment| moment.valid).map(|moment| moment.time);
    let effective = Effective { from: moment(&given.value.from), until: moment(&given.value.until) };
    if let (Some(from), Some(until)) = (effective.from, effective.until)
        && until <= from
    {
        let diagnostic = Diagnostic::new(document::E115, "`until` is not after `from`")
            .help("`until` names the first day on which the rule no longer acts.");
        context.report(source, given.span, diagnostic);
    }
    effective
}
