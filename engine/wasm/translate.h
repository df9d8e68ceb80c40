/* Translation: one pass over a body, as the shared walker (body.h) shows it,
 * from stack code to cells on frame slots.
 *
 * An operand of the wasm stack has a home: the slot behind the locals that its
 * height gives. It need not be there: a local that was got, or a constant, is
 * only remembered, and what uses it reads the local's slot or takes the
 * constant into its cell. Before a local is set, operands that still mean its
 * old value are copied home. Where ways meet, everything that differs by the
 * way taken is home.
 *
 * Owned by the call to translate_function, or by the code while it translates
 * many (code_many): then its arrays serve one body after the other. Nothing else
 * of it outlives a body but the cells.
 */
#ifndef INLAY_WASM_TRANSLATE_H
#define INLAY_WASM_TRANSLATE_H

#include "engine/wasm/body.h"
#include "engine/wasm/fuel.h"
#include "engine/wasm/interpreter.h"

typedef enum operand_kind { OPERAND_HOME, OPERAND_LOCAL, OPERAND_CONST } operand_kind;

#define TRANSLATE_NONE UINT32_MAX

typedef struct operand {
    uint8_t   kind;               /* operand_kind */
    bool      is_added;           /* an i32: the value is what stands there plus `addend` */
    uint16_t  local;              /* OPERAND_LOCAL: its slot */
    uint16_t  home;               /* stands there for the operand that comes next, too */
    wasm_type type;
    int32_t   addend;             /* where it is */
    uint32_t  root;               /* below `rooted`: the node of the highest reference at or below it; 0: none */
    union {
        uint64_t bits;            /* OPERAND_CONST */
        uint32_t previous;        /* OPERAND_LOCAL: the next lower operand that means the same local, + 1 */
        struct {                  /* OPERAND_HOME */
            uint32_t cell;        /* the cell that made it, by its dst; else TRANSLATE_NONE */
            uint16_t row;         /* and the wasm instruction that cell was made for */
            uint16_t inner;       /* an i32.eqz: the comparison that the cell before it made, if any; else 0 */
        };
    };
} operand;

typedef struct translate_pair { uint32_t first, second; } translate_pair;
typedef struct translate_pairs { uint32_t count, capacity; translate_pair *pairs; } translate_pairs;

typedef struct translate_block {
    uint16_t   op;                /* OP_block, OP_loop, OP_if, OP_else; OP_call: the function */
    bool       is_dead;           /* entered in dead code: nothing of it is translated */
    uint32_t   height;            /* operands below its parameters */
    uint16_t   home;              /* of the first parameter, and so of the first value that a branch to it carries */
    uint32_t   params, results;
    uint32_t   moved;             /* slots that a branch to it carries */
    uint32_t   cell;              /* loop: where it starts */
    fuel_point point;             /* likewise */
    uint32_t   waiting;           /* fixes of branches to its end, linked */
    uint32_t   otherwise;         /* fix of an if's way to its else */
    uint32_t   try;               /* the innermost try_table around what is in it: a cell, or CODE_NO_TRY */
    bool       is_try;            /* it is that one */
    uint32_t   sets;              /* locals that were set before it */
    uint32_t   table, stub;       /* the last table that goes to it by a stub: its first target's cell; and the stub's */
} translate_block;

