/* The loader. */
#include "host/loader.h"

#include "host/debug_beside.h"
#include "host/os/thread.h"
#include "host/os/time.h"
#include "host/watch.h"

#include <string.h>
#include <xxhash.h>

enum { LOADER_FILE_MOST = 64 << 20, LOADER_BESIDE = 64 };

typedef struct image_queue { image *first, *last; } image_queue;

struct loader {
    budget         own;           /* of the watch and of this; a root, so that the thread shares none */
    loader_config  config;
    watch          watch;
    bool           has_watch;
    notify        *notify;
    thread        *thread;
    mutex         *lock;

    /* under the lock: */
    image_queue    asked, judged;
    bool           stops, is_settled;

    /* the worker's: */
    fit_memo       memo;
    image         *judging;
    watch_entry   *judging_entry;     /* null: from memory */
    bool           was_settled;       /* the entry's files had settled when they were read */
};

static void put(image_queue *q, image *i)
{
    i->next = NULL;
    if (q->last)
        q->last->next = i;
    else
        q->first = i;
    q->last = i;
}

static image *take(image_queue *q)
{
    image *i = q->first;
    if (!i)
        return NULL;
    q->first = i->next;
    if (!q->first)
        q->last = NULL;
    i->next = NULL;
    return i;
}

static bool open_parts(loader *l, const char *mods)
{
    bool is_off = l->config.watching == INLAY_WATCH_OFF;
    l->lock = mutex_open(&l->own);
    if (!l->lock)
        return false;
    l->notify = notify_open(&l->own, mods && l->config.watching == INLAY_WATCH_AUTO);
    if (!l->notify)
        return false;
    l->has_watch = mods != NULL;
    return !mods || watch_open(&l->watch, &l->own, mods, l->notify, is_off);
}

loader *loader_open(const loader_config *config, error *err)
{
    budget own;
    budget_open(&own, &config->allocator, 0);
    loader *l = budget_new(&own, loader);
    if (!l) {
        error_memory(err);
        return NULL;
    }
    l->own = own;
    l->config = *config;
    fit_memo_open(&l->memo, &l->own);
    l->config.judging.memo = &l->memo;
    if (open_parts(l, config->mods))
        return l;
    if (config->mods && strlen(config->mods) >= WATCH_PATH)
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the path of the mods folder is too long");
    else
        error_memory(err);
    loader_close(l);
    return NULL;
}

void loader_close(loader *l)
{
    if (!l)
        return;
    if (l->thread) {
        mutex_lock(l->lock);
        l->stops = true;
        mutex_unlock(l->lock);
        notify_wake(l->notify);
        thread_join(&l->own, l->thread);
    }
    for (image *i; (i = take(&l->asked)) != NULL;)
        image_release(i);
    for (image *i; (i = take(&l->judged)) != NULL;)
        image_release(i);
    image_release(l->judging);
    if (l->has_watch)
        watch_close(&l->watch);
    notify_close(&l->own, l->notify);
    mutex_close(&l->own, l->lock);
    fit_memo_close(&l->memo);
    budget own = l->own;
    budget_delete(&own, l);
    budget_close(&own);
}

bool loader_has_thread(const loader *l)
{
    return l->thread != NULL;
}

/* ---- the two queues ---- */

void loader_judge(loader *l, image *i)
{
    mutex_lock(l->lock);
    put(&l->asked, i);
    l->is_settled = false;
    mutex_unlock(l->lock);
    notify_wake(l->notify);
}

bool loader_reread(loader *l, text_view key)
{
    image *i = image_open(&l->config.allocator, l->config.memory_limit, key);
    if (!i)
        return false;
    i->is_from_file = true;
    loader_judge(l, i);
    return true;
}

image *loader_take(loader *l)
{
    mutex_lock(l->lock);
    image *i = take(&l->judged);
    mutex_unlock(l->lock);
    return i;
}

