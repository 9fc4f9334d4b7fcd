//! Parts that programs have in common, so that an evaluator that came upon one of them in one program knows it in all. It evaluates nothing.

use std::fmt::Write as _;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::check::each_child;
use crate::ir::{Ir, IrId, LocalId, Program, Remembered};

/// Nodes below which a part is not worth remembering.
const FEWEST_NODES: u32 = 4;
/// Bytes of a program written out beyond which nothing of it is shared: parts are compared by what they say.
const MOST_BYTES: usize = 1 << 16;

/// Programs that read the same named expressions.
#[derive(Debug, Default)]
pub struct Scope<'p> {
    /// The named expressions, by their index; each may read those before it.
    pub lets: Vec<&'p mut Program>,
    /// What reads them.
    pub programs: Vec<&'p mut Program>,
}

/// Marks the parts that programs have in common. All must be evaluated over the same record kind, with the same frames and variables beside
/// it, by evaluators that are told of no others: parts are known by numbers from 0.
///
/// A part depends on the record alone, not on a variable of a macro around it. One that a macro asks for once for each element is common to
/// all of these. What is inside of one that is marked is marked only if it also stands elsewhere, or is asked for in a macro inside.
pub fn share(scopes: &mut [Scope<'_>]) {
    let mut parts = Parts::default();
    let written: Vec<Vec<Box<[u32]>>> = scopes.iter().map(|scope| parts.of_scope(scope)).collect();
    let each = || scopes.iter().zip(&written).flat_map(|(scope, written)| scope.each().zip(written));
    let mut times = vec![0_u32; parts.count() + 1];
    for (program, parts) in each().filter(|(_, parts)| !parts.is_empty()) {
        let mut open = vec![(program.root(), false)];
        while let Some((id, looped)) = open.pop() {
            bump(&mut times, part_at(parts, id), looped);
            children(program.node(id), looped, |child, looped| open.push((child, looped)));
        }
    }
    // A part that only ever stands inside of one and the same other is known with it.
    let mut outermost = vec![0_u32; parts.count() + 1];
    let mut seen = HashSet::new();
    for (program, parts) in each().filter(|(_, parts)| !parts.is_empty()) {
        let mut open = vec![Around { id: program.root(), part: 0, looped: false }];
        while let Some(Around { id, part: around, looped }) = open.pop() {
            let part = part_at(parts, id);
            let common = times.get(part as usize).is_some_and(|times| part > 0 && *times > 1);
            if common && (around == 0 || seen.insert((around, part))) {
                bump(&mut outermost, part, looped);
            }
            // What is remembered is gone through once, wherever it stands.
            let (part, looped) = if common { (part, false) } else { (around, looped) };
            children(program.node(id), looped, |id, looped| open.push(Around { id, part, looped }));
        }
    }
    let mut numbers = 0;
    let number = |times: &u32| {
        let number = numbers;
        numbers += u32::from(*times > 1);
        (*times > 1).then_some(number)
    };
    let numbers: Vec<Option<u32>> = outermost.iter().map(number).collect();
    for (scope, written) in scopes.iter_mut().zip(&written) {
        for (program, parts) in scope.lets.iter_mut().chain(&mut scope.programs).zip(written) {
            for (at, part) in parts.iter().enumerate() {
                if let Some(number) = numbers.get(*part as usize).copied().flatten() {
                    program.remember(at, Remembered::Shared(number));
                }
            }
        }
    }
}

/// Where a node stands.
struct Around {
    id: IrId,
    /// The common part that it is inside of; 0 for none.
    part: u32,
    /// Whether a macro asks for it once for each element.
    looped: bool,
}

/// The part that a node is.
fn part_at(parts: &[u32], id: IrId) -> u32 {
    parts.get(id.0 as usize).copied().unwrap_or(0)
}

/// Counts that a part is asked for: again and again if a macro does.
fn bump(times: &mut [u32], part: u32, looped: bool) {
    if let Some(times) = times.get_mut(part as usize).filter(|_| part > 0) {
        *times = times.saturating_add(1 + u32::from(looped));
    }
}

/// Calls `visit` with every child of a node, and with whether a macro asks for it once for each element.
fn children(node: &Ir, looped: bool, mut visit: impl FnMut(IrId, bool)) {
    match node {
        Ir::Comprehension { range, filter, body, .. } => {
            visit(*range, looped);
            filter.iter().chain([body]).for_each(|part| visit(*part, true));
        }
        node => each_child(node, |child| visit(child, looped)),
    }
}

impl Scope<'_> {
    fn each(&self) -> impl Iterator<Item = &Program> {
        self.lets.iter().chain(&self.programs).map(|program| &**program)
    }
}

