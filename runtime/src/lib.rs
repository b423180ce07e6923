//! Time, signals and input/output for the virtual machine.
//!
//! | files | what |
//! |---|---|
//! | `clock` | what time it is, and waiting for it to pass |
//! | `divert` | output while somebody types at the terminal |
//! | `env` | the environment variables |
//! | `fd` | which file descriptors belong to the program |
//! | `interrupt` | Ctrl-C |
//! | `process` | ending the process, threads, waiting for others |
//! | `spawn` | other programs in child processes |
//! | `kernel` | whose turn it is: threads that are ready, and threads that wait for their time or for descriptors |
//! | `reactor` | which descriptors are waited for, and what the system says about them |
//! | `oracle` | choices that a seed repeats |
//! | `outside` | whether other processes may still bring news |
//! | `report` | reports on a program that runs, for other processes |
//! | `io` | reading and writing descriptors, and giving up when the program is interrupted |

#![forbid(unsafe_code)]

pub mod clock;
pub mod divert;
pub mod env;
pub mod fd;
pub mod interrupt;
pub mod io;
pub mod kernel;
pub mod oracle;
mod outside;
pub mod pages;
pub mod process;
pub mod reactor;
pub mod report;
pub mod spawn;
