/* Canonical definitions: lift, lower and the built-ins, every option checked
 * against the exact core type (component model, Binary.md, "Canonical
 * Definitions"; CanonicalABI.md, "canonopt Validation"). */
#include "engine/component/component_parts.h"

#include "engine/component/flat.h"
#include "engine/component/scope.h"

#include <inttypes.h>
#include <string.h>

/* ---- core function types ---- */

static const wasm_functype *keep_functype(component_decoder *d, const flat_list *params, const flat_list *results)
{
    wasm_functype *f = arena_new(d->arena, wasm_functype);
    wasm_type *types = arena_array(d->arena, wasm_type, params->count + results->count);
    if (!f || !types) {
        error_memory(d->err);
        return NULL;
    }
    memcpy(types, params->types, params->count * sizeof *types);
    memcpy(types + params->count, results->types, results->count * sizeof *types);
    *f = (wasm_functype){ params->count, results->count, params->count, results->count, types, types + params->count };
    return f;
}

/* Enter a function type among the core types; its number there. */
static bool enter_functype(component_decoder *d, const wasm_functype *f, uint32_t *id)
{
    uint32_t own = d->core.count;
    if (!type_registry_reserve(&d->core, 1))
        return error_memory(d->err);
    d->core.types[d->core.count++] = (wasm_deftype){ .kind = COMPOSITE_FUNC, .is_final = true, .super = WASM_NO_SUPER, .jump = own,
                                                     .canonical = own, .group_start = own, .group_count = 1, .func = *f };
    if (!type_registry_end_group(&d->core, 1))
        return error_memory(d->err);
    *id = d->core.types[own].canonical;
    if (*id != own)
        d->core.count = own;
    return true;
}

/* The type of a built-in, as "ii:i": i32 i32 -> i32; L stands for i64. */
static const core_shape *shape_of(component_decoder *d, const char *text)
{
    uint32_t n = 0;
    while (n < CORE_SHAPES && d->shapes[n].text && strcmp(d->shapes[n].text, text) != 0)
        n++;
    ASSERT(n < CORE_SHAPES);
    core_shape *s = &d->shapes[n];
    if (s->text)
        return s;
    flat_list lists[2] = { 0 };
    int side = 0;
    for (const char *c = text; *c; c++) {
        if (*c == ':')
            side = 1;
        else
            lists[side].types[lists[side].count++] = *c == 'L' ? WASM_I64 : WASM_I32;
    }
    const wasm_functype *f = keep_functype(d, &lists[0], &lists[1]);
    if (!f || !enter_functype(d, f, &s->id))
        return NULL;
    s->text = text;
    s->type = f;
    return s;
}

static bool has_shape(component_decoder *d, uint32_t core_func, const char *text)
{
    const core_shape *s = shape_of(d, text);
    return s && d->scope->core_funcs[core_func] == s->id;
}

static bool types_equal(const wasm_type *a, uint32_t a_count, const wasm_type *b, uint32_t b_count)
{
    return a_count == b_count && (!a_count || memcmp(a, b, a_count * sizeof *a) == 0);
}

/* ---- options ---- */

typedef struct options_reading { canon_options o; bool has_encoding; bool is_lift, is_lower; } options_reading;

static const char *encoding_text(string_encoding e)
{
    return e == ENCODING_UTF8 ? "utf8" : e == ENCODING_UTF16 ? "utf16" : "latin1-utf16";
}

static bool set_encoding(component_decoder *d, options_reading *o, string_encoding e)
{
    if (o->has_encoding)
        return scope_refuse(d, "canonical encoding option `%s` conflicts with option `%s`", encoding_text(o->o.encoding), encoding_text(e));
    o->has_encoding = true;
    o->o.encoding = e;
    return true;
}

static bool set_index(component_decoder *d, reader *r, uint32_t *option, component_sort sort, const char *name)
{
    wasm_extern_type type;
    uint32_t index = read_u32(r);
    if (!reader_ok(r))
        return false;
    if (*option != COMPONENT_NO_INDEX)
        return scope_refuse(d, "canonical option `%s` is specified more than once", name);
    *option = index;
    return scope_core_extern(d, sort, index, &type);
}

