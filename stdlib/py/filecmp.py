"""Compare files and folders."""

import os
import stat
from itertools import filterfalse
from types import GenericAlias

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']

_cache = {}
BUFSIZE = 8 * 1024

DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']


def clear_cache():
    """Clear the filecmp cache."""
    _cache.clear()


def cmp(f1, f2, shallow=True):
    """Say whether two files are equal.

    With `shallow`, regular files of the same size and time are taken to be; otherwise their contents are compared.
    """
    s1, s2 = _signature(os.stat(f1)), _signature(os.stat(f2))
    if s1[0] != stat.S_IFREG or s2[0] != stat.S_IFREG:
        return False
    if shallow and s1 == s2:
        return True
    if s1[1] != s2[1]:
        return False
    key = f1, f2, s1, s2
    outcome = _cache.get(key)
    if outcome is None:
        outcome = _same_contents(f1, f2)
        if len(_cache) > 100:
            clear_cache()
        _cache[key] = outcome
    return outcome


def _signature(status):
    return stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime


def _same_contents(f1, f2):
    with open(f1, 'rb') as a, open(f2, 'rb') as b:
        while True:
            x, y = a.read(BUFSIZE), b.read(BUFSIZE)
            if x != y:
                return False
            if not x:
                return True


class dircmp:
    """What two folders have in common, and what they have not. What is not asked for is not computed."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left = a
        self.right = b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    def phase0(self):
        """List both folders."""
        hidden = self.hide + self.ignore
        self.left_list = sorted(name for name in os.listdir(self.left) if name not in hidden)
        self.right_list = sorted(name for name in os.listdir(self.right) if name not in hidden)

    def phase1(self):
        """Find names that both have, and those that one has."""
        left = {os.path.normcase(name): name for name in self.left_list}
        right = {os.path.normcase(name): name for name in self.right_list}
        self.common = [left[name] for name in left if name in right]
        self.left_only = [left[name] for name in filterfalse(right.__contains__, left)]
        self.right_only = [right[name] for name in filterfalse(left.__contains__, right)]

    def phase2(self):
        """Tell folders, files and others apart."""
        self.common_dirs = []
        self.common_files = []
        self.common_funny = []
        for name in self.common:
            try:
                kinds = {stat.S_IFMT(os.stat(os.path.join(side, name)).st_mode) for side in (self.left, self.right)}
            except OSError:
                kinds = set()
            if kinds == {stat.S_IFDIR}:
                self.common_dirs.append(name)
            elif kinds == {stat.S_IFREG}:
                self.common_files.append(name)
            else:
                self.common_funny.append(name)

    def phase3(self):
        """Compare files."""
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)

    def phase4(self):
        """Compare folders in the same way."""
        self.subdirs = {
            name: self.__class__(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide)
            for name in self.common_dirs}

    def phase4_closure(self):
        """Compare folders, and those in them."""
        self.phase4()
        for folder in self.subdirs.values():
            folder.phase4_closure()

    def report(self):
        """Print what differs."""
        print('diff', self.left, self.right)
        for title, names in (('Only in ' + str(self.left), self.left_only), ('Only in ' + str(self.right), self.right_only)):
            if names:
                names.sort()
                print(title, ':', names)
        for title, names in (('Identical files', self.same_files), ('Differing files', self.diff_files),
                             ('Trouble with common files', self.funny_files),
                             ('Common subdirectories', self.common_dirs), ('Common funny cases', self.common_funny)):
            if names:
                names.sort()
                print(title, ':', names)

    def report_partial_closure(self):
        """Print what differs here and in the folders."""
        self.report()
        for folder in self.subdirs.values():
            print()
            folder.report()

    def report_full_closure(self):
        """Print what differs here and everywhere below."""
        self.report()
        for folder in self.subdirs.values():
            print()
            folder.report_full_closure()

    methodmap = dict(
        subdirs=phase4, same_files=phase3, diff_files=phase3, funny_files=phase3, common_dirs=phase2, common_files=phase2,
        common_funny=phase2, common=phase1, left_only=phase1, right_only=phase1, left_list=phase0, right_list=phase0)

    def __getattr__(self, name):
        if name not in self.methodmap:
            raise AttributeError(name)
        self.methodmap[name](self)
        return getattr(self, name)

    __class_getitem__ = classmethod(GenericAlias)


def cmpfiles(a, b, common, shallow=True):
    """Compare files that two folders have. Returns the names of those that match, of those that do not, and of the rest."""
    outcomes = [], [], []
    for name in common:
        try:
            which = 0 if cmp(os.path.join(a, name), os.path.join(b, name), shallow) else 1
        except (OSError, ValueError):
            which = 2
        outcomes[which].append(name)
    return outcomes
