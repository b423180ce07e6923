//! Python 3.11 source text to a syntax tree.