static bool set_memory(component_decoder *d, reader *r, canon_options *o)
{
    wasm_extern_type type;
    if (!set_index(d, r, &o->memory, SORT_CORE_MEMORY, "memory") || !scope_core_extern(d, SORT_CORE_MEMORY, o->memory, &type))
        return false;
    o->is_64 = type.memory.limits.is_64;
    return !o->is_64 || scope_feature(d, COMPONENT_MEMORY64, "canonical option `memory` of a 64-bit memory");
}

/* The shape for the memory's addresses: i32 where there is none. */
static const char *by_address(const canon_options *o, const char *narrow, const char *wide)
{
    return o->is_64 ? wide : narrow;
}

/* canonopt ::= 0x00..0x02 | 0x03 m | 0x04 f | 0x05 f | 0x06 | 0x07 f */
static bool read_option(component_decoder *d, reader *r, options_reading *o)
{
    uint8_t byte = read_u8(r);
    if (!reader_ok(r))
        return false;
    switch (byte) {
    case 0x00: case 0x01: case 0x02: return set_encoding(d, o, (string_encoding)byte);
    case 0x03: return set_memory(d, r, &o->o);
    case 0x04: return set_index(d, r, &o->o.realloc, SORT_CORE_FUNC, "realloc");
    case 0x05: return set_index(d, r, &o->o.post_return, SORT_CORE_FUNC, "post-return");
    case 0x06:
        if (o->o.is_async)
            return scope_refuse(d, "canonical option `async` is specified more than once");
        o->o.is_async = true;
        return scope_feature(d, COMPONENT_ASYNC, "canonical option `async`");
    case 0x07: return set_index(d, r, &o->o.callback, SORT_CORE_FUNC, "callback");
    default:   return scope_refuse_byte(r, byte, "canonical option");
    }
}

static bool refuse_signature(component_decoder *d, const char *name, const char *wanted, uint32_t core_func)
{
    text_builder found;
    text_open(&found, d->scratch);
    functype_print(&found, &d->core.types[d->scope->core_funcs[core_func]].func);
    scope_refuse(d, "canonical option `%s` uses a core function with an incorrect signature: it must be %s, and is %.90s", name, wanted,
                 text_string(&found));
    text_close(&found);
    return false;
}

/* opts ::= vec(canonopt) */
static bool read_options(component_decoder *d, reader *r, options_reading *o)
{
    o->o = (canon_options){ .memory = COMPONENT_NO_INDEX, .realloc = COMPONENT_NO_INDEX, .post_return = COMPONENT_NO_INDEX, .callback = COMPONENT_NO_INDEX };
    uint32_t count = read_count(r, 1, 100, "canonical options");
    for (uint32_t i = 0; i < count; i++)
        if (!read_option(d, r, o))
            return false;
    if (!reader_ok(r))
        return false;
    if (o->o.realloc != COMPONENT_NO_INDEX) {
        if (o->o.memory == COMPONENT_NO_INDEX)
            return scope_refuse(d, "canonical option `realloc` requires `memory` to also be specified");
        if (!has_shape(d, o->o.realloc, by_address(&o->o, "iiii:i", "LLLL:L")))
            return refuse_signature(d, "realloc", by_address(&o->o, "(func (param i32 i32 i32 i32) (result i32))",
                                                             "(func (param i64 i64 i64 i64) (result i64)), as its memory has addresses of 64 bits"), o->o.realloc);
    }
    if (o->o.post_return != COMPONENT_NO_INDEX) {
        if (!o->is_lift)
            return scope_refuse(d, "canonical option `post-return` cannot be specified for %s", o->is_lower ? "lowerings" : "built-ins");
        if (o->o.is_async)
            return scope_refuse(d, "canonical option `post-return` cannot be specified with `async`");
    }
    if (o->o.callback != COMPONENT_NO_INDEX) {
        if (!o->is_lift || !o->o.is_async)
            return scope_refuse(d, "canonical option `callback` is only for async lifts");
        if (!has_shape(d, o->o.callback, "iii:i"))
            return refuse_signature(d, "callback", "(func (param i32 i32 i32) (result i32))", o->o.callback);
    }
    return true;
}

static bool require(component_decoder *d, uint32_t option, const char *name)
{
    return option != COMPONENT_NO_INDEX || scope_refuse(d, "canonical option `%s` is required: strings, lists or many values cross here", name);
}

/* Values that go into the guest: they are written where its realloc says. */
static bool require_writing(component_decoder *d, const canon_options *o)
{
    return require(d, o->memory, "memory") && require(d, o->realloc, "realloc");
}

