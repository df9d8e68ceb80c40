/* The insides of the generator: what it knows of the module and the function
 * that it is writing, and how an instruction is written. For gen*.c alone.
 */
#ifndef INLAY_TESTS_GEN_BODY_H
#define INLAY_TESTS_GEN_BODY_H

#include "tests/fuzz/gen.h"

#include "engine/wasm/opcode.h"

enum {
    GEN_FUNCS = 6, GEN_TYPES = 8, GEN_GLOBALS = 5, GEN_LOCALS = 8, GEN_LABELS = 12,
    GEN_PARAMS = 4, GEN_RESULTS = 2, GEN_TABLE = 8, GEN_DEPTH = 5, GEN_REFS = 4, GEN_OBJECTS = 7
};

typedef struct gen_type {
    uint32_t  param_count, result_count;
    wasm_type params[GEN_PARAMS], results[GEN_RESULTS];
} gen_type;

typedef struct gen_label {
    uint32_t  count;              /* what a branch to it carries */
    wasm_type types[GEN_PARAMS];
} gen_label;

typedef struct gen {
    uint64_t  state;
    uint32_t  features;
    emit     *out;
    uint32_t  type_count, func_count, import_count, global_count;
    gen_type  types[GEN_TYPES];
    uint32_t  object_types, exception_types;      /* the first of each, behind those */
    uint32_t  funcs[GEN_FUNCS + 1];       /* type indices; the imported one first */
    wasm_type globals[GEN_GLOBALS];
    bool      mutable_global[GEN_GLOBALS];
    /* the function at hand */
    const gen_type *type;
    uint32_t  local_count;
    wasm_type locals[GEN_PARAMS + GEN_LOCALS];
    uint32_t  refs[GEN_REFS];             /* locals behind those: the types they refer to */
    uint32_t  object_local;               /* the first of GEN_OBJECTS, behind all others */
    uint32_t  label_count;
    gen_label labels[GEN_LABELS];
    int32_t   left;                       /* instructions still to write */
    uint32_t  last;                       /* the last one */
} gen;

/* ---- chance ---- */

uint32_t gen_below(gen *g, uint32_t count);
bool     gen_percent(gen *g, uint32_t percent);

/* ---- instructions (gen.c) ---- */

void     gen_op(gen *g, uint32_t op);
void     gen_op_index(gen *g, uint32_t op, uint32_t index);

/* Values for a branch to that label; and what is done with them where it wasn't taken. */
void     gen_label_values(gen *g, uint32_t label, uint32_t depth);
void     gen_keep(gen *g, const wasm_type *types, uint32_t count);

/* A type of number or vector that the module has; a constant of it. */
wasm_type gen_value_type(gen *g);
void     gen_constant(gen *g, wasm_type type);

/* A value; of references only nulls. */
void     gen_value(gen *g, wasm_type type, uint32_t depth);

/* A local of the type, or the count where there is none. */
uint32_t gen_find_local(gen *g, wasm_type type);

/* A row with its operands; any row that gives the type. */
void     gen_table_row(gen *g, uint32_t op, uint32_t depth);
void     gen_row_value(gen *g, wasm_type type, uint32_t depth);

void     gen_store(gen *g, uint32_t depth);
void     gen_call(gen *g, uint32_t depth);

/* A few, now and then with a way out. */
void     gen_statements(gen *g, uint32_t depth);

/* A block was begun whose label carries those; and its end. */
void     gen_push_label(gen *g, const wasm_type *types, uint32_t count);
void     gen_end(gen *g);

/* ---- objects (gen_object.c), exceptions (gen_exception.c) ---- */

/* How many types were written; `before`: those that aren't in type_count. */
uint32_t gen_object_types(gen *g);
uint32_t gen_exception_types(gen *g, uint32_t before);
void     gen_exception_tags(gen *g);

/* The locals, from `first` on; what most of them hold at first. */
void     gen_object_locals(gen *g, uint32_t first);
void     gen_object_begin(gen *g);

/* A value out of objects; false: none has that type. */
bool     gen_object_value(gen *g, wasm_type type, uint32_t depth);

void     gen_object_statement(gen *g, uint32_t depth);
void     gen_exception_statement(gen *g, uint32_t depth);

/* ---- loops (gen_loop.c) ---- */

void     gen_busy_loop(gen *g, uint32_t depth);

/* ---- references (gen_reference.c) ---- */

/* The locals behind the function's others. */
void     gen_reference_locals(gen *g);

/* A (ref null type); a statement that does something with one. */
void     gen_reference(gen *g, uint32_t type);
void     gen_reference_statement(gen *g, uint32_t depth);

#endif
