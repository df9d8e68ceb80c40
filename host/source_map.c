/* Maps from code to source, kept by their image. */
#include "host/source_map.h"

#include "host/debug_beside.h"
#include "host/demangle.h"
#include "host/dwarf_file.h"

#include <string.h>

enum { SOURCE_TEXTS = 4 << 20, SOURCE_NAME = 1000 };

/* A text that was made up here: a demangled name, a path. */
typedef struct source_text { text_view text; uint32_t hash; } source_text;

/* What stands in a .dwo file, for the skeleton unit at that byte. */
typedef struct source_split {
    struct source_split *next;
    uint32_t             skeleton;
    dwarf                dwarf;
    dwarf_unit          *unit;    /* null: none of it is that skeleton's */
} source_split;

struct source_map {
    source_map        *next;
    image             *image;
    source_split      *splits;
    text_view          map_name;          /* of the source map beside it; empty: it asks for none */
    const image_beside *lines;            /* null: it is not there */
    const wasm_module *module;
    uint32_t           code_start;        /* byte of the module's file where addresses count from */
    dwarf              dwarf;
    arena              arena;
    size_t             text_bytes;
    source_text       *texts;             /* a power of two of them, at most half of them used */
    uint32_t           text_count, text_capacity;
};

/* ---- texts ---- */

static source_text *look(const source_map *s, text_view text, uint32_t hash)
{
    uint32_t at = hash & (s->text_capacity - 1);
    while (s->texts[at].text.bytes && (s->texts[at].hash != hash || !text_equal(s->texts[at].text, text)))
        at = (at + 1) & (s->text_capacity - 1);
    return &s->texts[at];
}

static bool grow(source_map *s, budget *b)
{
    source_map bigger = *s;
    bigger.text_capacity = s->text_capacity ? s->text_capacity * 2 : 64;
    bigger.texts = budget_zalloc(b, bigger.text_capacity * sizeof *bigger.texts);
    if (!bigger.texts)
        return false;
    for (uint32_t i = 0; i < s->text_capacity; i++)
        if (s->texts[i].text.bytes)
            *look(&bigger, s->texts[i].text, s->texts[i].hash) = s->texts[i];
    budget_free(b, s->texts, s->text_capacity * sizeof *s->texts);
    *s = bigger;
    return true;
}

/* The same text for the same bytes; empty where there is no memory. */
static text_view keep(source_map *s, text_view text)
{
    if (!text.size || (s->text_count * 2 >= s->text_capacity && !grow(s, s->arena.budget)))
        return (text_view){ 0 };
    uint32_t hash = text_hash(text);
    source_text *found = look(s, text, hash);
    if (found->text.bytes)
        return found->text;
    if (s->text_bytes + text.size > SOURCE_TEXTS)
        return (text_view){ 0 };
    text_view copy = arena_text(&s->arena, text);
    if (!copy.bytes)
        return (text_view){ 0 };
    *found = (source_text){ copy, hash };
    s->text_count++;
    s->text_bytes += text.size;
    return copy;
}

static text_view name_of(source_map *s, text_view plain, text_view linkage)
{
    char out[SOURCE_NAME];
    if (demangle(linkage, out, sizeof out))
        return keep(s, text_of(out));
    if (plain.size)
        return plain;
    return linkage;
}

/* Then it says more than DWARF's plain name. */
static bool is_mangled(text_view name)
{
    return text_starts(name, "_Z") || text_starts(name, "_R");
}

/* `to` stands behind a '/': where the part before it begins, if ".." may take it back; else null. */
static char *part_before(const char *start, char *to)
{
    char *from = to - 1;
    if (to <= start + 1)
        return NULL;
    while (from > start && from[-1] != '/')
        from--;
    size_t size = (size_t)(to - 1 - from);
    bool is_up = size == 2 && from[0] == '.' && from[1] == '.';
    return size && !is_up ? from : NULL;
}