static bool params_have_pointers(const cfunc *f)
{
    for (uint32_t i = 0; i < f->param_count; i++)
        if (f->params[i].type->has_pointers)
            return true;
    return false;
}

/* ---- steps ---- */

static component_canon *new_canon(component_decoder *d, canon_kind kind)
{
    component_canon *c = arena_new(d->arena, component_canon);
    if (!c) {
        error_memory(d->err);
        return NULL;
    }
    *c = (component_canon){ .kind = kind, .core_func = COMPONENT_NO_INDEX, .type = COMPONENT_NO_INDEX };
    c->options = (canon_options){ .memory = COMPONENT_NO_INDEX, .realloc = COMPONENT_NO_INDEX, .post_return = COMPONENT_NO_INDEX, .callback = COMPONENT_NO_INDEX };
    return c;
}

static bool finish_core(component_decoder *d, component_canon *c, uint32_t id, const wasm_functype *type)
{
    component_step *step = scope_step(d, STEP_CANON, SORT_CORE_FUNC);
    if (!step)
        return false;
    c->core_type = type;
    step->canon = c;
    return scope_add_core_func(d, id);
}

static bool finish_shape(component_decoder *d, component_canon *c, const char *text)
{
    const core_shape *s = c ? shape_of(d, text) : NULL;
    return s && finish_core(d, c, s->id, s->type);
}

/* ---- lift and lower ---- */

/* The core type of a function, lifted or lowered; kept on the type where the ABI is sync. */
static bool core_type_of(component_decoder *d, func_type *f, flat_context context, const canon_options *o, uint32_t *id, const wasm_functype **type)
{
    flat_list params, results;
    if (!o->is_async && f->core_ids[context][o->is_64]) {
        *id = f->core_ids[context][o->is_64] - 1;
        *type = f->core_types[context][o->is_64];
        return true;
    }
    flat_options options = { context, o->is_async, o->callback != COMPONENT_NO_INDEX, o->is_64 };
    flat_func(&f->func, options, &params, &results);
    *type = keep_functype(d, &params, &results);
    if (!*type || !enter_functype(d, *type, id))
        return false;
    if (!o->is_async) {
        f->core_ids[context][o->is_64] = *id + 1;
        f->core_types[context][o->is_64] = *type;
    }
    return true;
}

static void print_types(text_builder *t, const wasm_type *types, uint32_t count)
{
    text_add(t, "[");
    for (uint32_t i = 0; i < count; i++)
        text_add(t, "%s%s", i ? ", " : "", type_name(types[i]).text);
    text_add(t, "]");
}

static bool refuse_lift(component_decoder *d, const wasm_functype *wanted, const wasm_functype *found)
{
    bool in_params = !types_equal(wanted->params, wanted->param_count, found->params, found->param_count);
    text_builder w, f;
    text_open(&w, d->scratch);
    text_open(&f, d->scratch);
    print_types(&w, in_params ? wanted->params : wanted->results, in_params ? wanted->param_count : wanted->result_count);
    print_types(&f, in_params ? found->params : found->results, in_params ? found->param_count : found->result_count);
    const char *what = in_params ? "parameter" : "result";
    scope_refuse(d, "lowered %s types `%.150s` do not match %s types `%.150s` of the core function", what, text_string(&w), what, text_string(&f));
    text_close(&w);
    text_close(&f);
    return false;
}

static bool check_post_return(component_decoder *d, const canon_options *o, const wasm_functype *callee)
{
    if (o->post_return == COMPONENT_NO_INDEX)
        return true;
    const wasm_functype *f = &d->core.types[d->scope->core_funcs[o->post_return]].func;
    if (!f->result_count && types_equal(f->params, f->param_count, callee->results, callee->result_count))
        return true;
    char wanted[140];
    text_builder takes;
    text_open(&takes, d->scratch);
    functype_print(&takes, &(wasm_functype){ .params = callee->results, .param_count = callee->result_count });
    text_format(wanted, sizeof wanted, "%.90s, which takes what the lifted function returns", text_string(&takes));
    text_close(&takes);
    return refuse_signature(d, "post-return", wanted, o->post_return);
}

