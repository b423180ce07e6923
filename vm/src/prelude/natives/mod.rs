//! Native helpers that only the prelude sees.

mod generators;
mod greenlets;
mod imports;
mod numbers;
mod objects;

use crate::native::Def;

/// The tables of helpers; each area has one in its own file.
pub const TABLES: &[&[Def]] = &[
    generators::DEFS,
    greenlets::DEFS,
    imports::DEFS,
    numbers::DEFS,
    objects::DEFS,
];
