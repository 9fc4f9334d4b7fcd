//! placeholder
pub mod compare; pub mod holder; pub mod local_part; pub mod mailbox;
pub mod nicknames;
pub mod person;
pub mod screen;
