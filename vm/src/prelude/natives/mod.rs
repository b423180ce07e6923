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
mod tasks;
mod text;
mod threads;
mod trace;

pub(crate) use tasks::RUN_TURNS;

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
    tasks::DEFS,
    text::DEFS,
    threads::DEFS,
    trace::DEFS,
];
