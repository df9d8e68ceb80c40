/* inlay profile run: one mod played without its game, every call and unit of fuel counted.
 *
 * The mod's own imports are the world that it is played in. Each function of the game's
 * answers with a blank value at once: what the mod does by itself is what is measured, and
 * it is the same in every run and on every machine.
 */
#include "sdk/tool/profile.h"

#include "engine/component/component.h"
#include "engine/wit/wit.h"
#include "host/import.h"
#include "host/profile_format.h"
#include "host/profile_save.h"
#include "sdk/tool/blank.h"
#include "sdk/tool/tool.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY = 4096, ARGUMENTS_MOST = 32, FRAMES_TO_START = 6000, FRAMES_MOST = 1000000 };

/* A call that has no end is to end all the same: this is about a minute of counted code. To start it has that in all frames
 * that starting may take. */
static const uint64_t fuel_usual = UINT64_C(10000000000), fuel_most = UINT64_C(1) << 50;
enum { START_PARTS = 600 };

/* A mod has as much as a process of 32 bits can give it, too. */
static const uint64_t memory_most = UINT64_C(1) << 32, mod_memory_most = UINT64_C(1) << 30;

typedef struct profile_run {
    const char      *file, *call, *out, *format;
    const char      *words[ARGUMENTS_MOST];
    uint32_t         word_count, frames;
    uint64_t         fuel;                  /* that a call may take */
    bool             is_portable, has_no_times;

    budget           budget;
    arena            arena;
    uint8_t         *bytes;
    size_t           size;
    const component *made;
    text_builder     wit;
    inlay_host      *host;
    inlay_mod        mod;
    const cfunc     *type, *constructor;    /* of what is called; of the resource, where it is a method */
    const char      *resource;              /* its name; null: it is no method */
    inlay_resource   self;
    inlay_value      arguments[ARGUMENTS_MOST];
    uint32_t         argument_count;
    error            err;
} profile_run;

void profile_run_usage(void)
{
    fputs("inlay profile run MOD.wasm --call EXPORT [ARGUMENT…] [--frames N]\n"
          "                  play one mod without its game and count every call and unit of fuel; functions of the game answer\n"
          "                  0, \"\" or nothing. Arguments: numbers, true, false, texts; _ and those left out are blank\n"
          "  --frames N      call it in so many frames; 1\n"
          "  --fuel N        a call that takes more has no end, and is told where it stood; 10000000000\n"
          "  --switch        the portable interpreter: the same counts\n"
          "  --to, -o, --no-times as above\n", stdout);
}

/* ---- the game that isn't there ---- */

static void *room_of_call(void *call, size_t bytes) { return inlay_call_alloc(call, bytes); }
static void *room_of_arena(void *a, size_t bytes) { return arena_alloc(a, bytes); }

static inlay_status answer(inlay_call *call, void *user)
{
    const cfunc *type = user;
    const blank_maker m = { inlay_call_host(call), room_of_call, call };
    if (type->result)
        inlay_call_return(call, blank_of(&m, type->result));
    return INLAY_DONE;
}

static bool bind_one(profile_run *r, text_view interface, const cextern *item, inlay_error *why)
{
    text_view name = arena_format(&r->arena, "%.*s%s%.*s", TEXT_ARGS(interface), interface.size ? "#" : "", TEXT_ARGS(item->name));
    if (!name.bytes)
        return false;
    if (item->kind == CEXTERN_FUNC)
        return inlay_bind(r->host, name.bytes, answer, (void *)(uintptr_t)item->func, why);
    return item->kind != CEXTERN_RESOURCE || inlay_bind_resource(r->host, name.bytes, NULL, NULL, why);
}

static bool bind_all(profile_run *r, inlay_error *why)
{
    const cexterns *world = r->made->type;
    bool good = true;
    for (uint32_t i = 0; i < world->import_count && good; i++) {
        const cextern *import = &world->imports[i];
        if (import->kind == CEXTERN_FUNC)
            good = bind_one(r, (text_view){ 0 }, import, why);
        if (import->kind != CEXTERN_INSTANCE || import_is_ours(import->name))
            continue;
        for (uint32_t n = 0; n < import->instance->export_count && good; n++)
            good = bind_one(r, import->name, &import->instance->exports[n], why);
    }
    return good;
}

