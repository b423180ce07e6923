# JSON: encoding options, decoding hooks, errors with positions.
import json

data = {"b": [1, 2.5, -0.0, 1e100, True, None, "\u00e9\n\"\\/\u2028\U0001f600"], "a": {"nested": [], "empty": {}}, "1": (3,)}
print(json.dumps(data))
print(json.dumps(data, sort_keys=True, ensure_ascii=False))
print(json.dumps(data, indent=2))
print(json.dumps([1, [2, {"k": [3]}]], indent="\t", separators=(",", ":")))
print(json.dumps({1: 2, 1.5: 3, True: 4, None: 5}), json.dumps([float("nan"), float("inf"), -float("inf")]), json.dumps("x"), json.dumps(3))
print(json.dumps({(1, 2): 3, "k": 4}, skipkeys=True), json.dumps({1, 2}, default=sorted), json.dumps([1, 2], indent=0))
print(json.loads('[1, 2.0, "a\\u00e9\\ud83d\\ude00", {"x": [true, false, null]}, -1E-2, NaN, Infinity]'))
print(json.loads(b'{"a": 1}'), json.loads("  [ ]  "), json.loads('{"a": 1, "a": 2}'), json.loads("12345678901234567890"))
print(json.loads('{"a": [1, {"b": 2}]}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: -int(s)))
for text in ("", "[1,]", "{1: 2}", '{"a" 1}', '{"a": 1,}', "[1 2]", '"abc', '"\\x"', '"\n"', "nul", "[1] 2", "{", "[", '"\\u12"', "-", "01", "\ufeff[]", "tru\n\ne"):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), "->", error, error.pos, error.lineno, error.colno)
circular = []
circular.append(circular)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps(circular), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads(3)):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps({"z": 1 + 2j}, cls=Encoder), "".join(Encoder(indent=1).iterencode([1j])), json.JSONDecoder().raw_decode("[1] rest"))
