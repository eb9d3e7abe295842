"""Data classes whose functions are made when they are first called.

``dataclasses.dataclass`` writes and compiles six functions for a class as soon as its module is imported. With a
hundred and fifty classes that took longer than judging an agreement, a check that is run one file at a time pays for it
every time, and most of those functions are never called. Here an import makes the class alone. Its constructor is
written for the first instance; everything else is made by the standard library at the first call of any of it, so that
equality, order, hashing, ``fields`` and pickling are the standard ones.

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

    _MISSING = dataclasses.MISSING
    _ATTRIBUTES = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")

    def dataclass(cls=None, /, **options):
        """As ``dataclasses.dataclass``, with ``init``, ``repr``, ``eq``, ``order``, ``frozen`` and ``slots``."""
        return (lambda one: _made(one, options)) if cls is None else _made(cls, options)

    def replace(record, /, **changes):
        """As ``dataclasses.replace``, without a look at all that is known of each field."""
        cls = type(record)
        names = cls.__dict__.get("__slots__")
        if names is None:
            return dataclasses.replace(record, **changes)
        for name in names:
            if name not in changes:
                changes[name] = getattr(record, name)
        return cls(**changes)

    def _made(cls, options):
        names = tuple(get_annotations(cls))
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        slots = options.get("slots", False)
        made = _slotted(cls, names) if slots else cls
        functions = _functions(options)
        for name, value in defaults.items():
            if not slots and isinstance(value, dataclasses.Field):
                delattr(made, name)
        if options.get("frozen"):
            made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
        elif options.get("eq", True):
            made.__hash__ = None

        def complete():
            inside = {"__annotations__": get_annotations(made), "__module__": made.__module__, "__doc__": made.__doc__}
            twin = type(made.__name__, (), {**inside, **defaults})
            standard = dataclasses.dataclass(**{**options, "init": False})(twin)
            for name in (*functions, *_ATTRIBUTES):
                setattr(made, name, standard.__dict__[name])

        for name in functions:
            setattr(made, name, _later(made, name, complete))
        for name in _ATTRIBUTES:
            setattr(made, name, _Later(name, complete))
        if options.get("init", True):
            made.__init__ = _later(made, "__init__", lambda: _write_init(made, names, defaults, options))
        return made

    def _slotted(cls, names):
        """The class again with slots, which only a new class can get."""
        kept = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__", *names)}
        return type(cls)(cls.__name__, cls.__bases__, {**kept, "__slots__": names, "__qualname__": cls.__qualname__})

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

    def _later(cls, name, make):
        """A function that puts the real one in its place when it is called."""

        def first(self, *values, **named):
            make()
            return getattr(cls, name)(self, *values, **named)

        return first

    class _Later:
        """An attribute of a class that puts the real one in its place when it is read."""

        def __init__(self, name, make):
            self.name = name
            self.make = make

        def __get__(self, instance, owner):
            self.make()
            return getattr(owner, self.name)

    def _write_init(cls, names, defaults, options):
        """The constructor; with slots it fills them directly, which is faster than ``object.__setattr__``."""
        simple = not any(isinstance(default, dataclasses.Field) for default in defaults.values())
        if options.get("slots") and simple:
            init = _copied_init(cls, names)
            init.__defaults__ = tuple(defaults[name] for name in names if name in defaults) or None
        else:
            init = _compiled_init(names, defaults, options)
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        cls.__init__ = init

    _models: dict[int, Any] = {}

    def _copied_init(cls, names):
        """The constructor of any class with as many slots, with the names and for the slots of this one.

        To compile one for each class takes twenty times as long.
        """
        count = len(names)
        if count not in _models:
            slots, values = ([f"{letter}{index}" for index in range(count)] for letter in "sv")
            body = "; ".join(f"{slot}(self, {value})" for slot, value in zip(slots, values, strict=True)) or "pass"
            head = f"def model({', '.join(slots)}):\n def __init__({', '.join(['self', *values])}):"
            known: dict[str, Any] = {}
            exec(f"{head} {body}\n return __init__", known)
            _models[count] = known["model"]
        init = _models[count](*(cls.__dict__[name].__set__ for name in names))
        init.__code__ = init.__code__.replace(co_varnames=("self", *names))
        return init

    def _compiled_init(names, defaults, options):
        known: dict[str, Any] = {"_set": object.__setattr__, "_missing": _MISSING}
        wanted, body = [], []
        for name in names:
            value, argument = name, name
            default = defaults.get(name, _MISSING)
            if isinstance(default, dataclasses.Field):
                default, factory = default.default, default.default_factory
                if factory is not _MISSING:
                    known[f"_new_{name}"] = factory
                    argument, value = f"{name}=_missing", f"_new_{name}() if {name} is _missing else {name}"
            if default is not _MISSING:
                known[f"_default_{name}"] = default
                argument = f"{name}=_default_{name}"
            wanted.append(argument)
            body.append(f"_set(self, {name!r}, {value})" if options.get("frozen") else f"self.{name} = {value}")
        exec(f"def __init__(self, {', '.join(wanted)}):\n " + "\n ".join(body), known)
        return known["__init__"]
