//! `collections.defaultdict`: a dict whose instances have one value more, the factory.

use pausa_vm::exc::{key_error, type_error};
use pausa_vm::heap::{Kind, Payload, new_with_type};
use pausa_vm::native::{Args, Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{Dict, List, Set, SetTable, Tuple, Type, TypeFlags, intern};
use pausa_vm::ops::item::mapping;
use pausa_vm::types::method::prelude;
use pausa_vm::types::{alias, class_of, of_kind};
use pausa_vm::{R, Value, Vm};

/// `collections.defaultdict`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "defaultdict",
    module: "collections",
    layout: Dict::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::USER_STR | TypeFlags::USER_OPERATOR,
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.\n",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__init__(self, *args, **kwargs)", init, "Initialize self."),
    tail(
        "__missing__(self, key, /)",
        missing,
        "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n",
    ),
    tail(
        "__repr__(self, /)",
        |vm, a| prelude(vm, "defaultdict_repr", [a[0].clone(), factory(&a[0])]),
        "Return repr(self).",
    ),
    tail("__or__(self, value, /)", or, "Return self|value."),
    tail("__ror__(self, value, /)", ror, "Return value|self."),
    tail("copy(self, /)", copy, "D.copy() -> a shallow copy of D."),
    tail("__copy__(self, /)", copy, "D.copy() -> a shallow copy of D."),
    tail(
        "__reduce__(self, /)",
        |vm, a| prelude(vm, "defaultdict_reduce", [a[0].clone(), factory(&a[0])]),
        "Return state information for pickling.",
    ),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    getter("default_factory(self, /)", |_, a| Ok(factory(&a[0])), "Factory for default value called by __missing__()."),
    setter("default_factory(self, value, /)", |_, a| {
        set_factory(&a[0], a[1].given().cloned().unwrap_or(Value::NONE));
        Ok(Value::NONE)
    }),
];

fn factory(d: &Value) -> Value {
    let slot = d.header().and_then(|h| h.instance()).map(|inst| inst.slot(0));
    slot.filter(|v| !v.is_unbound()).unwrap_or(Value::NONE)
}

fn set_factory(d: &Value, factory: Value) {
    if let Some(inst) = d.header().and_then(|h| h.instance()) {
        inst.set_slot(0, factory);
    }
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Dict::default()).into())
}

/// Notes the factory; the rest is for `dict.__init__`.
fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    if let Some(factory) = given.first()
        && !factory.is_none()
        && vm.special(factory, &vm.names.__call__).is_none()
    {
        return Err(type_error("first argument must be callable or None"));
    }
    set_factory(&a[0], given.first().cloned().unwrap_or(Value::NONE));
    let Some(callee) = of_kind(Kind::Dict).lookup(intern(b"__init__").value()) else {
        return Err(pausa_vm::exc::system_error("dict has no __init__"));
    };
    let mut args = Args::from_iter([a[0].clone()]);
    args.extend(given.iter().skip(1).cloned());
    Ok(Next::Call { callee, args, kwargs: a[2].cast::<Dict>() })
}

fn missing(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let factory = factory(&a[0]);
    if factory.is_none() {
        return Err(key_error(a[1].clone()));
    }
    // The usual factories need no call, and an entry of a plain dict no method.
    if !class_of(&a[0]).any(TypeFlags::USER_CONTAINER)
        && let Some(value) = built_in_default(&factory)
        && let Some(d) = a[0].downcast::<Dict>()
        && mapping::set(d, &a[1], &value)?.is_some()
    {
        return Ok(Next::Value(value));
    }
    prelude(vm, "defaultdict_missing", [a[0].clone(), a[1].clone(), factory])
}

/// What a call of a built-in class without arguments gives, for those that are factories most often.
fn built_in_default(factory: &Value) -> Option<Value> {
    let class = factory.cast::<Type>()?;
    if class.is_heap_type() {
        return None;
    }
    let is = |kind: Kind| class.is(&of_kind(kind));
    match () {
        () if is(Kind::Int) => Some(Value::small_int(0)),
        () if is(Kind::List) => Some(List::new().into()),
        () if is(Kind::Set) => Some(Set::from_table(SetTable::default()).into()),
        () if is(Kind::Dict) => Some(Dict::new().into()),
        () if is(Kind::Float) => Some(0.0.into()),
        () if is(Kind::Str) => Some("".into()),
        () => None,
    }
}

fn copy(vm: &mut Vm, a: &[Value]) -> R<Next> {
    prelude(vm, "defaultdict_copy", [a[0].clone(), factory(&a[0]), a[0].clone()])
}

fn or(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[1].is_a::<Dict>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    prelude(vm, "defaultdict_or", [a[0].clone(), factory(&a[0]), a[0].clone(), a[1].clone()])
}

fn ror(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[1].is_a::<Dict>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    prelude(vm, "defaultdict_or", [a[0].clone(), factory(&a[0]), a[1].clone(), a[0].clone()])
}
