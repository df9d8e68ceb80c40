/* A host with the world of wit/echo.wit, its functions, and its mod. */
#ifndef INLAY_TESTS_BIND_RIG_H
#define INLAY_TESTS_BIND_RIG_H

#include "tests/bind/echo.h"

/* The mod that rig_open seats: echo.wasm in C, or its twin. is_large: with an engine of its own inside, which wants
 * memory, fuel and time to start. */
extern const char *rig_file;
extern bool rig_is_large;

/* How game#log and thing.value answer once. */
typedef enum rig_answer { RIG_ANSWERS, RIG_SUSPENDS, RIG_CHARGES, RIG_ALLOCATES, RIG_DENIES, RIG_TRAPS } rig_answer;

typedef struct rig {
    inlay_host *host;
    const inlay_binding *binding;
    inlay_slot  slot;
    inlay_mod   mod;
    uint64_t    allocations;      /* the host's, so far */
    uint32_t    logged, beeps, drops, frames_left;
    bool        cancelled;
    uint32_t    lie;              /* what game#turn answers wrong: 1 an enum, 2 a string */
    rig_answer  answer;           /* of the call that answer_left counts down to */
    uint32_t    answer_left;
    uint32_t    data[64];
    uint32_t    made;
    char        events[20000];
} rig;

/* fuel: for a frame; 0: the default. binding null: the header's. False: said on stderr. */
bool rig_open(rig *r, uint64_t fuel, inlay_error *error);
void rig_close(rig *r);

/* The same for the world of more/more.wit (rig_more.c). */
bool rig_open_more(rig *r, uint64_t fuel, inlay_error *error);

/* The rest of opening one: the host and its slot stand. */
bool rig_seat(rig *r, const char *path, inlay_error *error);

/* A thing of the game's. */
echo_game_thing rig_thing(rig *r, uint32_t value);

void     rig_take_events(rig *r);
uint64_t rig_fuel(rig *r);

#endif
