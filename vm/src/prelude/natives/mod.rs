//! Native helpers that only the prelude sees.

mod objects;

use crate::native::Def;

/// The tables of helpers; each area has one in its own file.
pub const TABLES: &[&[Def]] = &[objects::DEFS];
