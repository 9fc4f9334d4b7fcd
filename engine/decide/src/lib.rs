//! Bundle and record to decision.
