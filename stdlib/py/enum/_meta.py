"""The metaclass of enumerations: creates the members, and answers for the class."""

import sys
from types import DynamicClassAttribute, MappingProxyType

from enum._dict import _EnumDict

# The base classes, once they exist; the metaclass makes them too.
Enum = ReprEnum = Flag = None


def _install(enum_class, repr_enum_class):
    """Make the metaclass know its first two classes."""
    global Enum, ReprEnum
    Enum = enum_class
    ReprEnum = repr_enum_class


def _install_flag(flag_class):
    """Make the metaclass know `Flag`."""
    global Flag
    Flag = flag_class


# The name is about to be taken.
_builtin_property = property


class property(DynamicClassAttribute):
    """A property of members whose name a member can have at the same time.

    Read on a member it is the property; read on the class it is the member of
    that name.
    """

    __module__ = "enum"

    def __get__(self, instance, ownerclass=None):
        if instance is not None and self.fget is not None:
            return self.fget(instance)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            if instance is None:
                message = f"{ownerclass!r} has no attribute {self.name!r}"
            else:
                message = f"{ownerclass!r} member has no attribute {self.name!r}"
            raise AttributeError(message) from None

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _MemberMaker:
    """Creates the members of a class while the class itself is being created.

    It waits in the namespace for its `__set_name__`: by then the class exists,
    and `__init_subclass__`, which may want the members, has not run yet.
    """

    def __init__(self, values):
        self.values = values
        self.failure = None

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        try:
            for member_name, value in self.values.items():
                self._make(cls, member_name, value)
        except Exception as failure:
            # `type.__new__` wraps what is raised here in a RuntimeError; the
            # metaclass brings the original to light.
            self.failure = failure
            raise

    def _make(self, cls, name, value):
        """Create one member, or an alias of one with the same value."""
        member = _new_member(cls, name, value)
        value = member._value_
        existing = _member_with_value(cls, value)
        if existing is not None:
            member = existing
        elif not cls._is_flag_ or _is_single_bit(value):
            cls._member_names_.append(name)
        redirect = _redirect(cls, name)
        type.__setattr__(cls, name, member if redirect is None else redirect)
        cls._member_map_[name] = member
        try:
            cls._value2member_map_.setdefault(value, member)
        except TypeError:
            cls._unhashable_values_.append(value)


def _new_member(cls, name, value):
    """Create the object of a member and let the class's `__new__` and `__init__` have it."""
    args = value if isinstance(value, tuple) else (value,)
    data_type = cls._member_type_
    if data_type is tuple:
        args = (args,)
    if cls._use_args_:
        member = cls._new_member_(cls, *args)
    else:
        member = cls._new_member_(cls)
    if not hasattr(member, "_value_"):
        if data_type is object:
            member._value_ = value
        else:
            try:
                member._value_ = data_type(*args)
            except Exception as cause:
                raise TypeError("_value_ not set in __new__, unable to create it") from cause
    member._name_ = name
    member.__objclass__ = cls
    member.__init__(*args)
    member._sort_order_ = len(cls._member_names_)
    return member


def _member_with_value(cls, value):
    """Return the member that has a value already, if one does."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for member in cls._member_map_.values():
            if member._value_ == value:
                return member
        return None


def _is_single_bit(value):
    """Tell whether a flag's value is a single bit: the others are combinations of these."""
    return value != 0 and value & (value - 1) == 0


def _redirect(cls, name):
    """Make the descriptor for a member whose name an inherited property has too."""
    found = None
    for base in cls.__mro__[1:]:
        inherited = base.__dict__.get(name)
        if inherited is None:
            continue
        if isinstance(inherited, (property, DynamicClassAttribute)):
            found = inherited
            break
        if (
            hasattr(inherited, "fget")
            and hasattr(inherited, "fset")
            and hasattr(inherited, "fdel")
        ):
            found = inherited
    if found is None:
        return None
    redirect = property()
    redirect.__set_name__(cls, name)
    redirect.fget = found.fget
    redirect.fset = found.fset
    redirect.fdel = found.fdel
    return redirect


