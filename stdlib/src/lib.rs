//! Python's standard modules.
