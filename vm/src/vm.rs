//! The virtual machine: what all programs of one interpreter share.
//!
//! A `Vm` belongs to one OS thread. The hot state (current frame, exception being handled) is here too; the loop keeps copies in
//! local variables and writes them back before it calls anything.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exc::{Exc, ExcKind, R};
use crate::frame::{FrameBlock, FrameRef};
use crate::heap::{Obj, Payload};
use crate::names::Names;
use crate::native::Next;
use crate::object::{Dict, Function, Module, Tuple, TypeRef};
use crate::prelude::Prelude;
use crate::thread::{Port, Scheduler, ThreadId, Threads};
use crate::value::Value;

/// The hash of what is a hash already: the identity of a Rust type.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 ^= u64::from_le_bytes(word);
        }
    }
    fn write_u64(&mut self, word: u64) {
        self.0 ^= word;
    }
}

/// Asks a running VM from outside (a signal handler, another thread) to stop at its next check.
#[derive(Clone, Default)]
pub struct Interrupt {
    pub(crate) pending: Arc<AtomicBool>,
}

impl Interrupt {
    /// Raises `KeyboardInterrupt` in the program at the next call or back edge.
    pub fn interrupt(&self) {
        self.pending.store(true, Ordering::Release);
    }
    /// The flag itself, to be set by a signal handler.
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.pending.clone()
    }
}

/// What the command line says that programs can see in `sys.flags`.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `-O`: 1, `-OO`: 2.
    pub optimize: u8,
    /// `-u`
    pub unbuffered: bool,
    /// `-i`
    pub interactive: bool,
    /// `-q`
    pub quiet: bool,
    /// `-v`
    pub verbose: u8,
    /// `-I`
    pub isolated: bool,
    /// `-E`
    pub ignore_environment: bool,
    /// `-B`
    pub no_bytecode: bool,
    /// `-S`
    pub no_site: bool,
    /// `-s`
    pub no_user_site: bool,
    /// `-P`
    pub safe_path: bool,
    /// `-d`
    pub debug: bool,
    /// `-b`: how often.
    pub bytes_warning: u8,
    /// `-W`, in order.
    pub warnings: Vec<String>,
    /// Somebody reads what is said about errors: there is help beyond CPython's words.
    pub explain: bool,
    /// What is said about errors is in colour.
    pub colored: bool,
    /// The file that tells what the program leaves behind when it ends.
    pub left_behind: Option<String>,
    /// Event loops report what keeps them from going on for long.
    pub warn_blocking: bool,
}

/// See [`Vm::write_text`]: the stream, the text in generalised UTF-8, whether to flush.
pub type WriteText = fn(&mut Vm, &Value, &[u8], bool) -> Option<R<()>>;

/// What is called when a number of steps has been made.
pub(crate) struct Watchdog {
    /// How many are left.
    pub(crate) left: i64,
    /// How many of them the loop makes before it looks up.
    pub(crate) granted: i32,
    /// What is called then.
    pub(crate) callee: Value,
}

/// See [`Vm::on_interrupt`]: what to call and with which arguments, an exception to raise, or nothing.
pub type OnInterrupt = fn(&mut Vm) -> R<Option<Vec<Value>>>;

/// See [`Vm::on_report`]: whether there is nothing else to attend to.
pub type OnReport = fn(&mut Vm) -> bool;

/// See [`Vm::on_deadlock`]: the exception that one of the threads gets.
pub type OnDeadlock = fn(&mut Vm) -> Exc;

/// See [`Vm::on_greenlet_end`]: the greenlet, and what it ended with.
pub type OnGreenletEnd = fn(&mut Vm, &Obj<crate::greenlet::Greenlet>, R) -> crate::greenlet::Ended;

/// See [`Vm::on_loop_wait`]: the loop, its list of events, and until when it waits by the scheduler's clock.
pub type OnLoopWait = fn(&mut Vm, &Value, Option<Port>, Option<i64>) -> R<Option<Next>>;

/// See [`Vm::look_at_events`]: the loop, and its list of events.
pub type LookAtEvents = fn(&mut Vm, &Value, Port) -> R<()>;

