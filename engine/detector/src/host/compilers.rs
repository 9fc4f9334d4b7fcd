//! The threads that compile: one a core, made when they are first needed, and behind whoever serves, as nobody waits for a compilation while the
//! generation before it serves. What is compiled is not known here.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// How far their threads stand behind others, as `nice` counts.
#[cfg(target_os = "linux")]
const BEHIND: i32 = 2;
/// Bytes of stack of each. Compilers recurse.
const STACK: usize = 8 << 20;

#[derive(Default)]
pub(super) struct Compilers(OnceLock<Option<ThreadPool>>);

impl Compilers {
    /// Runs work whose parallel parts these threads share. Where the system gives no threads, it runs here.
    pub(super) fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        let made = || {
            ThreadPoolBuilder::new()
                .thread_name(|number| format!("compiler-{number}"))
                .stack_size(STACK)
                .start_handler(|_| step_behind())
                .build()
                .ok()
        };
        match self.0.get_or_init(made) {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

/// Puts the thread behind those that serve. Elsewhere than on Linux this would be the whole process.
pub(crate) fn step_behind() {
    #[cfg(target_os = "linux")]
    // A thread that keeps its place compiles as well.
    let _ = rustix::process::setpriority_process(None, BEHIND);
}
