//! `functools._lru_cache_wrapper`: a function whose results are remembered.
//!
//! A call whose arguments need no user code to be hashed and compared is answered here if the result is known. Calling the function, and
//! looking for keys with user-made `__hash__` or `__eq__`, is the prelude's (`prelude/functools.py`).

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{overflow_error, type_error};
use pausa_vm::heap::{self, Payload, Visit, new_with_type};
use pausa_vm::native::{Args, Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{BoundMethod, Dict, Found, Tuple, TypeFlags};
use pausa_vm::ops::table;
use pausa_vm::types::class_of;
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

use super::lru::Order;

/// A function with its results.
pub(super) struct Cache {
    func: Value,
    /// How many results are kept; None for all.
    maxsize: Option<usize>,
    typed: bool,
    info: Value,
    hits: Cell<u64>,
    misses: Cell<u64>,
    /// From a key to the result, or to the number of the entry in `order` if some are forgotten.
    map: Obj<Dict>,
    order: RefCell<Order>,
}

impl Payload for Cache {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.func);
        visit(&self.info);
        visit(self.map.value());
        self.order.borrow().visit(visit);
    }
    fn clear(&self) {
        self.forget();
    }
}

/// `functools._lru_cache_wrapper`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_lru_cache_wrapper",
    module: "functools",
    layout: Cache::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, user_function, maxsize, typed: bool, cache_info_type)", new, "Create and return a new object.")
        .constructor(),
    tail("__call__(self, *args, **kwargs)", call, "Call self as a function.").positional(call_positional),
    pure("__get__(self, instance, owner=None, /)", get, "Return an attribute of instance, which is of type owner."),
    tail("__reduce__(self, /)", |vm, a| prelude(vm, "lru_reduce", [a[0].clone()]), ""),
    pure("__copy__(self, /)", |_, a| Ok(a[0].clone()), ""),
    pure("__deepcopy__(self, memo, /)", |_, a| Ok(a[0].clone()), ""),
    tail("cache_info(self, /)", cache_info, "Report cache statistics"),
    pure("cache_clear(self, /)", cache_clear, "Clear the cache and cache statistics"),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_cache_map(cache, /)", |_, a| Ok(this::<Cache>(a)?.map.value().clone()), ""),
    pure("_cache_use(cache, entry, /)", use_entry, ""),
    pure("_cache_missed(cache, /)", missed, ""),
    pure("_cache_put(cache, key, value, /)", put, ""),
    pure("_cache_store(cache, key, hash, value, /)", store_hashed, ""),
    pure("_cache_forgets(cache, /)", |_, a| Ok(Value::bool(this::<Cache>(a)?.maxsize.is_some())), ""),
];

impl Cache {
    fn forget(&self) {
        let old = self.map.table_mut().take_all();
        let order = self.order.replace(Order::new());
        drop((old, order));
    }

    /// The result behind the entry of the map.
    fn result(&self, entry: usize) -> Option<Value> {
        let value = self.map.table().entries().get(entry).map(|e| e.value.clone())?;
        self.hits.set(self.hits.get() + 1);
        match self.maxsize {
            None => Some(value),
            Some(_) => self.order.borrow_mut().used(usize::try_from(value.as_i64()?).ok()?),
        }
    }

    /// Remembers a result; the key is not there yet.
    fn store(&self, key: Value, hash: u64, value: Value) {
        let Some(maxsize) = self.maxsize else {
            self.map.table_mut().insert_new(hash, key, value);
            return;
        };
        if self.map.len() < maxsize {
            let i = self.order.borrow_mut().add(key.clone(), hash, value);
            self.map.table_mut().insert_new(hash, key, i.into());
            return;
        }
        let mut order = self.order.borrow_mut();
        let Some((oldest, oldest_hash)) = order.oldest() else {
            return;
        };
        let (i, old) = order.replace_oldest(key.clone(), hash, value);
        drop(order);
        let removed = {
            let mut map = self.map.table_mut();
            let removed = match map.find(oldest_hash, None, |k| Some(k.is(&oldest))) {
                Found::At(at) => Some(map.remove_at(at)),
                _ => None,
            };
            map.insert_new(hash, key, i.into());
            removed
        };
        drop((removed, old));
    }
}

fn new(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    if vm.special(&a[1], &vm.names.__call__).is_none() {
        return Err(type_error("the first argument must be callable"));
    }
    let maxsize = match &a[2] {
        v if v.is_none() => None,
        v if v.is_int() => {
            let n = v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?;
            Some(n.max(0) as usize)
        }
        _ => return Err(type_error("maxsize should be integer or None")),
    };
    let cache = Cache {
        func: a[1].clone(),
        maxsize,
        typed: a[3].is_true(),
        info: a[4].clone(),
        hits: Cell::new(0),
        misses: Cell::new(0),
        map: Dict::new(),
        order: RefCell::new(Order::new()),
    };
    Ok(new_with_type(&class, cache).into())
}

/// What stands between positional and keyword arguments in keys.
struct Mark(Value);

impl Default for Mark {
    fn default() -> Mark {
        Mark(pausa_vm::types::object::plain())
    }
}

