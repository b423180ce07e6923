# differs: what is passed to a __call__ dies with its parameters, not after the call
class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n, end="; ")

    def __call__(self, *a):
        return self.n


D("call")(D("arg1"), D("arg2"))
print("| call")
