"""The steps of `lanes` for the compiler: sixteen sessions in one value, as LLVM vectors.

LLVM makes of such a vector what the machine has: one register with AVX-512, two with AVX2, four
with SSE or NEON. Additions, products, quotients and roots are rounded one by one on all of them
(nothing is fused, nothing reordered), and so the numbers are the same.
"""

# pyright: basic, reportOptionalCall=false
# Numba and llvmlite have no types, so the strict rules would ask for one in every line.

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.extending import intrinsic, models, register_model
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature

from reflective_groups.simulation import lanes
from reflective_groups.simulation.lanes import TABLE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable


class Lanes(types.Type):
    """Sixteen of a kind side by side."""


FLOATS, WORDS, FLAGS = Lanes("lanes of floats"), Lanes("lanes of words"), Lanes("lanes of flags")
_OF = {FLOATS: ir.FloatType(), WORDS: ir.IntType(32), FLAGS: ir.IntType(1)}
_LONG = ir.VectorType(ir.IntType(64), WIDTH)
_LINE = 64
_WORD = 32


def _shape(kind: Lanes) -> ir.VectorType:
    return ir.VectorType(_OF[kind], WIDTH)


@register_model(Lanes)
class _Model(models.PrimitiveModel):
    def __init__(self, dmm: Any, fe_type: Lanes) -> None:
        super().__init__(dmm, fe_type, _shape(fe_type))


class Rows(types.Type):
    """Rows of lanes in memory: an address and nothing that has to be counted."""


class Column(types.Type):
    """Numbers in memory, one after the other."""


FLOAT_ROWS, WORD_ROWS = Rows("rows of floats"), Rows("rows of words")
FLOAT_COLUMN, WORD_COLUMN, PLACES = Column("floats"), Column("words"), Column("places")
_ROW = {FLOAT_ROWS: FLOATS, WORD_ROWS: WORDS}
_ENTRY = {
    FLOAT_COLUMN: (types.float32, ir.FloatType()),
    WORD_COLUMN: (types.uint32, ir.IntType(32)),
    PLACES: (types.int32, ir.IntType(32)),
}


@register_model(Rows)
@register_model(Column)
class _Address(models.PrimitiveModel):
    def __init__(self, dmm: Any, fe_type: Any) -> None:
        super().__init__(dmm, fe_type, ir.IntType(64))


def memory_of(kinds: tuple[types.Type, ...]) -> Any:
    """A step that takes addresses for memory of these kinds."""

    @intrinsic
    def taken(context: Any, addresses: Any) -> Any:
        del context
        return signature(types.Tuple(kinds), addresses), _take

    return taken


def _take(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    one_by_one = cgutils.unpack_tuple(builder, args[0])
    return context.make_tuple(builder, sig.return_type, one_by_one)


def _spread(builder: Any, value: Any, element: Any) -> Any:
    """One number in each lane."""
    vector = ir.VectorType(element, WIDTH)
    one = builder.insert_element(
        ir.Constant(vector, ir.Undefined), value, ir.Constant(ir.IntType(32), 0)
    )
    mask = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), mask)


def _as_lanes(builder: Any, value: Any, given: types.Type, kind: Lanes) -> Any:
    """A value as lanes of a kind; a number alone stands in each."""
    if isinstance(given, Lanes):
        return value
    if kind is FLOATS:
        number = ir.FloatType()
        if isinstance(given, types.Integer):
            value = builder.sitofp(value, number)
        elif given is types.float64:
            value = builder.fptrunc(value, number)
        return _spread(builder, value, number)
    word = ir.IntType(32)
    if value.type.width > _WORD:
        value = builder.trunc(value, word)
    elif value.type.width < _WORD:
        value = builder.zext(value, word)
    return _spread(builder, value, word)


def _teach(step: Any, choose: Callable[..., Any], make: Callable[..., Any]) -> None:
    """Tell the compiler what a step gives for which types, and how."""

    @infer_global(step)
    class _Template(AbstractTemplate):
        key = step

        def generic(self, args: Any, kws: Any) -> Any:
            del kws
            return choose(*args)

    lower_builtin(step, types.VarArg(types.Any))(make)


def _operation(step: Any, kinds: dict[Lanes, str], gives: Lanes | None = None) -> None:
    def choose(one: Any, other: Any) -> Any:
        kind = next((a for a in (one, other) if isinstance(a, Lanes)), None)
        fits = (Lanes, types.Integer) if kind is WORDS else (Lanes, types.Integer, types.Float)
        if kind not in kinds or not isinstance(one, fits) or not isinstance(other, fits):
            return None
        if isinstance(one, Lanes) and isinstance(other, Lanes) and one is not other:
            return None
        return signature(gives or kind, one, other)

    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        del context
        kind = next(a for a in sig.args if isinstance(a, Lanes))
        one, other = (_as_lanes(builder, v, t, kind) for v, t in zip(args, sig.args, strict=True))
        name = kinds[kind]
        if name in {"==", "<", "<=", ">", ">=", "!="}:
            if kind is FLOATS:
                return builder.fcmp_ordered(name, one, other)
            return builder.icmp_unsigned(name, one, other)
        return getattr(builder, name)(one, other)

    @infer_global(step)
    class _Template(AbstractTemplate):
        key = step

        def generic(self, args: Any, kws: Any) -> Any:
            del kws
            return choose(*args)

    for one, other in ((Lanes, Lanes), (Lanes, types.Number), (types.Number, Lanes)):
        lower_builtin(step, one, other)(make)