static bool check_lift_options(component_decoder *d, const cfunc *f, const canon_options *o)
{
    if (o->is_async && !f->is_async)
        return scope_refuse(d, "the `async` canonical option requires an async function type");
    if (o->is_async && o->callback == COMPONENT_NO_INDEX && !scope_feature(d, COMPONENT_STACKFUL, "an async lift without `callback`"))
        return false;
    if ((params_have_pointers(f) || flat_param_count(f) > CTYPE_FLAT_PARAMS) && !require_writing(d, o))
        return false;
    uint32_t most = o->is_async ? CTYPE_FLAT_PARAMS : CTYPE_FLAT_RESULTS;
    return !f->result || !(f->result->has_pointers || f->result->flat_count > most) || require(d, o->memory, "memory");
}

static bool read_zero(reader *r, const char *what)
{
    uint8_t zero = read_u8(r);
    return reader_ok(r) && (!zero || scope_refuse_byte(r, zero, what));
}

/* 0x00 0x00 f:core:funcidx opts ft:typeidx */
static bool read_lift(component_decoder *d, reader *r)
{
    options_reading o = { .is_lift = true };
    wasm_extern_type callee;
    if (!read_zero(r, "canonical function lift"))
        return false;
    uint32_t core_func = read_u32(r);
    if (!reader_ok(r) || !scope_core_extern(d, SORT_CORE_FUNC, core_func, &callee) || !read_options(d, r, &o))
        return false;
    uint32_t index = read_u32(r), id;
    const type_entry *entry = reader_ok(r) ? scope_type(d, index) : NULL;
    if (!entry)
        return false;
    if (entry->kind != TYPE_FUNC)
        return scope_refuse_type(d, index, "a function");
    func_type *f = (func_type *)entry->func;
    component_canon *c = check_lift_options(d, &f->func, &o.o) ? new_canon(d, CANON_LIFT) : NULL;
    if (!c || !core_type_of(d, f, FLAT_LIFT, &o.o, &id, &c->core_type))
        return false;
    const wasm_functype *found = &d->core.types[callee.type_index].func;
    const wasm_functype *wanted = c->core_type;
    if (!types_equal(found->params, found->param_count, wanted->params, wanted->param_count)
        || !types_equal(found->results, found->result_count, wanted->results, wanted->result_count))
        return refuse_lift(d, wanted, found);
    if (!check_post_return(d, &o.o, c->core_type))
        return false;
    c->options = o.o;
    c->core_func = core_func;
    c->type_of = &f->func;
    component_step *step = scope_step(d, STEP_CANON, SORT_FUNC);
    if (!step)
        return false;
    step->canon = c;
    return scope_add_func(d, f);
}

static bool check_lower_options(component_decoder *d, const cfunc *f, const canon_options *o)
{
    uint32_t most = o->is_async ? 4 : CTYPE_FLAT_PARAMS;
    if (o->is_async && !f->is_async)
        return scope_refuse(d, "the `async` canonical option requires an async function type");
    if ((params_have_pointers(f) || flat_param_count(f) > most) && !require(d, o->memory, "memory"))
        return false;
    if (!f->result)
        return true;
    if (f->result->has_pointers && !require_writing(d, o))
        return false;
    return !(o->is_async || f->result->flat_count > CTYPE_FLAT_RESULTS) || require(d, o->memory, "memory");
}

/* 0x01 0x00 f:funcidx opts */
static bool read_lower(component_decoder *d, reader *r)
{
    options_reading o = { .is_lower = true };
    if (!read_zero(r, "canonical function lower"))
        return false;
    uint32_t index = read_u32(r), id;
    if (!reader_ok(r) || !scope_check(d, SORT_FUNC, index) || !read_options(d, r, &o))
        return false;
    func_type *f = (func_type *)d->scope->funcs[index];
    const wasm_functype *type;
    component_canon *c = check_lower_options(d, &f->func, &o.o) ? new_canon(d, CANON_LOWER) : NULL;
    if (!c || !core_type_of(d, f, FLAT_LOWER, &o.o, &id, &type))
        return false;
    c->options = o.o;
    c->func = index;
    c->type_of = &f->func;
    return finish_core(d, c, id, type);
}

/* ---- built-ins ---- */

