/* Lives of a host: mods from memory and from a folder, called, suspended,
 * trapped, reloaded, refused, unloaded.
 *
 * Every answer may be a failure; each step that goes well adds one to
 * `achieved`, so that the run without failures shows that it did what it says.
 */
#include "tests/fault/scenario.h"

#include "sdk/inlay.h"
#include "tests/fault/allocation.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct file { const char *name; size_t size; char bytes[32 << 10]; } file;

enum { COUNTER1, COUNTER10, BADLOAD, THINGS, ZOO, WAIT, TRAP, MISFIT, GC, DICE, GIFT, SESSION, WORLD, FILES };

static file files[FILES] = {
    [COUNTER1] = { .name = "counter1.wasm" }, [COUNTER10] = { .name = "counter10.wasm" },
    [BADLOAD] = { .name = "counter_badload.wasm" }, [THINGS] = { .name = "things.wasm" },
    [ZOO] = { .name = "zoo.wasm" }, [WAIT] = { .name = "wait.wasm" }, [TRAP] = { .name = "trap.wasm" },
    [MISFIT] = { .name = "misfit.wasm" }, [GC] = { .name = "gc.wasm" }, [DICE] = { .name = "../story/dice.wasm" },
    [GIFT] = { .name = "gift.wasm" }, [SESSION] = { .name = "counter_session.wasm" }, [WORLD] = { .name = "world.wit" },
};

static char folder[64];
static uint32_t achieved;

uint32_t scenario_achieved(void)
{
    return achieved;
}

static void well(bool good)
{
    achieved += good;
}

static inlay_value u32(uint32_t n)
{
    return (inlay_value){ .kind = INLAY_U32, .u32 = n };
}

/* ---- what the game offers ---- */

static inlay_status on_note(inlay_call *call, void *user)
{
    (void)call;
    (void)user;
    return INLAY_DONE;
}

/* Pending for as many frames as its argument says. */
static inlay_status on_wait(inlay_call *call, void *user)
{
    uint64_t *state = inlay_call_state(call);

    (void)user;
    if (inlay_call_is_cancelled(call))
        return INLAY_DONE;
    if ((*state)++ < inlay_call_argument(call, 0)->u32)
        return INLAY_SUSPENDED;
    inlay_call_return(call, u32(7));
    return INLAY_DONE;
}

static inlay_status on_make(inlay_call *call, void *user)
{
    inlay_resource made = inlay_resource_new(inlay_call_host(call), "test:host/env#thing", user);
    inlay_value result = { .kind = INLAY_OWN };

    if (!inlay_resource_alive(inlay_call_host(call), made))
        return inlay_call_trap(call, "no thing could be made");
    result.resource = made;
    inlay_call_return(call, result);
    return INLAY_DONE;
}

static inlay_status on_keep(inlay_call *call, void *user)
{
    (void)user;
    inlay_resource_drop(inlay_call_host(call), inlay_call_argument(call, 0)->resource);
    return INLAY_DONE;
}

static inlay_status on_value(inlay_call *call, void *user)
{
    (void)user;
    inlay_call_return(call, u32(42));
    return INLAY_DONE;
}

static inlay_status on_refuse(inlay_call *call, void *user)
{
    (void)user;
    return inlay_call_trap(call, "never");
}

static inlay_status on_tell(inlay_call *call, void *user)
{
    inlay_value v = { .kind = INLAY_LIST, .tag = INLAY_U8 };

    (void)user;
    v.packed.count = inlay_call_argument(call, 0)->u32;
    v.packed.items = inlay_call_alloc(call, v.packed.count + 1);
    if (!v.packed.items)
        return inlay_call_trap(call, "no memory");
    inlay_call_return(call, v);
    return INLAY_DONE;
}

static void on_drop(inlay_host *host, void *data, void *user)
{
    (void)host;
    (void)data;
    (void)user;
}

static const struct { const char *name; inlay_function *function; } functions[] = {
    { "test:host/env#note", on_note },   { "test:host/env#wait", on_wait },
    { "test:host/env#ask", on_value },   { "test:host/env#refuse", on_refuse },
    { "test:host/env#tell", on_tell },
    { "test:host/env#make", on_make },   { "test:host/env#keep", on_keep },
    { "test:host/env#[method]thing.value", on_value },
};