struct translator {
    body               w;
    budget            *budget;
    error             *err;
    const wasm_module *module;
    code_function      *functions;
    fuel_book          fuel;      /* failed: no memory, for whatever of this */
    uint32_t           cell_count, cell_capacity;     wasm_cell       *cells;      /* op: a code_op until the end */
    uint32_t           place_capacity;                uint32_t        *places;     /* of each cell, once the body is packed */
    uint32_t           way_capacity;                  uint32_t        *ways;       /* those that have a way, likewise */
    uint32_t           offset_capacity;               uint32_t        *offsets;    /* of each cell, where wanted */
    uint32_t           height, stack_capacity;        operand         *stack;
    uint32_t           block_count, block_capacity;   translate_block *blocks;
    uint32_t           try_count, try_capacity;       code_try        *tries;
    uint32_t           reserved;  /* arrays are as large as is usual for bodies of so many bytes */
    uint32_t           locals;    /* slots of locals, parameters too: where homes start */
    uint32_t           user_capacity;                 uint32_t        *users;      /* by local slot: the highest operand that means it, + 1 */
    uint32_t           is_set_capacity;               bool            *is_set;     /* by local slot: every way to here has set it, or it is a parameter */
    uint32_t           set_count, set_capacity;       uint16_t        *sets;       /* slots, in the order they were set */
    uint32_t           zero_low, zero_high;           /* slots that may be read as zero: low <= slot < high */
    uint32_t           settled;   /* operands below it mean no local */
    uint32_t           rooted;    /* references below it that the heap could mean are home, and have nodes */
    translate_pairs    ranges, nodes, points;     /* code_roots.h */
    uint32_t           barrier;   /* cells before it may be jumped behind: not to be changed any more */
    bool               carries;   /* the interpreter can (translate_carry.c) */
    interpreter_pairs  pairs;     /* likewise */
    bool               wants_offsets;
};

/* ---- cells (translate.c) ---- */

uint32_t translate_emit_slowly(translator *t, wasm_cell cell);

/* Append; its index. */
static inline uint32_t translate_emit(translator *t, wasm_cell cell)
{
    if (t->cell_count == t->cell_capacity || t->wants_offsets)
        return translate_emit_slowly(t, cell);
    t->cells[t->cell_count] = cell;
    return t->cell_count++;
}

/* The jump of `cell` goes to `target`. */
static inline void translate_aim(translator *t, uint32_t cell, uint32_t target)
{
    if (!t->fuel.failed)
        t->cells[cell].as.jump.bytes = (int32_t)(target - cell) * (int32_t)sizeof *t->cells;
}

/* The cells so far stay as they are but for what they carry to each other; here
 * a way may be entered (translate_carry.c). */
void     translate_join(translator *t);

/* Of the cells from `first` on, which have their last form, two become a pair,
 * from the left; the pair of which x and y are, or 0 (translate_pairs.c). */
void     translate_make_pairs(translator *t, uint32_t first);
uint32_t translate_pair_of(uint32_t x, uint32_t y);

static inline void translate_seal(translator *t)
{
    if (t->carries && t->cell_count > t->barrier + 1)
        translate_join(t);
    t->barrier = t->cell_count;
}

/* Oracle build: an instruction of that price runs; here, what is charged must be what has run and rest. */
static inline void translate_count(translator *t, uint32_t units)
{
    if (FUEL_ORACLE && units)
        translate_emit(t, (wasm_cell){ .op = CODE_oracle_count, .as.bits = units });
}

void     translate_check_here(translator *t);

/* Oracle build: say what must be left here. */
static inline void translate_check(translator *t)
{
    if (FUEL_ORACLE)
        translate_check_here(t);
}

/* ---- operands (translate_operand.c) ---- */

/* The home of operand `at`, or of the one that comes next. */
static inline uint16_t translate_home(const translator *t, uint32_t at) { return t->stack[at].home; }

/* Slots of the highest `count` operands. */
static inline uint32_t translate_slots(const translator *t, uint32_t count)
{
    return (uint32_t)translate_home(t, t->height) - translate_home(t, t->height - count);
}

static inline operand *translate_top(translator *t, uint32_t below) { return &t->stack[t->height - 1 - below]; }

bool     translate_reserve_operand(translator *t);

/* Where a new one of that type is to be filled in but for its home. Null: no memory. */
static inline operand *translate_push(translator *t, operand_kind kind, wasm_type type)
{
    uint32_t height = t->height + 1;
    if (height >= t->stack_capacity && !translate_reserve_operand(t))
        return NULL;
    operand *o = &t->stack[height - 1];
    t->height = height;
    o->kind = (uint8_t)kind;
    o->is_added = false;
    o->type = type;
    o[1].home = (uint16_t)(o->home + wasm_type_slots(type));
    return o;
}

