/* wrong-world: a good mod, but for another game (its world is in wit/). Off by
 * default: it shows that a misfit is refused before it runs, with every reason.
 */
#include "creature.h"

#include <stdlib.h>
#include <string.h>

struct exports_arena_game_behaviour_creature_t { uint32_t number; };

void exports_arena_game_behaviour_describe(exports_arena_game_behaviour_species_t *ret)
{
    creature_string_dup(&ret->name, "stranger");
    ret->radius = 10;
}

exports_arena_game_behaviour_own_creature_t exports_arena_game_behaviour_constructor_creature(uint32_t number)
{
    exports_arena_game_behaviour_creature_t *it = malloc(sizeof *it);

    it->number = number;
    return exports_arena_game_behaviour_creature_new(it);
}

void exports_arena_game_behaviour_creature_destructor(exports_arena_game_behaviour_creature_t *it)
{
    free(it);
}

void exports_arena_game_behaviour_method_creature_think(exports_arena_game_behaviour_creature_t *it, uint64_t frame,
    exports_arena_game_behaviour_list_action_t *ret)
{
    arena_game_teleport_vec2_t there = { (double)it->number, (double)frame };
    creature_string_t line = { (uint8_t *)"gone", 4 };

    if (arena_game_teleport_to(&there))
        arena_game_log_write(&line);
    ret->len = 0;
}

void exports_creature_save(creature_string_t *ret)
{
    creature_string_dup(ret, "");
}

void exports_creature_load(creature_string_t *state)
{
    creature_string_free(state);
}
