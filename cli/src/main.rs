//! The `pausa` command.

fn main() {}