/* ---- the run ---- */

static bool complain(const profile_run *r, const char *text)
{
    fprintf(stderr, "%s: %s\n", r->file, text);
    return false;
}

static void put_events(const profile_run *r)
{
    for (inlay_event event; inlay_next_event(r->host, &event); inlay_event_free(&event))
        if (event.text && event.kind != INLAY_EVENT_LOADED && event.kind != INLAY_EVENT_HITCH)
            fprintf(stderr, "%s\n", event.text);
}

static inlay_state state_of(const profile_run *r)
{
    inlay_stats stats = { .state = INLAY_GONE };
    return inlay_get_stats(r->host, r->mod, &stats) ? stats.state : INLAY_GONE;
}

/* The file's, without folder and ending. */
static const char *name_of(profile_run *r)
{
    const char *slash = strrchr(r->file, '/'), *name = slash ? slash + 1 : r->file, *dot = strrchr(name, '.');
    text_view text = arena_text(&r->arena, (text_view){ name, dot ? (size_t)(dot - name) : strlen(name) });
    return text.size ? text.bytes : "mod";
}

/* Its imports and exports are the world: whatever fits it is fit. */
static bool open_host(profile_run *r)
{
    inlay_error why = { "" };
    text_open(&r->wit, &r->budget);
    wit_print(&r->wit, r->made->type, WIT_PRINT_WORLD);
    const inlay_config config = { .wit_text = text_string(&r->wit), .loader_threads = INLAY_NO_THREAD, .switch_interpreter = r->is_portable };
    r->host = r->wit.failed ? NULL : inlay_open(&config, &why);
    if (!r->host)
        return complain(r, inlay_error_text(&why));
    const inlay_slot_def def = { .name = "mods", .world = "root:component/root", .fuel_per_frame = r->fuel, .fuel_most = r->fuel,
                                 .fuel_to_start = r->fuel / START_PARTS + 1, .when_dry = INLAY_DRY_FAIL,
                                 .memory_bytes = mod_memory_most, .copy_bytes = UINT32_MAX, .handles = 1 << 20 };
    if (!inlay_slot_define(r->host, &def, &why).index || !bind_all(r, &why))
        return complain(r, inlay_error_text(&why));
    r->mod = inlay_load(r->host, name_of(r), r->bytes, r->size, "{ \"slot\": \"mods\" }", &why);
    for (int i = 0; i < FRAMES_TO_START && (state_of(r) == INLAY_LOADING); i++)
        inlay_frame(r->host, 1.0 / 60);
    put_events(r);
    return state_of(r) == INLAY_RUNNING || complain(r, why.text[0] ? inlay_error_text(&why) : "it does not start");
}

/* "on-frame", "arena:game/behaviour#tick"; versions may be left out. */
static const cfunc *find_export(const profile_run *r, text_view call)
{
    const cexterns *world = r->made->type;
    const char *mark = memchr(call.bytes, '#', call.size);
    const text_view name = mark ? text_of(mark + 1) : call, base = { call.bytes, mark ? (size_t)(mark - call.bytes) : 0 };
    const cextern *found = mark ? NULL : cexterns_find(world->exports, world->export_count, name);
    for (uint32_t i = 0; i < world->export_count && mark && !found; i++)
        if (world->exports[i].kind == CEXTERN_INSTANCE && text_equal(import_base(world->exports[i].name), import_base(base)))
            found = cexterns_find(world->exports[i].instance->exports, world->exports[i].instance->export_count, name);
    return found && found->kind == CEXTERN_FUNC ? found->func : NULL;
}

/* What there is to call, an interface's functions with its name. */
static bool list_exports(const profile_run *r)
{
    const cexterns *world = r->made->type;
    fprintf(stderr, "%s: it exports no function %s, but:\n", r->file, r->call);
    for (uint32_t i = 0; i < world->export_count; i++) {
        const cextern *item = &world->exports[i];
        if (item->kind == CEXTERN_FUNC)
            fprintf(stderr, "  %.*s\n", TEXT_ARGS(item->name));
        for (uint32_t n = 0; item->kind == CEXTERN_INSTANCE && n < item->instance->export_count; n++)
            if (item->instance->exports[n].kind == CEXTERN_FUNC)
                fprintf(stderr, "  '%.*s#%.*s'\n", TEXT_ARGS(import_base(item->name)), TEXT_ARGS(item->instance->exports[n].name));
    }
    return false;
}

