"""_random: seeds whose hash is user code."""


def random_seed(r, x):
    _random_seed(r, hash(x))
