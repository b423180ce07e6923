"""Where Python's files are, and how it was built."""

import os
import sys
from os.path import realpath

__all__ = ['get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_makefile_filename', 'get_path',
           'get_path_names', 'get_paths', 'get_platform', 'get_python_version', 'get_scheme_names',
           'parse_config_h', 'get_default_scheme', 'get_preferred_scheme']

_SCHEME_KEYS = ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')

_PREFIXED = {
    'stdlib': '{installed_base}/{platlibdir}/python{py_version_short}',
    'platstdlib': '{platbase}/{platlibdir}/python{py_version_short}',
    'purelib': '{base}/lib/python{py_version_short}/site-packages',
    'platlib': '{platbase}/{platlibdir}/python{py_version_short}/site-packages',
    'include': '{installed_base}/include/python{py_version_short}{abiflags}',
    'platinclude': '{installed_platbase}/include/python{py_version_short}{abiflags}',
    'scripts': '{base}/bin',
    'data': '{base}',
}
_INSTALL_SCHEMES = {
    'posix_prefix': _PREFIXED,
    'posix_home': {
        'stdlib': '{installed_base}/lib/python',
        'platstdlib': '{base}/lib/python',
        'purelib': '{base}/lib/python',
        'platlib': '{base}/lib/python',
        'include': '{installed_base}/include/python',
        'platinclude': '{installed_base}/include/python',
        'scripts': '{base}/bin',
        'data': '{base}',
    },
    'posix_user': {
        'stdlib': '{userbase}/{platlibdir}/python{py_version_short}',
        'platstdlib': '{userbase}/{platlibdir}/python{py_version_short}',
        'purelib': '{userbase}/lib/python{py_version_short}/site-packages',
        'platlib': '{userbase}/lib/python{py_version_short}/site-packages',
        'include': '{userbase}/include/python{py_version_short}',
        'scripts': '{userbase}/bin',
        'data': '{userbase}',
    },
    'posix_venv': _PREFIXED,
    'venv': _PREFIXED,
}

_PY_VERSION = '%d.%d.%d' % sys.version_info[:3]
_PY_VERSION_SHORT = '%d.%d' % sys.version_info[:2]

_config_vars = None


def get_scheme_names():
    """Return the names of the schemes of folders."""
    return tuple(sorted(_INSTALL_SCHEMES))


def get_path_names():
    """Return the names of the folders in a scheme."""
    return _SCHEME_KEYS


def get_preferred_scheme(key):
    """Return the scheme for 'prefix', 'home' or 'user'."""
    if key == 'prefix' and sys.prefix != sys.base_prefix:
        return 'venv'
    schemes = {'prefix': 'posix_prefix', 'home': 'posix_home', 'user': 'posix_user'}
    scheme = schemes[key]
    if scheme not in _INSTALL_SCHEMES:
        raise ValueError(f"{key!r} returned {scheme!r} but the scheme doesn't exist")
    return scheme


def get_default_scheme():
    """Return the scheme of this installation."""
    return get_preferred_scheme('prefix')


def _expand(text, vars):
    try:
        return text.format(**vars)
    except KeyError as var:
        raise AttributeError(f'{var}') from None


def get_paths(scheme=None, vars=None, expand=True):
    """Return the folders of a scheme; `vars` are put into them, unless `expand` is false."""
    if scheme is None:
        scheme = get_default_scheme()
    if not expand:
        return _INSTALL_SCHEMES[scheme]
    values = dict(get_config_vars())
    values.update(vars or {})
    return {key: os.path.normpath(_expand(text, values)) for key, text in _INSTALL_SCHEMES[scheme].items()}


def get_path(name, scheme=None, vars=None, expand=True):
    """Return one folder of a scheme."""
    return get_paths(scheme, vars, expand)[name]


def _userbase():
    home = os.environ.get("PYTHONUSERBASE", None)
    return home or os.path.join(os.path.expanduser("~"), ".local")


def get_config_vars(*args):
    """Return a dict of all that is known, or a list of the values of some names."""
    global _config_vars
    if _config_vars is None:
        prefix = os.path.normpath(sys.prefix)
        exec_prefix = os.path.normpath(sys.exec_prefix)
        _config_vars = {
            'prefix': prefix,
            'exec_prefix': exec_prefix,
            'py_version': _PY_VERSION,
            'py_version_short': _PY_VERSION_SHORT,
            'py_version_nodot': '%d%d' % sys.version_info[:2],
            'installed_base': os.path.normpath(sys.base_prefix),
            'base': prefix,
            'installed_platbase': os.path.normpath(sys.base_exec_prefix),
            'platbase': exec_prefix,
            'projectbase': os.path.dirname(realpath(sys.executable)) if sys.executable else os.getcwd(),
            'platlibdir': getattr(sys, 'platlibdir', 'lib'),
            'abiflags': getattr(sys, 'abiflags', ''),
            'py_version_nodot_plat': '',
            'userbase': _userbase(),
            # There are no extension modules in C.
            'EXT_SUFFIX': None,
            'SOABI': None,
            'Py_DEBUG': 0,
            'WITH_PYMALLOC': 0,
        }
    if args:
        return [_config_vars.get(name) for name in args]
    return _config_vars


def get_config_var(name):
    """Return one value of get_config_vars(), or None."""
    return get_config_vars().get(name)


def get_platform():
    """Return a string for this kind of system and machine: 'linux-x86_64'."""
    info = os.uname()
    osname = info.sysname.lower().replace('/', '')
    machine = info.machine.replace(' ', '_').replace('/', '-')
    if osname == 'linux':
        return f'{osname}-{machine}'
    release = info.release
    if osname == 'darwin':
        release = '.'.join(release.split('.')[:2])
        osname = 'macosx'
    return f'{osname}-{release}-{machine}'


def get_python_version():
    """Return the version in two numbers."""
    return _PY_VERSION_SHORT


def is_python_build(check_home=None):
    """Return whether this runs in the folder in which it was built: no."""
    return False


def get_makefile_filename():
    """Raise: there is no Makefile from a build in C."""
    raise NotImplementedError('there is no Makefile: this implementation is not built from C')


def get_config_h_filename():
    """Raise: there is no header from a build in C."""
    raise NotImplementedError('there is no pyconfig.h: this implementation is not built from C')


def parse_config_h(fp, vars=None):
    """Return the definitions in a C header as a dict."""
    if vars is None:
        vars = {}
    import re
    define_rx = re.compile("#define ([A-Z][A-Za-z0-9_]+) (.*)\n")
    undef_rx = re.compile("/[*] #undef ([A-Z][A-Za-z0-9_]+) [*]/\n")
    for line in iter(fp.readline, ''):
        m = define_rx.match(line)
        if m:
            n, v = m.group(1, 2)
            try:
                v = int(v)
            except ValueError:
                pass
            vars[n] = v
        else:
            m = undef_rx.match(line)
            if m:
                vars[m.group(1)] = 0
    return vars


def _main():
    """Print all."""
    print('Platform: "%s"' % get_platform())
    print('Python version: "%s"' % get_python_version())
    print('Current installation scheme: "%s"' % get_default_scheme())
    for title, data in (('Paths', get_paths()), ('Variables', get_config_vars())):
        print()
        print('%s: ' % title)
        for key, value in sorted(data.items()):
            print('\t%s = "%s"' % (key, value))


if __name__ == '__main__':
    _main()
