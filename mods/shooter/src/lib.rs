//! shooter: keeps its distance, aims ahead of the hero, and retreats when hurt.

use std::cell::{Cell, RefCell};

wit_bindgen::generate!({ path: "../../wit/arena", world: "creature" });

use arena::game::field::{self, Body};
use arena::game::effects;
use arena::game::log::{self, Level};
use arena::game::random;
use arena::game::types::{Color, Kinds, Traits, Vec2};
use exports::arena::game::behaviour::{
    Action, Event, Guest as Behaviour, GuestCreature, Senses, Shot, Species,
};

const VIOLET: Color = Color { red: 180, green: 120, blue: 255, alpha: 255 };
const BULLET_SPEED: f32 = 240.0;

thread_local! {
    /// What outlives a reload: how many shots were fired.
    static SHOTS: Cell<u32> = const { Cell::new(0) };
}

impl Vec2 {
    fn minus(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x - other.x, y: self.y - other.y }
    }

    fn plus(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }

    fn times(self, by: f32) -> Vec2 {
        Vec2 { x: self.x * by, y: self.y * by }
    }

    fn length(self) -> f32 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    fn with_length(self, wanted: f32) -> Vec2 {
        let now = self.length();
        if now > 0.01 { self.times(wanted / now) } else { Vec2 { x: 0.0, y: 0.0 } }
    }
}

/// What one creature remembers.
struct Shooter {
    reload: Cell<u32>,
    afraid: Cell<u32>,
    clockwise: Cell<bool>,
    /// whoever hurt it last, as long as it is interesting
    enemy: RefCell<Option<Body>>,
}

impl Shooter {
    /// Where to shoot so that the hero runs into it.
    fn aim(&self, from: Vec2) -> Option<Vec2> {
        let hero = field::nearest(from, Kinds::HERO, 400.0)?;
        let flight = hero.distance / BULLET_SPEED;
        Some(hero.position.plus(hero.velocity.times(flight)).minus(from))
    }

    /// Around the hero at a good distance, or away from whoever hurt it.
    fn step(&self, now: &Senses) -> Vec2 {
        if self.afraid.get() > 0 {
            self.afraid.set(self.afraid.get() - 1);
            if let Some(enemy) = self.enemy.borrow().as_ref().filter(|enemy| enemy.alive()) {
                return now.position.minus(enemy.position()).with_length(120.0);
            }
        }
        let Some(hero) = now.hero else { return Vec2 { x: 0.0, y: 0.0 } };
        let there = hero.minus(now.position);
        let side = if self.clockwise.get() { 70.0 } else { -70.0 };
        let around = Vec2 { x: -there.y, y: there.x }.with_length(side);
        let nearer = (there.length() - 210.0).clamp(-60.0, 60.0);
        around.plus(there.with_length(nearer))
    }

    fn fire(&self, from: Vec2) -> Option<Action> {
        if self.reload.get() > 0 {
            self.reload.set(self.reload.get() - 1);
            return None;
        }
        let direction = self.aim(from)?;
        self.reload.set(70 + random::below(40));
        SHOTS.set(SHOTS.get() + 1);
        if SHOTS.get() % 50 == 0 {
            log::write(Level::Info, &format!("{} shots fired", SHOTS.get()));
        }
        Some(Action::Shoot(Shot { direction, speed: BULLET_SPEED, damage: 6.0 }))
    }
}

impl GuestCreature for Shooter {
    fn new(me: &Body, number: u32) -> Shooter {
        me.set_tag(Some(&format!("#{number}")));
        Shooter {
            reload: Cell::new(30 + random::below(90)),
            afraid: Cell::new(0),
            clockwise: Cell::new(random::next() % 2 == 0),
            enemy: RefCell::new(None),
        }
    }

    fn think(&self, me: &Body, now: Senses) -> Result<Vec<Action>, String> {
        let mut actions = vec![Action::Move(self.step(&now))];
        if let Some(shot) = self.fire(now.position) {
            effects::burst(now.position, VIOLET, 4);
            actions.push(shot);
        }
        if self.afraid.get() == 89 {
            me.set_tag(None);
            actions.push(Action::Say("ouch".into()));
        }
        if !now.health.is_finite() {
            return Err(format!("a creature with {} health is beyond me", now.health));
        }
        Ok(actions)
    }

    fn notice(&self, event: Event) {
        match event {
            Event::Hurt(damage) => {
                self.afraid.set(90);
                self.enemy.replace(damage.by.and_then(|id| field::find(id).ok()));
            }
            Event::Bumped => self.clockwise.set(!self.clockwise.get()),
            Event::TouchedHero(_) | Event::SawBonus(_) => {}
        }
    }

    fn mood(&self) -> String {
        match (self.afraid.get(), self.reload.get()) {
            (1.., _) => "afraid".into(),
            (0, 0) => "aiming".into(),
            (0, frames) => format!("reloading, {frames} frames more"),
        }
    }
}

struct Mod;

impl Behaviour for Mod {
    type Creature = Shooter;

    fn describe() -> Species {
        Species {
            name: "shooter".into(),
            color: VIOLET,
            radius: 12.0,
            speed: 120.0,
            health: 60.0,
            traits: Traits::empty(),
            score: 40,
        }
    }
}

impl Guest for Mod {
    fn save() -> Vec<u8> {
        SHOTS.get().to_le_bytes().to_vec()
    }

    fn load(state: Vec<u8>) {
        if let Ok(bytes) = state.try_into() {
            SHOTS.set(u32::from_le_bytes(bytes));
        }
    }
}

export!(Mod);
