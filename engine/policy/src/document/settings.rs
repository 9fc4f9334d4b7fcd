//! `settings:` verdict bands, overrides and levels of lints.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use crate::Mode;
use crate::read::{Fields, Named, Read, Reader, Spanned, word};
use crate::yaml::Node;

/// What the operator sets apart from the rules. A policy directory has one such document.
#[derive(Debug, Default)]
pub(crate) struct SettingsDocument {
    /// Its id in `snake_case`.
    pub(crate) settings: Spanned<String>,
    /// The lowest summed score of each verdict, by record kind.
    pub(crate) verdicts: Named<BandsDocument>,
    /// Other modes for rules and policies. A rule's own override goes before that of its policy.
    pub(crate) overrides: Vec<OverrideDocument>,
    /// Levels of lints, by code: `L403: allow`.
    pub(crate) lints: Named<LintLevel>,
    /// Which plugins may be bound.
    pub(crate) plugins: Option<PluginsDocument>,
}

/// Which plugins may be bound.
#[derive(Debug, Default)]
pub(crate) struct PluginsDocument {
    /// Whether a plugin must be signed by a trusted key. Default: no.
    pub(crate) require_signature: Option<Spanned<bool>>,
    /// The trusted ed25519 public keys, in hexadecimal digits.
    pub(crate) trusted_keys: Vec<Spanned<String>>,
}

/// The lowest summed score of each verdict; each is above 0 and above the one before.
#[derive(Debug, Default)]
pub(crate) struct BandsDocument {
    /// From this score on: ask for stronger proof of identity.
    pub(crate) verify: Option<Spanned<i64>>,
    /// From this score on: a person looks.
    pub(crate) review: Option<Spanned<i64>>,
    /// From this score on: held until a person decides.
    pub(crate) block: Option<Spanned<i64>>,
}

/// Another mode for a rule, or for all rules of a policy: exactly one of `rule` and `policy`.
#[derive(Debug, Default)]
pub(crate) struct OverrideDocument {
    /// The rule: `policy/rule`.
    pub(crate) rule: Option<Spanned<String>>,
    /// The policy.
    pub(crate) policy: Option<Spanned<String>>,
    /// The mode.
    pub(crate) mode: Mode,
    /// The share of subjects, in percent, for whom the mode holds. Default: all.
    pub(crate) rollout: Option<Spanned<i64>>,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
    /// The place to mark for the override as a whole.
    pub(crate) head: Span,
}

/// How a lint is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum LintLevel {
    /// Not at all.
    Allow,
    /// As a warning.
    #[default]
    Warn,
    /// As an error: the policies are refused.
    Error,
}

word!(LintLevel, "a level", { "allow" => Self::Allow, "warn" => Self::Warn, "error" => Self::Error });

impl Read for SettingsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a settings document", reader) else { return Self::default() };
        let document = Self {
            settings: fields.required("settings", reader),
            verdicts: fields.optional("verdicts", reader).unwrap_or_default(),
            overrides: fields.optional("overrides", reader).unwrap_or_default(),
            lints: fields.optional("lints", reader).unwrap_or_default(),
            plugins: fields.optional("plugins", reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for PluginsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "what plugins must keep", reader) else { return Self::default() };
        let document = Self {
            require_signature: fields.optional("require_signature", reader),
            trusted_keys: fields.optional("trusted_keys", reader).unwrap_or_default(),
        };
        fields.finish(reader);
        document
    }
}

impl Read for BandsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a set of verdict bands", reader) else { return Self::default() };
        let document = Self {
            verify: fields.optional("verify", reader),
            review: fields.optional("review", reader),
            block: fields.optional("block", reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for OverrideDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "an override", reader) else { return Self::default() };
        let document = Self {
            rule: fields.optional("rule", reader),
            policy: fields.optional("policy", reader),
            mode: fields.required("mode", reader),
            rollout: fields.optional("rollout", reader),
            complete: fields.complete(),
            head: fields.head(),
        };
        fields.finish(reader);
        document
    }
}
