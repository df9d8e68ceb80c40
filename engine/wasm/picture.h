/* A picture: what all stores have in common in which the same modules were linked
 * in the same way and order: types, functions, tags, and how the instances'
 * indices map to addresses (docs/adr/0041).
 *
 * Taken of a store whose instances are made, and never changed after that. It is
 * used on the thread of the codes that it names, which must outlive it, as it
 * must outlive the stores that use it. A store that uses it has of its own only
 * what changes: memories, tables, globals, in one block. What is added to such a
 * store makes it a copy of the arrays first (store_make_apart).
 */
#ifndef INLAY_WASM_PICTURE_H
#define INLAY_WASM_PICTURE_H

#include "engine/wasm/state.h"

typedef struct picture {
    budget            *budget;
    arena              arena;
    type_registry      types;
    uint32_t           func_count;        store_func        *funcs;       /* natives: `user` says nothing of a store */
    uint32_t           tag_count;         uint32_t          *tags;
    uint32_t           instance_count;    instance          *instances;   /* their links alone */
    const wasm_extern **imports;          /* of each instance, as given */
    uint32_t           global_count;      wasm_global_type  *globals;     /* canonical */
    uint32_t           table_count, memory_count;
    size_t             block_size;        /* of what is a store's own */
} picture;

/* What a function of ours is in a picture; WASM_NO_INDEX of `slots`: it can be in none. */
typedef store_native picture_native(void *user, uint32_t address, const store_native *native);

/* Of a store whose instances were all linked by instance_link. False: no memory, or one of its
 * functions can't be shared; the picture is to be closed either way. */
bool picture_take(picture *p, budget *b, const wasm_store *s, picture_native *native, void *user);
void picture_close(picture *p);

/* Nothing was added to the store, and it has no instances yet. False: no memory. */
bool picture_use(const picture *p, wasm_store *s);

/* The next instance of the picture: as instance_link with what it was given then. */
uint32_t picture_link(wasm_store *s, error *err);

/* For instance.c and initializer.c, which say more. */
bool instance_table_fits(const wasm_store *s, const wasm_table_type *type, error *err);
bool instance_has_no_room(const wasm_store *s, error *err);      /* false */
void instance_find_memories(wasm_store *s, instance *i);
bool initializer_is(const store_native *native);

#endif
