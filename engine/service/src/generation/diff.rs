//! What differs between two generations. It compares compiled policies, so that comments and the order of files do not count.

use std::collections::BTreeMap;

use hirewall::expr::condition::Condition;
use hirewall::policy::{Bundle, DetectorBinding, Exception, Mode, Piece, Policy, Rule, Settings, Target, Template};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Change, Generation, Part};

/// What differs between two generations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Differences {
    /// The one that the other is compared with.
    pub from: u64,
    /// The other.
    pub to: u64,
    /// The changes, by what they are about and id.
    pub changes: Vec<Change>,
    /// The same in sentences, a line each.
    pub words: String,
}

impl Differences {
    /// What became of `from` in `to`.
    #[must_use]
    pub fn between(from: &Generation, to: &Generation) -> Self {
        let (before, after) = (from.set.engine.bundle(), to.set.engine.bundle());
        let mut changes = Vec::new();
        compare(
            Part::Policy,
            &by_id(&before.policies, |policy| &policy.id),
            &by_id(&after.policies, |policy| &policy.id),
            policy,
            &mut changes,
        );
        rules(before, after, &mut changes);
        items(before, after, &mut changes);
        compare(
            Part::Detector,
            &by_id(&before.detectors, |own| &own.id),
            &by_id(&after.detectors, |own| &own.id),
            detector,
            &mut changes,
        );
        compare(Part::Exception, &exceptions(before), &exceptions(after), exception, &mut changes);
        let schemas = |bundle: &Bundle| -> BTreeMap<String, String> {
            bundle.schemas.iter().map(|(kind, schema)| (kind.clone(), schema.digest().to_string())).collect()
        };
        let digest = |a: &String, b: &String| vec![("content", a.clone(), b.clone())];
        let (was, is) = (schemas(before), schemas(after));
        compare(Part::Schema, &refs(&was), &refs(&is), digest, &mut changes);
        settings(&before.settings, &after.settings, &mut changes);
        changes.sort_by(|a, b| (a.part, &a.id).cmp(&(b.part, &b.id)));
        let words = if changes.is_empty() {
            "Nothing that matters to a decision differs.".to_owned()
        } else {
            changes.iter().map(|change| change.words.as_str()).collect::<Vec<_>>().join("\n")
        };
        Self { from: from.number, to: to.number, changes, words }
    }
}

