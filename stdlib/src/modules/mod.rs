//! The native modules: one file each, and one line here.

mod abc;
mod arg;
mod array;
mod ast;
mod asyncio;
mod atexit;
mod binascii;
mod bisect;
pub(crate) mod census;
mod cmath;
mod collections;
mod contextvars;
mod decimal;
mod errno;
mod functools;
mod gc;
pub(crate) mod gevent;
mod greenlet;
mod hashlib;
mod heapq;
mod http;
mod imp;
mod io;
mod itertools;
mod json;
mod marshal;
mod math;
mod multiprocessing;
mod namespace;
mod operator;
mod plainpickle;
mod posix;
mod posixsubprocess;
mod random;
mod select;
mod signal;
pub(crate) mod site;
mod socket;
mod sre;
mod ssl;
mod stackless;
mod struct_;
mod sys;
pub(crate) mod system;
pub(crate) mod thread;
mod time;
mod traceback;
mod unicodedata;
mod users;
mod weakref;
mod websocket;
mod zlib;

use pausa_vm::Vm;
use pausa_vm::native::{Def, ModuleSpec};
use pausa_vm::prelude::Functions;

/// All native modules.
#[rustfmt::skip]
static ALL: &[&ModuleSpec] = &[
    &abc::SPEC,
    &array::SPEC,
    &ast::SPEC,
    &asyncio::SPEC,
    &atexit::SPEC,
    &cmath::SPEC,
    &binascii::SPEC,
    &bisect::SPEC,
    &collections::SPEC,
    &contextvars::SPEC,
    &decimal::SPEC,
    &errno::SPEC,
    &functools::SPEC,
    &gc::SPEC,
    &gevent::SPEC,
    &greenlet::SPEC,
    &hashlib::BLAKE2,
    &hashlib::SPEC,
    &heapq::SPEC,
    &http::SPEC,
    &imp::SPEC,
    &io::SPEC,
    &itertools::SPEC,
    &json::SPEC,
    &multiprocessing::SPEC,
    &operator::SPEC,
    &plainpickle::SPEC,
    &posix::SPEC,
    &posixsubprocess::SPEC,
    &marshal::SPEC,
    &math::SPEC,
    &random::SPEC,
    &select::SPEC,
    &signal::SPEC,
    &socket::SPEC,
    &sre::SPEC,
    &ssl::SPEC,
    &stackless::SPEC,
    &struct_::SPEC,
    &sys::SPEC,
    &thread::SPEC,
    &time::SPEC,
    &unicodedata::SPEC,
    &traceback::SPEC,
    &users::GRP,
    &users::PWD,
    &weakref::SPEC,
    &websocket::SPEC,
    &zlib::SPEC,
];

/// What is written in Python for them: the work during which user code runs.
static FUNCTIONS: Functions = Functions {
    image: include_bytes!(concat!(env!("OUT_DIR"), "/prelude.bin")),
    places: include!(concat!(env!("OUT_DIR"), "/prelude.rs")),
};

/// Helpers that only the prelude sees.
#[rustfmt::skip]
const HELPERS: &[&[Def]] = &[
    array::HELPERS,
    atexit::HELPERS,
    functools::HELPERS,
    gc::HELPERS,
    cmath::HELPERS,
    heapq::HELPERS,
    io::HELPERS,
    marshal::HELPERS,
    math::HELPERS,
    namespace::HELPERS,
    posix::HELPERS,
    posixsubprocess::HELPERS,
    random::HELPERS,
    select::HELPERS,
    signal::HELPERS,
    socket::HELPERS,
    sre::HELPERS,
    struct_::HELPERS,
    sys::HELPERS,
    thread::HELPERS,
    weakref::HELPERS,
];

/// Makes the native modules importable.
pub(crate) fn install(vm: &mut Vm) {
    for spec in ALL {
        vm.add_module(spec);
    }
    io::install(vm);
    thread::install(vm);
    vm.add_prelude(&FUNCTIONS, HELPERS);
    for tables in [asyncio::HELPERS, collections::HELPERS, contextvars::HELPERS, itertools::HELPERS, json::HELPERS] {
        vm.prelude_helpers(tables);
    }
}

/// The names of all native modules.
fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|spec| spec.name)
}
