// wanderer: the same creature as wanderer.c, in JavaScript. It asks the game
// the same questions in the same order.
import { bounds, find, nearest } from "arena:game/field@0.1.0";
import { write } from "arena:game/log@0.1.0";
import { below, next } from "arena:game/random@0.1.0";

const directions = [
  { x: 60, y: 0 }, { x: 42, y: 42 }, { x: 0, y: 60 }, { x: -42, y: 42 },
  { x: -60, y: 0 }, { x: -42, y: -42 }, { x: 0, y: -60 }, { x: 42, y: -42 },
];
const moods = [
  "going east", "going south-east", "going south", "going south-west",
  "going west", "going north-west", "going north", "going north-east",
];
const headings = [[5, 6, 7], [4, -1, 0], [3, 2, 1]];

let made = 0;

// The heading that leads from one point to another.
function headingTo(from, to, otherwise) {
  const x = to.x > from.x + 8 ? 2 : to.x < from.x - 8 ? 0 : 1;
  const y = to.y > from.y + 8 ? 2 : to.y < from.y - 8 ? 0 : 1;
  return headings[y][x] < 0 ? otherwise : headings[y][x];
}

// Hurt by someone: look who it was.
function lookAt(id) {
  let other;
  try {
    other = find(id);
  } catch {
    write("debug", `hurt by the late ${id}`);
    return;
  }
  write("debug", `hurt by ${other.kind()} ${id}`);
  other[Symbol.dispose || Symbol.for("dispose")]();
}

class Creature {
  constructor(me, number) {
    made += 1;
    this.heading = below(8);
    this.left = 30 + below(60);
    this.sore = 0;
    me.setTag(`w${number}`);
    write("debug", `wanderer ${number} sets out, as number ${made}`);
  }

  // Turn when the time has come; say so now and then.
  turn() {
    this.left -= 1;
    if (this.left > 0) return false;
    this.heading = below(8);
    this.left = 30 + below(60);
    return next() % 4 === 0;
  }

  stayInside(at) {
    const { corner, size } = bounds();
    if (at.x < corner.x + 40) this.heading = 0;
    else if (at.x > corner.x + size.x - 40) this.heading = 4;
    else if (at.y < corner.y + 40) this.heading = 2;
    else if (at.y > corner.y + size.y - 40) this.heading = 6;
  }

  think(me, now) {
    const actions = [];
    if (this.turn()) actions.push({ tag: "say", val: "hm" });
    this.stayInside(now.position);
    if (now.frame % 15n === 0n) {
      const seen = nearest(now.position, { pickup: true }, 160);
      if (seen) this.heading = headingTo(now.position, seen.position, this.heading);
    }
    if (this.sore > 0) {
      this.sore -= 1;
      actions.push({ tag: "glow", val: { red: 255, green: 90, blue: 80, alpha: 255 } });
    }
    actions.push({ tag: "move", val: directions[this.heading] });
    return actions;
  }

  notice(event) {
    if (event.tag !== "hurt") return;
    this.sore = 10;
    if (event.val.by !== undefined && event.val.by !== null) lookAt(event.val.by);
  }

  mood() {
    return this.sore > 0 ? "sore" : moods[this.heading];
  }
}

export const behaviour = {
  Creature,
  describe() {
    return {
      name: "wanderer",
      color: { red: 120, green: 200, blue: 140, alpha: 255 },
      radius: 9, speed: 60, health: 30, traits: {}, score: 10,
    };
  },
};

export function save() {
  return Uint8Array.from([made & 255, (made >> 8) & 255, (made >> 16) & 255, (made >> 24) & 255]);
}

export function load(state) {
  if (state.length === 4) made = state[0] + state[1] * 256 + state[2] * 65536 + state[3] * 16777216;
}