bool loader_is_settled(loader *l)
{
    mutex_lock(l->lock);
    bool settled = l->is_settled && !l->judged.first;
    mutex_unlock(l->lock);
    return settled;
}

static void hand_out(loader *l, image *i)
{
    mutex_lock(l->lock);
    put(&l->judged, i);
    mutex_unlock(l->lock);
}

/* Told once nothing is dirty: what waits for its quarter of a second is not settled. */
static void tell_settled(loader *l)
{
    bool settled = l->judging == NULL;
    for (uint32_t i = 0; l->has_watch && i < l->watch.count; i++)
        settled = settled && !l->watch.entries[i]->is_dirty;
    mutex_lock(l->lock);
    l->is_settled = settled && !l->asked.first;
    mutex_unlock(l->lock);
}

/* ---- reading an entry ---- */

static image *open_image(loader *l, const watch_entry *e, image_kind kind)
{
    image *i = image_open(&l->config.allocator, l->config.memory_limit, text_of(e->key));
    if (!i)
        return NULL;
    i->kind = kind;
    i->is_from_file = true;
    return i;
}

/* These three say whether they got on; without memory the entry stays dirty, for later. */
static bool tell_gone(loader *l, watch_entry *e)
{
    bool known = e->was_judged || e->was_missing_told;
    image *i = known ? open_image(l, e, IMAGE_GONE) : NULL;
    if (known && !i)
        return false;
    if (i)
        hand_out(l, i);
    watch_forget(&l->watch, e);
    return true;
}

static bool tell_missing(loader *l, watch_entry *e)
{
    image *i = e->was_missing_told ? NULL : open_image(l, e, IMAGE_MISSING);
    if (!i && !e->was_missing_told)
        return false;
    if (i)
        i->file = image_shown(&i->arena, text_of(e->wanted));
    e->is_dirty = e->is_changed = e->is_forced = e->component.is_closed = e->manifest.is_closed = false;
    if (!i)
        return true;
    e->was_missing_told = true;
    e->was_judged = true;
    hand_out(l, i);
    return true;
}

static void hash_bytes(const void *bytes, size_t size, uint64_t *out)
{
    XXH128_hash_t hash = XXH3_128bits(size && bytes ? bytes : "", bytes ? size : 0);
    out[0] = hash.low64;
    out[1] = hash.high64;
}

/* Content is identity: a touched file that holds the same is the same. */
static bool is_same(const watch_entry *e, const image *i)
{
    uint64_t hash[4];
    hash_bytes(i->bytes, i->size, hash);
    hash_bytes(i->manifest_bytes, i->manifest_size, hash + 2);
    return e->was_judged && !e->was_missing_told && e->sizes[0] == i->size && e->sizes[1] == i->manifest_size + i->has_manifest
        && memcmp(hash, e->hash, sizeof hash) == 0;
}

static void remember(watch_entry *e, const image *i)
{
    hash_bytes(i->bytes, i->size, e->hash);
    hash_bytes(i->manifest_bytes, i->manifest_size, e->hash + 2);
    e->sizes[0] = i->size;
    e->sizes[1] = i->manifest_size + i->has_manifest;
    e->was_judged = true;
    e->was_missing_told = false;
    e->is_dirty = e->is_changed = e->is_forced = false;
}

/* Its debug information, where it is in a file beside it: the one that it names, or NAME.debug.wasm.
 * Without, it is as good a mod. */
static void read_debug(const loader *l, const watch_entry *e, image *i)
{
    char path[WATCH_PATH];
    file_stamp stamp;
    error ignored = { 0 };
    if (!watch_beside_path(&l->watch, e, debug_file_named(i->bytes, i->size), path, sizeof path) || !file_stat(path).is_regular)
        return;
    if (file_read(path, LIMIT_DEBUG_BYTES, &i->own, &i->debug_bytes, &i->debug_size, &stamp, &ignored) == FILE_READ)
        return;
    i->debug_bytes = NULL;
    i->debug_size = 0;
}

