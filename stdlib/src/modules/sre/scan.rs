//! One match after another: `Pattern.scanner`, and the iterator that `Pattern.finditer` returns.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{TypeSpec, getter, pure, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::{Obj, R, Value, Vm};

use super::matched::Match;
use super::pattern::{Pattern, go_on, stopped};
use super::subject::Subject;
use crate::re::{Cursor, How};

/// A search in progress.
pub(super) struct Scan {
    pub(super) pattern: Obj<Pattern>,
    pub(super) string: Value,
    cursor: RefCell<Cursor>,
    /// The bounds of the search, in characters.
    bounds: Range<usize>,
    /// Where the last match started and ended, in bytes; before the first match, where the search starts.
    last: Cell<(usize, usize)>,
}

impl Payload for Scan {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.pattern.value());
        visit(&self.string);
    }
}

/// What `finditer` returns.
pub(super) struct FindIter(pub(super) Scan);

impl Payload for FindIter {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.0.traverse(visit);
    }
}

/// `_sre.SRE_Scanner`
pub(super) static SCANNER: TypeSpec = TypeSpec {
    name: "SRE_Scanner",
    module: "_sre",
    layout: Scan::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("match(self, /)", |vm, a| this::<Scan>(a)?.next(vm, How::Match), ""),
        getter("pattern(self, /)", |_, a| Ok(this::<Scan>(a)?.pattern.clone().into()), ""),
        pure("search(self, /)", |vm, a| this::<Scan>(a)?.next(vm, How::Search), ""),
    ],
};

/// `callable_iterator`, as what `finditer` returns is called.
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    name: "callable_iterator",
    module: "builtins",
    layout: FindIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
        pure("__next__(self, /)", next, "Implement next(self)."),
    ],
};

fn next(vm: &mut Vm, a: &[Value]) -> R {
    let found = this::<FindIter>(a)?.0.next(vm, How::Search)?;
    if found.is_none() {
        return Err(pausa_vm::exc::stop_iteration(Value::NONE));
    }
    Ok(found)
}

impl Scan {
    /// A search between two bounds that the program gave.
    pub(super) fn new(pattern: Obj<Pattern>, string: &Value, start: i64, end: i64) -> R<Scan> {
        let subject = Subject::of(string, pattern.program.kind())?;
        let bounds = subject.clip(start, end);
        let bytes = subject.byte_of(bounds.start)..subject.byte_of(bounds.end);
        let last = Cell::new((bytes.start, bytes.start));
        Ok(Scan { pattern, string: string.clone(), cursor: RefCell::new(Cursor::new(bytes)), bounds, last })
    }

    /// The next match, or None.
    pub(super) fn next(&self, vm: &Vm, how: How) -> R {
        let subject = Subject::again(&self.string)?;
        let mut matcher = self.pattern.matcher.borrow_mut();
        let mut cursor = self.cursor.borrow_mut();
        let program = &self.pattern.program;
        let found = cursor.next(&mut matcher, program, how, subject.bytes(), &mut go_on(vm));
        if !found.map_err(|_| stopped(vm))? {
            return Ok(Value::NONE);
        }
        if let Some(span) = matcher.group(0) {
            self.last.set((span.start, span.end));
        }
        let found = Match::new(&self.pattern, &self.string, &matcher, self.bounds.clone());
        matcher.trim();
        Ok(vm.new_native(found)?.into())
    }

    /// The text before the last match, from where the one before it ended.
    pub(super) fn gap(&self, from: usize) -> R<Option<Value>> {
        let start = self.last.get().0;
        if start == from {
            return Ok(None);
        }
        Subject::again(&self.string)?.slice(&self.string, from..start).map(Some)
    }

    /// Where the last match ended, in bytes.
    pub(super) fn end(&self) -> usize {
        self.last.get().1
    }
}
