//! What programs have added: search functions for encodings, and error handlers.

use std::collections::HashMap;

use crate::value::Value;

/// The functions that programs have registered.
#[derive(Default)]
pub struct Registry {
    /// Functions from a name to a codec, in order.
    pub search: Vec<Value>,
    /// What the functions have found, by normalised name.
    pub found: HashMap<String, Value>,
    /// Error handlers by name.
    pub handlers: HashMap<String, Value>,
}

/// The name as search functions get it: lower case, with underscores.
pub fn normalized(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            ' ' | '-' => '_',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}
