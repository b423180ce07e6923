"""What this machine, its system and this implementation of Python are."""

import collections
import os
import re
import sys

__version__ = '1.0.8'

_Uname = collections.namedtuple("_Uname", "system node release version machine")


class uname_result(_Uname):
    """What uname() tells; the processor is found out when somebody asks for it."""

    _fields = _Uname._fields + ('processor',)

    @property
    def processor(self):
        global _processor_cache
        if _processor_cache is None:
            _processor_cache = _ask_for_processor()
        return _processor_cache

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    @classmethod
    def _make(cls, iterable):
        values = list(iterable)
        if len(values) not in (5, 6):
            raise TypeError(f"{cls.__name__}._make expected 5 or 6 values")
        return cls.__new__(cls, *values[:5])

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return len(tuple(iter(self)))

    def __reduce__(self):
        return uname_result, tuple(self)[:5]


_processor_cache = None
_uname_cache = None


def _ask_for_processor():
    """Return what `uname -p` says, the only one who knows."""
    import subprocess
    try:
        output = subprocess.check_output(['uname', '-p'], stderr=subprocess.DEVNULL, text=True, encoding="utf8")
    except (OSError, subprocess.CalledProcessError):
        return ''
    return _unknown_as_blank(output.strip())


def _unknown_as_blank(value):
    return '' if value == 'unknown' else value


def uname():
    """Return (system, node, release, version, machine, processor)."""
    global _uname_cache
    if _uname_cache is None:
        info = os.uname()
        _uname_cache = uname_result(*map(_unknown_as_blank, (
            info.sysname, info.nodename, info.release, info.version, info.machine)))
    return _uname_cache


def system():
    """Return the name of the system: 'Linux', 'Darwin'."""
    return uname().system


def node():
    """Return the name of this machine in its network."""
    return uname().node


def release():
    """Return the release of the system."""
    return uname().release


def version():
    """Return the version of the system's release."""
    return uname().version


def machine():
    """Return the kind of machine: 'x86_64', 'arm64'."""
    return uname().machine


def processor():
    """Return the kind of processor."""
    return uname().processor


def architecture(executable=sys.executable, bits='', linkage=''):
    """Return (bits, linkage) of a program, by default this one."""
    if not bits:
        bits = '64bit' if sys.maxsize > 2 ** 32 else '32bit'
    if not linkage and sys.platform.startswith('linux') and executable:
        linkage = 'ELF'
    return bits, linkage


def system_alias(system, release, version):
    """Return the three with the names that are used in public."""
    if system == 'SunOS':
        if release < '5':
            return system, release, version
        major = release.split('.')[0]
        try:
            release = str(int(major) - 3) + release[len(major):]
        except ValueError:
            pass
        if release < '6':
            system = 'Solaris'
    elif system in ('win32', 'win16'):
        system = 'Windows'
    return system, release, version


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """Return (name, version) of the C library that a program uses."""
    if not executable:
        try:
            ver = os.confstr('CS_GNU_LIBC_VERSION')
            parts = ver.split(maxsplit=1)
            if len(parts) == 2:
                return tuple(parts)
        except (AttributeError, ValueError, OSError):
            pass
        executable = sys.executable
        if not executable:
            return lib, version
    search = re.compile(rb'(__libc_init)|(GLIBC_([0-9.]+))|(libc(_\w+)?\.so(?:\.(\d[0-9.]*))?)', re.ASCII)

    def as_tuple(text):
        return tuple(int(part) for part in text.split('.') if part.isdigit())
    with open(os.path.realpath(executable), 'rb') as f:
        for m in search.finditer(f.read()):
            libcinit, glibc, glibcversion, so, threads, soversion = [
                s.decode('latin1') if s is not None else s for s in m.groups()]
            if libcinit and not lib:
                lib = 'libc'
            elif glibc:
                if lib != 'glibc' or as_tuple(glibcversion) > as_tuple(version):
                    lib = 'glibc'
                    version = glibcversion
            elif so and lib != 'glibc':
                lib = 'libc'
                if soversion and (not version or as_tuple(soversion) > as_tuple(version)):
                    version = soversion
                if threads and version[-len(threads):] != threads:
                    version = version + threads
    return lib, version


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """Return (release, version info, machine) of macOS, the arguments elsewhere."""
    return release, versioninfo, machine


