//! Policy texts to a bundle and diagnostics.
