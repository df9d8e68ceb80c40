/* A store: one generation of one mod, with all its core instances, functions,
 * memories, tables and globals (spec 3.0, section 4.2.3). Things are named by
 * 32-bit addresses, never by pointer; a function reference is its address + 1.
 *
 * One thread at a time may use a store. Nothing here is global.
 */
#ifndef INLAY_WASM_STORE_H
#define INLAY_WASM_STORE_H

#include "engine/base/pages.h"
#include "engine/wasm/module.h"

typedef struct wasm_store wasm_store;
typedef struct wasm_code  wasm_code;      /* translated code of one module; shared between stores of a host */
struct native_call;

/* One cell of a frame, of a global, of an argument list. v128 takes two. */
typedef union wasm_slot {
    LOW_HALF(uint32_t, i32);
    uint64_t i64;
    LOW_HALF(float, f32);
    double   f64;
    LOW_HALF(uint32_t, ref);      /* reference.h */
    uint64_t bits;
} wasm_slot;

typedef struct wasm_extern {
    wasm_kind kind;
    uint32_t  address;
} wasm_extern;

typedef enum wasm_interpreter { INTERPRETER_BEST, INTERPRETER_TAIL, INTERPRETER_SWITCH, INTERPRETER_PLAIN } wasm_interpreter;

typedef struct store_config {
    budget           *budget;             /* linear memory, tables, stacks, instances: all of the mod's */
    const page_table *pages;              /* null: memories come from the budget's allocator and may move */
    struct stack_pool *stacks;            /* null: each task has a stack of its own (stack_pool.h) */
    wasm_interpreter  interpreter;
    uint32_t          frames;             /* deepest call, in wasm frames; 0: LIMIT_FRAMES (10,000) */
    bool              eager;              /* translate every body when linked */
    bool              collects_always;    /* for tests: before each object that is made */
} store_config;

/* Null, with an error, when memory runs out. */
wasm_store *store_open(const store_config *config, error *err);
void        store_close(wasm_store *s);

/* Whose store it is, for its functions; and whether a call is under way though a task may be idle (null: never). */
void        store_set_owner(wasm_store *s, void *owner, bool (*is_busy)(const void *owner));
void       *store_owner(const wasm_store *s);

/* A forward led to a function of the owner's: has that a way of its own (forward_memo.h)? Then the memo gets it. */
struct store_native;
struct forward_memo;
typedef void store_direct(void *owner, const struct store_native *native, struct forward_memo *m);
void        store_set_direct(wasm_store *s, store_direct *direct);

/* The most elements that all its tables may have together, and how many they have. */
void        store_set_table_entries(wasm_store *s, uint64_t most);
uint64_t    store_table_entries(const wasm_store *s);

/* ---- code ---- */

/* Code for a validated module, filled function by function at first calls.
 * Owned by the caller; must outlive the stores that use it, which must be on
 * the same thread. */
wasm_code *code_open(budget *b, const wasm_module *m);
void       code_close(wasm_code *c);
const wasm_module *code_module(const wasm_code *c);

/* Translate every body now. False: no memory. */
bool       code_translate(wasm_code *c, error *err);

/* Who is told when a body of so many bytes begins to be translated, and (0) when it has
 * been: for the embedder's clock, as the engine has none. Null: no one. */
typedef void code_watcher(void *user, uint32_t bytes);
void       code_watch(wasm_code *c, code_watcher *watcher, void *user);

/* Keep which functions were translated because they were called; and take one of them
 * out of what is kept: WASM_NO_INDEX: there is none. */
void       code_keep_called(wasm_code *c, bool is_kept);
uint32_t   code_take_called(wasm_code *c);

/* How many bodies are translated now. */
uint32_t   code_translated(const wasm_code *c);

/* ---- functions of ours that a guest can call (engine/wasm/call.h) ---- */

typedef int native_function(void *user, struct native_call *call);    /* native_outcome */