def win32_ver(release='', version='', csd='', ptype=''):
    """Return (release, version, service pack, type) of Windows, the arguments elsewhere."""
    return release, version, csd, ptype


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    """Return what Jython knows of Java, the arguments elsewhere."""
    return release, vendor, vminfo, osinfo


_platform_cache = {}


def platform(aliased=False, terse=False):
    """Return the system in one string, to be read by people."""
    result = _platform_cache.get((bool(aliased), bool(terse)))
    if result is not None:
        return result
    system, node, release, version, machine = uname()[:5]
    processor = uname().processor
    if machine == processor:
        processor = ''
    if aliased:
        system, release, version = system_alias(system, release, version)
    if system == 'Linux':
        libcname, libcversion = libc_ver()
        platform = _joined(system, release, machine, processor, 'with', libcname + libcversion)
    elif terse:
        platform = _joined(system, release)
    else:
        bits, linkage = architecture(sys.executable)
        platform = _joined(system, release, machine, processor, bits, linkage)
    _platform_cache[(bool(aliased), bool(terse))] = platform
    return platform


def _joined(*args):
    text = '-'.join(x.strip() for x in filter(len, args))
    for char in ' /\\:;"()':
        text = text.replace(char, '_')
    text = text.replace('unknown', '')
    while True:
        cleaned = text.replace('--', '-')
        if cleaned == text:
            break
        text = cleaned
    return text.rstrip('-')


# --- this implementation -----------------------------------------------------------------------------------------

_sys_version_parser = re.compile(
    r'([\w.+]+)\s*'                 # version
    r'\(#?([^,]+)'                  # build number
    r'(?:,\s*([\w ]*)'              # build date
    r'(?:,\s*([\w :]*))?)?\)\s*'    # build time
    r'\[([^\]]+)\]?', re.ASCII)     # compiler


def _sys_version():
    """Return (version, build number, build date, compiler) out of sys.version."""
    match = _sys_version_parser.match(sys.version)
    if match is None:
        raise ValueError('failed to parse CPython sys.version: %s' % repr(sys.version))
    version, buildno, builddate, buildtime, compiler = match.groups()
    builddate = builddate or ''
    if buildtime:
        builddate = builddate + ' ' + buildtime
    return version, buildno, builddate, compiler


def python_implementation():
    """Return the name of the implementation."""
    name = sys.implementation.name
    return 'CPython' if name == 'cpython' else name[:1].upper() + name[1:]


def python_version():
    """Return the version as text: major.minor.patch."""
    return _sys_version()[0]


def python_version_tuple():
    """Return the version as three strings."""
    return tuple(python_version().split('.'))


def python_branch():
    """Return the branch in version control, '' if it is not known."""
    return ''


def python_revision():
    """Return the revision in version control, '' if it is not known."""
    return ''


def python_build():
    """Return (number, date) of the build."""
    return _sys_version()[1:3]


def python_compiler():
    """Return what compiled it."""
    return _sys_version()[3]


# --- Linux distributions -----------------------------------------------------------------------------------------

_os_release_candidates = ("/etc/os-release", "/usr/lib/os-release")
_os_release_cache = None
_os_release_line = re.compile("^(?P<name>[a-zA-Z0-9_]+)=(?P<quote>[\"']?)(?P<value>.*)(?P=quote)$")
_os_release_unescape = re.compile(r"\\([\\\$\"\'`])")


def _parse_os_release(lines):
    # These are there by default.
    info = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for line in lines:
        mo = _os_release_line.match(line)
        if mo is not None:
            info[mo.group('name')] = _os_release_unescape.sub(r"\1", mo.group('value'))
    return info


def freedesktop_os_release():
    """Return what the file os-release says of a Linux distribution."""
    global _os_release_cache
    if _os_release_cache is None:
        errno = None
        for candidate in _os_release_candidates:
            try:
                with open(candidate, encoding="utf-8") as f:
                    _os_release_cache = _parse_os_release(f)
                    break
            except OSError as e:
                errno = e.errno
        else:
            raise OSError(errno, f"Unable to read files {', '.join(_os_release_candidates)}")
    return _os_release_cache.copy()


if __name__ == '__main__':
    terse = 'terse' in sys.argv or '--terse' in sys.argv
    aliased = not 'nonaliased' in sys.argv and '--nonaliased' not in sys.argv
    print(platform(aliased, terse))
    sys.exit(0)
