//! What can be called, and the descriptors.

use std::cell::{Cell as StdCell, RefCell, RefMut};

use super::{Code, Dict, Str, TypeRef};
use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::native::Def;
use crate::value::Value;

/// A function made by `def` or `lambda`.
pub struct Function {
    code: RefCell<Obj<Code>>,
    /// `__globals__`
    pub globals: Obj<Dict>,
    /// `__builtins__`: where names are looked up that are not global.
    pub builtins: Obj<Dict>,
    /// The tuple of cells; `UNBOUND` if there is none.
    pub closure: Value,
    /// `__module__` as it was when the function was made.
    module: Value,
    /// The rest of the attributes; none as long as all have the values that the code gives them.
    attrs: RefCell<Option<Box<FunctionAttrs>>>,
}

/// Attributes of a function that its calls do not need, or seldom.
pub struct FunctionAttrs {
    /// `__name__`
    pub name: Value,
    /// `__qualname__`
    pub qualname: Value,
    /// `__module__`
    pub module: Value,
    /// `__doc__`; `UNBOUND` if it is what the code says.
    pub doc: Value,
    /// `__defaults__`: a tuple or None.
    pub defaults: Value,
    /// `__kwdefaults__`: a dict or None.
    pub kwdefaults: Value,
    /// `__annotations__`: a dict, or the tuple of names and values it is made of, or `UNBOUND`.
    pub annotations: Value,
    /// `__dict__`, or `UNBOUND`.
    pub dict: Value,
    /// What `__code__` was before: a frame that runs it keeps only the function.
    former: Vec<Obj<Code>>,
}

impl Payload for Function {
    const KIND: Kind = Kind::Function;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.code.borrow().value());
        visit(self.globals.value());
        visit(self.builtins.value());
        visit(&self.closure);
        visit(&self.module);
        if let Some(a) = &*self.attrs.borrow() {
            for v in [&a.name, &a.qualname, &a.module, &a.doc, &a.defaults, &a.kwdefaults, &a.annotations, &a.dict] {
                visit(v);
            }
            a.former.iter().for_each(|code| visit(code.value()));
        }
    }
    fn clear(&self) {
        let mut attrs = self.attrs.borrow_mut();
        let Some(a) = &mut *attrs else { return };
        let old = [a.defaults.take(), a.kwdefaults.take(), a.annotations.take(), a.dict.take()];
        a.defaults = Value::NONE;
        a.kwdefaults = Value::NONE;
        drop(attrs);
        drop(old);
        // A cycle through the closure goes through a cell, which is cleared.
    }
}

/// Whether no program can reach the function itself, only what it makes.
fn is_unreachable(code: &Code) -> bool {
    code.name.bytes() == b"<genexpr>"
}

impl Function {
    /// Whether a call with `count` positional arguments, and nothing else, runs a frame whose first registers they are.
    pub fn takes_simply(&self, count: usize) -> bool {
        i32::try_from(count).is_ok_and(|count| self.code.borrow().simple_args.get() == count)
    }

    /// A function; `closure` is a tuple of cells or `UNBOUND`.
    pub fn new(code: Obj<Code>, globals: Obj<Dict>, builtins: Obj<Dict>, closure: Value) -> Obj<Function> {
        let module = if is_unreachable(&code) {
            Value::NONE
        } else {
            globals.get_interned(crate::names::cached::__name__().value()).unwrap_or(Value::NONE)
        };
        heap::new(Function { code: RefCell::new(code), globals, builtins, closure, module, attrs: RefCell::new(None) })
    }

