/* A component's insides as JSON. */
#include "host/inspect.h"

#include "engine/base/limits.h"
#include "engine/base/reader.h"
#include "engine/component/reach.h"
#include "engine/wasm/names.h"
#include "engine/wit/wit.h"
#include "host/producers.h"

#include <string.h>

enum { PATH_MOST = 64, NAME_MOST = 400 };

typedef struct inspection {
    budget *budget;
    arena   arena;
    cJSON  *told;
} inspection;

static void add_text(inspection *in, cJSON *to, const char *key, text_view text)
{
    text_view copy = arena_text(&in->arena, text);      /* terminated */
    if (copy.bytes && cJSON_IsArray(to))
        cJSON_AddItemToArray(to, cJSON_CreateString(copy.bytes));
    else if (copy.bytes)
        cJSON_AddStringToObject(to, key, copy.bytes);
}

/* "offset" counts from the start of the file. */
static void add_customs(inspection *in, cJSON *sections, const char *where, const wasm_custom *customs, uint32_t count, uint64_t file_offset)
{
    for (uint32_t i = 0; i < count; i++) {
        cJSON *section = cJSON_CreateObject();
        add_text(in, section, "name", customs[i].name);
        cJSON_AddNumberToObject(section, "bytes", customs[i].bytes.size);
        cJSON_AddNumberToObject(section, "offset", (double)(file_offset + customs[i].bytes.offset));
        cJSON_AddStringToObject(section, "in", where);
        cJSON_AddItemToArray(sections, section);
    }
}

/* The sizes of a module's sections: code, data, custom ones, and all others together. */
static void add_sizes(cJSON *part, const wasm_module *m)
{
    enum { CUSTOM = 0, CODE = 10, DATA = 11, HEADER = 8 };
    error ignored = { 0 };
    reader r = { m->file + HEADER, m->file + m->size, m->file, &ignored };
    double custom = 0, code = 0, data = 0;
    while (reader_ok(&r) && reader_left(&r)) {
        uint8_t id = read_u8(&r);
        uint32_t size = read_u32(&r);
        read_part(&r, size);
        *(id == CUSTOM ? &custom : id == CODE ? &code : id == DATA ? &data : &(double){ 0 }) += size;
    }
    cJSON_AddNumberToObject(part, "bytes", (double)m->size);
    cJSON_AddNumberToObject(part, "code", code);
    cJSON_AddNumberToObject(part, "data", data);
    cJSON_AddNumberToObject(part, "custom", custom);
    cJSON_AddNumberToObject(part, "functions", m->func_count - m->func_import_count);
    cJSON_AddNumberToObject(part, "memory_pages", m->memory_count > m->memory_import_count ? (double)m->memories[m->memory_import_count].limits.min : 0);
}

/* What a component has beside its modules and components: types, imports, exports, and how its parts go together. */
static void add_rest(inspection *in, const component *c, const char *path)
{
    cJSON *part = cJSON_CreateObject();
    double bytes = c->size, custom = 0;
    for (uint32_t i = 0; i < c->step_count; i++)
        bytes -= c->steps[i].kind == STEP_CORE_MODULE ? (double)c->steps[i].module->size : c->steps[i].kind == STEP_COMPONENT ? c->steps[i].nested->size : 0;
    for (uint32_t i = 0; i < c->custom_count; i++)
        custom += c->customs[i].bytes.size;
    cJSON_AddStringToObject(part, "part", *path ? path : "the component");
    cJSON_AddStringToObject(part, "name", "");
    cJSON_AddNumberToObject(part, "bytes", bytes);
    cJSON_AddNumberToObject(part, "code", 0);
    cJSON_AddNumberToObject(part, "data", 0);
    cJSON_AddNumberToObject(part, "custom", custom);
    cJSON_AddNumberToObject(part, "functions", 0);
    cJSON_AddNumberToObject(part, "memory_pages", 0);
    cJSON_AddItemToArray(cJSON_GetObjectItem(in->told, "parts"), part);
}