/* "arena:game/behaviour#creature" of "arena:game/behaviour#[method]creature.think": whose resource is made first. */
static bool find_resource(profile_run *r)
{
    const char *mark = strstr(r->call, "#[method]"), *dot = mark ? strrchr(mark, '.') : NULL;
    if (!dot)
        return true;
    text_view interface = { r->call, (size_t)(mark - r->call) }, resource = { mark + 9, (size_t)(dot - mark - 9) };
    text_view name = arena_format(&r->arena, "%.*s#%.*s", TEXT_ARGS(interface), TEXT_ARGS(resource));
    r->resource = name.bytes;
    r->constructor = find_export(r, arena_format(&r->arena, "%.*s#[constructor]%.*s", TEXT_ARGS(interface), TEXT_ARGS(resource)));
    return r->constructor || complain(r, "its resource has no constructor, so there is nothing to call that method of");
}

static bool construct(profile_run *r)
{
    const blank_maker m = { r->host, room_of_arena, &r->arena };
    inlay_value *arguments = arena_array(&r->arena, inlay_value, r->constructor->param_count);
    for (uint32_t i = 0; arguments && i < r->constructor->param_count; i++)
        arguments[i] = blank_of(&m, r->constructor->params[i].type);
    return arguments && inlay_resource_construct(r->host, r->mod, r->resource, arguments, r->constructor->param_count, &r->self) == INLAY_DONE;
}

static bool refuse_word(const profile_run *r, const char *word, const cfield *param)
{
    fprintf(stderr, "%s: \"%s\" is no %s for parameter %.*s: numbers within their range, true, false and texts can be written, and _ for a blank value of any type\n",
            r->file, word, ctype_kind_text(param->type->kind), TEXT_ARGS(param->name));
    return false;
}

static bool take_arguments(profile_run *r)
{
    const blank_maker m = { r->host, room_of_arena, &r->arena };
    r->type = find_export(r, text_of(r->call));
    if (!r->type)
        return list_exports(r);
    if (!find_resource(r))
        return false;
    uint32_t own = r->resource != NULL;
    r->argument_count = r->type->param_count - own;
    if (r->word_count > r->argument_count || r->argument_count > ARGUMENTS_MOST)
        return fprintf(stderr, "%s: %s takes %u arguments, at most %d can be given\n", r->file, r->call, r->argument_count, ARGUMENTS_MOST), false;
    for (uint32_t i = 0; i < r->argument_count; i++) {
        const cfield *param = &r->type->params[i + own];
        if (i >= r->word_count)
            r->arguments[i] = blank_of(&m, param->type);
        else if (!blank_read(&m, param->type, r->words[i], &r->arguments[i]))
            return refuse_word(r, r->words[i], param);
    }
    return true;
}

static inlay_status call_once(profile_run *r)
{
    inlay_value result;
    size_t results = r->type->result ? 1 : 0;
    if (r->resource)
        return inlay_resource_call(r->host, r->self, strrchr(r->call, '.') + 1, r->arguments, r->argument_count, &result, results);
    return inlay_call_export(r->host, r->mod, r->call, r->arguments, r->argument_count, &result, results);
}

/* False: a call failed, which is told; what was counted until then is there still. */
static bool play(profile_run *r)
{
    inlay_error why;
    const inlay_profile_options options = { .level = INLAY_PROFILE_EXACT, .frames = r->frames < 600 ? 600 : r->frames,
                                            .memory_bytes = UINT64_C(1) << 30, .hitch_factor = -1 };
    /* The frame in which the mod started isn't told. */
    inlay_frame(r->host, 1.0 / 60);
    if (!inlay_profile_start(r->host, &options, &why))
        return complain(r, inlay_error_text(&why));
    inlay_status status = r->resource && !construct(r) ? INLAY_TRAPPED : INLAY_DONE;
    for (uint32_t i = 0; i < r->frames && status == INLAY_DONE; i++) {
        status = call_once(r);
        inlay_frame(r->host, 1.0 / 60);
    }
    put_events(r);
    return status == INLAY_DONE || complain(r, "the call failed; where it ran out of fuel, --fuel N gives it more");
}