/// The key of a call. A single int or str is its own.
fn key_of(vm: &mut Vm, cache: &Cache, args: &[Value], named: Option<&Dict>) -> Value {
    if named.is_none() && !cache.typed {
        if let [v] = args
            && (v.is_small_int() || v.exact::<pausa_vm::object::Str>().is_some())
        {
            return v.clone();
        }
        return Tuple::from_slice(args).into();
    }
    let mut items = args.to_vec();
    let named = named.map(Dict::pairs).unwrap_or_default();
    if !named.is_empty() {
        items.push(vm.state::<Mark>().0.clone());
    }
    for (name, v) in &named {
        items.extend([name.clone(), v.clone()]);
    }
    if cache.typed {
        let values = args.iter().chain(named.iter().map(|(_, v)| v));
        items.extend(values.map(|v| Value::from(class_of(v))).collect::<Vec<_>>());
    }
    Tuple::from_vec(items).into()
}

/// The call without keyword arguments.
fn call_positional(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let cache = this::<Cache>(a)?;
    let args = &a[1..];
    if cache.maxsize == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        return Ok(Next::call(cache.func.clone(), args.iter().cloned()));
    }
    let key = key_of(vm, cache, args, None);
    let found = table::find(&cache.map.table(), &key)?;
    if let Some((_, Some(entry))) = found
        && let Some(v) = cache.result(entry)
    {
        return Ok(Next::Value(v));
    }
    let args = Tuple::from_slice(args).into();
    if let Some((_, None)) = found {
        cache.misses.set(cache.misses.get() + 1);
        return prelude(vm, "cache_result", [a[0].clone(), cache.func.clone(), key, args]);
    }
    prelude(vm, "cached_call", [a[0].clone(), cache.func.clone(), key, args, Value::NONE])
}

fn call(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let cache = this::<Cache>(a)?;
    let args = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let named = a[2].downcast::<Dict>().filter(|d| !d.is_empty());
    if cache.maxsize == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        let args: Args = args.iter().cloned().collect();
        return Ok(Next::Call { callee: cache.func.clone(), args, kwargs: a[2].cast::<Dict>() });
    }
    let key = key_of(vm, cache, args, named);
    let found = table::find(&cache.map.table(), &key)?;
    let function = match found {
        Some((_, Some(entry))) => {
            if let Some(v) = cache.result(entry) {
                return Ok(Next::Value(v));
            }
            "cached_call"
        }
        Some((_, None)) => {
            cache.misses.set(cache.misses.get() + 1);
            "cache_result_named"
        }
        None => "cached_call",
    };
    let named = if named.is_some() { a[2].clone() } else { Value::NONE };
    prelude(vm, function, [a[0].clone(), cache.func.clone(), key, a[1].clone(), named])
}

fn use_entry(_: &mut Vm, a: &[Value]) -> R {
    let entry = a[1].as_i64().and_then(|i| usize::try_from(i).ok()).unwrap_or(usize::MAX);
    this::<Cache>(a)?.result(entry).ok_or_else(|| pausa_vm::exc::system_error("there is no such cached result"))
}

fn missed(_: &mut Vm, a: &[Value]) -> R {
    let cache = this::<Cache>(a)?;
    cache.misses.set(cache.misses.get() + 1);
    Ok(Value::NONE)
}

/// Remembers a result, unless the key is there already; False if only user code can tell.
fn put(_: &mut Vm, a: &[Value]) -> R {
    let cache = this::<Cache>(a)?;
    let found = table::find(&cache.map.table(), &a[1])?;
    match found {
        None => return Ok(Value::FALSE),
        Some((hash, None)) => cache.store(a[1].clone(), hash, a[2].clone()),
        Some((_, Some(at))) if cache.maxsize.is_none() => {
            let old = std::mem::replace(cache.map.table_mut().value_mut(at), a[2].clone());
            drop(old);
        }
        Some(_) => {}
    }
    Ok(Value::TRUE)
}

fn store_hashed(_: &mut Vm, a: &[Value]) -> R {
    let hash = a[2].as_i64().unwrap_or_default() as u64;
    this::<Cache>(a)?.store(a[1].clone(), hash, a[3].clone());
    Ok(Value::NONE)
}

fn get(_: &mut Vm, a: &[Value]) -> R {
    if a[1].is_none() {
        return Ok(a[0].clone());
    }
    Ok(heap::new(BoundMethod { func: a[0].clone(), receiver: a[1].clone() }).into())
}

fn cache_info(_: &mut Vm, a: &[Value]) -> R<Next> {
    let cache = this::<Cache>(a)?;
    let maxsize = cache.maxsize.map_or(Value::NONE, Value::from);
    let counts = [cache.hits.get().into(), cache.misses.get().into(), maxsize, cache.map.len().into()];
    Ok(Next::call(cache.info.clone(), counts))
}

fn cache_clear(_: &mut Vm, a: &[Value]) -> R {
    let cache = this::<Cache>(a)?;
    cache.hits.set(0);
    cache.misses.set(0);
    cache.forget();
    Ok(Value::NONE)
}