/* "a/b/../c" is "a/c"; and where Rust's own library was built, nobody can look. */
static text_view tidy(char *path)
{
    char *to = path;
    if (text_starts(text_of(path), "/rustc/") && strchr(path + 7, '/'))
        path = to = strchr(path + 7, '/') + 1;
    const char *start = to;
    for (const char *from = path; *from;) {
        bool is_up = from > path && from[-1] == '/' && text_starts(text_of(from), "../");
        char *before = is_up ? part_before(start, to) : NULL;
        if (before) {
            to = before;
            from += 3;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return (text_view){ start, (size_t)(to - start) };
}

/* Where the compiler was started is of no interest to the reader. */
static text_view path_of(source_map *s, const dwarf_unit *u, const dwarf_place *p)
{
    char whole[SOURCE_NAME];
    bool is_whole = !p->folder.size || text_starts(p->file, "/") || text_is(p->folder, ".");
    text_format(whole, sizeof whole, "%.*s%s%.*s", TEXT_ARGS(is_whole ? (text_view){ 0 } : p->folder), is_whole ? "" : "/", TEXT_ARGS(p->file));
    text_view path = tidy(whole), start = u->folder;
    if (start.size && path.size > start.size + 1 && memcmp(path.bytes, start.bytes, start.size) == 0 && path.bytes[start.size] == '/')
        path = (text_view){ path.bytes + start.size + 1, path.size - start.size - 1 };
    while (text_starts(path, "./"))
        path = (text_view){ path.bytes + 2, path.size - 2 };
    return keep(s, path);
}

/* ---- opening ---- */

static const image_beside *file_of(const image *i, text_view name)
{
    for (const image_beside *each = i->beside; each && name.size; each = each->next)
        if (text_equal(each->name, name))
            return each;
    return NULL;
}

static source_map *open_map(image *i, const wasm_module *module)
{
    source_map *s = budget_new(&i->own, source_map);
    debug_module own, beside;
    if (!s)
        return NULL;
    s->module = module;
    s->image = i;
    arena_open(&s->arena, &i->own);
    s->next = i->sources;
    i->sources = s;
    if (!debug_file_open(module->file, module->size, &own) || !own.code.bytes)
        return s;
    s->code_start = (uint32_t)((const uint8_t *)own.code.bytes - module->file);
    dwarf_open(&s->dwarf, &i->own, (uint32_t)own.code.size);
    dwarf_file_take(&s->dwarf, &own, false);
    if (!s->dwarf.sections[DWARF_INFO].size && debug_file_beside(i->debug_bytes, i->debug_size, &own, &beside))
        dwarf_file_take(&s->dwarf, &beside, false);
    s->map_name = debug_beside_map(&own);
    s->lines = file_of(i, s->map_name);
    return s;
}

void source_map_close(image *i)
{
    for (source_map *s = i->sources, *next; s; s = next) {
        next = s->next;
        for (source_split *split = s->splits; split; split = split->next)
            dwarf_close(&split->dwarf);
        dwarf_close(&s->dwarf);
        budget_free(&i->own, s->texts, s->text_capacity * sizeof *s->texts);
        arena_close(&s->arena);
        budget_delete(&i->own, s);
    }
    i->sources = NULL;
}

/* ---- .dwo files ---- */

static dwarf_unit *unit_of_split(dwarf *d, const dwarf_unit *skeleton)
{
    dwarf_read_units(d);
    for (uint32_t i = 0; i < d->unit_count; i++)
        if (d->units[i].dwo_id == skeleton->dwo_id && d->units[i].version == skeleton->version)
            return &d->units[i];
    return NULL;
}

static source_split *open_split(source_map *s, const dwarf_unit *skeleton)
{
    debug_module module;
    const image_beside *file = file_of(s->image, debug_beside_name(skeleton->dwo_name));
    source_split *split = file && debug_file_open(file->bytes, file->size, &module) ? arena_new(&s->arena, source_split) : NULL;
    if (!split)
        return NULL;
    *split = (source_split){ .next = s->splits, .skeleton = skeleton->offset };
    dwarf_open(&split->dwarf, &s->image->own, s->dwarf.code_size);
    dwarf_file_take(&split->dwarf, &module, true);
    split->dwarf.sections[DWARF_ADDR] = s->dwarf.sections[DWARF_ADDR];
    split->dwarf.sections[DWARF_RANGES] = s->dwarf.sections[DWARF_RANGES];
    split->dwarf.is_split = true;
    split->dwarf.skeleton_address_base = skeleton->address_base;
    split->dwarf.skeleton_range_base = skeleton->range_base;
    split->dwarf.skeleton_base = skeleton->base;
    s->splits = split;
    return split;
}

/* Where the functions of a unit stand: in a .dwo file for a skeleton. False: it is not there. */
static bool reach_unit(source_map *s, dwarf_unit *u, dwarf **d, dwarf_unit **in)
{
    source_split *split = s->splits;
    *d = &s->dwarf;
    *in = u;
    if (!u->dwo_name.size)
        return true;
    while (split && split->skeleton != u->offset)
        split = split->next;
    if (!split && !(split = open_split(s, u)))
        return false;
    split->dwarf.steps = s->dwarf.steps;
    if (!split->unit)
        split->unit = unit_of_split(&split->dwarf, u);
    s->dwarf.steps = split->dwarf.steps;
    *d = &split->dwarf;
    *in = split->unit;
    return split->unit != NULL;
}

/* ---- questions ---- */

static void take_place(source_map *s, const dwarf_unit *u, const dwarf_place *p, source_place *out)
{
    out->file = p->file.size ? path_of(s, u, p) : (text_view){ 0 };
    out->line = p->line;
    out->column = p->column;
}

static source_place *push(source_chain *chain)
{
    if (chain->count == SOURCE_DEPTH)
        return &chain->at[SOURCE_DEPTH - 1];
    chain->at[chain->count] = (source_place){ 0 };
    return &chain->at[chain->count++];
}

/* Innermost first; each one's line is where what it holds was inlined into it. */
static void take_calls(source_map *s, const dwarf_unit *u, const dwarf_calls *calls, const dwarf_place *innermost, source_chain *out)
{
    dwarf_place place = *innermost;
    out->count = 0;
    for (uint32_t i = calls->count; i-- > 0;) {
        const dwarf_call *call = &calls->at[i];
        source_place *p = push(out);
        take_place(s, u, &place, p);
        p->function = name_of(s, call->name, call->linkage_name);
        if (i == 0)
            break;
        if (!dwarf_find_file(&s->dwarf, u, call->call_file, &place))
            place = (dwarf_place){ 0 };
        place.line = call->call_line;
        place.column = call->call_column;
    }
}

/* What is known of an address: the unit that has its lines, and the one that has its functions. */
typedef struct source_found {
    const dwarf_unit *unit, *in;
    dwarf            *dwarf;      /* of `in`; null: it stands in a .dwo file that is not there */
    dwarf_place       place;
    dwarf_calls       calls;
} source_found;

static bool find_calls(source_map *s, dwarf_unit *u, uint32_t address, source_found *out)
{
    dwarf *d;
    dwarf_unit *in;
    out->dwarf = NULL;
    if (!reach_unit(s, u, &d, &in))
        return false;
    out->dwarf = d;
    out->in = in;
    d->steps = s->dwarf.steps;
    bool found = dwarf_find_calls(d, in, address, &out->calls);
    s->dwarf.steps = d->steps;
    return found;
}

static bool find_unit(source_map *s, uint32_t address, source_found *out)
{
    dwarf *d = &s->dwarf;
    *out = (source_found){ 0 };
    dwarf_read_units(d);
    for (uint32_t i = 0; i < d->unit_count && dwarf_step(d, 1); i++) {
        dwarf_unit *u = &d->units[i];
        if (!dwarf_unit_covers(d, u, address))
            continue;
        bool has_line = dwarf_find_line(d, u, address, &out->place);
        out->unit = u;
        if (find_calls(s, u, address, out) || has_line)
            return true;
    }
    return false;
}

static void ask(source_map *s, uint32_t address, bool is_start, source_chain *out)
{
    source_found f;
    if (!find_unit(s, address, &f))
        return;
    if (f.calls.count)
        take_calls(s, f.unit, &f.calls, &f.place, out);
    else
        take_place(s, f.unit, &f.place, &out->at[0]);
    if (is_start) {                       /* what is inlined there begins elsewhere */
        out->at[0] = out->at[out->count - 1];
        out->count = 1;
    }
}

/* func ::= (count:u32 type)* expr: where the expression begins, which is where lines do. */
static uint32_t first_instruction(const wasm_module *m, uint32_t func)
{
    wasm_span body = m->funcs[func].body;
    error ignored = { 0 };
    reader r = { m->file + body.offset, m->file + body.offset + body.size, m->file, &ignored };
    for (uint32_t runs = read_u32(&r); runs && reader_ok(&r); runs--) {
        read_u32(&r);
        type_read(&r);
    }
    return reader_ok(&r) ? (uint32_t)reader_offset(&r) : body.offset;
}

/* What its source map says. */
static void ask_lines(source_map *s, uint32_t func, uint32_t offset, source_place *out)
{
    const line_map *lines = &s->lines->lines;
    const wasm_module *m = s->module;
    if (func < m->func_import_count || func >= m->func_count)
        return;
    const line_mark *mark = line_map_find(lines, m->funcs[func].body.offset, offset ? offset : first_instruction(m, func));
    if (!mark)
        return;
    char whole[SOURCE_NAME];
    text_format(whole, sizeof whole, "%.*s", TEXT_ARGS(lines->files[mark->file]));
    out->file = keep(s, tidy(whole));
    out->line = mark->line;
    out->column = mark->column;
}

static source_map *find_map(image *i, const wasm_module *module)
{
    for (source_map *s = i->sources; s; s = s->next)
        if (s->module == module)
            return s;
    return open_map(i, module);
}

static bool has_dwarf(const source_map *s, uint32_t func)
{
    return s->dwarf.sections[DWARF_INFO].size && func >= s->module->func_import_count && func < s->module->func_count;
}

bool source_map_enter(image *i, const wasm_module *module, uint32_t func, uint32_t offset, int64_t *steps, source_scope *out)
{
    source_map *s = find_map(i, module);
    source_found f;
    *out = (source_scope){ 0 };
    if (s && !has_dwarf(s, func) && !s->lines)
        out->missing_map = s->map_name;
    if (!s || !has_dwarf(s, func) || offset < s->code_start)
        return false;
    *out = (source_scope){ .dwarf = &s->dwarf, .address = offset - s->code_start, .given = *steps < SOURCE_STEPS ? *steps : SOURCE_STEPS };
    s->dwarf.steps = out->given;
    if (!find_unit(s, out->address, &f))
        return false;
    if (f.unit->dwo_name.size && !f.calls.count) {
        out->missing = debug_beside_name(f.unit->dwo_name);
        out->is_of_another_build = file_of(i, out->missing) && s->dwarf.steps > 0;
    }
    if (!f.dwarf || !f.calls.count)
        return false;
    f.dwarf->steps = s->dwarf.steps;
    out->dwarf = f.dwarf;
    out->unit = f.in;
    out->calls = f.calls;
    return true;
}

void source_map_leave(source_scope *scope, int64_t *steps)
{
    if (scope->dwarf)
        *steps -= scope->given - (scope->dwarf->steps > 0 ? scope->dwarf->steps : 0);
}

void source_map_find(image *i, const wasm_module *module, uint32_t func, uint32_t offset, int64_t *steps, source_chain *out)
{
    source_map *s = find_map(i, module);
    *out = (source_chain){ .count = 1 };
    text_view name = module_func_name(module, func);
    out->at[0].function = s ? name_of(s, name, name) : name;
    if (s && s->lines && !has_dwarf(s, func))
        ask_lines(s, func, offset, &out->at[0]);
    if (!s || !has_dwarf(s, func))
        return;
    int64_t own = SOURCE_STEPS, *from = steps ? steps : &own, given = *from < SOURCE_STEPS ? *from : SOURCE_STEPS;
    uint32_t at = offset ? offset : first_instruction(module, func);
    s->dwarf.steps = given;
    if (at >= s->code_start)
        ask(s, at - s->code_start, !offset, out);
    *from -= given - (s->dwarf.steps > 0 ? s->dwarf.steps : 0);
    source_place *last = &out->at[out->count - 1];
    if (!last->function.size || is_mangled(name))
        last->function = name_of(s, name, name);
}
