/* The game's side of more/more.wit. */
#define MORE_IMPLEMENTATION
#include "tests/bind/more.h"

#include "tests/bind/rig.h"

#include <stdio.h>
#include <string.h>

static inlay_status on_turn(inlay_call *call, void *user, const more_kinds_crowd *value, more_kinds_crowd *result)
{
    (void)call, (void)user;
    *result = *value;
    return INLAY_DONE;
}

static inlay_status on_prices(inlay_call *call, void *user, more_map_string_u32 of, more_map_string_u32 *result)
{
    (void)call, (void)user;
    *result = of;
    return INLAY_DONE;
}

static inlay_status on_move_by(inlay_call *call, void *user, const more_list3_f32 *by, more_list3_f32 *result)
{
    (void)call, (void)user;
    *result = *by;
    return INLAY_DONE;
}

static const more_host table = { .game_turn = on_turn, .game_prices = on_prices, .game_move_by = on_move_by };

bool rig_open_more(rig *r, uint64_t fuel, inlay_error *error)
{
    memset(r, 0, sizeof *r);
    r->binding = &more_binding;
    r->host = inlay_open(&(inlay_config){ .wit = "tests/bind/more", .loader_threads = INLAY_NO_THREAD }, error);
    if (!r->host)
        return false;
    r->slot = inlay_slot_define(r->host, &(inlay_slot_def){ .name = "echoes", .world = "bind:more/more", .fuel_per_frame = fuel,
                                                          .suspended_frames = UINT32_MAX }, error);
    if (!r->slot.index || !more_bind(r->host, r->slot, &table, r, error) || !rig_seat(r, "tests/bind/more.wasm", error)) {
        fprintf(stderr, "%s\n%s\n", inlay_error_text(error), r->events);
        rig_close(r);
        return false;
    }
    return true;
}
