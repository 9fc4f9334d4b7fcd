//! A vendor's way: a new plugin, its tests, the component. Needs a Rust toolchain that can build for WebAssembly.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hirewall_model::Manifest;
use hirewall_pack::{BuildOptions, Built, Created, NewOptions, PackError, Sdk, Toolchain, build, new};

mod outline;

use outline::outline;

fn sdk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rust").canonicalize().unwrap()
}

/// A new plugin, with the dependencies that the workspace has been tested with.
fn scaffold(parent: &Path) -> Created {
    fs::create_dir_all(parent).unwrap();
    let created =
        new(parent, "mail-domain", &NewOptions { sdk: Some(sdk()), vendor: Some("\"O'Hara\" \\ Söhne".into()) });
    let created = created.unwrap();
    fs::copy(sdk().join("../../Cargo.lock"), created.folder.join("Cargo.lock")).unwrap();
    created
}

/// What is built stays, so that a second run is fast.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugins")
}

/// Whether components can be built here. Where tests must not be left out, the absence is a failure.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn can_build() -> bool {
    match Toolchain::find(Path::new(".")) {
        Ok(_) => true,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}\n{}", error.help());
            eprintln!("\n*** LEFT OUT, no plugin is built: {error}\n*** {}\n", error.help());
            false
        }
    }
}

#[test]
fn a_new_plugin_becomes_the_same_component_wherever_it_lies() {
    if !can_build() {
        return;
    }
    let here = tempfile::tempdir().unwrap();
    let make = |parent: &Path| -> Built {
        let created = scaffold(parent);
        assert!(!created.in_workspace);
        build(&created.folder, &BuildOptions { target: Some(target()), ..BuildOptions::default() }).unwrap()
    };
    let one = make(here.path());
    let bytes = fs::read(&one.path).unwrap();
    assert!(one.path.ends_with("mail-domain/mail_domain.wasm") && one.size == bytes.len());
    assert!(one.warnings.is_empty(), "{:?}", one.warnings);

    let outline = outline(&bytes);
    assert_eq!(outline.foreign_imports(), Vec::<&str>::new());
    assert_eq!(outline.exports, ["hirewall:detector/guest@1.0.0"]);
    assert_eq!(outline.sections.len(), 1);
    let manifest = Manifest::read(&outline.sections[0].1).unwrap();
    assert_eq!((manifest.id.as_str(), manifest.vendor.as_str()), ("mail_domain", "\"O'Hara\" \\ Söhne"));
    assert!(!manifest.examples.is_empty() && manifest.examples.iter().all(|example| example.canary));
    assert_eq!(manifest, one.manifest);
    for place in [here.path(), &target(), sdk().ancestors().nth(2).unwrap()] {
        let place = place.to_str().unwrap().as_bytes();
        assert!(!bytes.windows(place.len()).any(|part| part == place), "a path of this machine is in the component");
    }

    let two = make(&here.path().join("deeper/inside"));
    assert!(fs::read(&two.path).unwrap() == bytes, "a second build in another folder gives other bytes");
}

#[test]
fn a_new_plugin_passes_its_own_tests() {
    let here = tempfile::tempdir().unwrap();
    let created = scaffold(here.path());
    assert_eq!((created.id.as_str(), &created.sdk), ("mail_domain", &Sdk::Folder(sdk())));
    for file in ["Cargo.toml", "README.md", ".gitignore", "src/lib.rs", "cases/basic.json"] {
        assert!(created.files.contains(&file.into()), "{file} is not told of");
        assert!(!fs::read_to_string(created.folder.join(file)).unwrap().contains("{{"), "{file} is not filled in");
    }
    let output = Command::new("cargo")
        .current_dir(&created.folder)
        .args(["test", "--quiet", "--offline", "--color", "never"])
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (told, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{wrong}");
    assert!(told.contains("2 passed"), "{told}");
    assert!(!wrong.contains("warning"), "{wrong}");
}

#[test]
fn a_plugin_that_cannot_be_built_says_what_to_do() {
    if !can_build() {
        return;
    }
    let here = tempfile::tempdir().unwrap();
    let told = |folder: &Path| {
        let options = BuildOptions { target: Some(target()), offline: true, ..BuildOptions::default() };
        let error = build(folder, &options).unwrap_err();
        assert!(error.help().ends_with('.'), "{}", error.help());
        error
    };
    assert!(matches!(told(&here.path().join("none")), PackError::Read { .. }));
    assert!(matches!(told(here.path()), PackError::NoPackage { .. }));

    let created = scaffold(here.path());
    let (cargo, case) = (created.folder.join("Cargo.toml"), created.folder.join("cases/basic.json"));
    let good = fs::read_to_string(&cargo).unwrap();
    fs::write(&cargo, good.replace("\"cdylib\", ", "")).unwrap();
    assert!(matches!(told(&created.folder), PackError::NoLibrary { .. }));
    fs::write(&cargo, good.replace("[package]", "[package")).unwrap();
    assert!(matches!(told(&created.folder), PackError::Metadata { .. }));
    fs::write(&cargo, &good).unwrap();
    fs::write(&case, "[{}]").unwrap();
    let error = told(&created.folder);
    assert!(error.to_string().ends_with("basic.json:1: this is not a case: missing field `name`"), "{error}");
}

#[test]
fn names_and_places_are_checked_before_anything_is_written() {
    let here = tempfile::tempdir().unwrap();
    let told = |name: &str, options: &NewOptions| {
        let error = new(here.path(), name, options).unwrap_err();
        assert!(error.help().ends_with('.'), "{}", error.help());
        error.to_string()
    };
    let long = "a".repeat(65);
    for name in ["", "Mail", "1mail", "../mail", "mail domain", "ma/il", "self", "test", "hirewall-sdk", "naïve", &long]
    {
        assert_eq!(told(name, &NewOptions::default()), format!("`{name}` cannot be the name of a plugin"));
    }
    let other = NewOptions { sdk: Some(here.path().to_owned()), ..NewOptions::default() };
    assert_eq!(told("mail", &other), format!("`{}` is not the SDK", here.path().display()));
    fs::create_dir(here.path().join("mail")).unwrap();
    assert!(told("mail", &NewOptions::default()).ends_with("mail` exists already"));
    assert_eq!(fs::read_dir(here.path()).unwrap().count(), 1);
    assert!(fs::read_dir(here.path().join("mail")).unwrap().next().is_none());
}
