/* inlay core: load a core module, call one of its functions, print the results,
 * and with --stats what it cost.
 *
 * Everything is owned by one core_run; times are CPU time of this process.
 */
#include "sdk/tool/tool.h"

#include "engine/component/component.h"
#include "engine/wasm/call.h"
#include "engine/wasm/disasm.h"
#include "host/os/os_pages.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { ARGUMENTS_MOST = 256 };

static const int64_t all_fuel = INT64_C(1) << 60;

typedef struct core_run {
    const char       *file, *invoke;
    int               argument_count;
    char            **arguments;
    wasm_interpreter  interpreter;
    bool              eager, stats, disasm;
    int64_t           slice;

    budget            budget;
    arena             arena;
    uint8_t          *bytes;
    size_t            size;
    wasm_module      *module;
    wasm_code        *code;
    wasm_store       *store;
    wasm_task        *task;
    uint32_t          instance;
    double            load_ms, call_ms;
    int64_t           fuel;
    uint64_t          suspensions;
} core_run;

void tool_core_usage(void)
{
    fputs("inlay core FILE --invoke NAME [ARGUMENT…] [OPTION…]\n"
          "Calls an export of a core module and prints its results, one a line.\n"
          "  --invoke NAME  the function, and after it its arguments as numbers\n"
          "  --switch       the portable interpreter\n"
          "  --tail         the tail-calling interpreter\n"
          "  --eager        translate every function when the module is linked\n"
          "  --slice N      suspend whenever N units of fuel are spent, and go on\n"
          "  --stats        call_ms, load_ms, fuel, peak_kb, translated, one a line (CPU time)\n"
          "  --disasm       print the module's functions instead; with --invoke: before the call\n"
          "The module may import env.h, a function of two i32 that gives their sum; nothing else.\n"
          "Ends with 0 when the call returned, 1 when it trapped or the file was refused, 2 on wrong use.\n", stdout);
}

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool is_option(core_run *run, const char *word, const char *value, bool *took_value)
{
    *took_value = false;
    if (strcmp(word, "--switch") == 0)      run->interpreter = INTERPRETER_SWITCH;
    else if (strcmp(word, "--tail") == 0)   run->interpreter = INTERPRETER_TAIL;
    else if (strcmp(word, "--eager") == 0)  run->eager = true;
    else if (strcmp(word, "--stats") == 0)  run->stats = true;
    else if (strcmp(word, "--disasm") == 0) run->disasm = true;
    else if (value && strcmp(word, "--slice") == 0 && atoll(value) > 0) {
        run->slice = atoll(value);
        *took_value = true;
    } else if (value && strcmp(word, "--invoke") == 0) {
        run->invoke = value;
        *took_value = true;
    } else {
        return false;
    }
    return true;
}

/* Arguments are the words after --invoke NAME that are no options; argv is reordered. */
static bool parse(core_run *run, int argc, char **argv)
{
    run->arguments = argv;
    for (int i = 1; i < argc; i++) {
        bool took_value;
        if (is_option(run, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &took_value))
            i += took_value;
        else if (strncmp(argv[i], "--", 2) == 0)
            return tool_wrong("core", "what is", argv[i]);
        else if (!run->file)
            run->file = argv[i];
        else if (run->argument_count == ARGUMENTS_MOST)
            return tool_wrong("core", "one argument too many:", argv[i]);
        else
            run->arguments[run->argument_count++] = argv[i];
    }
    if (!run->file || (!run->invoke && !run->disasm))
        return tool_wrong("core", "name a file, and a function with --invoke", NULL);
    return run->invoke || run->argument_count == 0 || tool_wrong("core", "arguments go with --invoke", NULL);
}

static int tell_error(const core_run *run, const error *err)
{
    char story[2048];
    error_format(err, run->file, story, sizeof story);
    fputs(story, stderr);
    return TOOL_BAD;
}

/* Frames that repeat the one before are counted, not told again. */
static uint32_t count_same(const trap *t, uint32_t first)
{
    uint32_t i = first + 1;
    while (i < t->frame_count && t->frames[i].func == t->frames[first].func && t->frames[i].offset == t->frames[first].offset)
        i++;
    return i - first;
}

