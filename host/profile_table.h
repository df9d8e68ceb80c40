/* What a profile adds up to: of each mod, of each function, of each import. The
 * report, the comparison and the hints are made from it. Dearest first; where two
 * cost the same, by name, so that equal fuel gives equal tables.
 */
#ifndef INLAY_HOST_PROFILE_TABLE_H
#define INLAY_HOST_PROFILE_TABLE_H

#include "host/hint.h"
#include "host/profile_tree.h"

/* A mod over all frames that were kept. */
typedef struct profile_sum {
    uint32_t mod;
    uint64_t frames;                    /* in which it has a row */
    uint64_t fuel, ns, host_calls, host_ns, translate_ns, copied, log_lines, suspended_frames, traps;
    uint64_t memory;                    /* the most */
    uint64_t p50, p99, worst_ns;
    uint64_t worst_own_ns, worst_frame, worst_fuel, worst_host_ns;      /* of the slowest without translation */
    bool     worst_is_hitch;
} profile_sum;

typedef struct profile_cost {
    uint32_t mod, place;                /* mod PROFILE_NONE: no mod's */
    uint64_t calls, fuel, ns;           /* functions: their own (exact where the profile is); ns: of imports alone */
    uint64_t total_fuel;                /* functions: with what they called, once where they call themselves */
} profile_cost;

typedef struct profile_table {
    const profile *p;
    budget        *budget;
    profile_tree   tree;
    profile_sum   *mods;        uint32_t mod_count;
    profile_cost  *functions;   uint32_t function_count;
    profile_cost  *imports;     uint32_t import_count;
    profile_cost  *lines;       uint32_t line_count;        /* exact: of functions, those with a line; calls: how often */
} profile_table;

bool profile_table_open(profile_table *t, budget *b, const profile *p, error *err);
void profile_table_close(profile_table *t);

/* The figures of mods[index], to be told in words. */
hint_figures profile_table_hints(const profile_table *t, uint32_t index);

#endif