static bool save(profile_run *r)
{
    text_builder text;
    profile p;
    profile_format format = PROFILE_AS_TEXT;
    if (r->format)
        profile_format_find(r->format, &format);
    profile_open(&p, &r->budget);
    text_open(&text, &r->budget);
    bool good = profile_take(r->host, 0, &p, &r->err);
    if (good && r->has_no_times)
        profile_drop_times(&p);
    good = good && profile_format_write(&p, format, &text, &r->err);
    if (!good) {
        char story[STORY];
        error_format(&r->err, r->file, story, sizeof story);
        fputs(story, stderr);
    }
    good = good && profile_put(r->out, &text);
    text_close(&text);
    profile_close(&p);
    return good;
}

static bool run(profile_run *r)
{
    char story[STORY];
    bool good = tool_read(r->file, &r->budget, &r->bytes, &r->size, &r->err) && component_check_form(r->bytes, r->size, &r->err);
    r->made = good ? component_decode(&r->arena, &r->budget, r->bytes, r->size, COMPONENT_ALL, &r->err) : NULL;      /* the host says what can't run */
    if (!r->made) {
        error_format(&r->err, r->file, story, sizeof story);
        fputs(story, stderr);
        return false;
    }
    if (!open_host(r) || !take_arguments(r))
        return false;
    bool has_ended = play(r);
    return save(r) && has_ended;
}

/* ---- the command ---- */

static bool is_number(const char *word, uint64_t least, uint64_t most, uint64_t *out)
{
    char *end;
    *out = strtoull(word, &end, 10);
    return *word != '-' && end != word && !*end && *out >= least && *out <= most;
}

/* Words behind --call EXPORT are its arguments. */
static bool read_option(profile_run *r, const char *word, const char *value)
{
    uint64_t n = 0;
    profile_format ignored;
    bool good = false;
    if (strcmp(word, "--call") == 0)
        good = (r->call = value) != NULL;
    else if (strcmp(word, "--frames") == 0 && is_number(value, 1, FRAMES_MOST, &n))
        good = (r->frames = (uint32_t)n) != 0;
    else if (strcmp(word, "--fuel") == 0 && is_number(value, 1, fuel_most, &n))
        good = (r->fuel = n) != 0;
    else if (strcmp(word, "--to") == 0)
        good = profile_format_find(r->format = value, &ignored);
    else if (strcmp(word, "-o") == 0 || strcmp(word, "--out") == 0)
        good = (r->out = value) != NULL;
    return good || profile_wrong_option("profile run", word, value);
}

static bool read_words(profile_run *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        bool is_option = word[0] == '-' && (word[1] == '-' || word[1] == 'o');
        if (strcmp(word, "--switch") == 0)
            r->is_portable = true;
        else if (strcmp(word, "--no-times") == 0)
            r->has_no_times = true;
        else if (is_option && i + 1 == argc)
            return tool_wrong("profile run", "something is missing after", word);
        else if (is_option && !read_option(r, word, argv[++i]))
            return false;
        else if (is_option)
            continue;
        else if (!r->file)
            r->file = word;
        else if (r->call && r->word_count < ARGUMENTS_MOST)
            r->words[r->word_count++] = word;
        else
            return tool_wrong("profile run", "what is", word);
    }
    return (r->file && r->call) || tool_wrong("profile run", r->file ? "name what to call: --call EXPORT" : "name a mod's file", NULL);
}

int tool_profile_run(int argc, char **argv)
{
    static profile_run r;
    r = (profile_run){ .frames = 1, .fuel = fuel_usual };
    if (!read_words(&r, argc, argv))
        return TOOL_USAGE;
    budget_open(&r.budget, NULL, memory_most);
    arena_open(&r.arena, &r.budget);
    bool good = run(&r);
    if (r.host)
        inlay_close(r.host);
    text_close(&r.wit);
    arena_close(&r.arena);
    budget_free(&r.budget, r.bytes, r.size);
    budget_close(&r.budget);
    return good ? TOOL_GOOD : TOOL_BAD;
}
