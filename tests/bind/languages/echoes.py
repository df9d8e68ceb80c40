# The resource of the mod in Python: componentize-py looks for it in a module of its interface's name.
from wit_world.exports import echoes


class Counter(echoes.Counter):
    def __init__(self, start):
        self.value = start

    def next(self, by):
        self.value += by
        return self.value

    def label(self, prefix):
        return prefix + str(self.value % 10)

    @classmethod
    def sum(cls, a, b):
        return a + b