static bool read_resource(component_decoder *d, reader *r, canon_kind kind)
{
    uint32_t index = read_u32(r);
    const type_entry *entry = reader_ok(r) ? scope_type(d, index) : NULL;
    if (!entry)
        return false;
    if (entry->kind != TYPE_RESOURCE)
        return scope_refuse_type(d, index, "a resource");
    const cresource *resource = entry->resource;
    if (kind != CANON_RESOURCE_DROP && (!resource->is_defined || d->owners[resource->id].scope != d->scope->id))
        return scope_refuse(d, "type index %" PRIu32 " is not a local resource: only the component that defines it may use it so", index);
    component_canon *c = new_canon(d, kind);
    if (!c)
        return false;
    c->type = index;
    const char *takes_rep = resource->is_wide ? "L:i" : "i:i", *gives_rep = resource->is_wide ? "i:L" : "i:i";
    return finish_shape(d, c, kind == CANON_RESOURCE_DROP ? "i:" : kind == CANON_RESOURCE_NEW ? takes_rep : gives_rep);
}

/* 0x09 rs:resultlist opts */
static bool read_task_return(component_decoder *d, reader *r)
{
    options_reading o = { 0 };
    const ctype *result;
    flat_list params = { 0 }, none = { 0 };
    uint32_t id;
    if (!component_type_result(d, r, &result) || !read_options(d, r, &o))
        return false;
    if (o.o.is_async || o.o.realloc != COMPONENT_NO_INDEX)
        return scope_refuse(d, "canonical option `%s` is not valid for task.return", o.o.is_async ? "async" : "realloc");
    if (result && result->has_borrow)
        return scope_refuse(d, "function result cannot contain a `borrow` type");
    if (result && (result->has_pointers || result->flat_count > CTYPE_FLAT_PARAMS) && !require(d, o.o.memory, "memory"))
        return false;
    if (result && result->flat_count > CTYPE_FLAT_PARAMS)
        params = (flat_list){ 1, { o.o.is_64 ? WASM_I64 : WASM_I32 } };
    else if (result)
        flat_add(&params, result, o.o.is_64 ? WASM_I64 : WASM_I32);
    component_canon *c = new_canon(d, CANON_TASK_RETURN);
    const wasm_functype *f = c ? keep_functype(d, &params, &none) : NULL;
    if (!f || !enter_functype(d, f, &id))
        return false;
    c->options = o.o;
    return finish_core(d, c, id, f);
}

/* The stream or future that a type index names; null: refused. */
static const ctype *read_channel(component_decoder *d, reader *r, ctype_kind kind, uint32_t *index)
{
    *index = read_u32(r);
    const type_entry *entry = reader_ok(r) ? scope_type(d, *index) : NULL;
    if (entry && entry->kind == TYPE_VALUE && entry->value->kind == kind)
        return entry->value;
    if (entry)
        scope_refuse_type(d, *index, kind == CTYPE_STREAM ? "a stream" : "a future");
    return NULL;
}

/* stream.read, stream.write, future.read, future.write: t opts */
static bool read_transfer(component_decoder *d, reader *r, canon_kind kind, ctype_kind of, bool reads)
{
    options_reading o = { 0 };
    uint32_t index;
    const ctype *t = read_channel(d, r, of, &index);
    if (!t || !read_options(d, r, &o))
        return false;
    if (t->element && !require(d, o.o.memory, "memory"))
        return false;
    if (reads && t->element && t->element->has_pointers && !require_writing(d, &o.o))
        return false;
    component_canon *c = new_canon(d, kind);
    if (!c)
        return false;
    c->options = o.o;
    c->type = index;
    return finish_shape(d, c, of == CTYPE_STREAM ? by_address(&o.o, "iii:i", "iLL:L") : by_address(&o.o, "ii:i", "iL:i"));
}

/* async? and cancel? ::= 0x00 | 0x01 */
static bool read_switch(component_decoder *d, reader *r, bool gated)
{
    uint8_t byte = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (byte > 1)
        return reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "invalid boolean value 0x%x", byte);
    return !byte || !gated || scope_feature(d, COMPONENT_MORE_ASYNC, "an async cancellation");
}

/* new, cancel-read, cancel-write, drop-readable, drop-writable of streams and futures */
static bool read_channel_other(component_decoder *d, reader *r, canon_kind kind, ctype_kind of, const char *shape, bool has_async)
{
    uint32_t index;
    if (!read_channel(d, r, of, &index) || (has_async && !read_switch(d, r, true)))
        return false;
    component_canon *c = new_canon(d, kind);
    if (c)
        c->type = index;
    return finish_shape(d, c, shape);
}