for _step, _kinds in {
    operator.add: {FLOATS: "fadd", WORDS: "add"},
    operator.sub: {FLOATS: "fsub", WORDS: "sub"},
    operator.mul: {FLOATS: "fmul", WORDS: "mul"},
    operator.truediv: {FLOATS: "fdiv"},
    operator.xor: {WORDS: "xor"},
    operator.or_: {WORDS: "or_"},
    operator.and_: {WORDS: "and_"},
    operator.lshift: {WORDS: "shl"},
    operator.rshift: {WORDS: "lshr"},
}.items():
    _operation(_step, _kinds)
for _step, _sign in {
    operator.eq: "==",
    operator.lt: "<",
    operator.le: "<=",
    operator.gt: ">",
    operator.ge: ">=",
}.items():
    _operation(_step, {FLOATS: _sign, WORDS: _sign}, FLAGS)


def _row(builder: Any, rows: Any, kind: Lanes, at: Any) -> Any:
    """The address of a row of lanes."""
    start = builder.mul(at, ir.Constant(at.type, WIDTH * 4))
    return builder.inttoptr(builder.add(rows, start), _shape(kind).as_pointer())


def _index(builder: Any, at: Any, given: Any) -> Any:
    wide = ir.IntType(64)
    if at.type.width < wide.width:
        return builder.sext(at, wide) if given.signed else builder.zext(at, wide)
    return at


def _load(kind: Lanes) -> Any:
    def choose(rows: Any, at: Any) -> Any:
        return signature(kind, rows, at) if _ROW.get(rows) is kind else None

    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        at = _index(builder, args[1], sig.args[1])
        del context
        found = builder.load(_row(builder, args[0], kind, at))
        found.align = _LINE
        return found

    return choose, make


def _store(kind: Lanes) -> Any:
    def choose(rows: Any, at: Any, value: Any) -> Any:
        return signature(types.none, rows, at, value) if value is kind else None

    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        at = _index(builder, args[1], sig.args[1])
        put = builder.store(args[2], _row(builder, args[0], kind, at))
        put.align = _LINE
        return context.get_dummy_value()

    return choose, make


def _gathered(builder: Any, base: Any, at: Any) -> Any:
    """The numbers at so many places from an address on, a place a lane."""
    pointers = ir.VectorType(ir.FloatType().as_pointer(), WIDTH)
    module = builder.module
    spread = _spread(builder, base, ir.IntType(64))
    far = builder.add(spread, builder.shl(builder.zext(at, _LONG), ir.Constant(_LONG, [2] * WIDTH)))
    where = builder.inttoptr(far, pointers)
    name = f"llvm.masked.gather.v{WIDTH}f32.v{WIDTH}p0"
    kind = ir.FunctionType(
        _shape(FLOATS), [pointers, ir.IntType(32), _shape(FLAGS), _shape(FLOATS)]
    )
    function = cgutils.get_or_insert_function(module, kind, name)
    return builder.call(
        function,
        [
            where,
            ir.Constant(ir.IntType(32), 4),
            ir.Constant(_shape(FLAGS), [1] * WIDTH),
            ir.Constant(_shape(FLOATS), ir.Undefined),
        ],
    )


