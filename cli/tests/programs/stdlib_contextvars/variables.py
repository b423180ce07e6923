# Context variables: tokens, contexts, copies, errors.
import contextvars

var = contextvars.ContextVar("var", default=1)
bare = contextvars.ContextVar("bare")
token = var.set(2)
print(var.get(), token.old_value is token.MISSING, token.var is var, var.name, bare.get("fallback"))
context = contextvars.copy_context()


def change():
    var.set(5)
    bare.set("inner")
    return var.get(), len(contextvars.copy_context())


print(context.run(change), var.get(), context[var], bare in context, sorted(v.name for v in context), dict(context.items())[bare])
var.reset(token)
print(var.get(), context.get(bare), context.copy() is context, len(contextvars.Context()))
for bad in (lambda: bare.get(), lambda: var.reset(token), lambda: context.run(), lambda: contextvars.ContextVar(3), lambda: context["x"], lambda: context.run(lambda: context.run(print)), lambda: contextvars.Context()[var]):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0][:60])
