//! `fmt` replaces a file in one step and leaves everything else about it as it was.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use crate::folder::Folder;

#[test]
fn a_formatted_file_keeps_its_permissions_and_the_link_to_it() {
    let folder = Folder::new();
    folder.write("shared/list.yaml", b"list:   tools # why\nitems: [ a ]\n");
    let target = folder.path().join("shared/list.yaml");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, folder.path().join("list.yaml")).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_hirewall"))
        .args(["fmt", "list.yaml"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(fs::symlink_metadata(folder.path().join("list.yaml")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&target).unwrap().starts_with("list: tools"));
    let left: Vec<_> =
        fs::read_dir(folder.path().join("shared")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["list.yaml"]);
}
