//! What the user sees when this program has a defect: a calm message with the place in its source, never the panic's own
//! text, which may hold data of a record.

use std::io::Write as _;
use std::panic::PanicHookInfo;

use crate::exit::Exit;

/// Makes every panic, on any thread, end the process with a message and the exit code for defects.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = std::io::stderr().lock().write_all(message(panic).as_bytes());
        std::process::exit(Exit::Internal as i32);
    }));
}

fn message(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(
        || "an unknown place".to_owned(),
        |place| format!("{}:{}:{}", place.file(), place.line(), place.column()),
    );
    format!(
        "error: hirewall stopped because of a defect of its own, at {place} (version {})\n  \
         help: What was printed before this message is complete and right; the rest is missing. Please report the place \
         and the command, without your data.\n",
        env!("CARGO_PKG_VERSION")
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "the panic is what is tested")]
mod tests {
    use std::process::Command;

    /// Run by the test below in a process of its own.
    #[test]
    #[ignore = "it ends the process"]
    fn panic_in_a_thread() {
        super::install();
        let _ = std::thread::spawn(|| panic!("Jane Roe, 602-555-0142")).join();
    }

    #[test]
    fn a_panic_ends_calmly_and_tells_no_data() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "panic::tests::panic_in_a_thread", "--ignored", "--nocapture"])
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{told}");
        assert!(told.contains("a defect of its own, at engine/cli/src/panic.rs:"), "{told}");
        assert!(!told.contains("Jane") && !told.contains("panicked"), "{told}");
    }
}
