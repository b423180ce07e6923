//! Text against CPython 3.11.
//!
//! Each script here prints questions and CPython's answers. A run of each is
//! kept in a file of the same name, so the tests need no CPython; where there
//! is a `python3.11`, the scripts make fresh ones.

mod cases;
mod encoding;
mod methods;
mod more;
mod oracle;
mod unicode;
