"""What is known of installed distributions: versions, requirements, files and entry points."""

import os
import pathlib
import re
import sys
from collections import namedtuple

__all__ = ['Distribution', 'DistributionFinder', 'PackageMetadata', 'PackageNotFoundError', 'distribution',
           'distributions', 'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """No distribution of that name is installed."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        name, = self.args
        return name


class EntryPoint(namedtuple('_EntryPoint', 'name value group')):
    """A name under which a distribution offers an object."""

    pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')
    dist = None

    def load(self):
        """Import and return the object."""
        from importlib import import_module
        match = self.pattern.match(self.value)
        obj = import_module(match.group('module'))
        for attr in filter(None, (match.group('attr') or '').split('.')):
            obj = getattr(obj, attr)
        return obj

    @property
    def module(self):
        return self.pattern.match(self.value).group('module')

    @property
    def attr(self):
        return self.pattern.match(self.value).group('attr')

    @property
    def extras(self):
        return re.findall(r'\w+', self.pattern.match(self.value).group('extras') or '')

    def _for(self, dist):
        # Tuples take no attributes; the class holds none for all.
        self.__dict__['dist'] = dist
        return self

    def matches(self, **params):
        """Return whether all given attributes have the given values."""
        return all(getattr(self, name) == value for name, value in params.items())

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Entry points, selected by their attributes."""

    __slots__ = ()

    def __getitem__(self, name):
        """Return the entry point of a name."""
        if isinstance(name, (int, slice)):
            return super().__getitem__(name)
        try:
            return next(iter(self.select(name=name)))
        except StopIteration:
            raise KeyError(name)

    def select(self, **params):
        """Return those whose attributes have the given values."""
        return EntryPoints(ep for ep in self if ep.matches(**params))

    @property
    def names(self):
        return {ep.name for ep in self}

    @property
    def groups(self):
        return {ep.group for ep in self}


class SelectableGroups(dict):
    """All entry points by their group; select() is the way to choose."""

    @property
    def _all(self):
        return EntryPoints(ep for group in self.values() for ep in group)

    @property
    def groups(self):
        return self._all.groups

    @property
    def names(self):
        return self._all.names

    def select(self, **params):
        if not params:
            return self
        return self._all.select(**params)


class PackagePath(pathlib.PurePosixPath):
    """The path of a file of a distribution."""

    def read_text(self, encoding='utf-8'):
        with self.locate().open(encoding=encoding) as stream:
            return stream.read()

    def read_binary(self):
        with self.locate().open('rb') as stream:
            return stream.read()

    def locate(self):
        """Return where the file is."""
        return self.dist.locate_file(self)


class FileHash:
    """The hash of a file, as it was when it was installed."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition('=')

    def __repr__(self):
        return f'<FileHash mode: {self.mode} value: {self.value}>'


class PackageMetadata:
    """The headers of a distribution's METADATA file; names are compared without regard to case."""

    def __init__(self, text):
        self._headers = []
        head, _, body = text.replace('\r\n', '\n').partition('\n\n')
        for line in head.split('\n'):
            if line[:1] in (' ', '\t') and self._headers:
                # A line that goes on from the one before.
                name, value = self._headers[-1]
                self._headers[-1] = name, value + '\n' + line
            elif ':' in line:
                name, _, value = line.partition(':')
                self._headers.append((name, value.strip()))
        if body:
            self._headers.append(('Description', body))

    def __len__(self):
        return len(self._headers)

    def __contains__(self, item):
        return any(name.lower() == item.lower() for name, _ in self._headers)

    def __getitem__(self, key):
        return self.get(key)

    def get(self, name, failobj=None):
        for key, value in self._headers:
            if key.lower() == name.lower():
                return value
        return failobj

    def __iter__(self):
        return iter([name for name, _ in self._headers])

    keys = __iter__

    def items(self):
        return list(self._headers)

    def get_all(self, name, failobj=None):
        """Return all values of a header."""
        values = [value for key, value in self._headers if key.lower() == name.lower()]
        return values or failobj

    @property
    def json(self):
        """The headers as a dict with the names in lower case."""
        multiple = {'classifier', 'obsoletes_dist', 'platform', 'project_url', 'provides_dist', 'provides_extra',
                    'requires_dist', 'requires_external', 'supported_platform', 'dynamic'}
        result = {}
        for name in dict.fromkeys(self):
            key = name.lower().replace('-', '_')
            result[key] = self.get_all(name) if key in multiple else self.get(name)
        return result


class Distribution:
    """An installed distribution; subclasses know where its files are."""

    def read_text(self, filename):
        """Return the text of a file of the metadata, None if it is not there."""
        raise NotImplementedError

    def locate_file(self, path):
        """Return where a file of the distribution is."""
        raise NotImplementedError

    @classmethod
    def from_name(cls, name):
        """Return the distribution of a name; PackageNotFoundError if it is not installed."""
        if not name:
            raise ValueError("A distribution name is required.")
        for dist in cls.discover(name=name):
            return dist
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, **kwargs):
        """Yield the distributions that fit a context."""
        context = kwargs.pop('context', None)
        if context and kwargs:
            raise ValueError("cannot accept context and kwargs")
        context = context or DistributionFinder.Context(**kwargs)
        for finder in sys.meta_path:
            find = getattr(finder, 'find_distributions', None)
            if find is not None:
                yield from find(context)

    @staticmethod
    def at(path):
        """Return the distribution whose metadata is in a folder."""
        return PathDistribution(pathlib.Path(path))

    @property
    def metadata(self):
        text = self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('')
        return PackageMetadata(text or '')

    @property
    def name(self):
        return self.metadata['Name']

    @property
    def version(self):
        return self.metadata['Version']

    @property
    def entry_points(self):
        points = []
        group = None
        for line in (self.read_text('entry_points.txt') or '').splitlines():
            line = line.strip()
            if not line or line[0] in '#;':
                continue
            if line[0] == '[' and line[-1] == ']':
                group = line[1:-1]
            else:
                name, _, value = line.partition('=')
                points.append(EntryPoint(name.strip(), value.strip(), group)._for(self))
        return EntryPoints(points)

    @property
    def files(self):
        """The list of all files of the distribution, None if it was not kept."""
        text = self.read_text('RECORD')
        if text is None:
            return None
        import csv
        result = []
        for name, hash, size in csv.reader(text.splitlines()):
            path = PackagePath(name)
            path.hash = FileHash(hash) if hash else None
            path.size = int(size) if size else None
            path.dist = self
            result.append(path)
        return result

    @property
    def requires(self):
        return self.metadata.get_all('Requires-Dist')

    @property
    def _normalized_name(self):
        return Prepared.normalize(self.name)