/* context.get, context.set: t:core:valtype i:u32 */
static bool read_context(component_decoder *d, reader *r, canon_kind kind)
{
    uint8_t type = read_u8(r);
    uint32_t index = read_u32(r);
    bool is_64 = type == WASM_I64;
    if (!reader_ok(r))
        return false;
    if (!is_64 && type != WASM_I32)
        return scope_refuse(d, "a context slot holds an i32 or an i64");
    if (is_64 && !scope_feature(d, COMPONENT_MEMORY64, "a context slot of an i64"))
        return false;
    if (d->scope->context_type && d->scope->context_type != type)
        return scope_refuse(d, "all context slots of a component have one type: this is an %s, the ones before are %ss", is_64 ? "i64" : "i32",
                            is_64 ? "i32" : "i64");
    d->scope->context_type = type;
    if (index > 1)
        return scope_refuse(d, "immediate must be zero or one: context slot %" PRIu32, index);
    component_canon *c = new_canon(d, kind);
    if (c)
        c->type = index;
    return finish_shape(d, c, kind == CANON_CONTEXT_GET ? (is_64 ? ":L" : ":i") : is_64 ? "L:" : "i:");
}

/* waitable-set.wait, waitable-set.poll: cancel? m:core:memoryidx */
static bool read_wait(component_decoder *d, reader *r, canon_kind kind)
{
    canon_options o = { .memory = COMPONENT_NO_INDEX };
    if (!read_switch(d, r, false) || !set_memory(d, r, &o))
        return false;
    component_canon *c = new_canon(d, kind);
    if (c) {
        c->options.memory = o.memory;
        c->options.is_64 = o.is_64;
    }
    return finish_shape(d, c, by_address(&o, "ii:i", "iL:i"));
}

static bool read_error_context(component_decoder *d, reader *r, canon_kind kind)
{
    options_reading o = { 0 };
    if (!scope_feature(d, COMPONENT_ERROR_CONTEXT, "error-context"))
        return false;
    if (kind != CANON_ERROR_CONTEXT_DROP && !read_options(d, r, &o))
        return false;
    if (kind == CANON_ERROR_CONTEXT_NEW && !require(d, o.o.memory, "memory"))
        return false;
    if (kind == CANON_ERROR_CONTEXT_DEBUG_MESSAGE && !require_writing(d, &o.o))
        return false;
    component_canon *c = new_canon(d, kind);
    if (c && kind != CANON_ERROR_CONTEXT_DROP)
        c->options = o.o;
    if (kind == CANON_ERROR_CONTEXT_DROP)
        return finish_shape(d, c, "i:");
    return finish_shape(d, c, kind == CANON_ERROR_CONTEXT_NEW ? by_address(&o.o, "ii:i", "LL:i") : by_address(&o.o, "ii:", "iL:"));
}

/* thread.new-indirect: ft:core:typeidx tbl:core:tableidx */
static bool read_thread_new(component_decoder *d, reader *r)
{
    uint32_t type = read_u32(r), table = read_u32(r);
    wasm_extern_type t;
    if (!reader_ok(r) || !scope_check(d, SORT_CORE_TYPE, type) || !scope_core_extern(d, SORT_CORE_TABLE, table, &t))
        return false;
    const core_shape *start = shape_of(d, "i:"), *wide_start = shape_of(d, "L:");
    if (!start || !wide_start)
        return false;
    const core_type_entry *entry = &d->scope->core_types[type];
    bool takes_64 = !entry->module && entry->id == wide_start->id;
    if (entry->module || (!takes_64 && entry->id != start->id))
        return scope_refuse(d, "start function must take a single `i32` argument and return nothing: core type %" PRIu32 " does not", type);
    if ((takes_64 || t.table.limits.is_64) && !scope_feature(d, COMPONENT_MEMORY64, "a thread's start function that takes an i64, or is in a 64-bit table"))
        return false;
    if (t.table.element != WASM_FUNCREF)
        return scope_refuse(d, "indirect calls must be to a table of function references: core table %" PRIu32 " is none", table);
    const char *narrow = takes_64 ? "iL:i" : "ii:i", *wide = takes_64 ? "LL:i" : "Li:i";
    return finish_shape(d, new_canon(d, CANON_THREAD_OTHER), t.table.limits.is_64 ? wide : narrow);
}

