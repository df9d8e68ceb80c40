/* A host to test with: the worlds of tests/data/host, its slots, and what its
 * functions were asked. No thread, no folder, unless a test says so.
 */
#ifndef INLAY_TESTS_HOST_RIG_H
#define INLAY_TESTS_HOST_RIG_H

#include "sdk/inlay.h"

typedef struct host_rig {
    inlay_host *host;
    inlay_slot  plain, counters, keepers;
    inlay_mod   other;              /* whom env#ask asks */
    uint32_t    waits;              /* frames that env#wait is pending */
    uint32_t    cancelled;          /* pending calls that were cancelled */
    uint32_t    drops;              /* of env#thing */
    uint64_t    asked;              /* times env#wait was entered */
    inlay_resource kept;            /* what env#keep was given */
    inlay_resource made;            /* what env#make gave */
    void      (*inside)(struct host_rig *r, inlay_call *call);     /* what env#ask does instead */
    uint64_t    values[4];          /* data of things */
    uint32_t    value_count;
    char        events[20000];      /* all texts so far, each with its kind */
} host_rig;

/* Parts of the config that a test wants otherwise; null: none. */
void host_rig_open(host_rig *r, const inlay_config *config);

/* Slots as they stand; plain's parameters may be changed by tests of budgets. */
void host_rig_open_slots(host_rig *r, const inlay_config *config, const inlay_slot_def *plain, const inlay_slot_def *counters);
void host_rig_close(host_rig *r);

/* tests/data/host/NAME.wasm. */
size_t    host_rig_read(const char *name, uint8_t *bytes, size_t room);
inlay_mod host_rig_load(host_rig *r, const char *name, const char *file, const char *manifest);

/* Load, and run frames until it plays, or is refused. */
inlay_mod host_rig_seat(host_rig *r, const char *name, const char *file);

void      host_rig_frames(host_rig *r, uint32_t count);
void      host_rig_take_events(host_rig *r);

/* run(n) of world plain. */
inlay_status host_rig_run(host_rig *r, inlay_mod m, uint32_t n, uint32_t *result);
uint32_t     host_rig_bump(host_rig *r, inlay_mod m);     /* UINT32_MAX: it did not end with a number */
inlay_stats  host_rig_stats(host_rig *r, inlay_mod m);

#endif