static inlay_host *open_host(const char *mods)
{
    inlay_error error = { 0 };
    inlay_config config = { .wit_text = files[WORLD].bytes, .mods = mods, .watching = INLAY_WATCH_OFF,
                            .loader_threads = INLAY_NO_THREAD, .resize = allocation_resize };
    inlay_slot_def plain = { .name = "plain", .world = "test:host/plain", .fuel_per_frame = 100000 };
    inlay_slot_def counters = { .name = "counters", .world = "test:host/counter", .fuel_per_frame = 100000,
                                .on_failure = INLAY_FAILURE_FALL_BACK, .strikes = 1, .save_every_frames = 20 };
    inlay_slot_def keepers = { .name = "keepers", .world = "test:host/keeper", .fuel_per_frame = 100000, .most = 1 };
    inlay_host *host = inlay_open(&config, &error);

    if (!host)
        return NULL;
    well(inlay_slot_define(host, &plain, &error).index);
    well(inlay_slot_define(host, &counters, &error).index);
    well(inlay_slot_define(host, &keepers, &error).index);
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        well(inlay_bind(host, functions[i].name, functions[i].function, NULL, &error));
    well(inlay_bind_resource(host, "test:host/env#thing", on_drop, NULL, &error));
    return host;
}

static inlay_mod load(inlay_host *host, const char *name, int which, const char *slot)
{
    char manifest[128];
    inlay_error error = { 0 };

    snprintf(manifest, sizeof manifest, "{ \"name\": \"%s\", \"slot\": \"%s\" }", name, slot);
    return inlay_load(host, name, files[which].bytes, files[which].size, manifest, &error);
}

/* A mod is loaded in pieces, one a frame; and what it did is read. */
enum { PIECES = 6 };

static void frames(inlay_host *host, int count)
{
    for (count *= PIECES; count > 0; count--) {
        inlay_frame(host, 1.0 / 60);
        for (inlay_event event; inlay_next_event(host, &event); inlay_event_free(&event))
            well(event.text && *event.text);
    }
}

static inlay_status call(inlay_host *host, inlay_mod mod, const char *name, int argument)
{
    inlay_value value = u32((uint32_t)argument), result = { 0 };

    return inlay_call_export(host, mod, name, &value, argument >= 0, &result, 1);
}

/* ---- scenarios ---- */

/* A counter is loaded, called, replaced with its state, refused twice, unloaded. */
static void run_counter(void)
{
    inlay_host *host = open_host(NULL);
    inlay_mod mod;
    inlay_stats stats;
    char text[128];

    if (!host)
        return;
    mod = load(host, "counter", COUNTER1, "counters");
    frames(host, 2);
    well(call(host, mod, "bump", -1) == INLAY_DONE);
    well(inlay_get_stats(host, mod, &stats) && stats.generation == 1);
    well(inlay_export_type(host, mod, "bump", text, sizeof text) > 0);
    load(host, "counter", COUNTER10, "counters");
    frames(host, 3);
    well(call(host, mod, "bump", -1) == INLAY_DONE);
    load(host, "counter", BADLOAD, "counters");
    frames(host, 3);
    load(host, "counter", MISFIT, "counters");
    frames(host, 2);
    well(call(host, mod, "bump", -1) == INLAY_DONE);
    inlay_unload(host, mod);
    frames(host, 2);
    well(call(host, mod, "bump", -1) == INLAY_STALE);
    inlay_close(host);
}

/* Host resources go in, are kept, dropped, given back, and left behind by a trap. */
static void run_things(void)
{
    inlay_host *host = open_host(NULL);
    inlay_mod mod, trapping;

    if (!host)
        return;
    mod = load(host, "things", THINGS, "plain");
    trapping = load(host, "trapping", TRAP, "plain");
    frames(host, 2);
    for (int round = 0; round < 2; round++) {
        well(call(host, mod, "run", 0) == INLAY_DONE);
        well(call(host, mod, "run", 1) == INLAY_DONE);
        well(call(host, mod, "run", 2 + round) == INLAY_DONE);
    }
    well(call(host, mod, "run", 0) == INLAY_DONE);
    well(call(host, trapping, "run", 1) == INLAY_TRAPPED);
    frames(host, 1);
    inlay_reload(host, mod);
    inlay_reload(host, trapping);
    frames(host, 3);
    well(call(host, mod, "run", 0) == INLAY_DONE);
    inlay_close(host);
}

