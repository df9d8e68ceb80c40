"""app: what the mod exports beside its creature."""

import behaviour
import wit_world
from wit_world import exports
from wit_world.exports.behaviour import Species
from wit_world.imports.types import Color, Traits


class Behaviour(exports.Behaviour):
    def describe(self):
        return Species("wanderer", Color(120, 200, 140, 255), 9, 60, 30, Traits(0), 10)


class WitWorld(wit_world.WitWorld):
    def save(self):
        return behaviour.made.to_bytes(4, "little")

    def load(self, state):
        if len(state) == 4:
            behaviour.made = int.from_bytes(state, "little")
