//! Exceptions: conditions under which a rule does not count.

use super::ids::{self, Unique};
use super::{Context, Expression, Loaded, Names, Owner, condition, join, settings};
use crate::{Exception, Origin};

/// Compiles all exceptions, in the order of their documents' ids.
pub(crate) fn compile(
    loaded: &Loaded,
    names: &Names,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Vec<Exception> {
    let mut unique = Unique::new("document of exceptions");
    let mut exceptions = Vec::new();
    for (source, document) in &loaded.exceptions {
        let source = *source;
        ids::check(&document.exceptions, false, source, context);
        unique.add(&document.exceptions, source, context);
        for item in &document.items {
            let rule = settings::rule_of(&item.rule, source, loaded, names, context);
            let Some(rule) = rule else { continue };
            let kind = rule.split_once('/').and_then(|(policy, _)| names.policies.get(policy)).map(|names| &names.kind);
            let Some(kind) = kind else { continue };
            let Some(mut environment) = names.environments.get(kind).cloned() else { continue };
            let help = "An exception reads the record and its signals.";
            join::refuse_others(&mut environment, kind, loaded, |_| help.to_owned());
            environment.refuse("counters", "an exception cannot read counters", help);
            let owner = Owner::Exception;
            let Some(condition) = condition::compile(&environment, &item.when, source, owner, expressions, context)
            else {
                continue;
            };
            exceptions.push(Exception {
                document: document.exceptions.value.clone(),
                rule,
                condition,
                reason: item.reason.value.clone(),
                owner: item.owner.value.clone(),
                ticket: item.ticket.as_ref().map(|ticket| ticket.value.clone()),
                expires: item.expires.value.time,
                origin: Origin { source, span: item.head },
            });
        }
    }
    exceptions.sort_by(|a, b| a.document.cmp(&b.document));
    exceptions
}