    /// The attributes, to be changed.
    pub fn attrs(&self) -> RefMut<'_, FunctionAttrs> {
        RefMut::map(self.attrs.borrow_mut(), |attrs| {
            &mut **attrs.get_or_insert_with(|| {
                let code = self.code.borrow();
                Box::new(FunctionAttrs {
                    name: code.name.clone().into(),
                    qualname: code.qualname.clone().into(),
                    module: self.module.clone(),
                    doc: Value::UNBOUND,
                    defaults: Value::NONE,
                    kwdefaults: Value::NONE,
                    annotations: Value::UNBOUND,
                    dict: Value::UNBOUND,
                    former: Vec::new(),
                })
            })
        })
    }

    fn attr(&self, which: impl FnOnce(&FunctionAttrs) -> &Value, otherwise: impl FnOnce() -> Value) -> Value {
        match &*self.attrs.borrow() {
            Some(a) => which(a).clone(),
            None => otherwise(),
        }
    }

    /// `__name__`
    pub fn name(&self) -> Value {
        self.attr(|a| &a.name, || self.code.borrow().name.clone().into())
    }

    /// `__qualname__`
    pub fn qualname(&self) -> Value {
        self.attr(|a| &a.qualname, || self.code.borrow().qualname.clone().into())
    }

    /// `__module__`
    pub fn module(&self) -> Value {
        self.attr(|a| &a.module, || self.module.clone())
    }

    /// `__defaults__`: the defaults of the last positional parameters, as a tuple; or None.
    pub fn defaults(&self) -> Value {
        self.attr(|a| &a.defaults, || Value::NONE)
    }

    /// `__kwdefaults__`: a dict or None.
    pub fn kwdefaults(&self) -> Value {
        self.attr(|a| &a.kwdefaults, || Value::NONE)
    }

    /// `__dict__`, if there is one yet.
    pub fn dict(&self) -> Option<Obj<Dict>> {
        self.attr(|a| &a.dict, || Value::UNBOUND).cast()
    }

    /// The code.
    pub fn code(&self) -> Obj<Code> {
        self.code.borrow().clone()
    }

    /// `__doc__`
    pub fn doc(&self) -> Value {
        let doc = self.attr(|a| &a.doc, || Value::UNBOUND);
        if doc.is_unbound() { self.code.borrow().doc() } else { doc }
    }

    /// Replaces the code; names and documentation stay.
    pub fn set_code(&self, code: Obj<Code>) {
        let doc = self.doc();
        self.attrs().doc = doc;
        let old = self.code.replace(code);
        let mut attrs = self.attrs();
        if !attrs.former.iter().any(|code| code.is(&old)) {
            attrs.former.push(old);
        }
    }

    /// The code, for the loop, in which no borrow is outstanding.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn code_ref(&self) -> &Code {
        // SAFETY: the code is only replaced by `set_code`, a native call, and lives as long as the function.
        unsafe { &*self.code.as_ptr() }
    }
}

/// A function written in Rust, a method of a built-in type, or such a method bound to an object.
pub struct NativeFunction {
    /// What it is.
    pub def: &'static Def,
    /// The type whose method it is; none for functions of modules.
    pub owner: Option<TypeRef>,
    /// The object it is bound to (`[].append`), the class for a class method, or `UNBOUND`.
    pub receiver: Value,
    /// `__module__`: a string or None.
    pub module: Value,
}

impl Payload for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(t) = &self.owner {
            visit(t.value());
        }
        visit(&self.receiver);
        visit(&self.module);
    }
}

/// A cell: a variable shared by a function and the functions inside it.
pub struct Cell {
    value: RefCell<Value>,
}

impl Payload for Cell {
    const KIND: Kind = Kind::Cell;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.value.borrow());
    }
    fn clear(&self) {
        let old = self.value.take();
        drop(old);
    }
}

impl Cell {
    /// A cell with this contents, `UNBOUND` for none.
    pub fn new(value: Value) -> Obj<Cell> {
        heap::new(Cell { value: RefCell::new(value) })
    }
    /// A copy of the contents; `UNBOUND` if the variable is not assigned.
    #[inline]
    pub fn get(&self) -> Value {
        self.value.borrow().clone()
    }
    /// Replaces the contents.
    #[inline]
    pub fn set(&self, v: Value) -> Value {
        self.value.replace(v)
    }
    /// The contents' address, for the loop.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *mut Value {
        self.value.as_ptr()
    }
}

