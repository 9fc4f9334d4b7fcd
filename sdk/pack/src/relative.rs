//! The way from one folder to another.

use std::path::{Component, Path, PathBuf};

/// The way from one absolute folder to another, with `/` between the parts; none where there is no common root.
pub(crate) fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    if common == 0 {
        return None;
    }
    let up = from.iter().skip(common).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to.iter().skip(common).copied()).collect();
    Some(path.to_string_lossy().replace('\\', "/"))
}
