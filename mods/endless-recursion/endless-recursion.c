/* endless-recursion: a species that can't describe itself without describing
 * itself. Hostile, and off by default: it shows that a mod's stack ends where
 * its slot says, and not where the game's does.
 */
#include "creature.h"

#include <stdlib.h>

struct exports_arena_game_behaviour_creature_t { uint32_t number; };

static volatile uint32_t depth;

__attribute__((noinline)) static uint32_t describe_myself(uint32_t so_far)
{
    if (depth == UINT32_MAX)
        return 0;                   /* nobody has so large a stack */
    depth += 1;
    return describe_myself(so_far ^ depth) + depth;
}

void exports_arena_game_behaviour_describe(exports_arena_game_behaviour_species_t *ret)
{
    creature_string_dup(&ret->name, "ouroboros");
    ret->score = describe_myself(0);
}

exports_arena_game_behaviour_own_creature_t
exports_arena_game_behaviour_constructor_creature(arena_game_field_borrow_body_t me, uint32_t number)
{
    exports_arena_game_behaviour_creature_t *it = malloc(sizeof *it);

    it->number = number;
    arena_game_field_body_drop_borrow(me);
    return exports_arena_game_behaviour_creature_new(it);
}

void exports_arena_game_behaviour_creature_destructor(exports_arena_game_behaviour_creature_t *it)
{
    free(it);
}

bool exports_arena_game_behaviour_method_creature_think(exports_arena_game_behaviour_creature_t *it,
    arena_game_field_borrow_body_t me, exports_arena_game_behaviour_senses_t *now,
    exports_arena_game_behaviour_list_action_t *ret, creature_string_t *err)
{
    (void)it, (void)now, (void)err;
    arena_game_field_body_drop_borrow(me);
    ret->len = 0;
    return true;
}

void exports_arena_game_behaviour_method_creature_notice(exports_arena_game_behaviour_creature_t *it,
    exports_arena_game_behaviour_event_t *event)
{
    (void)it, (void)event;
}

void exports_arena_game_behaviour_method_creature_mood(exports_arena_game_behaviour_creature_t *it, creature_string_t *ret)
{
    (void)it;
    creature_string_dup(ret, "dizzy");
}

void exports_creature_save(creature_list_u8_t *ret)
{
    ret->len = 0;
}

void exports_creature_load(creature_list_u8_t *state)
{
    creature_list_u8_free(state);
}