/* Guest resources are made, called, dropped, and stale after a reload. */
static void run_zoo(void)
{
    inlay_host *host = open_host(NULL);
    inlay_resource animals[8] = { { 0 } };
    inlay_value n = u32(3), result = { 0 };
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "zoo", ZOO, "keepers");
    frames(host, 2);
    for (size_t i = 0; i < COUNT_OF(animals); i++)
        well(inlay_resource_construct(host, mod, "test:host/zoo#animal", &n, 1, &animals[i]) == INLAY_DONE);
    for (size_t i = 0; i < COUNT_OF(animals); i++)
        well(inlay_resource_call(host, animals[i], "feed", &n, 1, &result, 1) == INLAY_DONE && result.u32 == 6);
    for (size_t i = 0; i < COUNT_OF(animals) / 2; i++)
        inlay_resource_drop(host, animals[i]);
    inlay_reload(host, mod);
    frames(host, 3);
    well(inlay_resource_call(host, animals[7], "feed", &n, 1, &result, 1) == INLAY_STALE);
    inlay_close(host);
}

/* A pending call goes on over frames; another is abandoned, a third is left at the end. */
static void run_waiting(void)
{
    inlay_host *host = open_host(NULL);
    inlay_value result = { 0 };
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "wait", WAIT, "plain");
    frames(host, 2);
    well(call(host, mod, "run", 2) == INLAY_SUSPENDED);
    frames(host, 4);
    well(inlay_take_result(host, mod, &result, 1) == INLAY_DONE);
    well(call(host, mod, "run", 50) == INLAY_SUSPENDED);
    inlay_abandon(host, mod);
    frames(host, 3);
    well(call(host, mod, "run", 50) == INLAY_SUSPENDED);
    well(call(host, mod, "run", 50) == INLAY_BUSY);
    frames(host, 1);
    inlay_close(host);
}

/* Objects: made, collected, thrown; whole, and again after a reload. */
static void run_gc(void)
{
    inlay_host *host = open_host(NULL);
    inlay_value n = u32(20), result = { 0 };
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "gc", GC, "plain");
    frames(host, 2);
    for (int round = 0; round < 2; round++)
        well(inlay_call_export(host, mod, "run", &n, 1, &result, 1) == INLAY_DONE && result.u32 == 110);
    inlay_reload(host, mod);
    frames(host, 3);
    n = u32(40);
    well(inlay_call_export(host, mod, "run", &n, 1, &result, 1) == INLAY_DONE && result.u32 == 420);
    inlay_close(host);
}

static bool swallow(void *user, const void *bytes, size_t size)
{
    *(size_t *)user += size + (bytes == NULL);
    return true;
}

/* Counted and looked at, saved, also while a generation is gone. */
static void run_profile(void)
{
    static const char *const formats[] = { "inlay", "text" };
    const inlay_profile_options options = { .level = INLAY_PROFILE_EXACT, .frames = 30, .sample_fuel = 300, .memory_bytes = 4 << 20 };
    inlay_host *host = open_host(NULL);
    inlay_error error;
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "dice", DICE, "plain");
    frames(host, 2);
    well(inlay_profile_start(host, &options, &error));
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 3; i++) {
            well(call(host, mod, "run", 20) == INLAY_DONE);
            frames(host, 1);
        }
        inlay_reload(host, mod);
        frames(host, 3);
    }
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        size_t size = 0;
        well(inlay_profile_save(host, 0, formats[i], swallow, &size, &error) && size > 100);
    }
    inlay_profile_stop(host);
    well(call(host, mod, "run", 20) == INLAY_DONE);
    inlay_close(host);
}