/// Parts by what they say; 0 is none.
#[derive(Default)]
struct Parts {
    known: HashMap<String, u32>,
}

/// A node, written out.
struct Written {
    /// Variables of its own are numbered by their first appearance, once it reads none from outside.
    text: String,
    /// The variables that it reads and does not bind itself.
    free: Vec<LocalId>,
    nodes: u32,
    /// Whether it does more than reading and comparing.
    works: bool,
}

impl Parts {
    fn count(&self) -> usize {
        self.known.len()
    }

    /// Of each program of a scope, the named expressions first, of each node the part that it is. Empty for a program that has none.
    fn of_scope(&mut self, scope: &Scope<'_>) -> Vec<Box<[u32]>> {
        let mut lets: Vec<String> = Vec::new();
        let mut all = Vec::new();
        for (at, program) in scope.each().enumerate() {
            let (parts, text) = self.of_program(program, &lets).unwrap_or_default();
            if at < scope.lets.len() {
                // What could not be written out is like nothing else.
                lets.push(if text.is_empty() { format!("let {:p}", std::ptr::from_ref(program)) } else { text });
            }
            all.push(parts);
        }
        all
    }

    /// Of each node the part that it is, and what the whole says; none if that is too long.
    fn of_program(&mut self, program: &Program, lets: &[String]) -> Option<(Box<[u32]>, String)> {
        let (mut written, mut bytes): (Vec<Written>, usize) = (Vec::new(), 0);
        let mut parts = vec![0; program.nodes().count()];
        for ((_, node), slot) in program.nodes().zip(&mut parts) {
            let mut own = write(node, &written, lets)?;
            if own.free.is_empty() {
                own.text = numbered(&own.text);
                if own.works && own.nodes >= FEWEST_NODES {
                    let next = u32::try_from(self.known.len() + 1).ok()?;
                    *slot = *self.known.entry(own.text).or_insert(next);
                    own.text = format!("#{slot}");
                }
            }
            bytes += own.text.len();
            if bytes > MOST_BYTES {
                return None;
            }
            written.push(own);
        }
        let text = written.get(program.root().0 as usize).map(|root| root.text.clone())?;
        Some((if parts.iter().all(|part| *part == 0) { Box::default() } else { parts.into() }, text))
    }
}

