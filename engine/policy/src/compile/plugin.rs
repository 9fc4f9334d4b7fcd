//! The plugin of a detector: at hand, the one that is meant, and signed by whom the operator trusts.

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};

use super::{Context, Loaded};
use crate::document::DetectorDocument;
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Plugin, PluginInfo, PluginTrust};

/// The plugin of a detector; none, with a diagnostic, when it cannot be bound.
pub(crate) fn find<'a>(
    document: &DetectorDocument,
    source: SourceId,
    trust: &PluginTrust,
    context: &mut Context<'a>,
) -> Option<&'a PluginInfo> {
    let name = &document.plugin;
    if name.value.is_empty() {
        return None;
    }
    let plugins = &context.options.plugins;
    let info = match plugins.get(&name.value) {
        Some(Plugin::Sound(info)) => info,
        Some(Plugin::Broken { message, help }) => {
            let message = format!("plugin `{}` cannot be used: {message}", name.value);
            context.report(source, name.span, Diagnostic::new(document::E127, message).help(help.clone()));
            return None;
        }
        None => {
            let message = format!("there is no plugin `{}`", brief(&name.value));
            let help = match suggest(&name.value, plugins.keys().map(String::as_str)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if plugins.is_empty() => {
                    "No plugins are at hand: put the file into the plugins folder, or name the folder with `--plugins`."
                        .to_owned()
                }
                None => format!(
                    "Put the file into the plugins folder; there are {}.",
                    crate::read::list(plugins.keys().map(String::as_str).take(12))
                ),
            };
            context.report(source, name.span, Diagnostic::new(document::E126, message).help(help));
            return None;
        }
    };
    pinned(document, info, source, context);
    signed(document, info, source, trust, context);
    Some(info)
}

fn pinned(document: &DetectorDocument, info: &PluginInfo, source: SourceId, context: &mut Context<'_>) {
    let Some(pin) = document.digest.as_ref().filter(|pin| !pin.value.is_empty()) else { return };
    let digits = pin.value.strip_prefix("sha256:").unwrap_or_default();
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
        let diagnostic = Diagnostic::new(document::E128, "the digest is not `sha256:` and 64 hexadecimal digits")
            .help(format!("The plugin that is at hand has `{}`.", info.digest));
        context.report(source, pin.span, diagnostic);
    } else if pin.value != info.digest {
        let message = format!("plugin `{}` is not the pinned one", document.plugin.value);
        let diagnostic = Diagnostic::new(document::E128, message)
            .help("Put the pinned file back, or look at what changed and then pin the digest of the one at hand.")
            .note(format!("The plugin that is at hand has `{}`.", info.digest));
        context.report(source, pin.span, diagnostic);
    }
}

fn signed(
    document: &DetectorDocument,
    info: &PluginInfo,
    source: SourceId,
    trust: &PluginTrust,
    context: &mut Context<'_>,
) {
    if !trust.require_signature {
        return;
    }
    let message = match &info.signed_by {
        None => format!("plugin `{}` is not signed, and the settings require it", document.plugin.value),
        Some(key) if !trust.trusted_keys.contains(key) => {
            format!("plugin `{}` is signed by the key `{key}`, which the settings do not trust", document.plugin.value)
        }
        Some(_) => return,
    };
    let help =
        "Get a file that a trusted key signed, or sign it yourself when you have examined it: `hirewall plugin sign`.";
    context.report(source, document.plugin.span, Diagnostic::new(document::E128, message).help(help));
}

/// What the settings say of plugins.
pub(crate) fn trust(loaded: &Loaded, context: &mut Context<'_>) -> PluginTrust {
    let mut trust = PluginTrust::default();
    for (source, settings) in &loaded.settings {
        let Some(given) = &settings.plugins else { continue };
        for key in given.trusted_keys.iter().filter(|key| !key.value.is_empty()) {
            if key.value.len() == 64 && key.value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                trust.trusted_keys.push(key.value.to_ascii_lowercase());
            } else {
                let diagnostic = Diagnostic::new(document::E128, "this is no ed25519 public key")
                    .help("Write its 32 bytes as 64 hexadecimal digits, in quotes.");
                context.report(*source, key.span, diagnostic);
            }
        }
        let Some(required) = given.require_signature.as_ref().filter(|required| required.value) else { continue };
        trust.require_signature = true;
        if given.trusted_keys.is_empty() {
            let diagnostic = Diagnostic::new(document::E128, "signatures are required, but no key is trusted")
                .help("Add `trusted_keys:` with the public keys of those whose plugins may run.");
            context.report(*source, required.span, diagnostic);
        }
    }
    trust
}
