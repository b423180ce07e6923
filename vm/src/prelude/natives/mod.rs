//! Native helpers that only the prelude sees.

mod bytes;
mod codec;
mod generators;
mod greenlets;
mod imports;
mod iteration;
mod numbers;
mod objects;
mod report;
mod sequences;
mod tables;
mod text;
mod threads;
mod trace;

use crate::native::Def;

/// The tables of helpers; each area has one in its own file.
pub const TABLES: &[&[Def]] = &[
    bytes::DEFS,
    codec::DEFS,
    iteration::DEFS,
    sequences::DEFS,
    tables::DEFS,
    generators::DEFS,
    greenlets::DEFS,
    imports::DEFS,
    numbers::DEFS,
    objects::DEFS,
    report::DEFS,
    text::DEFS,
    threads::DEFS,
    trace::DEFS,
];