/* The type is copied (numbers, funcref and externref only). Its address; WASM_NO_INDEX when memory runs out. */
uint32_t store_add_native(wasm_store *s, const wasm_functype *type, native_function *function, void *user);

/* For the embedder (and the spec suite's host module). WASM_NO_INDEX: no memory, or over the limit. */
uint32_t store_add_table(wasm_store *s, const wasm_table_type *type);
uint32_t store_add_memory(wasm_store *s, const wasm_memory_type *type);
uint32_t store_add_global(wasm_store *s, const wasm_global_type *type, wasm_slot value);

/* ---- instances ---- */

/* Check the imports (one extern each, in order) and make the instance; runs
 * nothing yet. Its address, or WASM_NO_INDEX and an error UNLINKABLE, LIMIT or MEMORY. */
uint32_t instance_link(wasm_store *s, wasm_code *code, const wasm_extern *imports, error *err);

/* A function, () -> (), that evaluates globals' and tables' initialisers, runs
 * active segments, then the start function: priced and suspendable like any. */
uint32_t instance_initializer(wasm_store *s, uint32_t instance);

/* False when there is no such export. */
bool instance_export(const wasm_store *s, uint32_t instance, text_view name, wasm_extern *out);

/* The same; `hint`: where to look first, and next time. */
bool instance_export_near(const wasm_store *s, uint32_t instance, text_view name, uint32_t *hint, wasm_extern *out);
const wasm_module *instance_module(const wasm_store *s, uint32_t instance);

/* ---- looking in ---- */

/* The type of any function of the store. The types inside may index the
 * module of the instance that owns it. */
const wasm_functype *store_functype(const wasm_store *s, uint32_t func);

/* The bytes of a memory: good until anything grows, runs or resumes. */
uint8_t *store_memory(wasm_store *s, uint32_t memory, uint64_t *size);
wasm_slot *store_global(wasm_store *s, uint32_t global);      /* two slots for v128 */
bool     store_table_get(const wasm_store *s, uint32_t table, uint64_t index, uint32_t *ref);

/* Linear memory and table bytes in use, for statistics. */
uint64_t store_memory_bytes(const wasm_store *s);

/* ---- fuel ---- */

/* Units left; may be negative: a debt that the next refill pays first. */
int64_t store_fuel(const wasm_store *s);

/* What runs stops for now: out of fuel, or to be looked at. */
bool    store_stops(const wasm_store *s);

/* The tank: what handlers count down, which fits 32 bits; the rest, which is below 0
 * only where both are; and what is kept back until someone has looked (store_look).
 * Where it stands, as long as the store does. */
typedef struct store_tank {
    int64_t  at_hand, behind, kept;
    int64_t  given;               /* by store_set_fuel, all in all, less what is kept */
    uint64_t look;                /* what is spent when it is to be looked at */
} store_tank;
const store_tank *store_tank_place(const wasm_store *s);
static inline int64_t store_tank_units(const store_tank *t) { return t->at_hand + t->behind + t->kept; }
static inline int64_t store_tank_ready(const store_tank *t) { return t->at_hand + t->behind; }       /* before what runs stops */
static inline uint64_t store_tank_spent(const store_tank *t) { return (uint64_t)(t->given - t->at_hand - t->behind); }

void    store_set_fuel(wasm_store *s, int64_t fuel);

/* Units spent since the store was opened: what is set beside that doesn't count. */
uint64_t store_spent(const wasm_store *s);

/* What runs stops as if it were out of fuel when `units` more are spent, so that it can be
 * looked at; then look again later, or STORE_NO_LOOK, and run it on. */
#define STORE_NO_LOOK UINT64_MAX
void    store_look(wasm_store *s, uint64_t units);
static inline bool store_tank_is_due(const store_tank *t) { return store_tank_spent(t) >= t->look; }

/* Charge units for work done on the guest's behalf. */
void    store_charge(wasm_store *s, uint64_t units);

#endif