class EnumType(type):
    """The metaclass of enumerations."""

    __module__ = "enum"

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumDict()
        namespace._cls_name = cls
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace["_generate_next_value_"] = getattr(
                first_enum, "_generate_next_value_", None
            )
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        metacls._check_for_existing_members_(cls, bases)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        order = classdict.pop("_order_", None)
        values, namespace = _split_body(classdict)
        maker = _MemberMaker(values)
        namespace.update({
            "_new_member_": new_member,
            "_use_args_": use_args,
            "_member_names_": [],
            "_member_map_": {},
            "_value2member_map_": {},
            "_unhashable_values_": [],
            "_member_type_": member_type,
            "_value_repr_": metacls._find_data_repr_(cls, bases),
            "_is_flag_": Flag is not None and any(issubclass(base, Flag) for base in bases),
            "_member_maker_": maker,
        })
        if "__doc__" not in namespace:
            namespace["__doc__"] = None
        if namespace["_is_flag_"]:
            _prepare_flag(namespace, first_enum, boundary)
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception:
            if maker.failure is None:
                raise
        # Outside of the handler, so that the wrapper is not its context.
        if maker.failure is not None:
            raise maker.failure
        _settle_methods(enum_class, classdict, bases, member_type, first_enum)
        if Enum is not None:
            # From now on calling the class looks members up.
            if save_new:
                enum_class.__new_member__ = new_member
            enum_class.__new__ = Enum.__new__
        if enum_class._is_flag_:
            _settle_flag(enum_class, classdict)
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __call__(
        cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None
    ):
        """Look a member up by value, or create an enumeration: `Enum("Color", "RED BLUE")`."""
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(
            value,
            names,
            module=module,
            qualname=qualname,
            type=type,
            start=start,
            boundary=boundary,
        )

    def __bool__(cls):
        return True

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            import warnings

            warnings.warn(
                "in 3.12 __contains__ will no longer raise TypeError, but will return True or\n"
                "False depending on whether the value is a member or the value of a member",
                DeprecationWarning,
                stacklevel=2,
            )
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(member).__qualname__!r}"
                f" and {cls.__class__.__qualname__!r}"
            )
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getattr__(cls, name):
        # Only reached for names that are nowhere in the class.
        if name[:2] == "__" == name[-2:]:
            raise AttributeError(name)
        try:
            return cls._member_map_[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        names = {
            "__class__", "__contains__", "__doc__", "__getitem__", "__iter__",
            "__len__", "__members__", "__module__", "__name__", "__qualname__",
        }
        names.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        """Iterate over the members in order of definition, without aliases."""
        members = cls._member_map_
        return (members[name] for name in cls._member_names_)

    def __reversed__(cls):
        members = cls._member_map_
        return (members[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        """A read-only mapping from names, aliases included, to members."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if cls._is_flag_ else f"<enum {cls.__name__!r}>"

    def _create_(
        cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None
    ):
        """Create an enumeration from names, (name, value) pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        namespace = metacls.__prepare__(class_name, bases)
        for name, value in _pairs(cls, names, start, namespace):
            namespace[name] = value
        if module is None:
            try:
                module = sys._getframe(2).f_globals["__name__"]
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            namespace["__module__"] = module
        if qualname is not None:
            namespace["__qualname__"] = qualname
        enum_class = metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)
        if module is None:
            _make_class_unpicklable(enum_class)
        return enum_class

    def _convert_(
        cls, name, module, filter, source=None, *, boundary=None, as_global=False
    ):
        """Create an enumeration from those globals of a module that pass the filter."""
        from enum._tools import convert

        return convert(cls, name, module, filter, source, boundary, as_global)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        """Refuse to extend an enumeration that has members."""
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """Return the data type of the members, and the enumeration inherited from."""
        if not bases:
            return object, None
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError(
                "new enumerations should be created as "
                "`EnumName([mixin_type, ...] [data_type,] enum_type)`"
            )
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """Return the repr of the data type, which shows the values in a member's repr."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """Return the one class among the bases that makes the members' values, if any."""
        found = set()
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        found.add(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {found!r}")
        return found.pop() if found else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """Return the `__new__` for members, whether to keep it, and whether it takes arguments."""
        new = classdict.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            new = _inherited_new(member_type, first_enum)
        if isinstance(new, staticmethod):
            new = new.__func__
        plain = (object.__new__,) if Enum is None else (object.__new__, Enum.__new__)
        use_args = first_enum is not None and new not in plain
        return new, save_new, use_args


def _inherited_new(member_type, first_enum):
    """Find the `__new__` that is to create members, when the body defines none."""
    useless = {None, object.__new__, None.__new__}
    if Enum is not None:
        useless.add(Enum.__new__)
    for name in ("__new_member__", "__new__"):
        for source in (member_type, first_enum):
            new = getattr(source, name, None)
            if new not in useless:
                return new
    return object.__new__


EnumMeta = EnumType


def _split_body(classdict):
    """Separate the values of members from the rest of the class body."""
    ignored = {*classdict.get("_ignore_", ()), "_ignore_"}
    names = classdict._member_names
    values = {name: classdict[name] for name in names if name not in ignored}
    invalid = {name for name in values if name in ("mro", "")}
    if invalid:
        shown = ",".join(map(repr, sorted(invalid)))
        raise ValueError(f"invalid enum member name(s) {shown}")
    namespace = {
        name: value
        for name, value in classdict.items()
        if name not in names and name not in ignored
    }
    chooser = namespace.get("_generate_next_value_")
    if chooser is not None and not isinstance(chooser, staticmethod):
        namespace["_generate_next_value_"] = staticmethod(chooser)
    return values, namespace


def _settle_methods(enum_class, classdict, bases, member_type, first_enum):
    """Choose between the data type's and the enumeration's string and pickle methods."""
    if ReprEnum is not None and ReprEnum in bases:
        # Such members print as their values do.
        if "__format__" not in classdict:
            enum_class.__format__ = member_type.__format__
        if "__str__" not in classdict:
            method = member_type.__str__
            enum_class.__str__ = member_type.__repr__ if method is object.__str__ else method
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in classdict or first_enum is None:
            continue
        found = getattr(enum_class, name)
        if found in (getattr(member_type, name), getattr(object, name)):
            # The data type's own would hide the enumeration's.
            if not (ReprEnum in bases and name in ("__str__", "__format__")):
                setattr(enum_class, name, getattr(first_enum, name))


def _check_order(enum_class, order):
    """Compare the order of the members with the one that the body promised."""
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    order = [
        name
        for name in order
        if name in enum_class._member_names_ or name not in enum_class._member_map_
    ]
    if order != enum_class._member_names_:
        raise TypeError(
            f"member order does not match _order_:\n  {enum_class._member_names_!r}\n  {order!r}"
        )


def _pairs(cls, names, start, namespace):
    """Yield the (name, value) pairs that the functional form describes."""
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        last_values = []
        for count, name in enumerate(names):
            value = namespace._generate_next_value(name, start, count, last_values[:])
            last_values.append(value)
            yield name, value
        return
    for item in names:
        yield (item, names[item]) if isinstance(item, str) else item


def _make_class_unpicklable(enum_class):
    """Give a class that no module holds a `__reduce_ex__` that says so."""

    def __reduce_ex__(self, proto):
        raise TypeError(f"{self!r} cannot be pickled")

    enum_class.__reduce_ex__ = __reduce_ex__
    enum_class.__module__ = "<unknown>"


# What is special about flags.


def _prepare_flag(namespace, first_enum, boundary):
    """Put the masks into the namespace of a flag."""
    namespace["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
    namespace["_flag_mask_"] = 0
    namespace["_singles_mask_"] = 0
    namespace["_all_bits_"] = 0
    namespace["_inverted_"] = None


_FLAG_OPERATORS = (
    "__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__",
)


def _settle_flag(enum_class, classdict):
    """Compute the masks of a flag, and keep the data type's operators away from its members."""
    for name in _FLAG_OPERATORS:
        if name not in classdict:
            setattr(enum_class, name, getattr(Flag, name))
    singles = combined = 0
    for member in enum_class._member_map_.values():
        value = member._value_
        if _is_single_bit(value):
            singles |= value
        else:
            combined |= value
    mask = singles | combined
    enum_class._flag_mask_ = mask
    enum_class._singles_mask_ = singles
    enum_class._all_bits_ = (1 << mask.bit_length()) - 1
    values = [member._value_ for member in enum_class]
    if values != sorted(values):
        enum_class._iter_member_ = enum_class._iter_member_by_def_
