//! `itemgetter`, `attrgetter` and `methodcaller`.

use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Args, Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Dict, Str, Tuple, TypeFlags};
use pausa_vm::ops::attr::{self, Attr};
use pausa_vm::ops::item;
use pausa_vm::types::class_name;
use pausa_vm::types::class_of;
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

/// Fetches items.
struct ItemGetter(Obj<Tuple>);

impl Payload for ItemGetter {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.0.value());
    }
}

/// Fetches attributes.
struct AttrGetter {
    /// As given.
    names: Obj<Tuple>,
    /// For each, what stands between its dots.
    paths: Vec<Vec<Obj<Str>>>,
}

impl Payload for AttrGetter {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.names.value());
        for name in self.paths.iter().flatten() {
            visit(name.value());
        }
    }
}

/// Calls a method.
struct MethodCaller {
    name: Obj<Str>,
    args: Obj<Tuple>,
    named: Obj<Dict>,
}

impl Payload for MethodCaller {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.name.value());
        visit(self.args.value());
        visit(self.named.value());
    }
}

/// `operator.itemgetter`
pub(super) static ITEM: TypeSpec = TypeSpec {
    name: "itemgetter",
    module: "operator",
    layout: ItemGetter::LAYOUT,
    flags: 0,
    doc: "itemgetter(item, ...) --> itemgetter object\n\nReturn a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    defs: {
        static DEFS: &[Def] = &[
            pure("__new__(cls, *args, **kwargs)", new_item, "Create and return a new object.").constructor(),
            tail("__call__(self, obj, /)", get_items, "Call self as a function."),
            tail("__repr__(self, /)", item_repr, "Return repr(self)."),
            pure(
                "__reduce__(self, /)",
                |vm, a| reduced(vm, &a[0], &this::<ItemGetter>(a)?.0),
                "Return state information for pickling",
            ),
        ];
        DEFS
    },
};

/// `operator.attrgetter`
pub(super) static ATTRIBUTE: TypeSpec = TypeSpec {
    name: "attrgetter",
    module: "operator",
    layout: AttrGetter::LAYOUT,
    flags: 0,
    doc: "attrgetter(attr, ...) --> attrgetter object\n\nReturn a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
    defs: {
        static DEFS: &[Def] = &[
            pure("__new__(cls, *args, **kwargs)", new_attr, "Create and return a new object.").constructor(),
            tail("__call__(self, obj, /)", get_attributes, "Call self as a function."),
            tail("__repr__(self, /)", attr_repr, "Return repr(self)."),
            pure(
                "__reduce__(self, /)",
                |vm, a| reduced(vm, &a[0], &this::<AttrGetter>(a)?.names),
                "Return state information for pickling",
            ),
        ];
        DEFS
    },
};

/// `operator.methodcaller`
pub(super) static METHOD: TypeSpec = TypeSpec {
    name: "methodcaller",
    module: "operator",
    layout: MethodCaller::LAYOUT,
    flags: 0,
    doc: "methodcaller(name, ...) --> methodcaller object\n\nReturn a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
    defs: {
        static DEFS: &[Def] = &[
            pure("__new__(cls, *args, **kwargs)", new_method, "Create and return a new object.").constructor(),
            tail("__call__(self, obj, /)", call_method, "Call self as a function."),
            tail("__repr__(self, /)", method_repr, "Return repr(self)."),
            tail("__reduce__(self, /)", method_reduce, "Return state information for pickling"),
        ];
        DEFS
    },
};

/// The arguments of a getter's constructor: at least one, and no keywords.
fn given(a: &[Value], name: &str) -> R<Obj<Tuple>> {
    if a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error(format!("{name}() takes no keyword arguments")));
    }
    match a[1].cast::<Tuple>() {
        Some(t) if !t.is_empty() => Ok(t),
        _ => Err(type_error(format!("{name} expected 1 argument, got 0"))),
    }
}

fn reduced(vm: &mut Vm, getter: &Value, args: &Obj<Tuple>) -> R {
    Ok(vm.tuple(vec![class_of(getter).into(), args.value().clone()]))
}

fn shown(vm: &mut Vm, getter: &Value, args: Value, named: Value) -> R<Next> {
    prelude(vm, "getter_repr", [getter.clone(), class_name(getter).into(), args, named])
}

