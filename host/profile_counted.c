/* What was counted, as a tree: of each mod its functions, of each function its lines. */
#include "host/profile_counted.h"

#include <string.h>

/* The node of a function; its number. PROFILE_NONE: no memory. */
static uint32_t node_of(const profile *p, uint32_t place, profile *out, uint32_t *nodes)
{
    if (nodes[place] != PROFILE_NONE)
        return nodes[place];
    uint32_t own = profile_take_place(out, &p->places[place]);
    if (own != PROFILE_NONE)
        nodes[place] = profile_add_node(out, &(profile_node){ .parent = PROFILE_NONE, .place = own, .frame = PROFILE_NONE });
    return nodes[place];
}

static bool add_line(const profile *p, const profile_line *line, profile *out, uint32_t *nodes)
{
    uint32_t whole = profile_function(p, line->place), node = node_of(p, whole, out, nodes);
    if (node == PROFILE_NONE)
        return false;
    if (whole == line->place) {
        out->nodes[node].calls += line->count;
        out->nodes[node].fuel += line->fuel;
        return true;
    }
    profile_place at = p->places[line->place];
    char name[300];
    text_format(name, sizeof name, "%.*s:%u", TEXT_ARGS(at.file), at.line);
    at.name = text_of(name);
    at.function = PROFILE_NONE;
    uint32_t own = profile_take_place(out, &at);
    return own != PROFILE_NONE
        && profile_add_node(out, &(profile_node){ .parent = node, .place = own, .frame = PROFILE_NONE, .calls = line->count, .fuel = line->fuel }) != PROFILE_NONE;
}

bool profile_counted(const profile *p, profile *out)
{
    uint32_t *nodes = budget_alloc(out->budget, p->place_count * sizeof *nodes);
    bool good = nodes || !p->place_count;
    for (uint32_t i = 0; i < p->place_count && good; i++)
        nodes[i] = PROFILE_NONE;
    for (uint32_t i = 0; i < p->mod_count && good; i++)
        good = profile_add_mod(out, &p->mods[i]) != PROFILE_NONE;
    for (uint32_t i = 0; i < p->line_count && good; i++)
        good = add_line(p, &p->lines[i], out, nodes);
    budget_free(out->budget, nodes, p->place_count * sizeof *nodes);
    return good;
}
