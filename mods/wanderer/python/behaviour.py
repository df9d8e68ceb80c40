"""behaviour: the same creature as wanderer.c, in Python. It asks the game the
same questions in the same order. (componentize-py wants the resources of an
interface in a module of its name.)"""

from componentize_py_types import Err
from wit_world.exports import behaviour
from wit_world.exports.behaviour import Action_Glow, Action_Move, Action_Say, Event_Hurt
from wit_world.imports import field, log, random
from wit_world.imports.types import Color, Kinds, Vec2

DIRECTIONS = [(60, 0), (42, 42), (0, 60), (-42, 42), (-60, 0), (-42, -42), (0, -60), (42, -42)]
MOODS = ["going east", "going south-east", "going south", "going south-west",
         "going west", "going north-west", "going north", "going north-east"]
HEADINGS = [[5, 6, 7], [4, -1, 0], [3, 2, 1]]

made = 0


def heading_to(start, end, otherwise):
    """The heading that leads from one point to another."""
    x = 2 if end.x > start.x + 8 else 0 if end.x < start.x - 8 else 1
    y = 2 if end.y > start.y + 8 else 0 if end.y < start.y - 8 else 1
    return otherwise if HEADINGS[y][x] < 0 else HEADINGS[y][x]


def look_at(number):
    """Hurt by someone: look who it was."""
    try:
        other = field.find(number)
    except Err:
        log.write(log.Level.DEBUG, f"hurt by the late {number}")
        return
    with other:
        log.write(log.Level.DEBUG, f"hurt by {other.kind().name.lower()} {number}")


class Creature(behaviour.Creature):
    def __init__(self, me, number):
        global made
        made += 1
        self.heading = random.below(8)
        self.left = 30 + random.below(60)
        self.sore = 0
        me.set_tag(f"w{number}")
        log.write(log.Level.DEBUG, f"wanderer {number} sets out, as number {made}")

    def turn(self):
        """Turn when the time has come; say so now and then."""
        self.left -= 1
        if self.left > 0:
            return False
        self.heading = random.below(8)
        self.left = 30 + random.below(60)
        return random.next() % 4 == 0

    def stay_inside(self, at):
        edges = field.bounds()
        if at.x < edges.corner.x + 40:
            self.heading = 0
        elif at.x > edges.corner.x + edges.size.x - 40:
            self.heading = 4
        elif at.y < edges.corner.y + 40:
            self.heading = 2
        elif at.y > edges.corner.y + edges.size.y - 40:
            self.heading = 6

    def think(self, me, now):
        actions = []
        if self.turn():
            actions.append(Action_Say("hm"))
        self.stay_inside(now.position)
        if now.frame % 15 == 0:
            seen = field.nearest(now.position, Kinds.PICKUP, 160)
            if seen:
                self.heading = heading_to(now.position, seen.position, self.heading)
        if self.sore > 0:
            self.sore -= 1
            actions.append(Action_Glow(Color(255, 90, 80, 255)))
        actions.append(Action_Move(Vec2(*DIRECTIONS[self.heading])))
        return actions

    def notice(self, event):
        if not isinstance(event, Event_Hurt):
            return
        self.sore = 10
        if event.value.by is not None:
            look_at(event.value.by)

    def mood(self):
        return "sore" if self.sore > 0 else MOODS[self.heading]
