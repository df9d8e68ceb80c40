/* What the files of the decoder share: a section's decoder reads one section
 * from a reader of its own and enters what it finds into the module. */
#ifndef INLAY_WASM_DECODE_H
#define INLAY_WASM_DECODE_H

#include "engine/wasm/module.h"

typedef struct decoder {
    wasm_module *m;
    arena       *arena;
    error       *err;
    uint32_t    *declared;        /* a bit for each function that ref.func may name */
    uint32_t     declared_count;  /* functions it has room for */
    uint32_t     data_count;      /* of the data count section */
    bool         has_code, has_data;
} decoder;

/* Each: false when the reader refused or memory ran out. */
bool decode_type_section(decoder *d, reader *r);
bool decode_import_section(decoder *d, reader *r);
bool decode_function_section(decoder *d, reader *r);
bool decode_table_section(decoder *d, reader *r);
bool decode_memory_section(decoder *d, reader *r);
bool decode_tag_section(decoder *d, reader *r);
bool decode_global_section(decoder *d, reader *r);
bool decode_export_section(decoder *d, reader *r);
bool decode_start_section(decoder *d, reader *r);
bool decode_elem_section(decoder *d, reader *r);
bool decode_data_count_section(decoder *d, reader *r);
bool decode_code_section(decoder *d, reader *r);
bool decode_data_section(decoder *d, reader *r);

/* What is read last of these `count` is wrong; where all of them are imported, none was. False, to be returned. */
bool decode_error_in(decoder *d, const char *what, uint32_t imported, uint32_t count);

/* Index spaces that only imports fill. */
bool decode_imported_spaces(decoder *d);

/* A value type whose indices are known and canonical. */
wasm_type decode_value_type(decoder *d, reader *r);
wasm_type decode_reference_type(decoder *d, reader *r);

/* A type index that exists. */
uint32_t decode_type_index(decoder *d, reader *r);

/* Limits as they are written, not yet checked: component types hold them too. */
wasm_limits decode_limits(reader *r);

/* Skip a constant expression, its `end` too; notes the functions it names. */
wasm_span decode_expression(decoder *d, reader *r);

/* ref.func may name the function. False: no memory. */
bool decode_declare(decoder *d, uint32_t func);

/* Where a reader stands, in the module's own file. */
static inline uint32_t decode_at(const decoder *d, const reader *r)
{
    return (uint32_t)(r->next - d->m->file);
}

#endif
