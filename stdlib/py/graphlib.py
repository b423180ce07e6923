"""Topological sorting: an order in which everything comes after what it depends on."""

__all__ = ["TopologicalSorter", "CycleError"]

_GenericAlias = type(list[int])


class CycleError(ValueError):
    """Raised when the graph has a cycle, which is the second item of `args`."""


class _Node:
    """A node of the graph, and how many of its predecessors are still to be done."""

    __slots__ = ("node", "waiting", "successors")

    def __init__(self, node):
        self.node = node
        self.waiting = 0
        self.successors = []


class TopologicalSorter:
    """Gives out the nodes of a graph whose predecessors are all done."""

    def __init__(self, graph=None):
        self._nodes = {}
        # None until `prepare` is called: the list of nodes to give out.
        self._ready = None
        self._given_out = set()
        self._done = set()
        self._passed = 0
        self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = _Node(node)
        return found

    def add(self, node, *predecessors):
        """Add a node and what it depends on; both may be there already."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        entry = self._node(node)
        entry.waiting += len(predecessors)
        for predecessor in predecessors:
            self._node(predecessor).successors.append(node)

    def prepare(self):
        """End the building of the graph, and check it for cycles."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [entry.node for entry in self._nodes.values() if entry.waiting == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """Return a tuple of all nodes that became ready since the last call."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        self._given_out.update(result)
        self._ready.clear()
        self._passed += len(result)
        return result

    def is_active(self):
        """Tell whether there is more to come."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._passed or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Mark nodes that were given out as done, which may make others ready."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            entry = self._nodes.get(node)
            if entry is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if node in self._done:
                raise ValueError(f"node {node!r} was already marked done")
            if node not in self._given_out:
                raise ValueError(
                    f"node {node!r} was not passed out (still not ready)"
                )
            self._done.add(node)
            for successor in entry.successors:
                following = self._nodes[successor]
                following.waiting -= 1
                if following.waiting == 0:
                    self._ready.append(successor)
            self._finished += 1

    def _find_cycle(self):
        """Return the nodes of a cycle, the first one repeated at the end, or None."""
        finished = set()
        for start in self._nodes:
            if start in finished:
                continue
            # The path of the search: nodes, their places in it, and what is
            # still to be tried from each.
            path, places, pending = [start], {start: 0}, [iter(self._nodes[start].successors)]
            while path:
                for node in pending[-1]:
                    if node in places:
                        return path[places[node] :] + [node]
                    if node not in finished:
                        places[node] = len(path)
                        path.append(node)
                        pending.append(iter(self._nodes[node].successors))
                        break
                else:
                    pending.pop()
                    node = path.pop()
                    del places[node]
                    finished.add(node)
        return None

    def static_order(self):
        """Iterate over all nodes in a topological order."""
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(_GenericAlias)