static inline void translate_push_home(translator *t, wasm_type type, uint32_t cell, uint32_t row)
{
    operand *o = translate_push(t, OPERAND_HOME, type);
    if (!o)
        return;
    o->cell = cell;
    o->row = (uint16_t)row;
    o->inner = 0;
}

/* It means what stands in the local at that slot. */
static inline void translate_push_local(translator *t, wasm_type type, uint16_t slot)
{
    operand *o = translate_push(t, OPERAND_LOCAL, type);
    if (!o)
        return;
    uint32_t *users = t->users + slot;
    o->local = slot;
    o->previous = *users;
    *users = t->height;
}

static inline void translate_push_constant(translator *t, wasm_type type, uint64_t bits)
{
    operand *o = translate_push(t, OPERAND_CONST, type);
    if (o)
        o->bits = bits;
}

/* Operands go from the top, so the highest of a local is the one that goes. */
static inline void translate_drop(translator *t, uint32_t count)
{
    while (count--) {
        const operand *o = &t->stack[--t->height];
        if (o->kind == OPERAND_LOCAL)
            t->users[o->local] = o->previous;
    }
    if (t->settled > t->height)
        t->settled = t->height;
    if (t->rooted > t->height)
        t->rooted = t->height;
}

/* The slot to read operand `at` from; a constant or sum goes home first. */
uint16_t translate_slot_at_home(translator *t, uint32_t at);

static inline uint16_t translate_slot(translator *t, uint32_t at)
{
    const operand *o = &t->stack[at];
    return o->kind == OPERAND_LOCAL && !o->is_added ? o->local : translate_slot_at_home(t, at);
}

/* Bring operand `at` home. */
void     translate_settle(translator *t, uint32_t at);

/* Bring the highest `count` home, and everything that means a local. */
void     translate_settle_block(translator *t, uint32_t count);

/* Write operand `at` to slot `dst`, as it is; it stays what it was. */
void     translate_move(translator *t, uint32_t at, uint16_t dst);
void     translate_constant(translator *t, uint16_t dst, uint64_t bits, wasm_type type);
void     translate_copy(translator *t, uint16_t dst, uint16_t from, wasm_type type);

/* type: the local's; of a set that isn't kept, none. */
void     translate_get(translator *t, uint32_t local, wasm_type type);
void     translate_set(translator *t, uint32_t local, bool keep, wasm_type type);

/* What was set since there were `count` sets, is not known to be. */
void     translate_unset(translator *t, uint32_t count);

/* These slots must be zero when the function begins. */
void     translate_zero(translator *t, uint32_t slot, uint32_t slots);

/* The last cell made operand `at`, and may still be changed. */
static inline bool translate_is_fresh(const translator *t, uint32_t at)
{
    const operand *o = &t->stack[at];
    return o->kind == OPERAND_HOME && !o->is_added && o->cell + 1 == t->cell_count && o->cell >= t->barrier;       /* NONE + 1 is 0, and there is a cell */
}

/* ---- instructions ---- */

/* One that stands in a typed row, or is neither control nor a call (translate_row.c, translate_other.c). */
void     translate_row(translator *t);
void     translate_other(translator *t);
void     translate_control(translator *t);
void     translate_call(translator *t);

/* Some of them by themselves: what translate_row does with a test or conversion, with two operands, ... */
void     translate_unary(translator *t);
void     translate_binary(translator *t);
void     translate_load(translator *t);
void     translate_store(translator *t);

/* ... and translate_control in code that isn't dead. */
void     translate_begin_block(translator *t);
void     translate_begin_loop(translator *t);
void     translate_begin_if(translator *t);
void     translate_begin_else(translator *t);
void     translate_end_block(translator *t);
void     translate_branch_if(translator *t);

/* Structs, arrays, casts (translate_aggregate.c); and what making one costs beside its row's price. */
void     translate_aggregate(translator *t);
uint32_t translate_object_price(const translator *t);

/* Behind the first cell of a sized instruction: the second, and the way has ended. */
void     translate_end_sized(translator *t, wasm_cell more);

/* ---- references in frames (translate_roots.c) ---- */