def _make_look_up(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del sig
    if "+avx512f" in context.codegen().magic_tuple()[2]:
        return _shuffled(builder, *args)
    return _gathered(builder, args[0], args[1])


def _shuffled(builder: Any, table: Any, at: Any) -> Any:
    """The same from registers: three of them hold the whole table, and AVX-512 reads across two.

    A gather takes one load a lane, and took a third of the time of a turn.
    """
    floats, words = _shape(FLOATS), _shape(WORDS)
    parts = []
    for part in range(TABLE // WIDTH):
        place = builder.add(table, ir.Constant(ir.IntType(64), part * WIDTH * 4))
        found = builder.load(builder.inttoptr(place, floats.as_pointer()))
        found.align = 4
        parts.append(found)
    one, two, three = parts
    kind = ir.FunctionType(floats, [floats, words, floats])
    name = "llvm.x86.avx512.vpermi2var.ps.512"
    across = cgutils.get_or_insert_function(builder.module, kind, name)
    near = builder.call(across, [one, at, two])
    far = builder.call(across, [three, at, three])
    beyond = builder.icmp_unsigned(">=", at, ir.Constant(words, [2 * WIDTH] * WIDTH))
    return builder.select(beyond, far, near)


def _make_pick(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context, sig
    vector = _shape(WORDS)
    across = ir.Constant(vector, list(range(WIDTH)))
    at = builder.add(builder.mul(args[1], ir.Constant(vector, [WIDTH] * WIDTH)), across)
    return _gathered(builder, args[0], at)


def _make_where(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context
    kind = sig.return_type
    yes, no = (_as_lanes(builder, v, t, kind) for v, t in zip(args[1:], sig.args[1:], strict=True))
    return builder.select(args[0], yes, no)


def _make_some(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context, sig
    whole = builder.bitcast(args[0], ir.IntType(WIDTH))
    return builder.icmp_unsigned("!=", whole, ir.Constant(ir.IntType(WIDTH), 0))


def _make_level(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context
    return _as_lanes(builder, args[1], sig.args[1], sig.return_type)


def _make_root(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context, sig
    kind = ir.FunctionType(_shape(FLOATS), [_shape(FLOATS)])
    return builder.call(
        cgutils.get_or_insert_function(builder.module, kind, f"llvm.sqrt.v{WIDTH}f32"), args
    )


def _make_high(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context, sig
    wide = ir.IntType(64)
    word = ir.Constant(wide, 0xFFFFFFFF)
    by = args[1]
    by = builder.and_(builder.zext(by, wide) if by.type.width < wide.width else by, word)
    product = builder.mul(builder.zext(args[0], _LONG), _spread(builder, by, ir.IntType(64)))
    return builder.trunc(builder.lshr(product, ir.Constant(_LONG, [_WORD] * WIDTH)), _shape(WORDS))


def _make(how: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        del context, sig
        return how(builder, args)

    return make


def _gives(kind: Any) -> Callable[..., Any]:
    return lambda *args: signature(kind, *args)


_STEPS: dict[Any, tuple[Any, Any]] = {
    lanes.load: _load(FLOATS),
    lanes.load_words: _load(WORDS),
    lanes.store: _store(FLOATS),
    lanes.store_words: _store(WORDS),
    lanes.look_up: (_gives(FLOATS), _make_look_up),
    lanes.pick: (_gives(FLOATS), _make_pick),
    lanes.where: (_gives(FLOATS), _make_where),
    lanes.where_words: (_gives(WORDS), _make_where),
    lanes.some: (_gives(types.boolean), _make_some),
    lanes.both: (_gives(FLAGS), _make(lambda b, a: b.and_(a[0], a[1]))),
    lanes.level: (_gives(FLOATS), _make_level),
    lanes.level_words: (_gives(WORDS), _make_level),
    lanes.root: (_gives(FLOATS), _make_root),
    lanes.high: (_gives(WORDS), _make_high),
    lanes.as_numbers: (_gives(FLOATS), _make(lambda b, a: b.sitofp(a[0], _shape(FLOATS)))),
    lanes.as_words: (_gives(WORDS), _make(lambda b, a: b.fptosi(a[0], _shape(WORDS)))),
    lanes.bits: (_gives(WORDS), _make(lambda b, a: b.bitcast(a[0], _shape(WORDS)))),
    lanes.from_bits: (_gives(FLOATS), _make(lambda b, a: b.bitcast(a[0], _shape(FLOATS)))),
}
for _step, (_choose, _how) in _STEPS.items():
    _teach(_step, _choose, _how)


def _entry(builder: Any, column: Any, kind: Column, at: Any, given: Any) -> Any:
    """The address of a number of a column."""
    at = _index(builder, at, given)
    far = builder.add(column, builder.mul(at, ir.Constant(at.type, 4)))
    return builder.inttoptr(far, _ENTRY[kind][1].as_pointer())


@infer_global(operator.getitem)
class _Get(AbstractTemplate):
    key = operator.getitem

    def generic(self, args: Any, kws: Any) -> Any:
        del kws
        column, _ = args
        return signature(_ENTRY[column][0], *args) if isinstance(column, Column) else None


@infer_global(operator.setitem)
class _Set(AbstractTemplate):
    key = operator.setitem

    def generic(self, args: Any, kws: Any) -> Any:
        del kws
        column, at, _ = args
        if not isinstance(column, Column):
            return None
        return signature(types.none, column, at, _ENTRY[column][0])


@lower_builtin(operator.getitem, Column, types.Integer)
def _get(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    del context
    return builder.load(_entry(builder, args[0], sig.args[0], args[1], sig.args[1]))


@lower_builtin(operator.setitem, Column, types.Integer, types.Any)
def _set(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    builder.store(args[2], _entry(builder, args[0], sig.args[0], args[1], sig.args[1]))
    return context.get_dummy_value()
