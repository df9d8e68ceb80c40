/* A profile's call tree by function: what ran where, called which way, all visits
 * of one way together. Flame graphs, tables and comparisons are made from it.
 *
 * Branches stand parents first, siblings side by side in the order of their labels,
 * so that the same fuel gives the same tree whatever was seen first. Branch 0 is
 * all. A mod has a branch of its own wherever another mod, or the host, calls it.
 * It belongs to whom it was made by and reads the profile.
 */
#ifndef INLAY_HOST_PROFILE_TREE_H
#define INLAY_HOST_PROFILE_TREE_H

#include "host/profile.h"

typedef struct profile_branch {
    uint32_t parent;                    /* PROFILE_NONE: it is branch 0 */
    uint32_t place;                     /* of the whole function; PROFILE_NONE: all, or a mod */
    uint32_t mod;                       /* whose code it is; PROFILE_NONE: no mod's */
    uint32_t first, count;              /* its children */
    uint32_t depth;                     /* from 0 */
    uint64_t calls, fuel, ns, samples;  /* its own */
    uint64_t total_fuel, total_ns;      /* with all below */
} profile_branch;

typedef struct profile_tree {
    const profile  *p;
    budget         *budget;
    profile_branch *branches;
    uint32_t        count, capacity;
} profile_tree;

/* Of one frame's nodes; PROFILE_NONE: of the whole recording, or of all frames
 * together where only frames were kept. False: no memory, said in err. */
bool profile_tree_open(profile_tree *t, budget *b, const profile *p, uint32_t frame, error *err);
void profile_tree_close(profile_tree *t);

/* Of some nodes, parents before their children. */
bool profile_tree_open_of(profile_tree *t, budget *b, const profile *p, const uint32_t *nodes, uint32_t count, error *err);

/* Visit each branch when it is come to, and again when it is left, its children in between. */
typedef void profile_visit(void *user, const profile_tree *t, uint32_t branch, bool is_leaving);
void profile_tree_walk(const profile_tree *t, profile_visit *visit, void *user);

/* What is written on it: a function's or an import's name, a mod's, "all". */
text_view profile_tree_label(const profile_tree *t, uint32_t branch);

/* Where that function is: "file.c:12", or empty. Into out; returns it. */
const char *profile_tree_place(const profile_tree *t, uint32_t branch, char *out, size_t size);

/* Its nearest entry above or itself ("on-frame"); PROFILE_NONE: none. */
uint32_t profile_tree_entry(const profile_tree *t, uint32_t branch);

/* The nodes and rows of each frame: those of frame i stand from starts[i] to starts[i + 1]. */
typedef struct profile_by_frame {
    budget   *budget;
    uint32_t  frame_count, node_count, row_count;
    uint32_t *node_starts, *nodes, *row_starts, *rows;
} profile_by_frame;

bool profile_by_frame_open(profile_by_frame *f, budget *b, const profile *p, error *err);
void profile_by_frame_close(profile_by_frame *f);

#endif
