"""A small language: programs are nested tuples, and `match` takes them apart."""


class Closure:
    def __init__(self, parameters, body, environment):
        self.parameters, self.body, self.environment = parameters, body, environment

    def __repr__(self):
        return f"<function of {', '.join(self.parameters)}>"


def evaluate(program, env):
    match program:
        case int() | float() | bool():
            return program
        case str(name):
            if name not in env:
                raise NameError(f"unknown name {name}")
            return env[name]
        case ("let", {**bindings}, body):
            return evaluate(
                body, env | {name: evaluate(value, env) for name, value in bindings.items()}
            )
        case ("if", condition, yes, no):
            return evaluate(yes if evaluate(condition, env) else no, env)
        case ("fun", [*parameters], body):
            return Closure(parameters, body, env)
        case ("rec", name, ("fun", [*parameters], body)):
            closure = Closure(parameters, body, dict(env))
            closure.environment[name] = closure
            return closure
        case ("+" | "-" | "*" | "<" | "=" as operator, left, right):
            a, b = evaluate(left, env), evaluate(right, env)
            match operator:
                case "+":
                    return a + b
                case "-":
                    return a - b
                case "*":
                    return a * b
                case "<":
                    return a < b
                case "=":
                    return a == b
        case (function, *arguments) if arguments:
            closure = evaluate(function, env)
            if not isinstance(closure, Closure):
                raise TypeError(f"{closure} cannot be called")
            values = [evaluate(argument, env) for argument in arguments]
            return evaluate(
                closure.body, closure.environment | dict(zip(closure.parameters, values))
            )
        case _:
            raise SyntaxError(f"what is {program!r}?")


FACTORIAL = (
    "rec",
    "fact",
    ("fun", ["n"], ("if", ("<", "n", 2), 1, ("*", "n", ("fact", ("-", "n", 1))))),
)
ADDER = ("fun", ["a"], ("fun", ["b"], ("+", "a", "b")))
PROGRAMS = [
    ("+", 1, ("*", 2, 3)),
    ("let", {"x": 5, "y": 2}, ("-", "x", "y")),
    (FACTORIAL, 20),
    ("let", {"add": ADDER}, (("add", 40), 2)),
    ADDER,
    ("if", ("=", 1, 1), "yes", 0),
    (1, 2),
    ("wrong",),
]
for program in PROGRAMS:
    try:
        print(evaluate(program, {}))
    except (NameError, TypeError, SyntaxError) as error:
        print(f"{type(error).__name__}: {error}")