macro_rules! pair {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident),* }) => {
        $(#[$doc])*
        pub struct $name { $($(#[$fdoc])* pub $field: Value),* }
        impl Payload for $name {
            const KIND: Kind = Kind::$name;
            fn traverse(&self, visit: &mut Visit<'_>) {
                $(visit(&self.$field);)*
            }
        }
    };
}

pair! {
    /// A Python function (or other callable) bound to an object.
    BoundMethod {
        /// `__func__`
        func,
        /// `__self__`
        receiver
    }
}
pair! {
    /// `super` objects.
    Super {
        /// The class after which the search starts.
        this_class,
        /// The object or class it is bound to, or None.
        receiver,
        /// The class whose order is searched, or None.
        receiver_class
    }
}

/// `staticmethod`; the attributes of the wrapped function are copied to its `__dict__`.
pub struct StaticMethod {
    /// `__func__`
    pub func: RefCell<Value>,
    /// `__dict__`, or `UNBOUND`.
    pub dict: RefCell<Value>,
}

/// `classmethod`
pub struct ClassMethod {
    /// `__func__`
    pub func: RefCell<Value>,
    /// `__dict__`, or `UNBOUND`.
    pub dict: RefCell<Value>,
}

macro_rules! wrapper {
    ($name:ident) => {
        impl Payload for $name {
            const KIND: Kind = Kind::$name;
            fn traverse(&self, visit: &mut Visit<'_>) {
                visit(&self.func.borrow());
                visit(&self.dict.borrow());
            }
            fn clear(&self) {
                let old = (self.func.replace(Value::NONE), self.dict.take());
                drop(old);
            }
        }
        impl $name {
            /// Wraps a callable.
            pub fn payload(func: Value) -> $name {
                $name { func: RefCell::new(func), dict: RefCell::new(Value::UNBOUND) }
            }
        }
    };
}
wrapper!(StaticMethod);
wrapper!(ClassMethod);

/// `property`
pub struct Property {
    /// Getter, setter, deleter: each a callable or None.
    pub accessors: RefCell<[Value; 3]>,
    /// `__doc__`
    pub doc: RefCell<Value>,
    /// The name it was given in a class, or `UNBOUND`.
    pub name: RefCell<Value>,
    /// Whether the doc is the getter's.
    pub getter_doc: StdCell<bool>,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.accessors.borrow().iter().for_each(&mut *visit);
        visit(&self.doc.borrow());
        visit(&self.name.borrow());
    }
    fn clear(&self) {
        let old = self.accessors.replace([Value::NONE, Value::NONE, Value::NONE]);
        drop(old);
    }
}

/// What a member descriptor gives access to.
pub enum MemberKind {
    /// A slot of `__slots__`.
    Slot(u32),
    /// A native getter and perhaps setter. The setter is called with `UNBOUND` to delete.
    Native {
        /// How to read.
        get: &'static Def,
        /// How to write.
        set: Option<&'static Def>,
    },
    /// A field of an exception, by its number in the class's list.
    Field(u32),
    /// An item of a tuple: a field of a named tuple.
    Item {
        /// Its position.
        index: usize,
        /// `__doc__`, which can be assigned.
        doc: RefCell<Value>,
    },
    /// `__dict__` of instances.
    InstanceDict,
    /// `__weakref__` of instances.
    Weakref,
}

/// `member_descriptor` and `getset_descriptor`
pub struct Member {
    /// What it gives access to.
    pub kind: MemberKind,
    /// The class it belongs to.
    pub owner: TypeRef,
    /// `__name__`
    pub name: Obj<Str>,
    /// `__doc__`
    pub doc: Value,
}

impl Payload for Member {
    const KIND: Kind = Kind::Member;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.owner.value());
        visit(&self.doc);
        visit(self.name.value());
        if let MemberKind::Item { doc, .. } = &self.kind {
            visit(&doc.borrow());
        }
    }
}