/* "core module 0", "component 1, core module 0", "component 1", "the component": their bytes are all of the file's. */
static void gather_parts(inspection *in, const component *c, const char *path, uint32_t depth)
{
    uint32_t modules = 0, nested = 0;
    cJSON *sections = cJSON_GetObjectItem(in->told, "sections");
    add_customs(in, sections, *path ? path : "the component", c->customs, c->custom_count, 0);
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *step = &c->steps[i];
        char name[PATH_MOST + 64];
        if (step->kind == STEP_CORE_MODULE) {
            cJSON *part = cJSON_CreateObject();
            text_format(name, sizeof name, "%s%score module %u", path, *path ? ", " : "", modules++);
            cJSON_AddStringToObject(part, "part", name);
            add_text(in, part, "name", names_module(step->module));
            add_sizes(part, step->module);
            cJSON_AddItemToArray(cJSON_GetObjectItem(in->told, "parts"), part);
            add_customs(in, sections, name, step->module->customs, step->module->custom_count, step->module->file_offset);
        } else if (step->kind == STEP_COMPONENT && depth < LIMIT_COMPONENT_DEPTH) {
            text_format(name, PATH_MOST, "%s%scomponent %u", path, *path ? ", " : "", nested++);
            gather_parts(in, step->nested, name, depth + 1);
        }
    }
    add_rest(in, c, path);
}

static void add_producer(void *user, text_view field, text_view name, text_view version)
{
    inspection *in = user;
    cJSON *list = cJSON_GetObjectItem(in->told, "producers"), *producer = cJSON_CreateObject(), *other;
    add_text(in, producer, "field", field);
    add_text(in, producer, "name", name);
    add_text(in, producer, "version", version);
    cJSON_ArrayForEach(other, list)
        if (cJSON_Compare(other, producer, true)) {
            cJSON_Delete(producer);
            return;
        }
    cJSON_AddItemToArray(list, producer);
}

static void add_function(inspection *in, cJSON *to, const char *key, reach_name name)
{
    char text[NAME_MOST];
    int size = text_format(text, sizeof text, "%.*s%s%.*s", TEXT_ARGS(name.interface_name), name.interface_name.size ? "#" : "", TEXT_ARGS(name.name));
    add_text(in, to, key, (text_view){ text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1 });
}

static void add_reach(inspection *in, const component *c)
{
    error err = { 0 };
    reach_report report;
    if (!reach_find(&in->arena, in->budget, c, &report, &err)) {
        cJSON_AddStringToObject(in->told, "reach_unknown", err.text);
        return;
    }
    cJSON *reach = cJSON_AddArrayToObject(in->told, "reach");
    for (uint32_t i = 0; i < report.export_count; i++) {
        cJSON *export = cJSON_CreateObject();
        if (i)
            add_function(in, export, "export", report.exports[i].name);
        else
            cJSON_AddStringToObject(export, "export", "(its start)");
        cJSON *imports = cJSON_AddArrayToObject(export, "imports");
        for (uint32_t j = 0; j < report.import_count; j++)
            if (report.exports[i].reaches[j])
                add_function(in, imports, NULL, report.imports[j]);
        cJSON_AddItemToArray(reach, export);
    }
}

static void add_world(inspection *in, const component *c)
{
    text_builder text;
    text_open(&text, in->budget);
    wit_print(&text, c->type, WIT_PRINT_WORLD);
    add_text(in, in->told, "world", text_of(text_string(&text)));
    text_close(&text);
}

static void add_names(inspection *in, cJSON *to, const cextern *externs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        add_text(in, to, NULL, externs[i].name);
}

cJSON *inspect_component(const component *c, budget *b)
{
    inspection in = { .budget = b, .told = cJSON_CreateObject() };
    if (!in.told)
        return NULL;
    arena_open(&in.arena, b);
    cJSON_AddNumberToObject(in.told, "bytes", c->size);
    add_text(&in, in.told, "language", producers_language(c));
    cJSON_AddArrayToObject(in.told, "producers");
    producers_each(c, add_producer, &in);
    add_names(&in, cJSON_AddArrayToObject(in.told, "imports"), c->type->imports, c->type->import_count);
    add_names(&in, cJSON_AddArrayToObject(in.told, "exports"), c->type->exports, c->type->export_count);
    cJSON_AddArrayToObject(in.told, "parts");
    cJSON_AddArrayToObject(in.told, "sections");
    gather_parts(&in, c, "", 0);
    add_reach(&in, c);
    add_world(&in, c);
    arena_close(&in.arena);
    return in.told;
}
