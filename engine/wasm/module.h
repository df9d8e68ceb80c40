/* A module: what the bytes say, decoded, immutable, in one arena.
 *
 * Made by decode_module, proven by validate_module. It points into the file's
 * bytes, which must outlive it. After that no one writes to it, so any thread
 * may read it.
 */
#ifndef INLAY_WASM_MODULE_H
#define INLAY_WASM_MODULE_H

#include "engine/base/error.h"
#include "engine/wasm/types.h"

typedef struct wasm_span { uint32_t offset, size; } wasm_span;   /* bytes of the file */

/* What a module needs beyond 1.0; a bit each (features.def order is free). */
typedef enum wasm_feature {
    FEATURE_SIMD = 1 << 0, FEATURE_RELAXED_SIMD = 1 << 1, FEATURE_TAIL_CALLS = 1 << 2, FEATURE_FUNCTION_REFERENCES = 1 << 3,
    FEATURE_GC = 1 << 4, FEATURE_EXCEPTIONS = 1 << 5, FEATURE_MULTI_MEMORY = 1 << 6, FEATURE_MEMORY64 = 1 << 7,
    FEATURE_EXTENDED_CONST = 1 << 8, FEATURE_REFERENCE_TYPES = 1 << 9, FEATURE_BULK = 1 << 10, FEATURE_MULTI_VALUE = 1 << 11
} wasm_feature;

typedef struct wasm_import {
    text_view        module, name;
    wasm_extern_type type;
} wasm_import;

typedef struct wasm_export {
    text_view name;
    wasm_kind kind;
    uint32_t  index;
} wasm_export;

typedef struct wasm_local_run { uint32_t count; wasm_type type; } wasm_local_run;

/* A function of the index space. Imported ones have no body (body.size 0). */
typedef struct wasm_func {
    uint32_t  type;               /* type index */
    wasm_span body;               /* locals and code, without the size that stands before */
} wasm_func;

typedef struct wasm_global {
    wasm_global_type type;
    wasm_span        init;        /* constant expression; size 0 where imported */
} wasm_global;

typedef struct wasm_table {
    wasm_table_type type;
    wasm_span       init;         /* size 0: null */
} wasm_table;

typedef enum wasm_segment_mode { SEGMENT_PASSIVE, SEGMENT_ACTIVE, SEGMENT_DECLARED } wasm_segment_mode;

typedef struct wasm_elem {
    wasm_segment_mode mode;
    wasm_type         type;
    uint32_t          table;
    wasm_span         offset;     /* active: constant expression */
    uint32_t          count;
    const uint32_t   *funcs;      /* function indices, or null: then */
    const wasm_span  *inits;      /* constant expressions */
} wasm_elem;

typedef struct wasm_data {
    wasm_segment_mode mode;
    uint32_t          memory;
    wasm_span         offset;     /* active: constant expression */
    wasm_span         bytes;
} wasm_data;

typedef struct wasm_custom { text_view name; wasm_span bytes; } wasm_custom;

#define WASM_NO_INDEX UINT32_MAX

typedef struct wasm_module {
    const uint8_t *file;          /* all spans count from here */
    size_t         size;
    uint64_t       file_offset;   /* where the module starts in the outermost file; for errors */
    uint32_t       features;      /* wasm_feature bits the module makes use of */

    uint32_t type_count;          const wasm_deftype *types;
    uint32_t import_count;        const wasm_import  *imports;
    uint32_t export_count;        const wasm_export  *exports;
    /* index spaces: imported ones first */
    uint32_t func_count, func_import_count;       const wasm_func   *funcs;
    uint32_t table_count, table_import_count;     const wasm_table  *tables;
    uint32_t memory_count, memory_import_count;   const wasm_memory_type *memories;
    uint32_t global_count, global_import_count;   const wasm_global *globals;
    uint32_t tag_count, tag_import_count;         const uint32_t    *tags;       /* type indices */
    uint32_t elem_count;          const wasm_elem    *elems;
    uint32_t data_count;          const wasm_data    *datas;
    bool     has_data_count;
    uint32_t start;               /* function index, or WASM_NO_INDEX */
    uint32_t custom_count;        const wasm_custom  *customs;
    const uint32_t *declared;     /* bit set: functions that ref.func may name */
} wasm_module;

/* Decode. `file` must outlive the module. offset: where the bytes start in the
 * outermost file. Null and an error when refused. */
wasm_module *decode_module(arena *a, const uint8_t *file, size_t size, uint64_t offset, error *err);

/* Prove all of it, each body once (body.h). `scratch` is for the walk alone.
 * Sets module->features. */
bool validate_module(wasm_module *m, budget *scratch, error *err);

/* The type of function `index`. */
const wasm_functype *module_functype(const wasm_module *m, uint32_t index);

/* The type of an export or of an import, for linking. */
wasm_extern_type module_export_type(const wasm_module *m, const wasm_export *e);

/* A function's name from the name section, else from its export; empty view when there is none. */
text_view module_func_name(const wasm_module *m, uint32_t index);

/* The custom section of that name; null when there is none. */
const wasm_custom *module_custom(const wasm_module *m, const char *name);

/* Type relations within one module (spec 3.0, section 3.3). */
bool module_matches(const wasm_module *m, wasm_type sub, wasm_type super);

/* Write a type as the text format does: "i32", "(ref null 3)", "(func (param i32))". */
void type_print(text_builder *t, wasm_type type);
void functype_print(text_builder *t, const wasm_functype *type);

#endif