type Aspects = Vec<(&'static str, String, String)>;

fn by_id<T>(all: &[T], id: impl Fn(&T) -> &String) -> BTreeMap<String, &T> {
    all.iter().map(|one| (id(one).clone(), one)).collect()
}

fn refs<T>(map: &BTreeMap<String, T>) -> BTreeMap<String, &T> {
    map.iter().map(|(key, value)| (key.clone(), value)).collect()
}

/// What came, what went, and what is another in both.
fn compare<T>(
    part: Part,
    before: &BTreeMap<String, &T>,
    after: &BTreeMap<String, &T>,
    aspects: impl Fn(&T, &T) -> Aspects,
    changes: &mut Vec<Change>,
) {
    changes.extend(before.keys().filter(|id| !after.contains_key(*id)).map(|id| Change::removed(part, id)));
    for (id, now) in after {
        match before.get(id) {
            None => changes.push(Change::added(part, id)),
            Some(was) => changes.extend(Change::of(part, id, aspects(was, now))),
        }
    }
}

fn policy(a: &Policy, b: &Policy) -> Aspects {
    let lets = |policy: &Policy| {
        let named = policy.lets.iter().zip(&policy.let_programs);
        named.map(|(own, program)| format!("{} = {}", own.name, program.text())).collect::<Vec<_>>().join("\n")
    };
    vec![
        ("title", text(&a.title), text(&b.title)),
        ("record kind", a.applies_to.clone(), b.applies_to.clone()),
        ("owner", text(&a.owner), text(&b.owner)),
        ("version", text(&a.version), text(&b.version)),
        ("named expressions", lets(a), lets(b)),
    ]
}

/// A rule's mode is set beside it, and shown with it: that is what its author wonders about.
fn rules(before: &Bundle, after: &Bundle, changes: &mut Vec<Change>) {
    fn with_modes(bundle: &Bundle) -> BTreeMap<String, (&Rule, String)> {
        bundle
            .rules()
            .map(|(policy, rule)| (rule.id.clone(), (rule, mode(&bundle.settings, &policy.id, &rule.id))))
            .collect()
    }
    let (was, is) = (with_modes(before), with_modes(after));
    compare(Part::Rule, &refs(&was), &refs(&is), |(a, a_mode), (b, b_mode)| rule((a, a_mode), (b, b_mode)), changes);
}

fn rule((a, a_mode): (&Rule, &String), (b, b_mode): (&Rule, &String)) -> Aspects {
    vec![
        ("condition", condition(&a.condition), condition(&b.condition)),
        ("score", a.score.to_string(), b.score.to_string()),
        (
            "verdict",
            a.verdict.map_or("", hirewall::Verdict::as_str).to_owned(),
            b.verdict.map_or("", hirewall::Verdict::as_str).to_owned(),
        ),
        ("mode", a_mode.clone(), b_mode.clone()),
        ("reason", template(&a.reason), template(&b.reason)),
        ("title", text(&a.title), text(&b.title)),
        ("effective time", format!("{:?}", a.effective), format!("{:?}", b.effective)),
        (
            "answer to missing data",
            format!("{:?}", a.on_undetermined).to_lowercase(),
            format!("{:?}", b.on_undetermined).to_lowercase(),
        ),
        ("maturity", format!("{:?}", a.maturity).to_lowercase(), format!("{:?}", b.maturity).to_lowercase()),
        ("justification", text(&a.justification), text(&b.justification)),
    ]
}

/// How a rule stands by the overrides: its own before its policy's, a later before an earlier.
fn mode(settings: &Settings, policy: &str, rule: &str) -> String {
    let of = |wanted: &dyn Fn(&Target) -> bool| settings.overrides.iter().rev().find(|own| wanted(&own.target));
    let own = of(&|target| matches!(target, Target::Rule(id) if id == rule))
        .or_else(|| of(&|target| matches!(target, Target::Policy(id) if id == policy)));
    let Some(own) = own else { return "enforce".to_owned() };
    let mode = match own.mode {
        Mode::Enforce => "enforce",
        Mode::Shadow => "shadow",
        Mode::Off => "off",
    };
    own.rollout.map_or_else(|| mode.to_owned(), |percent| format!("{mode} for {percent} %"))
}

fn items(before: &Bundle, after: &Bundle, changes: &mut Vec<Change>) {
    let (was, is) = (by_id(&before.lists, |list| &list.id), by_id(&after.lists, |list| &list.id));
    for (id, now) in &is {
        let Some(then) = was.get(id) else { continue };
        changes.extend(Change::of_items(Part::List, id, "items", then.content.difference(&now.content)));
    }
    let matching = |a: &hirewall::policy::ListInfo, b: &hirewall::policy::ListInfo| {
        vec![(
            "way of matching",
            format!("{:?}", a.list.kind()).to_lowercase(),
            format!("{:?}", b.list.kind()).to_lowercase(),
        )]
    };
    compare(Part::List, &was, &is, matching, changes);
    let (was, is) = (by_id(&before.tables, |table| &table.id), by_id(&after.tables, |table| &table.id));
    for (id, now) in &is {
        let Some(then) = was.get(id) else { continue };
        changes.extend(Change::of_items(Part::Table, id, "rows", then.content.difference(&now.content)));
    }
    let columns = |table: &hirewall::policy::TableInfo| {
        format!("{} by {}", table.table.columns().map(|(name, _)| name).collect::<Vec<_>>().join(", "), table.key)
    };
    compare(Part::Table, &was, &is, |a, b| vec![("columns", columns(a), columns(b))], changes);
}

fn detector(a: &DetectorBinding, b: &DetectorBinding) -> Aspects {
    vec![
        ("plugin", a.plugin.clone(), b.plugin.clone()),
        ("component", a.digest.clone(), b.digest.clone()),
        ("plugin version", a.manifest.version.clone(), b.manifest.version.clone()),
        ("settings", a.config.clone(), b.config.clone()),
        ("limits", format!("{:?}", a.limits), format!("{:?}", b.limits)),
        ("grants", format!("{:?}", a.grants), format!("{:?}", b.grants)),
        ("isolation", format!("{:?}", a.isolation).to_lowercase(), format!("{:?}", b.isolation).to_lowercase()),
        ("record kinds", format!("{:?}", a.records), format!("{:?}", b.records)),
    ]
}

/// Exceptions by the rule and their number in the document, as they have no id.
fn exceptions(bundle: &Bundle) -> BTreeMap<String, &Exception> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for exception in &bundle.exceptions {
        let count = counts.entry((&exception.document, &exception.rule)).or_default();
        *count += 1;
        all.insert(format!("{} in {} ({count})", exception.rule, exception.document), exception);
    }
    all
}

fn exception(a: &Exception, b: &Exception) -> Aspects {
    vec![
        ("condition", condition(&a.condition), condition(&b.condition)),
        ("reason", a.reason.clone(), b.reason.clone()),
        ("owner", a.owner.clone(), b.owner.clone()),
        ("end", a.expires.to_string(), b.expires.to_string()),
    ]
}

fn settings(a: &Settings, b: &Settings, changes: &mut Vec<Change>) {
    let kinds: std::collections::BTreeSet<&String> = a.verdicts.keys().chain(b.verdicts.keys()).collect();
    for kind in kinds {
        let (was, is) = (a.bands(kind), b.bands(kind));
        let aspect = |band: Option<i64>| band.map_or_else(String::new, |score| score.to_string());
        let aspects = vec![
            ("verify band", aspect(was.verify), aspect(is.verify)),
            ("review band", aspect(was.review), aspect(is.review)),
            ("block band", aspect(was.block), aspect(is.block)),
        ];
        changes.extend(Change::of(Part::Settings, kind, aspects));
    }
    let keys = |settings: &Settings| format!("{:?}", settings.plugins.trusted_keys);
    let aspects = vec![
        ("signatures required", a.plugins.require_signature.to_string(), b.plugins.require_signature.to_string()),
        ("trusted keys", keys(a), keys(b)),
    ];
    changes.extend(Change::of(Part::Settings, "plugins", aspects));
}

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn condition(condition_: &Condition) -> String {
    let joined = |name: &str, parts: &[Condition]| {
        format!("{name}({})", parts.iter().map(condition).collect::<Vec<_>>().join("; "))
    };
    match condition_ {
        Condition::Leaf { program, label } => match label {
            Some(label) => format!("{label}: {}", program.text()),
            None => program.text().to_owned(),
        },
        Condition::All(parts) => joined("all", parts),
        Condition::Any(parts) => joined("any", parts),
        Condition::Not(part) => format!("not({})", condition(part)),
    }
}

fn template(template: &Template) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Value(program) => format!("{{{{ {} }}}}", program.text()),
    };
    template.pieces.iter().map(piece).collect()
}