static int tell_trap(const core_run *run)
{
    const trap *t = store_trap(run->store);

    fprintf(stderr, "%s: %s\n", run->file, t->text[0] ? t->text : trap_text(t->code));
    for (uint32_t i = 0, same; i < t->frame_count; i += same) {
        const trap_frame *f = &t->frames[i];
        text_view name = f->module ? module_func_name(f->module, f->func) : text_of("the host");
        same = count_same(t, i);
        fprintf(stderr, "  in %.*s (function %" PRIu32 ", byte 0x%" PRIx32 ")", TEXT_ARGS(name), f->func, f->offset);
        fprintf(stderr, same > 1 ? ", %" PRIu32 " times\n" : "\n", same);
    }
    if (t->depth > t->frame_count)
        fprintf(stderr, "  %" PRIu32 " frames in all\n", t->depth);
    return TOOL_BAD;
}

static int tell_component(const core_run *run)
{
    fprintf(stderr, "%s: this is a component, and what runs here is a core module\n"
                    "  hint: inlay profile run %s --call NAME calls what a component exports\n", run->file, run->file);
    return TOOL_BAD;
}

static bool load(core_run *run, error *err)
{
    double start = cpu_ms();

    run->module = decode_module(&run->arena, run->bytes, run->size, 0, err);
    if (!run->module || !validate_module(run->module, &run->budget, err))
        return false;
    run->code = code_open(&run->budget, run->module);
    run->load_ms = cpu_ms() - start;
    return run->code || error_memory(err);
}

static int add(void *user, native_call *call)
{
    (void)user;
    call->slots[0].i32 = call->slots[0].i32 + call->slots[1].i32;
    return NATIVE_DONE;
}

static bool find_imports(core_run *run, wasm_extern *imports, error *err)
{
    static const wasm_type two[] = { WASM_I32, WASM_I32 };
    wasm_functype type = { 2, 1, 2, 1, two, two };

    for (uint32_t i = 0; i < run->module->import_count; i++) {
        const wasm_import *import = &run->module->imports[i];
        if (import->type.kind != WASM_FUNC || !text_is(import->module, "env") || !text_is(import->name, "h"))
            return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "%.*s.%.*s is not to be had here, env.h alone is",
                             TEXT_ARGS(import->module), TEXT_ARGS(import->name));
        imports[i] = (wasm_extern){ WASM_FUNC, store_add_native(run->store, &type, add, NULL) };
    }
    return true;
}

static bool link_module(core_run *run, error *err)
{
    store_config config = { .budget = &run->budget, .pages = os_pages(), .interpreter = run->interpreter, .eager = run->eager };
    wasm_extern *imports = arena_array(&run->arena, wasm_extern, run->module->import_count);
    double start = cpu_ms();

    run->instance = WASM_NO_INDEX;
    run->store = store_open(&config, err);
    run->task = run->store ? task_open(run->store, err) : NULL;
    if (!run->task || !imports || !find_imports(run, imports, err))
        return false;
    run->instance = instance_link(run->store, run->code, imports, err);
    run->load_ms += cpu_ms() - start;
    return run->instance != WASM_NO_INDEX;
}

/* Run what was begun; fuel spent is added up. */
static bool finish(core_run *run)
{
    int64_t refill = run->slice ? run->slice : all_fuel;
    task_outcome outcome;

    store_set_fuel(run->store, refill);
    run->fuel += refill;
    while ((outcome = task_run(run->task)) == TASK_OUT_OF_FUEL) {
        run->suspensions++;
        do {
            store_set_fuel(run->store, store_fuel(run->store) + refill);
            run->fuel += refill;
        } while (store_fuel(run->store) < 0);
    }
    run->fuel -= store_fuel(run->store);
    return outcome == TASK_DONE;
}

static bool parse_argument(const char *word, wasm_type type, wasm_slot *out)
{
    char *end;

    out->bits = 0;
    if (type == WASM_F32)
        out->f32 = strtof(word, &end);
    else if (type == WASM_F64)
        out->f64 = strtod(word, &end);
    else if (type == WASM_I32)
        out->i32 = (uint32_t)strtoll(word, &end, 0);
    else if (type == WASM_I64)
        out->i64 = *word == '-' ? (uint64_t)strtoll(word, &end, 0) : strtoull(word, &end, 0);
    else
        return false;
    return *word && !*end;
}