/* The .dwo files and source maps that it asks for, or the file of debug information beside it does. */
static void read_beside(const loader *l, const watch_entry *e, image *i)
{
    text_view names[LOADER_BESIDE];
    char path[WATCH_PATH];
    file_stamp stamp;
    size_t whole = 0;
    uint32_t count = debug_beside_wanted(&i->own, i->bytes, i->size, names, LOADER_BESIDE);
    count += debug_beside_wanted(&i->own, i->debug_bytes, i->debug_size, names + count, LOADER_BESIDE - count);
    for (uint32_t n = 0; n < count && whole < LIMIT_DEBUG_BYTES; n++) {
        error ignored = { 0 };
        uint8_t *bytes = NULL;
        size_t size = 0;
        if (!watch_beside_path(&l->watch, e, names[n], path, sizeof path) || !file_stat(path).is_regular)
            continue;
        if (file_read(path, LIMIT_DEBUG_BYTES - whole, &i->own, &bytes, &size, &stamp, &ignored) == FILE_READ && image_add_beside(i, names[n], bytes, size))
            whole += size;
    }
}

/* FILE_CHANGED: read it again when it has settled. */
static file_outcome read_files(loader *l, watch_entry *e, image *i, error *err)
{
    char path[WATCH_PATH];
    file_stamp stamp;
    if (!watch_component_path(&l->watch, e, path, sizeof path)) {
        error_set(err, ERROR_IO, ERROR_NO_OFFSET, "the path of %s is too long", e->file);
        return FILE_FAILED;
    }
    file_outcome outcome = file_read(path, LOADER_FILE_MOST, &i->own, &i->bytes, &i->size, &stamp, err);
    if (outcome == FILE_FAILED && err->code == ERROR_LIMIT)
        error_hint(err, "make it smaller: strip it (wasm-tools strip), build it for size");
    if (outcome != FILE_READ || e->is_file || !watch_manifest_path(&l->watch, e, path, sizeof path))
        return outcome == FILE_MISSING ? FILE_CHANGED : outcome;
    outcome = file_read(path, LIMIT_MANIFEST_BYTES, &i->own, &i->manifest_bytes, &i->manifest_size, &stamp, err);
    i->has_manifest = outcome == FILE_READ;
    return outcome == FILE_MISSING ? FILE_READ : outcome;
}

static void wait_again(watch_entry *e, uint64_t now)
{
    e->component.is_closed = e->manifest.is_closed = false;
    e->component.since_ns = now;
    e->is_dirty = e->is_changed = true;
}

static bool begin_entry(loader *l, watch_entry *e, uint64_t now)
{
    error err = { 0 };
    image *i = open_image(l, e, IMAGE_UNJUDGED);
    if (!i)
        return false;
    text_view file = image_shown(&i->arena, text_of(e->file));
    i->file = e->is_file ? file : arena_format(&i->arena, "%s/%.*s", i->key_shown.bytes, TEXT_ARGS(file));
    i->manifest_file = e->is_file ? (text_view){ 0 } : arena_format(&i->arena, "%s/mod.json", i->key_shown.bytes);
    bool settled = stable_read_is_settled(&e->component, now) && (!e->manifest.stamp.exists || stable_read_is_settled(&e->manifest, now));
    switch (read_files(l, e, i, &err)) {
    case FILE_READ:
        break;
    case FILE_CHANGED: case FILE_MISSING:
        wait_again(e, now);
        image_release(i);
        return true;
    case FILE_FAILED:
        image_refuse(i, &err);
        break;
    }
    if (i->kind == IMAGE_UNJUDGED && e->is_ambiguous) {
        error_set(&err, ERROR_MANIFEST, ERROR_NO_OFFSET, "there are several .wasm files in %s", e->entry);
        error_hint(&err, "say which it is in mod.json: \"component\": \"%s\"", e->file);
        image_refuse(i, &err);
    }
    e->component.is_closed = e->manifest.is_closed = false;
    if (i->kind == IMAGE_UNJUDGED && !e->is_forced && is_same(e, i)) {
        e->is_dirty = e->is_changed = false;
        image_release(i);
        return true;
    }
    if (i->kind == IMAGE_UNJUDGED) {
        read_debug(l, e, i);
        read_beside(l, e, i);
    }
    i->wanted_slot = e->slot;
    l->judging = i;
    l->judging_entry = e;
    l->was_settled = settled;
    return true;
}