static bool read_thread(component_decoder *d, reader *r, uint8_t byte)
{
    if (byte == 0x0C)
        return read_switch(d, r, false) && finish_shape(d, new_canon(d, CANON_THREAD_YIELD), ":i");
    if (!scope_feature(d, COMPONENT_THREADS, "a thread built-in"))
        return false;
    switch (byte) {
    case 0x26: return finish_shape(d, new_canon(d, CANON_THREAD_OTHER), ":i");
    case 0x27: return read_thread_new(d, r);
    case 0x28: return finish_shape(d, new_canon(d, CANON_THREAD_OTHER), "i:");
    case 0x29: return read_switch(d, r, false) && finish_shape(d, new_canon(d, CANON_THREAD_OTHER), ":i");
    default:   return read_switch(d, r, false) && finish_shape(d, new_canon(d, CANON_THREAD_OTHER), "i:i");
    }
}

static bool read_channel_builtin(component_decoder *d, reader *r, uint8_t byte)
{
    bool is_stream = byte < 0x15;
    ctype_kind of = is_stream ? CTYPE_STREAM : CTYPE_FUTURE;
    canon_kind first = is_stream ? CANON_STREAM_NEW : CANON_FUTURE_NEW;
    unsigned which = byte - (is_stream ? 0x0Eu : 0x15u);
    canon_kind kind = (canon_kind)(first + which);
    switch (which) {
    case 0:  return read_channel_other(d, r, kind, of, ":L", false);
    case 1:  return read_transfer(d, r, kind, of, true);
    case 2:  return read_transfer(d, r, kind, of, false);
    case 3:
    case 4:  return read_channel_other(d, r, kind, of, "i:i", true);
    default: return read_channel_other(d, r, kind, of, "i:", false);
    }
}

/* Built-ins of the async ABI. */
static bool read_async(component_decoder *d, reader *r, uint8_t byte)
{
    switch (byte) {
    case 0x05: return finish_shape(d, new_canon(d, CANON_TASK_CANCEL), ":");
    case 0x06: return read_switch(d, r, true) && finish_shape(d, new_canon(d, CANON_SUBTASK_CANCEL), "i:i");
    case 0x09: return read_task_return(d, r);
    case 0x0A: return read_context(d, r, CANON_CONTEXT_GET);
    case 0x0B: return read_context(d, r, CANON_CONTEXT_SET);
    case 0x0D: return finish_shape(d, new_canon(d, CANON_SUBTASK_DROP), "i:");
    case 0x1F: return finish_shape(d, new_canon(d, CANON_WAITABLE_SET_NEW), ":i");
    case 0x20: return read_wait(d, r, CANON_WAITABLE_SET_WAIT);
    case 0x21: return read_wait(d, r, CANON_WAITABLE_SET_POLL);
    case 0x22: return finish_shape(d, new_canon(d, CANON_WAITABLE_SET_DROP), "i:");
    case 0x23: return finish_shape(d, new_canon(d, CANON_WAITABLE_JOIN), "ii:");
    case 0x24: return finish_shape(d, new_canon(d, CANON_BACKPRESSURE_INC), ":");
    case 0x25: return finish_shape(d, new_canon(d, CANON_BACKPRESSURE_DEC), ":");
    default:   return byte >= 0x26 || byte == 0x0C ? read_thread(d, r, byte) : read_channel_builtin(d, r, byte);
    }
}

/* canon */
bool component_canon_read(component_decoder *d, reader *r)
{
    uint8_t byte = read_u8(r);
    if (!reader_ok(r))
        return false;
    switch (byte) {
    case 0x00: return read_lift(d, r);
    case 0x01: return read_lower(d, r);
    case 0x02: return read_resource(d, r, CANON_RESOURCE_NEW);
    case 0x03: return read_resource(d, r, CANON_RESOURCE_DROP);
    case 0x04: return read_resource(d, r, CANON_RESOURCE_REP);
    case 0x1C: return read_error_context(d, r, CANON_ERROR_CONTEXT_NEW);
    case 0x1D: return read_error_context(d, r, CANON_ERROR_CONTEXT_DEBUG_MESSAGE);
    case 0x1E: return read_error_context(d, r, CANON_ERROR_CONTEXT_DROP);
    case 0x40: case 0x41: case 0x42:
        return error_set(d->err, ERROR_UNSUPPORTED, d->at, "shared threads are not supported here");
    }
    bool known = (byte >= 0x05 && byte <= 0x2D) && byte != 0x07 && byte != 0x08;
    if (!known)
        return scope_refuse_byte(r, byte, "canonical function");
    return scope_feature(d, COMPONENT_ASYNC, "a built-in of the async ABI") && read_async(d, r, byte);
}