static void print_result(wasm_type type, const wasm_slot *slot)
{
    switch (type) {
    case WASM_I32:  printf("%" PRId32 "\n", (int32_t)slot->i32); break;
    case WASM_I64:  printf("%" PRId64 "\n", (int64_t)slot->i64); break;
    case WASM_F32:  printf("%.9g\n", (double)slot->f32); break;
    case WASM_F64:  printf("%.17g\n", slot->f64); break;
    case WASM_V128: printf("0x%016" PRIx64 "%016" PRIx64 "\n", slot[1].bits, slot[0].bits); break;
    default:        puts(slot->ref ? "ref" : "null"); break;
    }
}

static void print_stats(const core_run *run)
{
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    printf("call_ms %.3f\nload_ms %.3f\nfuel %" PRId64 "\npeak_kb %ld\ntranslated %" PRIu32 "\n", run->call_ms, run->load_ms,
           run->fuel, use.ru_maxrss, code_translated(run->code));
    if (run->slice)
        printf("suspensions %" PRIu64 "\n", run->suspensions);
}

/* The arguments, as the function's type wants them. */
static bool take_arguments(const core_run *run, const wasm_functype *type, wasm_slot *slots)
{
    if ((uint32_t)run->argument_count != type->param_count)
        return fprintf(stderr, "inlay core: %s takes %" PRIu32 " arguments, found %d\n", run->invoke, type->param_count,
                       run->argument_count), false;
    for (int i = 0; i < run->argument_count; i++)
        if (!parse_argument(run->arguments[i], type->params[i], &slots[i]))
            return fprintf(stderr, "inlay core: \"%s\" is no value for parameter %d\n", run->arguments[i], i), false;
    return true;
}

static int call(core_run *run)
{
    wasm_slot slots[ARGUMENTS_MOST];
    const wasm_functype *type;
    const wasm_slot *results;
    wasm_extern what;
    double start;

    if (!task_call(run->task, instance_initializer(run->store, run->instance), NULL, 0) || !finish(run))
        return tell_trap(run);
    if (!instance_export(run->store, run->instance, text_of(run->invoke), &what) || what.kind != WASM_FUNC)
        return fprintf(stderr, "%s: it exports no function \"%s\"\n", run->file, run->invoke), TOOL_BAD;
    type = store_functype(run->store, what.address);
    if (!take_arguments(run, type, slots))
        return TOOL_USAGE;

    run->fuel = 0;
    run->suspensions = 0;
    start = cpu_ms();
    if (!task_call(run->task, what.address, slots, (uint32_t)run->argument_count) || !finish(run))
        return tell_trap(run);
    run->call_ms = cpu_ms() - start;
    results = task_results(run->task);
    for (uint32_t i = 0; i < type->result_count; results += wasm_type_slots(type->results[i]), i++)
        print_result(type->results[i], results);
    if (run->stats)
        print_stats(run);
    return TOOL_GOOD;
}

static void print_disasm(core_run *run)
{
    text_builder t;

    text_open(&t, &run->budget);
    disasm_module(&t, run->module);
    fputs(text_string(&t), stdout);
    text_close(&t);
}

static void close_run(core_run *run)
{
    if (run->task)
        task_close(run->task);
    if (run->store)
        store_close(run->store);
    if (run->code)
        code_close(run->code);
    budget_free(&run->budget, run->bytes, run->size);
    arena_close(&run->arena);
    budget_close(&run->budget);
}

int tool_core(int argc, char **argv)
{
    core_run run = { 0 };
    error err = { 0 };
    int end;

    if (!parse(&run, argc, argv))
        return TOOL_USAGE;
    budget_open(&run.budget, NULL, 0);
    arena_open(&run.arena, &run.budget);
    if (!tool_read(run.file, &run.budget, &run.bytes, &run.size, &err))
        end = tell_error(&run, &err);
    else if (component_form_of(run.bytes, run.size) == FORM_COMPONENT)
        end = tell_component(&run);
    else
        end = load(&run, &err) ? TOOL_GOOD : tell_error(&run, &err);
    if (end == TOOL_GOOD && run.disasm)
        print_disasm(&run);
    if (end == TOOL_GOOD && run.invoke)
        end = link_module(&run, &err) ? call(&run) : tell_error(&run, &err);
    close_run(&run);
    return end;
}