/// A node with what its children say. Fields are known by where they stand, functions, lists and tables by their address.
fn write(node: &Ir, written: &[Written], lets: &[String]) -> Option<Written> {
    let mut own = Written {
        text: String::new(),
        free: Vec::new(),
        nodes: 1,
        works: matches!(node, Ir::Call(..) | Ir::Matches(..) | Ir::Arithmetic(..) | Ir::Comprehension { .. }),
    };
    let text = &mut own.text;
    let done = match node {
        Ir::Const(value) => write!(text, "={value:?}"),
        Ir::Variable(index) => write!(text, "variable {index}"),
        Ir::Local(local) => {
            own.free.push(*local);
            write!(text, "{}", token(*local))
        }
        // Told from what it says written in its place, as it has fuel of its own.
        Ir::Let(index) => write!(text, "let {}", lets.get(*index as usize)?),
        Ir::Now => write!(text, "now"),
        Ir::Fault(message) => write!(text, "fault {message:?}"),
        Ir::Field { frame, offset, field } => write!(text, "field {frame}.{offset}.{}", field.is_some()),
        Ir::Member { offset, .. } => write!(text, "member {offset}"),
        Ir::Select { key, optional, .. } => write!(text, "select {key:?} {optional}"),
        Ir::Index { optional, .. } => write!(text, "index {optional}"),
        Ir::Has(_) => write!(text, "has"),
        Ir::Missing(_) => write!(text, "missing"),
        Ir::OptionalField(_) => write!(text, "optional"),
        Ir::Not(_) => write!(text, "not"),
        Ir::Negate(_) => write!(text, "negate"),
        Ir::Arithmetic(operator, ..) => write!(text, "{operator:?}"),
        Ir::Compare(comparison, ..) => write!(text, "{comparison:?}"),
        Ir::In(..) => write!(text, "in"),
        Ir::And(_) => write!(text, "and"),
        Ir::Or(_) => write!(text, "or"),
        Ir::Conditional(..) => write!(text, "if"),
        Ir::MakeList(items) => {
            write!(text, "list {:?}", items.iter().map(|(_, optional)| optional).collect::<Vec<_>>())
        }
        Ir::MakeMap(entries) => {
            write!(text, "map {:?}", entries.iter().map(|(_, _, optional)| optional).collect::<Vec<_>>())
        }
        Ir::Call(function, _) => write!(text, "call {:p}", std::ptr::from_ref(*function)),
        Ir::Matches(_, pattern) => write!(text, "matches {:?}", pattern.as_str()),
        Ir::InConstants(_, set) => write!(text, "in {:?}", set.items()),
        Ir::InNamedList(_, list) => write!(text, "in list {:p}", Arc::as_ptr(list)),
        Ir::TableCell { table, column, .. } => write!(text, "cell {:p} {column}", Arc::as_ptr(table)),
        Ir::InTable(_, table) => write!(text, "in table {:p}", Arc::as_ptr(table)),
        Ir::Comprehension { quantifier, first, second, filter, .. } => {
            let second = second.map(token).unwrap_or_default();
            write!(text, "{quantifier:?} {}{second} {}", token(*first), filter.is_some())
        }
        Ir::Bind { local, .. } => write!(text, "bind {}", token(*local)),
        Ir::OptionalMap { local, flat, .. } => write!(text, "optional map {} {flat}", token(*local)),
    };
    // Writing to a string does not fail.
    done.ok()?;
    own.text.push('(');
    let mut whole = true;
    each_child(node, |child| match written.get(child.0 as usize) {
        Some(child) => {
            own.text.push_str(&child.text);
            own.text.push(',');
            own.nodes = own.nodes.saturating_add(child.nodes);
            own.works |= child.works;
            let new = child.free.iter().filter(|local| !own.free.contains(local)).copied().collect::<Vec<_>>();
            own.free.extend(new);
        }
        None => whole = false,
    });
    own.text.push(')');
    // A list that reads a variable of the same number as the one bound over it stands outside of the macro.
    let bound: &[Option<LocalId>] = match node {
        Ir::Comprehension { first, second, .. } => &[Some(*first), *second],
        Ir::Bind { local, .. } | Ir::OptionalMap { local, .. } => &[Some(*local), None],
        _ => &[],
    };
    let outside = match node {
        Ir::Comprehension { range: part, .. }
        | Ir::Bind { value: part, .. }
        | Ir::OptionalMap { operand: part, .. } => written.get(part.0 as usize).map_or(&[][..], |part| &part.free),
        _ => &[],
    };
    own.free.retain(|local| !bound.contains(&Some(*local)) || outside.contains(local));
    whole.then_some(own)
}

/// A variable in a part that is written out. Texts are written with escapes, so that nothing else has these signs.
fn token(local: LocalId) -> String {
    format!("\u{1}{}\u{2}", local.0)
}

/// Variables numbered by their first appearance.
fn numbered(text: &str) -> String {
    let mut numbers: Vec<&str> = Vec::new();
    let mut parts = text.split('\u{1}');
    let mut numbered = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (local, rest) = part.split_once('\u{2}').unwrap_or((part, ""));
        let at = numbers.iter().position(|known| *known == local).unwrap_or_else(|| {
            numbers.push(local);
            numbers.len() - 1
        });
        // Told from a variable that is still free somewhere by the sign.
        let _ = write!(numbered, "${at};{rest}");
    }
    numbered
}

#[cfg(test)]
mod tests;
