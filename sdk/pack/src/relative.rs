//! The way from one folder to another. It asks no file system.

use std::path::{Component, Path, PathBuf};

/// The way from one absolute folder to another, with `/` between the parts; none where they have nothing
/// but the root in common, and one would not move with the other.
pub(crate) fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    if !from.iter().take(common).any(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let up = from.iter().skip(common).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to.iter().skip(common).copied()).collect();
    Some(path.to_string_lossy().replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_move_together_are_named_from_each_other() {
        let cases = [
            ("/a/plugins/mail", "/a/sdk/rust", Some("../../sdk/rust")),
            ("/a/mail", "/a/mail/sdk", Some("sdk")),
            ("/home/a", "/opt/sdk", None),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(Path::new(from), Path::new(to)).as_deref(), expected, "{from} to {to}");
        }
    }
}