/* A folder of mods: found, called, switched off and on. */
static void run_folder(void)
{
    inlay_host *host = open_host(folder);
    inlay_mod mods[8] = { { 0 } };
    size_t count;

    if (!host)
        return;
    frames(host, 6);
    count = inlay_all_mods(host, mods, COUNT_OF(mods));
    well(count == 3);
    for (size_t i = 0; i < count && i < COUNT_OF(mods); i++)
        well(call(host, mods[i], "bump", -1) == INLAY_DONE);
    inlay_enable(host, inlay_find(host, "one"), false);
    frames(host, 2);
    inlay_enable(host, inlay_find(host, "one"), true);
    frames(host, 3);
    well(call(host, inlay_find(host, "one"), "bump", -1) == INLAY_DONE);
    inlay_close(host);
}

/* A list from the game, draws from WASI; then a trap whose story tells of them. */
static void run_gift(void)
{
    inlay_host *host = open_host(NULL);
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "gift", GIFT, "plain");
    frames(host, 2);
    well(call(host, mod, "run", 100) == INLAY_DONE);
    well(call(host, mod, "run", 0) == INLAY_TRAPPED);
    frames(host, 1);
    inlay_close(host);
}

/* A version that ran well, and one that fails for good after it. */
static void run_fall_back(void)
{
    inlay_host *host = open_host(NULL);
    inlay_mod mod;

    if (!host)
        return;
    mod = load(host, "counter", COUNTER1, "counters");
    frames(host, 12);
    well(call(host, mod, "bump", -1) == INLAY_DONE);
    load(host, "counter", SESSION, "counters");
    frames(host, 1);
    for (int i = 0; i < 26; i++)
        call(host, mod, "bump", -1);
    frames(host, 1);
    well(call(host, mod, "bump", -1) == INLAY_DONE);
    inlay_close(host);
}

const scenario scenarios[SCENARIOS] = {
    { "counter", run_counter, 23 }, { "things", run_things, 27 }, { "zoo", run_zoo, 31 },
    { "waiting", run_waiting, 20 }, { "gc", run_gc, 17 }, { "folder", run_folder, 19 }, { "profile", run_profile, 25 },
    { "gift", run_gift, 17 }, { "fall back", run_fall_back, 18 },
};

/* ---- files ---- */

static bool read_file(file *f)
{
    char path[160];
    FILE *in;

    snprintf(path, sizeof path, "tests/data/host/%s", f->name);
    in = fopen(path, "rb");
    if (in) {
        f->size = fread(f->bytes, 1, sizeof f->bytes - 1, in);
        fclose(in);
    }
    return f->size > 0 || (fprintf(stderr, "fault: %s cannot be read; run it at the top of the tree\n", path), false);
}

static bool write_file(const char *mod, const char *name, const char *bytes, size_t size)
{
    char path[160];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s", folder, mod);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/%s", folder, mod, name);
    out = fopen(path, "wb");
    if (!out)
        return false;
    size -= fwrite(bytes, 1, size, out);
    return fclose(out) == 0 && size == 0;
}

static const char *const folder_mods[] = { "one", "two", "broken" };

bool scenarios_open(void)
{
    static const char manifest[] = "{ \"slot\": \"counters\", \"description\": \"counts\" }";
    bool good = true;

    for (int i = 0; i < FILES; i++)
        good = good && read_file(&files[i]);
    snprintf(folder, sizeof folder, "build/obj/fault-mods-%d", (int)getpid());
    mkdir(folder, 0700);
    for (size_t i = 0; good && i < COUNT_OF(folder_mods); i++) {
        size_t size = files[COUNTER1].size >> (i == 2);
        good = write_file(folder_mods[i], "mod.json", manifest, sizeof manifest - 1)
            && write_file(folder_mods[i], "mod.wasm", files[COUNTER1].bytes, size);
    }
    /* A file so old is whole: the host reads it at once. */
    usleep(1100 * 1000);
    return good;
}

void scenarios_close(void)
{
    char path[160];

    for (size_t i = 0; i < COUNT_OF(folder_mods); i++) {
        snprintf(path, sizeof path, "%s/%s/mod.json", folder, folder_mods[i]);
        remove(path);
        snprintf(path, sizeof path, "%s/%s/mod.wasm", folder, folder_mods[i]);
        remove(path);
        snprintf(path, sizeof path, "%s/%s", folder, folder_mods[i]);
        remove(path);
    }
    remove(folder);
}
