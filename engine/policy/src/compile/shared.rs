//! Marks what the programs of policies have in common. It changes nothing that they come to.

use hirewall_expr::Scope;

use crate::{Piece, Policy};

/// Marks what programs over one record kind have in common, in whichever policies they are.
pub(super) fn mark(policies: &mut [Policy]) {
    let mut kinds: Vec<(&str, Vec<Scope<'_>>)> = Vec::new();
    for policy in policies {
        let Policy { applies_to, let_programs, counters, rules, .. } = policy;
        let mut programs = Vec::new();
        for counter in counters {
            programs.extend(counter.keys.iter_mut().chain(&mut counter.element).chain(&mut counter.filter));
        }
        for rule in rules {
            programs.extend(rule.condition.programs_mut());
            programs.extend(rule.reason.pieces.iter_mut().filter_map(|piece| match piece {
                Piece::Value(program) => Some(program),
                Piece::Text(_) => None,
            }));
        }
        let scope = Scope { lets: let_programs.iter_mut().collect(), programs };
        match kinds.iter_mut().find(|(kind, _)| *kind == applies_to) {
            Some((_, scopes)) => scopes.push(scope),
            None => kinds.push((applies_to, vec![scope])),
        }
    }
    for (_, mut scopes) in kinds {
        hirewall_expr::share(&mut scopes);
    }
}
