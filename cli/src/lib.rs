//! What the command `pausa` shares with its own tests: running programs under snapshot test.

pub mod testing;
