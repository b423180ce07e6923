"""The beginning of a process that is a new program."""

import os
import pickle
import runpy
import sys
import types

from . import process
from .context import _default_context

__all__ = ['freeze_support', 'set_executable', 'get_executable', 'get_preparation_data', 'spawn_main']


def get_preparation_data(name):
    """Return what a child needs in order to look like its parent."""
    data = {
        'name': name, 'sys_path': list(sys.path), 'sys_argv': sys.argv, 'dir': os.getcwd(), 'orig_dir': process.ORIGINAL_DIR,
        'authkey': bytes(process.current_process().authkey), 'start_method': _default_context.get_start_method(),
    }
    main = sys.modules['__main__']
    spec = getattr(main, '__spec__', None)
    if spec is not None and spec.name:
        data['init_main_from_name'] = spec.name
    elif getattr(main, '__file__', None):
        path = main.__file__
        if not os.path.isabs(path) and process.ORIGINAL_DIR is not None:
            path = os.path.join(process.ORIGINAL_DIR, path)
        data['init_main_from_path'] = os.path.normpath(path)
    return data


preparation_data = get_preparation_data


def spawn_main(pipe_handle, parent_pid=None, parent_sentinel=None):
    """Read what this process is to do, and do it."""
    assert '--multiprocessing-fork' in sys.argv, "Not forking"
    with open(pipe_handle, 'rb') as f:
        process.current_process()._inheriting = True
        try:
            prepare(pickle.load(f))
            self = pickle.load(f)
        finally:
            del process.current_process()._inheriting
    code = self._bootstrap(parent_sentinel)
    os._exit(code)


def prepare(data):
    """Make this process look like its parent."""
    process.current_process().name = data['name']
    process.current_process().authkey = data['authkey']
    sys.path[:] = data['sys_path']
    sys.argv = data['sys_argv']
    os.chdir(data['dir'])
    process.ORIGINAL_DIR = data['orig_dir']
    _default_context.set_start_method(data['start_method'], force=True)
    if 'init_main_from_name' in data:
        if data['init_main_from_name'] != '__main__' and not data['init_main_from_name'].endswith('.__main__'):
            _become_main(runpy.run_module(data['init_main_from_name'], run_name='__mp_main__', alter_sys=True))
    elif 'init_main_from_path' in data:
        name = os.path.splitext(os.path.basename(data['init_main_from_path']))[0]
        if name != '__main__':
            _become_main(runpy.run_path(data['init_main_from_path'], run_name='__mp_main__'))


def _become_main(contents):
    module = types.ModuleType('__mp_main__')
    module.__dict__.update(contents)
    sys.modules['__main__'] = sys.modules['__mp_main__'] = module


def _check_not_importing_main():
    if getattr(process.current_process(), '_inheriting', False):
        raise RuntimeError("An attempt has been made to start a new process before the current process has finished its "
                           "bootstrapping phase.")


def get_executable():
    """Return the program that runs spawned processes."""
    from . import _start
    return _start.executable


set_executable = _default_context.set_executable
freeze_support = _default_context.freeze_support
