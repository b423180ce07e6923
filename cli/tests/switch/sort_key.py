# needs: greenlet
from support import drive, pause


def body():
    words = ["pear", "fig", "banana", "kiwi"]
    words.sort(key=lambda word: pause(word))
    return words


drive(body, answer=len)