/// See [`Vm::run_event`]: what was made ready, and how.
pub type RunEvent = fn(&mut Vm, &Value, &Value) -> R<Next>;

/// The virtual machine.
pub struct Vm {
    /// What the command line says.
    pub flags: Flags,
    /// The frame being executed.
    pub(crate) frame: *mut FrameBlock,
    /// The generator resumed last that has not yet suspended: a yield goes to its parent. Null if there is none.
    pub(crate) running: *mut FrameBlock,
    /// The exception being handled (`sys.exc_info()`), or None.
    pub(crate) handled: Value,
    /// How many frames wait in an `Await` inside a handler, or were dropped there: none means that nobody has to be looked for.
    pub(crate) handling_awaits: u64,
    /// An exception on its way from a slow path to the unwinder.
    pub(crate) raised: Option<Exc>,
    /// The exception in flight is raised again: neither its context nor its traceback changes.
    pub(crate) reraising: bool,
    /// The exception in flight comes from outside what the frame was doing: what it handles is not its context.
    pub(crate) unrelated: bool,
    /// What the main greenlet's chain ended with.
    pub(crate) outcome: Option<R>,
    /// How deep calls may nest.
    pub recursion_limit: u32,
    /// Interned names.
    pub names: Names,
    /// `sys.modules`
    pub modules: Obj<Dict>,
    /// The namespace of the module `builtins`.
    pub builtins: Obj<Dict>,
    /// Prelude functions.
    pub(crate) prelude: Prelude,
    /// The greenlet that is running.
    pub(crate) greenlet: Value,
    /// The threads.
    pub(crate) threads: Threads,
    /// Decides which thread runs. Set by whoever knows time.
    pub scheduler: Option<Box<dyn Scheduler>>,
    /// Asked before a signal is attended to: it may be somebody who asks for a report, which nothing of the program notices.
    pub on_report: Option<OnReport>,
    /// Is told who begins to run, who stops and who is woken. Set by whoever records that.
    pub on_turn: Option<crate::timeline::OnTurn>,
    /// Says that all threads wait for ever. Set by whoever knows what they wait for.
    pub on_deadlock: Option<OnDeadlock>,
    /// The event loop that runs in the current thread, or None.
    pub running_loop: Value,
    /// The hub of the current thread, or None.
    pub hub: Value,
    /// Event loops that are running in greenlets which wait for their hubs, by greenlet: other loops may run in the thread meanwhile.
    pub(crate) loops_aside: Vec<(Value, Value)>,
    /// Is told of the end of a greenlet with a job; what it returns goes to the parent. Set by whoever has hubs.
    pub on_greenlet_end: Option<OnGreenletEnd>,
    /// Lets the greenlets of a hub run while an event loop in one of them has nothing to do; the answer of the wait is True. None: the
    /// loop's thread is to wait. Set by whoever has hubs.
    pub on_loop_wait: Option<OnLoopWait>,
    /// Makes ready in an event loop what the kernel's events concern. Set by whoever knows descriptors.
    pub look_at_events: Option<LookAtEvents>,
    /// Runs what was made ready so.
    pub run_event: Option<RunEvent>,
    /// The class `greenlet.error`, once made.
    pub(crate) greenlet_error: Option<TypeRef>,
    /// The class `greenlet.GreenletExit`, once made.
    pub(crate) greenlet_exit: Option<TypeRef>,
    /// The tracing function of greenlets, or None.
    pub(crate) greenlet_trace: Value,
    /// The context of context variables.
    pub(crate) context: Value,
    /// How many frames of its makers a coroutine remembers.
    pub origin_depth: u32,
    /// Hooks of async generators: firstiter and finalizer, or None.
    pub asyncgen_hooks: (Value, Value),
    pub(crate) interrupt: Interrupt,
    /// Trace and profile functions.
    pub(crate) tracing: crate::interp::trace::Tracing,
    /// Instructions are not counted one by one: calls and back edges are, down to zero; None for no limit.
    pub(crate) steps_left: Option<u64>,
    /// Called when so many steps have been made.
    pub(crate) watchdog: Option<Watchdog>,
    native_types: HashMap<TypeId, TypeRef, BuildHasherDefault<Identity>>,
    state: HashMap<TypeId, Box<dyn Any>, BuildHasherDefault<Identity>>,
    pub(crate) module_specs: HashMap<&'static str, &'static crate::native::ModuleSpec>,
    /// Finds Python modules that are part of the binary.
    pub embedded: Option<fn(&str) -> Option<crate::import::Embedded>>,
    /// Embedded packages in whose place a real one of the same name is taken, if there is one on the path.
    pub stand_ins: &'static [&'static str],
    /// Warnings about code that was compiled and is not run yet: message, whether it is a deprecation, and where.
    pub(crate) compile_warnings: Vec<Value>,
    /// Code that was compiled and is to be kept on disk.
    pub(crate) code_to_keep: Option<(crate::cache::Source, Obj<crate::object::Code>)>,
    /// Names of modules whose code is running for the first time, and in which threads.
    pub(crate) importing: Vec<(String, ThreadId)>,
    /// `sys.path` before `sys` is imported.
    pub initial_path: Vec<String>,
    /// Writes text to a native stream, and flushes it if asked; None if the stream is not native. Set by whoever has streams.
    pub write_text: Option<WriteText>,
    /// Decides what an interrupt from outside does; without it, it raises KeyboardInterrupt. Set by whoever knows signals.
    pub on_interrupt: Option<OnInterrupt>,
    /// What can notice its end from the start on, as `gc::noticed` lists it: the standard streams.
    pub(crate) noticed_at_start: Vec<(usize, usize)>,
    /// The program has ended, and what it leaves behind is taken down.
    pub finalizing: bool,
    /// The program's arguments: `sys.argv`.
    pub argv: Vec<std::ffi::OsString>,
}

