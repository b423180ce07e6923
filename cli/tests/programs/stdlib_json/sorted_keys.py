"""Keys of several types are sorted once, by what they are."""
import json


class Mapping(dict):
    pass


print(json.dumps({True: False, False: True}, sort_keys=True))
print(json.dumps({2: 3.0, 4.0: 5, False: 1, 6: True}, sort_keys=True))
print(json.dumps(Mapping({2.5: 'a', 1: {True: 1, 0.5: 2}}), sort_keys=True))
print(json.dumps([{1.5: [{'b': 1, 'a': {2: 1, 1.0: 2}}]}], sort_keys=True, indent=1))
try:
    json.dumps({1: 1, 'a': 2}, sort_keys=True)
except TypeError as e:
    print('TypeError:', e)
