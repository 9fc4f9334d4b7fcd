//! The host of the detectors, made when it is first needed: policies without detectors pay nothing for it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use hirewall_detector::{Host, HostError, HostOptions};

/// A host that is made when it is first needed, and then shared.
#[derive(Clone, Default)]
pub(crate) struct LazyHost {
    options: HostOptions,
    made: Arc<OnceLock<Host>>,
}

impl LazyHost {
    /// One that will be made with these options.
    pub(crate) fn with(options: HostOptions) -> Self {
        Self { options, made: Arc::default() }
    }

    /// One that is there.
    pub(crate) fn made(host: Host) -> Self {
        Self { options: host.options().clone(), made: Arc::new(OnceLock::from(host)) }
    }

    /// The host.
    pub(crate) fn get(&self) -> Result<Host, HostError> {
        if let Some(host) = self.made.get() {
            return Ok(host.clone());
        }
        let host = Host::new(self.options.clone())?;
        // Where two threads come here at once, the first one's host is kept.
        Ok(self.made.get_or_init(|| host).clone())
    }
}

impl fmt::Debug for LazyHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyHost").field("made", &self.made.get().is_some()).finish_non_exhaustive()
    }
}