impl Vm {
    /// A VM with the built-in types and functions.
    pub fn new() -> Vm {
        crate::types::bootstrap();
        let mut vm = Vm {
            flags: Flags::default(),
            frame: std::ptr::null_mut(),
            running: std::ptr::null_mut(),
            handled: Value::NONE,
            handling_awaits: 0,
            raised: None,
            reraising: false,
            unrelated: false,
            outcome: None,
            recursion_limit: 1000,
            names: Names::new(),
            modules: Dict::new(),
            builtins: Dict::new(),
            prelude: Prelude::new(),
            greenlet: Value::NONE,
            threads: Threads::new(Value::NONE),
            scheduler: None,
            on_report: None,
            on_turn: None,
            on_deadlock: None,
            running_loop: Value::NONE,
            hub: Value::NONE,
            loops_aside: Vec::new(),
            on_greenlet_end: None,
            on_loop_wait: None,
            look_at_events: None,
            run_event: None,
            greenlet_error: None,
            greenlet_exit: None,
            greenlet_trace: Value::NONE,
            context: Value::NONE,
            origin_depth: 0,
            asyncgen_hooks: (Value::NONE, Value::NONE),
            interrupt: Interrupt::default(),
            tracing: Default::default(),
            steps_left: None,
            watchdog: None,
            native_types: HashMap::default(),
            state: HashMap::default(),
            module_specs: HashMap::new(),
            embedded: None,
            stand_ins: &[],
            compile_warnings: Vec::new(),
            code_to_keep: None,
            importing: Vec::new(),
            initial_path: Vec::new(),
            write_text: None,
            on_interrupt: None,
            noticed_at_start: Vec::new(),
            finalizing: false,
            argv: Vec::new(),
        };
        crate::greenlet::start(&mut vm);
        crate::builtins::install(&mut vm);
        crate::modules::install(&mut vm);
        vm
    }

    /// A handle to interrupt this VM from outside.
    pub fn interrupt_handle(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Whether the program is to be interrupted: what works for long without the loop asks this now and then.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.pending.load(Ordering::Acquire)
    }

    /// Makes the loop attend to interrupts before its next call or back edge.
    pub fn attend_soon(&self) {
        crate::heap::attend_soon();
    }