/* ---- steps ---- */

/* A refusal of what has only just been written is held back: perhaps it is half of something. */
static void finish(loader *l, uint64_t now)
{
    image *i = l->judging;
    watch_entry *e = l->judging_entry;
    l->judging = NULL;
    l->judging_entry = NULL;
    if (!e) {
        hand_out(l, i);
        return;
    }
    if (i->kind == IMAGE_REFUSED && i->may_be_part && !l->was_settled) {
        e->is_dirty = e->is_changed = true;
        if (stable_read_is_settled(&e->component, now))
            e->component.since_ns = now;
        image_release(i);
        return;
    }
    remember(e, i);
    if (i->kind == IMAGE_GOOD)
        e->slot = i->slot->index;
    hand_out(l, i);
}

static void reread(loader *l, image *i)
{
    watch_entry *e = l->has_watch ? watch_find(&l->watch, i->key) : NULL;
    if (e) {
        e->is_dirty = e->is_changed = e->is_forced = true;
        e->component.is_closed = e->component.stamp.exists;
        e->manifest.is_closed = e->manifest.stamp.exists;
    }
    image_release(i);
}

static bool begin_asked(loader *l)
{
    mutex_lock(l->lock);
    image *i = take(&l->asked);
    mutex_unlock(l->lock);
    if (!i)
        return false;
    if (i->is_from_file)
        reread(l, i);
    else
        l->judging = i;
    return true;
}

static bool begin_watched(loader *l, uint64_t now)
{
    if (!l->has_watch)
        return false;
    watch_update(&l->watch, now);
    watch_entry *e = watch_next(&l->watch, now);
    if (!e)
        return false;
    if (!e->is_present)
        return tell_gone(l, e);
    if (!e->component.stamp.exists)
        return tell_missing(l, e);
    return begin_entry(l, e, now);
}

/* One step. True while there is more that could be done now. */
static bool work(loader *l)
{
    uint64_t now = time_monotonic_ns();
    if (l->judging) {
        if (l->judging->kind != IMAGE_UNJUDGED || !image_judge(l->judging, &l->config.judging))
            finish(l, now);
        return true;
    }
    bool more = begin_asked(l) || begin_watched(l, now);
    if (!more)
        tell_settled(l);
    return more;
}

/* By bytes, not by the clock, so that two runs are alike. */
void loader_work_for_a_frame(loader *l)
{
    enum { LOADER_FRAME = 128 << 10, LOADER_STEP = 4 << 10 };
    for (size_t done = 0; done < LOADER_FRAME; done += LOADER_STEP) {
        if (!work(l))
            return;
        if (l->judging)
            done += l->judging->size;
    }
}

static bool must_stop(loader *l)
{
    mutex_lock(l->lock);
    bool stops = l->stops;
    mutex_unlock(l->lock);
    return stops;
}

static void run(void *user)
{
    loader *l = user;
    while (!must_stop(l)) {
        if (work(l))
            continue;
        notify_wait(l->notify, l->has_watch ? watch_sleep_ms(&l->watch, time_monotonic_ns()) : 2000);
    }
}

bool loader_start(loader *l)
{
    if (l->config.threads == INLAY_NO_THREAD)
        return true;
    l->thread = thread_start(&l->own, run, l);
    return l->thread != NULL;
}
