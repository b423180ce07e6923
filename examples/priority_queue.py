"""A priority queue with changeable priorities, and Dijkstra's shortest paths on top of it."""

import heapq


class PriorityQueue:
    """Changing a priority marks the old entry as dead; it is dropped when it surfaces."""

    def __init__(self):
        self._heap, self._live = [], {}

    def __len__(self):
        return len(self._live)

    def __setitem__(self, item, priority):
        if item in self._live:
            self._live.pop(item)[1] = None
        entry = [priority, item]
        self._live[item] = entry
        heapq.heappush(self._heap, [priority, len(self._heap), entry])

    def __iter__(self):
        """Take the items out, cheapest first; more may be put in meanwhile."""
        while self._live:
            priority, _, entry = heapq.heappop(self._heap)
            if entry[1] is not None:
                del self._live[entry[1]]
                yield entry[1], priority


def shortest_paths(roads, start):
    queue, came_from, best = PriorityQueue(), {start: None}, {start: 0}
    queue[start] = 0
    for town, distance in queue:
        for neighbour, length in roads[town].items():
            if distance + length < best.get(neighbour, float("inf")):
                best[neighbour] = queue[neighbour] = distance + length
                came_from[neighbour] = town
    return best, came_from


def route(came_from, town):
    return route(came_from, came_from[town]) + [town] if town else []


ROADS = {
    "Aix": {"Bern": 7, "Como": 9, "Faro": 14},
    "Bern": {"Como": 10, "Dax": 15},
    "Como": {"Dax": 11, "Faro": 2},
}
ROADS |= {"Dax": {"Elche": 6}, "Elche": {"Faro": 9}, "Faro": {"Elche": 9}}
for town in list(ROADS):
    for neighbour, length in list(ROADS[town].items()):
        ROADS.setdefault(neighbour, {})[town] = length

best, came_from = shortest_paths(ROADS, "Aix")
for town in sorted(best, key=best.get):
    print(f"{town:6} {best[town]:3} km  {' - '.join(route(came_from, town))}")