class DistributionFinder:
    """A finder on `sys.meta_path` that finds distributions too."""

    class Context:
        """What is looked for: a name, or all, along a path."""

        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self):
            return vars(self).get('path', sys.path)


class Prepared:
    """A name in the forms in which it is compared."""

    def __init__(self, name):
        self.name = name
        self.normalized = None if name is None else self.normalize(name)

    @staticmethod
    def normalize(name):
        return re.sub(r"[-_.]+", "-", name).lower().replace('-', '_')

    def __bool__(self):
        return bool(self.name)


class MetadataPathFinder(DistributionFinder):
    """Finds the distributions in the folders of a path."""

    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        wanted = Prepared(context.name)
        for folder in context.path:
            try:
                entries = os.listdir(folder or '.')
            except (FileNotFoundError, NotADirectoryError, PermissionError):
                continue
            for entry in entries:
                stem, suffix = os.path.splitext(entry)
                if suffix not in ('.dist-info', '.egg-info'):
                    continue
                if wanted and Prepared.normalize(stem.partition('-')[0]) != wanted.normalized:
                    continue
                yield PathDistribution(pathlib.Path(folder or '.', entry))


class PathDistribution(Distribution):
    """A distribution whose metadata is in a folder, or a single file."""

    def __init__(self, path):
        self._path = path

    def read_text(self, filename):
        try:
            return self._path.joinpath(filename).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        return self._path.parent / path


def distribution(distribution_name):
    """Return the distribution of a name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """Yield all distributions, or those that fit `name` and `path`."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """Return the metadata of a distribution."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """Return the version of a distribution."""
    return distribution(distribution_name).version


def files(distribution_name):
    """Return the files of a distribution."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """Return the requirements of a distribution."""
    return distribution(distribution_name).requires


def entry_points(**params):
    """Return the entry points of all distributions; with attributes only those that have them."""
    seen = set()
    points = []
    for dist in distributions():
        # Of a distribution that is installed twice the first one counts.
        if dist._normalized_name in seen:
            continue
        seen.add(dist._normalized_name)
        points.extend(dist.entry_points)
    groups = {}
    for point in sorted(points, key=lambda ep: ep.group):
        groups.setdefault(point.group, []).append(point)
    return SelectableGroups({group: EntryPoints(eps) for group, eps in groups.items()}).select(**params)


def packages_distributions():
    """Return a mapping from top-level packages to the distributions that bring them."""
    result = {}
    for dist in distributions():
        names = (dist.read_text('top_level.txt') or '').split()
        if not names:
            names = {f.parts[0] if len(f.parts) > 1 else f.with_suffix('').name
                     for f in dist.files or () if f.suffix == ".py"}
        for package in names:
            result.setdefault(package, []).append(dist.metadata['Name'])
    return result