/* Before a cell at which a collection can happen: bring the references among the
 * operands below `height` home. What to note for the cell. */
uint32_t translate_roots(translator *t, uint32_t height);
void     translate_note_roots(translator *t, uint32_t cell, uint32_t roots);

/* There may be any: there are points, or locals that are references. */
static inline bool translate_has_roots(const translator *t)
{
    const body *w = &t->w;
    bool has = t->points.count;
    for (uint32_t i = 0; i < w->type->param_count; i++)
        has |= wasm_type_is_ref(w->type->params[i]);
    for (uint32_t i = 0; i < w->run_count; i++)
        has |= wasm_type_is_ref(w->runs[i].type);
    return has;
}

/* All of it, at the end: how many words, and then these. places: see translate_pack.c. */
uint32_t translate_root_words(translator *t);
void     translate_put_roots(const translator *t, const uint32_t *places, uint8_t *to);

/* An i32 that decides: the pieces of a compare-and-branch. */
typedef struct condition {
    uint16_t if_true, if_false;   /* code_op of the branch for each wish */
    uint16_t a, b;
    uint16_t step;                /* added to slot a before, where it */
    bool     steps;
    bool     is_wide;             /* the constant stands in a cell behind */
    uint64_t bits;
} condition;

/* Take the condition off the stack; a fresh comparison becomes part of the branch. */
condition translate_condition(translator *t);

/* The other wish, or the same: a condition may be good for one wish only once
 * it has a step. Its branch; the jump is aimed by who emits it. */
uint32_t  translate_branch(translator *t, condition c, bool wish);

/* Add to the comparison the addition before it, where it can be taken in. */
void      translate_step(translator *t, condition *c);

/* ---- the finished body (translate_pack.c) ---- */

/* Its cells in their forms, with what stands behind them. False: no memory. */
bool     translate_pack(translator *t, wasm_code *c, code_function *f);

/* Where each of our cells, by number, goes to, in bytes; the body is sealed. The translator's own. Null: no memory. */
const uint32_t *translate_places(translator *t);

/* Which of our cells the one at `unit` is; TRANSLATE_NONE: none, or no memory. */
uint32_t translate_unpacked(translator *t, uint32_t unit);

/* ---- all of it ---- */

/* Go on for as long as it is of the most usual instructions (translate_walk.c);
 * body_next goes on from there. Some may be left, or all. */
void     translate_walk(translator *t);

/* Behind each FUEL_MARK units of text: charge, so that no straight way is long. */
void     translate_mark(translator *t);

/* Cells for f. False: no memory, or an error. */
bool     translate_function(wasm_code *c, code_function *f, error *err);

/* Between begin and end its arrays are kept from one to the next. */
void     translate_many(wasm_code *c, bool begins);

/* The byte of the module's file that cell `cell` of f is made from; f stays as
 * it is. False: no memory. */
bool     translate_locate(wasm_code *c, const code_function *f, uint32_t cell, uint32_t *offset);

/* An instruction that has a price, on its way (fuel.h). */
typedef struct translate_note { uint32_t way, spent, units, offset; } translate_note;

/* A body that was walked to its end, its cells and fixes with all offsets. */
typedef struct translate_ways {
    const translator     *t;
    const uint32_t       *places;         /* of the translator's cells, in f: bytes */
    uint32_t              note_count;
    const translate_note *notes;          /* in their order on the ways */
    uint32_t              zero_price;     /* of entering, beside rest */
} translate_ways;

/* Translate f again, and tell of its ways. False: no memory, and nothing was told. */
typedef void translate_teller(void *user, const translate_ways *ways);
bool     translate_tell(wasm_code *c, const code_function *f, translate_teller *tell, void *user);

/* Of the first `count` slots of locals: KNOWN, it holds at byte `offset` of the module's
 * file what its local does (another may never have been written); WRITTEN, the body
 * sets it somewhere. False, and nothing: no memory. */
enum { TRANSLATE_KNOWN = 1, TRANSLATE_WRITTEN = 2 };
bool     translate_held(wasm_code *c, const code_function *f, uint32_t offset, uint8_t *held, uint32_t count);

#endif