fn new_item(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, ItemGetter(given(a, "itemgetter")?)).into())
}

fn get_items(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let keys = &this::<ItemGetter>(a)?.0;
    if let [key] = keys.items() {
        return match item::get(&a[1], key)? {
            Some(v) => Ok(Next::Value(v)),
            None => prelude(vm, "operator_getitem", [a[1].clone(), key.clone()]),
        };
    }
    let mut found = Vec::with_capacity(keys.len());
    for key in keys.items() {
        match item::get(&a[1], key)? {
            Some(v) => found.push(v),
            None => return prelude(vm, "items_of", [a[1].clone(), keys.value().clone()]),
        }
    }
    Ok(Next::Value(Tuple::from_vec(found).into()))
}

fn item_repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    shown(vm, &a[0], this::<ItemGetter>(a)?.0.value().clone(), Dict::new().into())
}

fn new_attr(_: &mut Vm, a: &[Value]) -> R {
    let names = given(a, "attrgetter")?;
    let path = |v: &Value| match v.downcast::<Str>() {
        Some(s) => Ok(s.bytes().split(|b| *b == b'.').map(pausa_vm::object::intern).collect()),
        None => Err(type_error("attribute name must be a string")),
    };
    let paths = names.items().iter().map(path).collect::<R<Vec<_>>>()?;
    Ok(new_with_type(&class_arg(a)?, AttrGetter { names, paths }).into())
}

fn path_tuple(path: &[Obj<Str>]) -> Value {
    Tuple::from_vec(path.iter().map(|name| name.value().clone()).collect()).into()
}

fn get_attributes(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let getter = this::<AttrGetter>(a)?;
    if let [path] = &getter.paths[..] {
        if let [name] = &path[..]
            && !class_of(&a[1]).any(TypeFlags::GETATTR)
        {
            return match attr::get(vm, &a[1], name)? {
                Attr::Value(v) => Ok(Next::Value(v)),
                Attr::Call(callee, args) => Ok(Next::Call { callee, args, kwargs: None }),
                Attr::Missing => Err(attr::missing(&a[1], name)),
            };
        }
        return prelude(vm, "attribute_of", [a[1].clone(), path_tuple(path)]);
    }
    let paths = getter.paths.iter().map(|path| path_tuple(path)).collect();
    prelude(vm, "attributes_of", [a[1].clone(), Tuple::from_vec(paths).into()])
}

fn attr_repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    shown(vm, &a[0], this::<AttrGetter>(a)?.names.value().clone(), Dict::new().into())
}

fn new_method(_: &mut Vm, a: &[Value]) -> R {
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let Some((name, args)) = given.split_first() else {
        return Err(type_error("methodcaller needs at least one argument, the method name"));
    };
    let name = name.cast::<Str>().ok_or_else(|| type_error("method name must be a string"))?;
    let named = a[2].cast::<Dict>().unwrap_or_else(Dict::new);
    let caller = MethodCaller { name: Str::interned(&name), args: Tuple::from_slice(args), named };
    Ok(new_with_type(&class_arg(a)?, caller).into())
}

fn call_method(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let caller = this::<MethodCaller>(a)?;
    if caller.named.is_empty()
        && !class_of(&a[1]).any(TypeFlags::GETATTR)
        && let Attr::Value(callee) = attr::get(vm, &a[1], &caller.name)?
    {
        let args: Args = caller.args.items().iter().cloned().collect();
        return Ok(Next::Call { callee, args, kwargs: None });
    }
    let (name, args, named) = parts(caller);
    prelude(vm, "call_method_of", [a[1].clone(), name, args, named])
}

fn parts(caller: &MethodCaller) -> (Value, Value, Value) {
    (caller.name.value().clone(), caller.args.value().clone(), caller.named.value().clone())
}

fn method_repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let caller = this::<MethodCaller>(a)?;
    let mut all = vec![caller.name.value().clone()];
    all.extend(caller.args.items().iter().cloned());
    shown(vm, &a[0], Tuple::from_vec(all).into(), caller.named.value().clone())
}

fn method_reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (name, args, named) = parts(this(a)?);
    prelude(vm, "methodcaller_reduce", [class_of(&a[0]).into(), name, args, named])
}
