//! `weakref.ref`, and the proxies, which are weak references that stand for their object.

use std::cell::{Cell, RefCell};

use crate::heap::{self, Header, Kind, Obj, Payload, Visit, heap};
use crate::object::TypeRef;
use crate::value::Value;

/// A weak reference.
pub struct WeakRef {
    /// Null when the object is gone.
    target: Cell<*const Header>,
    /// This object itself, under which it stands in the table of weak references.
    this: Cell<*const Header>,
    callback: RefCell<Value>,
    /// Whether it stands for its object.
    proxy: bool,
    /// The hash of the object, once asked for.
    pub hash: Cell<Option<i64>>,
}

impl Payload for WeakRef {
    const KIND: Kind = Kind::WeakRef;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.callback.borrow());
    }
    fn clear(&self) {
        let old = self.callback.take();
        drop(old);
    }
}

impl WeakRef {
    /// A weak reference to `target`, which must be a heap object, of the class `typ` or the built-in one; `callback` is `UNBOUND`
    /// if there is none.
    pub fn new(typ: Option<&TypeRef>, target: &Value, callback: Value) -> Option<Obj<WeakRef>> {
        WeakRef::make(typ, target, callback, false)
    }

    /// A proxy for `target`, of the class `typ`.
    pub fn new_proxy(typ: &TypeRef, target: &Value, callback: Value) -> Option<Obj<WeakRef>> {
        WeakRef::make(Some(typ), target, callback, true)
    }

    fn make(typ: Option<&TypeRef>, target: &Value, callback: Value, proxy: bool) -> Option<Obj<WeakRef>> {
        let header = target.header()?;
        let payload = WeakRef {
            target: Cell::new(header),
            this: Cell::new(std::ptr::null()),
            callback: RefCell::new(callback),
            proxy,
            hash: Cell::new(None),
        };
        let w = match typ {
            Some(t) => heap::new_with_type(t, payload),
            None => heap::new(payload),
        };
        w.this.set(w.header());
        heap(|h| h.weak.add(header, w.header()));
        Some(w)
    }

    /// The weak references to an object: first those without callback, which are shared, then the others, newest first.
    pub fn all_to(target: &Value) -> Vec<Value> {
        let listed = target.header().map(|header| heap(|h| h.weak.refs(header))).unwrap_or_default();
        let is_shared = |v: &Value| v.downcast::<WeakRef>().is_some_and(|w| w.proxy || v.exact::<WeakRef>().is_some());
        let (mut shared, mut others): (Vec<Value>, Vec<Value>) = listed
            .into_iter()
            .partition(|v| is_shared(v) && v.downcast::<WeakRef>().is_some_and(|w| !w.has_callback()));
        shared.sort_by_key(|v| v.downcast::<WeakRef>().is_some_and(|w| w.proxy));
        others.reverse();
        shared.append(&mut others);
        shared
    }

    /// The reference (or proxy) of the built-in class without callback, if there is one already.
    pub fn shared(target: &Value, proxy: bool) -> Option<Value> {
        let listed = target.header().map(|header| heap(|h| h.weak.refs(header))).unwrap_or_default();
        listed.into_iter().find(|v| {
            (proxy || v.exact::<WeakRef>().is_some())
                && v.downcast::<WeakRef>().is_some_and(|w| w.proxy == proxy && !w.has_callback())
        })
    }

    /// Whether it stands for its object.
    pub fn is_proxy(&self) -> bool {
        self.proxy
    }

    /// The object, if it is still there.
    #[allow(unsafe_code)]
    pub fn get(&self) -> Option<Value> {
        let target = self.target.get();
        // SAFETY: a target that is not null is alive: `target_died` is called before an object is freed. A count of zero
        // says that it is just dying.
        unsafe {
            if target.is_null() || (*target).references() == 0 {
                return None;
            }
            heap::increment(target);
            Some(Value::from_header(target))
        }
    }

    /// The callback, which is taken away: it is called once.
    pub fn take_callback(&self) -> Value {
        self.callback.take()
    }

    /// A copy of the callback; `UNBOUND` if there is none.
    pub fn callback(&self) -> Value {
        self.callback.borrow().clone()
    }

    pub(crate) fn has_callback(&self) -> bool {
        !self.callback.borrow().is_unbound()
    }

    pub(crate) fn target_died(&self) {
        self.target.set(std::ptr::null());
    }
}

impl Drop for WeakRef {
    fn drop(&mut self) {
        if !self.target.get().is_null() {
            heap(|h| h.weak.remove(self.target.get(), self.this.get()));
        }
    }
}