    /// Has `callee` called, in the middle of whatever runs then, when about so many calls and turns of loops have been made.
    /// None: nothing is called any more.
    pub fn watch(&mut self, steps: i64, callee: Option<Value>) {
        self.watchdog = callee.map(|callee| Watchdog { left: steps, granted: 0, callee });
        self.attend_soon();
    }

    /// A piece of state kept by a module: made by `T::default()` when first asked for.
    pub fn state<T: Default + 'static>(&mut self) -> &mut T {
        let any = self.state.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(T::default()));
        match any.downcast_mut::<T>() {
            Some(t) => t,
            None => unreachable!("the entry of a type holds that type"),
        }
    }

    /// Everything is ready for the program: what is there now needs no finalising when it ends, beyond what ends every program.
    pub fn ready(&mut self) {
        self.noticed_at_start = crate::heap::gc::noticed();
    }

    /// Whether anything that the program leaves behind could notice that it is taken down.
    pub(crate) fn is_noticed(&self) -> bool {
        crate::heap::gc::noticed().iter().any(|object| !self.noticed_at_start.contains(object))
    }

    /// The current greenlet waits for its hub: the loop that runs in it is no longer that of the thread, until it goes on.
    pub fn set_loop_aside(&mut self) {
        if !self.running_loop.is_none() {
            let event_loop = std::mem::replace(&mut self.running_loop, Value::NONE);
            self.loops_aside.push((self.greenlet.clone(), event_loop));
        }
    }

    /// Makes `spec` importable.
    pub fn add_module(&mut self, spec: &'static crate::native::ModuleSpec) {
        self.module_specs.insert(spec.name, spec);
    }

    /// Notes the class of a native payload without a kind of its own.
    pub fn register_native_type<T: Payload>(&mut self, typ: TypeRef) {
        self.native_types.insert(TypeId::of::<T>(), typ);
    }

    /// The class of a native payload, as registered.
    pub fn native_type<T: Payload>(&self) -> R<TypeRef> {
        self.native_types
            .get(&TypeId::of::<T>())
            .cloned()
            .ok_or_else(|| crate::exc::system_error(format!("{} has no class", std::any::type_name::<T>())))
    }

    /// Makes an object of a native payload without a kind of its own.
    pub fn new_native<T: Payload>(&self, payload: T) -> R<Obj<T>> {
        Ok(crate::heap::new_with_type(&self.native_type::<T>()?, payload))
    }

    /// The frame being executed, the prelude's included.
    pub fn current_frame(&self) -> Option<FrameRef> {
        if self.frame.is_null() { None } else { Some(FrameRef::from_block(self.frame)) }
    }

    /// How deep calls are nested now.
    pub fn depth(&self) -> u32 {
        self.current_frame().map_or(0, |f| f.depth())
    }

    /// The innermost frame that programs may see.
    pub fn visible_frame(&self) -> Option<FrameRef> {
        let f = self.current_frame()?;
        if f.is_prelude() { f.visible_parent() } else { Some(f) }
    }

    /// The exception being handled, if any.
    pub fn handled_exception(&self) -> Value {
        if self.handled.is_none() && self.handling_awaits > 0 {
            return crate::interp::handled_outside(self);
        }
        self.handled.clone()
    }

    /// The prelude function of this name.
    pub fn prelude(&mut self, name: &'static str) -> R<Value> {
        crate::prelude::function(self, name)
    }

    /// The attribute of the object's class (a special method), not bound; `name` is interned.
    pub fn special(&self, v: &Value, name: &Obj<crate::object::Str>) -> Option<Value> {
        match v.header() {
            Some(h) => h.class_ref().lookup(name.value()),
            None => crate::types::class_of(v).lookup(name.value()),
        }
    }

    /// A new module of this name, entered in `sys.modules`.
    pub fn new_module(&mut self, name: &str) -> Obj<Module> {
        let m = Module::new(name);
        self.modules.insert_str(name, m.clone().into());
        m
    }

    /// A function that runs `code` as a module with these globals.
    pub fn module_function(&self, code: Obj<crate::object::Code>, globals: Obj<Dict>) -> Obj<Function> {
        let builtins = match globals.get_interned(self.names.__builtins__.value()) {
            Some(v) => match v.downcast::<Module>() {
                Some(m) => m.dict.clone(),
                None => v.cast::<Dict>().unwrap_or_else(|| self.builtins.clone()),
            },
            None => self.builtins.clone(),
        };
        Function::new(code, globals, builtins, Value::UNBOUND)
    }

    /// Arguments as a tuple.
    pub fn tuple(&self, items: Vec<Value>) -> Value {
        Tuple::from_vec(items).into()
    }
}

