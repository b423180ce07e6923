# What importlib asks of the machine.
import _imp
for n in ['sys','builtins','_imp','time','nope']: print(n,_imp.is_builtin(n), _imp.is_frozen(n))
print(_imp.check_hash_based_pycs, _imp.lock_held(), _imp.source_hash(1234,b'abc'))
try: _imp.get_frozen_object('nope')
except Exception as e: print(type(e),e)
try: _imp.release_lock()
except Exception as e: print(type(e),e)
_imp.acquire_lock(); print(_imp.lock_held()); _imp.release_lock()
import importlib, importlib.util
print(importlib.import_module('json').__name__)
print(importlib.util.find_spec('time').name, importlib.util.find_spec('nope'))
print(importlib.util.source_hash(b'x'))
import time
print(time.__spec__.name, time.__loader__)
