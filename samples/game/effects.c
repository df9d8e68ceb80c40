/* effects: see effects.h. */
#include "samples/game/effects.h"

#include <stdio.h>

#include "samples/game/vector.h"

static float random_unit(struct effects *effects)
{
    effects->random = effects->random * 1664525u + 1013904223u;
    return (float)(effects->random >> 8) / 16777216.0f;
}

void effects_burst(struct effects *effects, vec2 at, color ink, uint32_t count)
{
    for (int i = 0; i < MOST_SPARKS && count > 0; i++) {
        struct spark *it = &effects->sparks[i];
        if (it->left > 0)
            continue;
        vec2 away = { random_unit(effects) - 0.5f, random_unit(effects) - 0.5f };
        uint32_t life = 20 + (uint32_t)(25 * random_unit(effects));
        *it = (struct spark){ at, vector_with_length(away, 0.6f + 2.6f * random_unit(effects)), ink, life, life };
        count--;
    }
}

void effects_beam(struct effects *effects, vec2 start, vec2 end, color ink)
{
    for (int i = 0; i < MOST_BEAMS; i++) {
        if (effects->beams[i].left > 0)
            continue;
        effects->beams[i] = (struct beam){ start, end, ink, 14 };
        return;
    }
}

void effects_announce(struct effects *effects, const char *text)
{
    snprintf(effects->banner, sizeof effects->banner, "%s", text);
    effects->banner_frames = 120;
}

struct mark *effects_mark(struct effects *effects, uint32_t mod, vec2 at, color ink)
{
    struct mark *free = 0;
    int count = 0;

    for (int i = 0; i < MOST_MARKS; i++) {
        struct mark *it = &effects->marks[i];
        count += it->mod == mod;
        if (it->mod == 0 && !free)
            free = it;
    }
    if (!free || count >= MARKS_A_MOD)
        return 0;
    *free = (struct mark){ .mod = mod, .at = at, .color = ink };
    return free;
}

void effects_step(struct effects *effects)
{
    for (int i = 0; i < MOST_SPARKS; i++) {
        struct spark *it = &effects->sparks[i];
        if (it->left == 0)
            continue;
        it->left -= 1;
        it->position = vector_plus(it->position, it->velocity);
        it->velocity = vector_times(it->velocity, 0.94f);
    }
    for (int i = 0; i < MOST_BEAMS; i++)
        effects->beams[i].left -= effects->beams[i].left > 0;
    for (int i = 0; i < MOST_MARKS; i++)
        effects->marks[i].age += effects->marks[i].mod != 0;
    effects->banner_frames -= effects->banner_frames > 0;
}
