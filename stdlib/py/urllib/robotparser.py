"""robots.txt: what of a site programs may visit."""

import collections
import time
import urllib.parse
import urllib.request

__all__ = ["RobotFileParser"]

RequestRate = collections.namedtuple("RequestRate", "requests seconds")


class RobotFileParser:
    """Reads a robots.txt, and answers questions about it."""

    def __init__(self, url=""):
        self.entries = []
        self.sitemaps = []
        self.default_entry = None
        self.disallow_all = False
        self.allow_all = False
        self.set_url(url)
        self.last_checked = 0

    def mtime(self):
        """When the file was read."""
        return self.last_checked

    def modified(self):
        """Note that the file was read now."""
        self.last_checked = time.time()

    def set_url(self, url):
        """Set where the file is."""
        self.url = url
        self.host, self.path = urllib.parse.urlparse(url)[1:3]

    def read(self):
        """Fetch the file and parse it."""
        try:
            f = urllib.request.urlopen(self.url)
        except urllib.error.HTTPError as e:
            if e.code in (401, 403):
                self.disallow_all = True
            elif 400 <= e.code < 500:
                self.allow_all = True
            e.close()
        else:
            self.parse(f.read().decode("utf-8").splitlines())

    def _add_entry(self, entry):
        if "*" in entry.useragents:
            # Only the first that is for everybody counts.
            if self.default_entry is None:
                self.default_entry = entry
        else:
            self.entries.append(entry)

    def parse(self, lines):
        """Parse the lines of the file."""
        # 0: nothing yet; 1: for whom; 2: what they may.
        state = 0
        entry = Entry()
        self.modified()
        for line in lines:
            if not line:
                if state == 1:
                    entry = Entry()
                    state = 0
                elif state == 2:
                    self._add_entry(entry)
                    entry = Entry()
                    state = 0
            line = line.split("#", 1)[0].strip()
            if ":" not in line:
                continue
            key, value = line.split(":", 1)
            key, value = key.strip().lower(), urllib.parse.unquote(value.strip())
            if key == "user-agent":
                if state == 2:
                    self._add_entry(entry)
                    entry = Entry()
                entry.useragents.append(value)
                state = 1
            elif key in ("disallow", "allow"):
                if state:
                    entry.rulelines.append(RuleLine(value, key == "allow"))
                    state = 2
            elif key == "crawl-delay":
                if state:
                    if value.strip().isdigit():
                        entry.delay = int(value)
                    state = 2
            elif key == "request-rate":
                if state:
                    numbers = value.split("/")
                    if len(numbers) == 2 and all(n.strip().isdigit() for n in numbers):
                        entry.req_rate = RequestRate(int(numbers[0]), int(numbers[1]))
                    state = 2
            elif key == "sitemap":
                self.sitemaps.append(value)
        if state == 2:
            self._add_entry(entry)

    def can_fetch(self, useragent, url):
        """Whether a program may visit a URL."""
        if self.disallow_all:
            return False
        if self.allow_all:
            return True
        if not self.last_checked:
            return False
        parts = urllib.parse.urlparse(urllib.parse.unquote(url))
        url = urllib.parse.quote(urllib.parse.urlunparse(("", "", *parts[2:]))) or "/"
        for entry in self.entries:
            if entry.applies_to(useragent):
                return entry.allowance(url)
        return self.default_entry.allowance(url) if self.default_entry else True

    def _entry_for(self, useragent):
        if not self.mtime():
            return None
        for entry in self.entries:
            if entry.applies_to(useragent):
                return entry
        return self.default_entry

    def crawl_delay(self, useragent):
        """How long to wait between two visits."""
        entry = self._entry_for(useragent)
        return entry.delay if entry else None

    def request_rate(self, useragent):
        """How many visits there may be in a time."""
        entry = self._entry_for(useragent)
        return entry.req_rate if entry else None

    def site_maps(self):
        """The sitemaps, or None."""
        return self.sitemaps or None

    def __str__(self):
        entries = self.entries
        if self.default_entry is not None:
            entries = entries + [self.default_entry]
        return "\n\n".join(map(str, entries))


class RuleLine:
    """A path that may be visited, or may not."""

    def __init__(self, path, allowance):
        if path == "" and not allowance:
            # To forbid nothing is to allow everything.
            allowance = True
        path = urllib.parse.urlunparse(urllib.parse.urlparse(path))
        self.path = urllib.parse.quote(path)
        self.allowance = allowance

    def applies_to(self, filename):
        """Whether the rule is about this path."""
        return self.path == "*" or filename.startswith(self.path)

    def __str__(self):
        return ("Allow" if self.allowance else "Disallow") + ": " + self.path


class Entry:
    """The rules for some programs."""

    def __init__(self):
        self.useragents = []
        self.rulelines = []
        self.delay = None
        self.req_rate = None

    def __str__(self):
        rows = [f"User-agent: {agent}" for agent in self.useragents]
        if self.delay is not None:
            rows.append(f"Crawl-delay: {self.delay}")
        if self.req_rate is not None:
            rows.append(f"Request-rate: {self.req_rate.requests}/{self.req_rate.seconds}")
        rows.extend(map(str, self.rulelines))
        return "\n".join(rows)

    def applies_to(self, useragent):
        """Whether the rules are for this program."""
        useragent = useragent.split("/")[0].lower()
        return any(agent == "*" or agent.lower() in useragent for agent in self.useragents)

    def allowance(self, filename):
        """Whether a path may be visited: the first rule about it decides."""
        for line in self.rulelines:
            if line.applies_to(filename):
                return line.allowance
        return True