impl Default for Vm {
    fn default() -> Vm {
        Vm::new()
    }
}

impl Vm {
    /// What became of a text that was to be compiled; its warnings are noted.
    pub(crate) fn loaded(
        &mut self,
        filename: &str,
        compiled: Result<crate::source::CompiledText, crate::source::Refused>,
    ) -> Result<Obj<crate::object::Code>, pausa_grammar::SyntaxError> {
        match compiled {
            Ok(c) => {
                self.note_warnings(filename, c.warnings);
                Ok(crate::object::Code::load(c.unit))
            }
            Err(refused) => {
                self.note_warnings(filename, refused.warnings);
                Err(refused.error)
            }
        }
    }

    /// Notes the warnings of a compilation; the prelude issues them before it goes on with the code, or with the error.
    pub(crate) fn note_warnings(&mut self, filename: &str, warnings: Vec<crate::source::Warning>) {
        for w in warnings {
            let text = w.text.map_or(Value::NONE, Value::from);
            let (end_line, end_column) = w.end;
            let place = vec![filename.into(), w.line.into(), w.column.into(), text, end_line.into(), end_column.into()];
            let place = self.tuple(place);
            let row = self.tuple(vec![w.message.into(), Value::bool(w.deprecated), place]);
            self.compile_warnings.push(row);
        }
    }
}

impl Vm {
    /// The class `greenlet.GreenletExit`.
    pub fn greenlet_exit_class(&mut self) -> TypeRef {
        if let Some(t) = &self.greenlet_exit {
            return t.clone();
        }
        let t = crate::types::define_exception("GreenletExit", "greenlet", ExcKind::BaseException);
        self.greenlet_exit = Some(t.clone());
        t
    }

    /// The class `greenlet.error`.
    pub fn greenlet_error_class(&mut self) -> TypeRef {
        if let Some(t) = &self.greenlet_error {
            return t.clone();
        }
        let t = crate::types::define_exception("error", "greenlet", ExcKind::Exception);
        self.greenlet_error = Some(t.clone());
        t
    }

    /// The greenlet that is running.
    pub fn current_greenlet(&self) -> &Value {
        &self.greenlet
    }

    /// The tracing function of greenlets, or None.
    pub fn greenlet_trace(&self) -> &Value {
        &self.greenlet_trace
    }

    /// Sets the tracing function of greenlets; returns the previous one.
    pub fn set_greenlet_trace(&mut self, f: Value) -> Value {
        std::mem::replace(&mut self.greenlet_trace, f)
    }

    /// The context of context variables, or None.
    pub fn context(&self) -> &Value {
        &self.context
    }

    /// Replaces the context of context variables.
    pub fn set_context(&mut self, context: Value) {
        self.context = context;
    }
}

impl Vm {
    /// Calls a function of the prelude and runs the program until it returns.
    ///
    /// # Errors
    /// The exception that it raised.
    pub fn call_prelude(&mut self, name: &'static str, args: Vec<Value>) -> R {
        let f = self.prelude(name)?;
        self.run(&f, args)
    }
}

impl Vm {
    /// Collects all cycles that are garbage; returns how many objects that were.
    pub fn collect(&mut self) -> usize {
        let current = if self.frame.is_null() { None } else { Some(self.frame.cast_const().cast()) };
        let n = crate::heap::gc::collect(current);
        crate::interp::sweep_names();
        n
    }
}
