//! The documentation tells the truth: generated pages are those that the code generates, and what a page says to be in the
//! repository is there.

use std::fs;
use std::path::{Path, PathBuf};

use hirewall::expr::functions;

use crate::shipped;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Set this variable to write the generated pages instead of comparing them.
const UPDATE: &str = "UPDATE_EXPECTED";
/// Ends the part of a page that is written by hand.
const GENERATED: &str = "cargo test -p hirewall-tests docs -->";

#[test]
fn the_reference_of_conditions_is_the_generated_one() {
    let path = root().join("docs/conditions.md");
    let written = fs::read_to_string(&path).unwrap();
    let (head, _) = written.split_once(GENERATED).expect("the page says where its generated part begins");
    let page = format!("{head}{GENERATED}\n\n{}", functions::reference());
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, &page).unwrap();
    } else {
        assert!(written == page, "docs/conditions.md is stale: run the tests once with {UPDATE}=1");
    }
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let mut links = 0;
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/conditions.md",
        "docs/counters.md",
        "docs/evaluate.md",
        "docs/import.md",
        "docs/operations.md",
        "docs/performance.md",
        "docs/plugins.md",
        "docs/policies.md",
        "policies/INDICATORS.md",
        "policies/README.md",
        "docs/simulation.md",
        "sdk/javascript/README.md",
        "sdk/wit/README.md",
        "tests/records/README.md",
    ] {
        let path = root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.starts_with('#') {
                continue;
            }
            let file = target.split('#').next().unwrap_or(target);
            assert!(path.parent().unwrap().join(file).exists(), "{page} links to `{target}`");
            links += 1;
        }
    }
    assert!(links >= 5, "{links}");
}

#[test]
fn the_readme_counts_the_rules_that_ship() {
    let engine = shipped::engine();
    let rules: usize = engine.bundle().policies.iter().map(|policy| policy.rules.len()).sum();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("**{rules} starter rules**")), "README.md should say {rules} starter rules");
}
