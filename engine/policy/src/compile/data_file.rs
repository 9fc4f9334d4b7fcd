//! Finds the file that a list or table names. Paths count from the folder of the naming document and stay inside the policy
//! directory.

use hirewall_diagnostic::codes::{data, document};
use hirewall_diagnostic::{Diagnostic, SourceId};

use super::{Context, load};
use crate::SourceFile;
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;

/// The named file; none, with a diagnostic, when it is not there or cannot be read.
pub(crate) fn find<'a>(
    named: &Spanned<String>,
    source: SourceId,
    context: &mut Context<'a>,
) -> Option<(SourceId, &'a SourceFile)> {
    if named.value.is_empty() {
        return None;
    }
    let Some(path) = resolve(context.sources.name(source), &named.value) else {
        let diagnostic =
            Diagnostic::new(document::E125, format!("`{}` is outside of the policy directory", brief(&named.value)))
                .help("Name a file inside the policy directory, relative to this file, with `/` between folders.");
        context.report(source, named.span, diagnostic);
        return None;
    };
    let found = context.files().iter().copied().find(|(_, file)| file.path == path);
    let Some((id, file)) = found else {
        let diagnostic = Diagnostic::new(data::E301, format!("file `{}` does not exist", brief(&path)));
        let paths = context.files().iter().map(|(_, file)| file.path.as_str());
        let name = path.rsplit('/').next().unwrap_or(&path);
        let elsewhere = paths.clone().find(|other| other.rsplit('/').next() == Some(name));
        let help = match (elsewhere, suggest(&path, paths)) {
            (Some(other), _) => format!("There is `{other}`; the path counts from the folder of this file."),
            (None, Some(near)) => format!("Did you mean `{near}`?"),
            (None, None) => "Add the file; the path counts from the folder of this file.".to_owned(),
        };
        context.report(source, named.span, diagnostic.help(help));
        return None;
    };
    context.takes_part(id);
    load::readable(id, &file.text, context.options.limits.data_bytes, context).then_some((id, file))
}

/// The path from the policy directory; none when it leaves it.
pub(crate) fn resolve(from: &str, named: &str) -> Option<String> {
    if named.starts_with('/') || named.contains(['\\', '\0']) || named.get(1..2) == Some(":") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_count_from_the_naming_file_and_stay_inside() {
        for (from, named, path) in [
            ("lists/a.yaml", "data/x.txt", Some("lists/data/x.txt")),
            ("a.yaml", "./x.txt", Some("x.txt")),
            ("lists/a.yaml", "../x.txt", Some("x.txt")),
            ("lists/a.yaml", "../../x.txt", None),
            ("a.yaml", "/etc/passwd", None),
            ("a.yaml", "C:/x", None),
            ("a.yaml", "..\\x", None),
        ] {
            assert_eq!(resolve(from, named).as_deref(), path, "{from} {named}");
        }
    }
}
