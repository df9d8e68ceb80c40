//! waves: sends a wave of creatures, waits until most are gone, gives something
//! back, and sends a harder one.

use std::cell::RefCell;
use std::collections::BTreeMap;

wit_bindgen::generate!({ path: "../../wit/arena", world: "director-with-powers" });

use arena::game::field;
use arena::game::log::{self, Level};
use arena::game::powers;
use arena::game::random;
use arena::game::types::{Bonus, Kinds, Traits, Vec2};
use arena::game::stage::{Gift, Place, Spawn};

const NAMES: [&str; 6] = ["strays", "a hunt", "crossfire", "the herd", "a siege", "everyone"];

/// What it knows about the game that it runs.
struct Waves {
    wave: u32,
    next_frame: u64,
    name: Option<String>,
    sent: BTreeMap<String, u32>,
    next_gift: u64,
}

thread_local! {
    static WAVES: RefCell<Waves> = const { RefCell::new(Waves {
        wave: 0,
        next_frame: 30,
        name: None,
        sent: BTreeMap::new(),
        next_gift: 180,
    }) };
}

impl Waves {
    /// When the time has come, but not while too many are left; sooner, when hardly one is.
    fn is_time(&self, now: &Situation) -> bool {
        let soon = now.frame + 200 >= self.next_frame && self.wave > 0 && now.creatures <= 2;
        soon || (now.frame >= self.next_frame && now.creatures < 24)
    }

    /// How many of each species come in this wave: all in turn, none forgotten.
    fn company(&self, now: &Situation) -> Vec<(String, u32)> {
        let room = now.most_creatures.saturating_sub(now.creatures);
        let wanted = (9 + 2 * self.wave).min(24).min(room);
        let species = now.cast.len().max(1) as u32;

        now.cast.iter().enumerate().map(|(i, member)| {
            let turn = (i as u32 + self.wave) % species;
            let count = wanted / species + u32::from(turn < wanted % species);
            (member.name.clone(), count)
        }).filter(|(_, count)| *count > 0).collect()
    }

    fn begin_wave(&mut self, now: &Situation, orders: &mut Vec<Order>) {
        let traits = match self.wave % 5 {
            3 => Traits::FAST,
            4 => Traits::ARMOURED | Traits::ELITE,
            _ => Traits::empty(),
        };
        for (species, count) in self.company(now) {
            *self.sent.entry(species.clone()).or_default() += count;
            orders.push(Order::Spawn(Spawn { species, count, place: Place::Edge, traits }));
        }

        let name = format!("wave {}: {}", self.wave + 1, NAMES[self.wave as usize % NAMES.len()]);
        log::write(Level::Info, &format!("{name}, {} creatures are left of the last", now.creatures));
        orders.push(Order::Announce(name.clone()));
        self.name = Some(name);
        self.wave += 1;
        self.next_frame = now.frame + 240;
    }

    /// A pick-up now and then, and one that the hero needs when it needs it.
    fn give(&mut self, now: &Situation, orders: &mut Vec<Order>) {
        if now.frame < self.next_gift || now.pickups.len() >= 5 {
            return;
        }
        self.next_gift = now.frame + 150;
        let weak = now.hero_health.is_some_and(|health| health < 40.0);
        let bonus = match random::below(4) {
            _ if weak => Bonus::Health,
            0 => Bonus::Health,
            1 => Bonus::Shield,
            2 => Bonus::Haste,
            _ => Bonus::Treasure,
        };
        let place = if weak { now.hero.map_or(Place::Anywhere, |at| Place::At(beside(at))) } else { Place::Anywhere };
        orders.push(Order::Gift(Gift { bonus, place }));
    }
}

/// A little to the side, toward the middle of the arena.
fn beside(at: Vec2) -> Vec2 {
    let edges = field::bounds();
    let middle = edges.corner.x + edges.size.x / 2.0;
    Vec2 { x: if at.x < middle { at.x + 80.0 } else { at.x - 80.0 }, y: at.y }
}

/// Help a hero that is nearly done for: time for a way out, and one creature less.
fn rescue(now: &Situation) {
    let (Some(health), Some(at)) = (now.hero_health, now.hero) else { return };
    if health > 15.0 || now.frame % 300 != 0 {
        return;
    }
    powers::bless(Bonus::Shield);
    powers::slow_down(0.4, 90);
    if let Some(near) = field::nearest(at, Kinds::CREATURE, 120.0) {
        match field::find(near.id).map(field::dismiss) {
            Ok(Ok(left)) => log::write(Level::Info, &format!("sent one away that had {left} points left")),
            Ok(Err(why)) => log::write(Level::Warning, &why),
            Err(_) => {}
        }
    }
}

struct Mod;

impl Guest for Mod {
    fn direct(now: Situation) -> Result<Vec<Order>, String> {
        if now.cast.is_empty() {
            return Err("there are no species to send: put a creature mod into mods/".into());
        }
        WAVES.with_borrow_mut(|waves| {
            let mut orders = Vec::new();
            if waves.is_time(&now) {
                waves.begin_wave(&now, &mut orders);
            }
            waves.give(&now, &mut orders);
            rescue(&now);
            Ok(orders)
        })
    }

    fn save() -> Progress {
        WAVES.with_borrow(|waves| Progress {
            wave: waves.wave,
            next_frame: waves.next_frame,
            sent: waves.sent.iter().map(|(name, count)| (name.clone(), *count)).collect(),
            wave_name: waves.name.clone(),
        })
    }

    fn load(state: Progress) {
        WAVES.with_borrow_mut(|waves| {
            waves.wave = state.wave;
            waves.next_frame = state.next_frame;
            waves.sent = state.sent.into_iter().collect();
            waves.name = state.wave_name;
            waves.next_gift = state.next_frame;
        });
    }
}

export!(Mod);
