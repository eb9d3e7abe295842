"""Data classes whose functions are made when they are first called.

``dataclasses.dataclass`` writes and compiles six functions for a class as soon as its module is imported. With a
hundred and fifty classes that took longer than judging an agreement, a check that is run one file at a time pays for it
every time, and most of those functions are never called. Here an import makes the class alone. Its constructor is
written once there are some instances, and each comparison when it is first called; everything else is made by the
standard library at the first call of any of it, so that ``repr``, ``fields`` and pickling are the standard ones.

To a type checker these are the standard functions. They are for classes that derive from no other data class and leave
the functions made here to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:
    import dataclasses
    from inspect import get_annotations
    from types import FunctionType

    _MISSING = dataclasses.MISSING
    _ATTRIBUTES = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
    _names: dict[type, tuple[str, ...]] = {}
    """The fields of every class made here."""

    def dataclass(cls=None, /, **options):
        """As ``dataclasses.dataclass``, with ``init``, ``repr``, ``eq``, ``order``, ``frozen`` and ``slots``."""
        return (lambda one: _made(one, options)) if cls is None else _made(cls, options)

    def replace(record, /, **changes):
        """As ``dataclasses.replace``, without a look at all that is known of each field."""
        cls = type(record)
        names = _names.get(cls)
        if names is None:
            return dataclasses.replace(record, **changes)
        for name in names:
            if name not in changes:
                changes[name] = getattr(record, name)
        return cls(**changes)

    def _made(cls, options):
        names = tuple(get_annotations(cls))
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}

        def complete():
            inside = {"__annotations__": get_annotations(made), "__module__": made.__module__, "__doc__": made.__doc__}
            twin = type(made.__name__, (), {**inside, **defaults})
            standard = dataclasses.dataclass(**{**options, "init": False})(twin)
            for name in (*functions, *_ATTRIBUTES):
                setattr(made, name, standard.__dict__[name])

        def later(name, make):
            """A function that puts the real one in its place when it is called."""

            def first(self, *values, **named):
                make()
                return getattr(made, name)(self, *values, **named)

            return first

        def writing(name):
            return lambda: setattr(made, name, _written(made, name, names))

        compared = all(one.compare and one.hash is None for one in defaults.values() if _is_field(one))
        functions = _functions(options)
        members = {name: _Later(name, complete) for name in _ATTRIBUTES}
        for name in functions:
            members[name] = later(name, writing(name) if compared and name in _COMPARISONS else complete)
        if options.get("frozen"):
            members |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        elif options.get("eq", True):
            members["__hash__"] = None
        if options.get("init", True):
            members["__init__"] = _first_inits(names, defaults, lambda: _write_init(made, names, defaults, options))
        made = _with(cls, names, defaults, members, options)
        _names[made] = names
        return made

    def _with(cls, names, defaults, members, options):
        """The class with more members; the same one but where it gets slots, which only a new class can."""
        if options.get("slots"):
            kept = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__", *names)}
            own = {"__slots__": names, "__qualname__": cls.__qualname__}
            return type(cls)(cls.__name__, cls.__bases__, kept | own | members)
        for name, value in members.items():
            setattr(cls, name, value)
        for name, value in defaults.items():
            if _is_field(value):
                delattr(cls, name)
        return cls

    def _is_field(default):
        return isinstance(default, dataclasses.Field)

    def _functions(options):
        """What the standard library makes for these options, but for the constructor."""
        frozen, eq = options.get("frozen"), options.get("eq", True)
        return (
            *(("__repr__",) if options.get("repr", True) else ()),
            *(("__eq__",) if eq else ()),
            *(("__hash__",) if eq and frozen else ()),
            *(("__lt__", "__le__", "__gt__", "__ge__") if options.get("order") else ()),
            *(("__getstate__", "__setstate__") if frozen and options.get("slots") else ()),
        )

    def _refuse_to_set(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    class _Later:
        """An attribute of a class that puts the real one in its place when it is read."""

        def __init__(self, name, make):
            self.name = name
            self.make = make

        def __get__(self, instance, owner):
            self.make()
            return getattr(owner, self.name)

    # To compile a function for each class takes ten times as long as to take that of another class with as many fields
    # and to change the names in it.
    _models: dict[Any, Any] = {}

    def _model(key, source):
        if key not in _models:
            known: dict[str, Any] = {"_missing": _MISSING}
            exec(source(), known)
            _models[key] = known["model"]
        return _models[key]

    _COMPARISONS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=", "__hash__": ""}

    def _written(cls, name, names):
        """The function of that name: all fields hashed, or compared with those of another of the same class."""

        def source():
            own, others = ("".join(f"{one}.f{index}, " for index in range(len(names))) for one in ("self", "other"))
            if name == "__hash__":
                return f"def model(self): return hash(({own}))"
            same = "other.__class__ is self.__class__"
            return (
                f"def model(self, other): return ({own}) {_COMPARISONS[name]} ({others}) if {same} else NotImplemented"
            )

        model = _model((name, len(names)), source)
        fields = {f"f{index}": field for index, field in enumerate(names)}
        code = model.__code__.replace(co_names=tuple(fields.get(one, one) for one in model.__code__.co_names))
        function = FunctionType(code, model.__globals__, name)
        function.__qualname__ = f"{cls.__qualname__}.{name}"
        return function

    _FEW = 12

    def _first_inits(names, defaults, write):
        """The constructor for the first instances. To write a better one takes longer than most classes use it, so that
        is done where there are more, or where the arguments are wrong and the refusal has to name them."""
        count = 0

        def init(self, *given, **named):
            nonlocal count
            count += 1
            values, factories = _defaults(defaults)
            wanted = values | dict(zip(names, given, strict=False), **named)
            wanted |= {name: make() for name, make in factories.items() if name not in wanted}
            once = len(given) <= len(names) and named.keys().isdisjoint(names[: len(given)])
            if count > _FEW or not once or wanted.keys() != set(names):
                write()(self, *given, **named)
                return
            for name in names:
                object.__setattr__(self, name, wanted[name])

        return init

    def _defaults(defaults):
        """The default values and the factories of them, by field."""
        values, factories = {}, {}
        for name, default in defaults.items():
            if not _is_field(default):
                values[name] = default
            elif default.default_factory is not _MISSING:
                factories[name] = default.default_factory
            elif default.default is not _MISSING:
                values[name] = default.default
        return values, factories

    def _write_init(cls, names, defaults, options):
        """The constructor; it fills the slots or the dictionary directly, faster than ``object.__setattr__``."""
        slots = options.get("slots", False)
        values, factories = _defaults(defaults)
        made = [index for index, name in enumerate(names) if name in factories]

        def source():
            count = range(len(names))
            wanted = [
                f"n{index}() if v{index} is _missing else v{index}" if index in made else f"v{index}" for index in count
            ]
            fill = "s{}(self, {})" if slots else "d[s{}] = {}"
            body = [] if slots else ["d = self.__dict__"]
            body += [fill.format(index, value) for index, value in enumerate(wanted)]
            outer = ", ".join([*(f"s{index}" for index in count), *(f"n{index}" for index in made)])
            inner = ", ".join(["self", *(f"v{index}" for index in count)])
            return f"def model({outer}):\n def __init__({inner}): {'; '.join(body) or 'pass'}\n return __init__"

        places = [cls.__dict__[name].__set__ for name in names] if slots else names
        init = _model((slots, len(names), *made), source)(*places, *factories.values())
        code = init.__code__
        init.__code__ = code.replace(co_varnames=("self", *names, *code.co_varnames[len(names) + 1 :]))
        init.__defaults__ = tuple(
            {**dict.fromkeys(factories, _MISSING), **values}[name]
            for name in names
            if name in values or name in factories
        )
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        cls.__init__ = init
        return init
