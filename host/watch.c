/* The folder of mods. */
#include "host/watch.h"

#include "host/manifest.h"
#include "host/os/time.h"

#include <string.h>

enum {
    WATCH_SCAN_MS = 2000,               /* with hints */
    WATCH_POLL_MS = 100,                /* without */
    WATCH_BUSY_MS = 10,                 /* something is dirty */
    WATCH_ENTRIES = 4096
};

static bool copy(char *out, size_t size, const char *text)
{
    int length = text_format(out, size, "%s", text);
    return length >= 0 && (size_t)length < size;
}

bool watch_open(watch *w, budget *b, const char *path, notify *n, bool is_off)
{
    *w = (watch){ .budget = b, .notify = n, .is_off = is_off, .is_dirty = true, .folder = -1 };
    return copy(w->path, sizeof w->path, path);
}

void watch_close(watch *w)
{
    for (uint32_t i = 0; i < w->count; i++)
        budget_delete(w->budget, w->entries[i]);
    budget_free(w->budget, w->entries, w->capacity * sizeof *w->entries);
    *w = (watch){ 0 };
}

watch_entry *watch_find(watch *w, text_view key)
{
    for (uint32_t i = 0; i < w->count; i++)
        if (text_is(key, w->entries[i]->key))
            return w->entries[i];
    return NULL;
}

void watch_forget(watch *w, watch_entry *e)
{
    uint32_t at = 0;
    while (w->entries[at] != e)
        at++;
    if (w->notify)
        notify_remove(w->notify, e->folder);
    budget_delete(w->budget, e);
    w->count--;
    memmove(&w->entries[at], &w->entries[at + 1], (w->count - at) * sizeof *w->entries);
}

/* ---- paths ---- */

static bool join(const watch *w, const char *entry, const char *file, char *out, size_t size)
{
    int length = text_format(out, size, "%s/%s%s%s", w->path, entry, file ? "/" : "", file ? file : "");
    return length >= 0 && (size_t)length < size;
}

bool watch_component_path(const watch *w, const watch_entry *e, char *out, size_t size)
{
    return join(w, e->entry, e->is_file ? NULL : e->file, out, size);
}

bool watch_manifest_path(const watch *w, const watch_entry *e, char *out, size_t size)
{
    return join(w, e->entry, e->is_file ? "no mod.json" : "mod.json", out, size);
}

static bool ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), wanted = strlen(end);
    return size > wanted && strcmp(name + size - wanted, end) == 0;
}

/* NAME.debug.wasm holds the debug information of NAME.wasm: it is no mod. */
static bool is_component(const char *name)
{
    return ends_with(name, ".wasm") && !ends_with(name, ".debug.wasm");
}

bool watch_beside_path(const watch *w, const watch_entry *e, text_view name, char *out, size_t size)
{
    char file[WATCH_NAME + 8];
    if (name.size)
        text_format(file, sizeof file, "%.*s", TEXT_ARGS(name));
    else
        text_format(file, sizeof file, "%.*s.debug.wasm", (int)(strlen(e->file) - strlen(".wasm")), e->file);
    return join(w, e->is_file ? file : e->entry, e->is_file ? NULL : file, out, size);
}

/* ---- the list ---- */

static void add_entry(watch *w, const char *name, bool is_file)
{
    char key[WATCH_NAME];
    if (w->count >= WATCH_ENTRIES || !copy(key, sizeof key, name))
        return;
    if (is_file)
        key[strlen(key) - strlen(".wasm")] = 0;
    watch_entry *e = watch_find(w, text_of(key));
    if (e && e->is_file == is_file) {
        e->is_dirty |= !e->is_present;
        e->is_present = e->is_seen = true;
    }
    if (e || !budget_room(w->budget, w->entries, w->capacity, w->count))
        return;
    e = budget_new(w->budget, watch_entry);
    if (!e)
        return;                         /* found again by the next scan */
    *e = (watch_entry){ .is_file = is_file, .is_present = true, .is_seen = true, .is_dirty = true, .folder = -1 };
    copy(e->key, sizeof e->key, key);
    copy(e->entry, sizeof e->entry, name);

    uint32_t at = w->count++;
    for (; at > 0 && strcmp(w->entries[at - 1]->key, e->key) > 0; at--)
        w->entries[at] = w->entries[at - 1];
    w->entries[at] = e;
}

static bool visit_entry(void *user, const char *name)
{
    watch *w = user;
    char path[WATCH_PATH];
    if (name[0] == '.' || !join(w, name, NULL, path, sizeof path))
        return true;
    file_stamp stamp = file_stat(path);
    if (stamp.is_folder)
        add_entry(w, name, false);
    else if (stamp.is_regular && is_component(name))
        add_entry(w, name, true);
    return true;
}

static void watch_folders(watch *w)
{
    char path[WATCH_PATH];
    if (!w->notify || w->is_off)
        return;
    if (w->folder < 0)
        w->folder = notify_add(w->notify, w->path);
    for (uint32_t i = 0; i < w->count; i++) {
        watch_entry *e = w->entries[i];
        if (!e->is_file && e->is_present && e->folder < 0 && join(w, e->entry, NULL, path, sizeof path))
            e->folder = notify_add(w->notify, path);
    }
}

/* What is gone may be back in a moment: it gets the time of a file that settles. */
static void leave(watch_entry *e, uint64_t now_ns)
{
    e->folder = -1;
    e->component = e->manifest = (stable_file){ .since_ns = now_ns };
}

/* The watch comes before the look, so that nothing falls between. */
static void scan(watch *w, uint64_t now_ns)
{
    w->is_dirty = false;
    if (w->folder < 0)
        watch_folders(w);
    for (uint32_t i = 0; i < w->count; i++)
        w->entries[i]->is_seen = false;
    file_list(w->path, visit_entry, w);
    for (uint32_t i = 0; i < w->count; i++) {
        watch_entry *e = w->entries[i];
        if (e->is_present && !e->is_seen)
            leave(e, now_ns);
        e->is_present = e->is_seen;
        e->is_dirty = true;
    }
    watch_folders(w);
    bool hears = w->notify && notify_hears(w->notify) && w->folder >= 0;
    w->next_scan_ns = now_ns + (hears ? WATCH_SCAN_MS : WATCH_POLL_MS) * UINT64_C(1000000);
}

/* ---- hints ---- */

static watch_entry *entry_of_folder(watch *w, int folder)
{
    for (uint32_t i = 0; i < w->count; i++)
        if (w->entries[i]->folder == folder)
            return w->entries[i];
    return NULL;
}

static void hint_file(stable_file *f, notify_kind kind, uint64_t now_ns)
{
    if (kind == NOTIFY_CLOSED)
        stable_read_closed(f);
    else if (kind == NOTIFY_CHANGED)
        stable_read_touched(f, now_ns);
}

/* Another component of the folder may become the one. */
static void hint_in_folder(watch_entry *e, const notify_event *event, uint64_t now_ns)
{
    e->is_dirty = true;
    if (strcmp(event->name, "mod.json") == 0)
        hint_file(&e->manifest, event->kind, now_ns);
    else if (is_component(event->name) && (!e->file[0] || strcmp(event->name, e->file) == 0))
        hint_file(&e->component, event->kind, now_ns);
}

/* In the folder of mods itself: a folder or a component came, went, or changed. */
static void hint_at_root(watch *w, const notify_event *event, uint64_t now_ns)
{
    w->is_dirty = true;
    for (uint32_t i = 0; i < w->count; i++) {
        watch_entry *e = w->entries[i];
        if (strcmp(e->entry, event->name) != 0)
            continue;
        e->is_dirty = true;
        if (e->is_file)
            hint_file(&e->component, event->kind, now_ns);
    }
}

static void take_hint(watch *w, const notify_event *event, uint64_t now_ns)
{
    watch_entry *e = entry_of_folder(w, event->folder);
    if (event->kind == NOTIFY_LOST || (event->folder == w->folder && !event->name[0])) {
        w->is_dirty = true;
        if (event->kind == NOTIFY_REMOVED)
            w->folder = -1;
    } else if (event->folder == w->folder) {
        hint_at_root(w, event, now_ns);
    } else if (e && !event->name[0]) {
        w->is_dirty = true;
        if (event->kind == NOTIFY_REMOVED)
            e->folder = -1;
    } else if (e) {
        hint_in_folder(e, event, now_ns);
    }
}

void watch_update(watch *w, uint64_t now_ns)
{
    notify_event event;
    if (w->is_off && !w->is_dirty)
        return;
    while (w->notify && !w->is_off && notify_next(w->notify, &event))
        take_hint(w, &event, now_ns);
    if (w->is_dirty || (!w->is_off && now_ns >= w->next_scan_ns))
        scan(w, now_ns);
}

/* A component alone in a folder that is new is perhaps copied there before its
 * mod.json, which says where it sits: the folder gets time to fill. */
static bool may_lack_its_manifest(const watch_entry *e, uint64_t now_ns)
{
    return e->is_file || e->was_judged || e->manifest.stamp.exists || stable_read_is_settled(&e->component, now_ns);
}

/* ---- which file ---- */

typedef struct choice {
    const watch_entry *entry;
    char     best[WATCH_NAME];
    int      rank;
    uint32_t count;
} choice;

/* The one that mod.json names, the one it was, NAME.wasm, mod.wasm, the only one. */
static int rank_of(const watch_entry *e, const char *name)
{
    size_t key = strlen(e->key);
    if (e->wanted[0])
        return strcmp(name, e->wanted) == 0 ? 5 : 0;
    if (e->was_judged && e->file[0] && strcmp(name, e->file) == 0)
        return 4;
    if (strncmp(name, e->key, key) == 0 && strcmp(name + key, ".wasm") == 0)
        return 3;
    return strcmp(name, "mod.wasm") == 0 ? 2 : 1;
}

static bool visit_file(void *user, const char *name)
{
    choice *c = user;
    if (name[0] == '.' || !is_component(name) || strlen(name) >= WATCH_NAME)
        return true;
    int rank = rank_of(c->entry, name);
    c->count += rank == 1;
    if (rank > c->rank || (rank && rank == c->rank && strcmp(name, c->best) < 0)) {
        c->rank = rank;
        copy(c->best, sizeof c->best, name);
    }
    return true;
}

static void read_wanted(watch *w, watch_entry *e, const char *path)
{
    uint8_t *bytes;
    size_t size;
    file_stamp stamp;
    error err = { 0 };
    e->wanted[0] = 0;
    if (file_read(path, LIMIT_MANIFEST_BYTES, w->budget, &bytes, &size, &stamp, &err) != FILE_READ)
        return;
    arena a;
    manifest m;
    arena_open(&a, w->budget);
    if (manifest_read(&a, (text_view){ (const char *)bytes, size }, &m, &err) && m.component.size < WATCH_NAME)
        text_format(e->wanted, sizeof e->wanted, "%.*s", TEXT_ARGS(m.component));
    arena_close(&a);
    budget_free(w->budget, bytes, size);
}

static void choose_file(watch *w, watch_entry *e)
{
    char path[WATCH_PATH];
    choice c = { .entry = e };
    if (join(w, e->entry, NULL, path, sizeof path))
        file_list(path, visit_file, &c);
    e->is_ambiguous = c.rank == 1 && c.count > 1;
    if (strcmp(e->file, c.best) == 0)
        return;
    copy(e->file, sizeof e->file, c.best);
    e->component = (stable_file){ .is_closed = e->component.is_closed };
}

/* An entry that looks as it did when it was judged, and of which nothing was heard, is clean again. */
static void look(watch *w, watch_entry *e, uint64_t now_ns)
{
    char path[WATCH_PATH];
    if (!e->is_present)
        return;
    bool hinted = e->component.is_closed || e->manifest.is_closed || e->is_forced, changed = false;
    if (!e->is_file && watch_manifest_path(w, e, path, sizeof path)) {
        bool different = stable_read_look(&e->manifest, path, now_ns);
        if (different && e->manifest.stamp.exists)
            read_wanted(w, e, path);
        else if (different)
            e->wanted[0] = 0;
        changed |= different;
        choose_file(w, e);
    }
    if (e->is_file)
        copy(e->file, sizeof e->file, e->entry);
    if (!e->file[0]) {
        changed |= e->component.stamp.exists || e->component.since_ns == 0;
        if (changed)
            e->component = (stable_file){ .since_ns = now_ns };
    } else if (watch_component_path(w, e, path, sizeof path)) {
        changed |= stable_read_look(&e->component, path, now_ns);
    }
    e->is_changed |= changed || hinted;
    e->is_dirty = e->is_changed || !e->was_judged;
}

watch_entry *watch_next(watch *w, uint64_t now_ns)
{
    for (uint32_t i = 0; i < w->count; i++) {
        watch_entry *e = w->entries[i];
        if (!e->is_dirty)
            continue;
        look(w, e, now_ns);
        if (e->is_dirty && stable_read_may(&e->component, now_ns) && stable_read_may(&e->manifest, now_ns)
            && (e->component.stamp.exists || stable_read_is_settled(&e->component, now_ns)) && may_lack_its_manifest(e, now_ns))
            return e;
    }
    return NULL;
}

uint32_t watch_sleep_ms(const watch *w, uint64_t now_ns)
{
    for (uint32_t i = 0; i < w->count; i++)
        if (w->entries[i]->is_dirty)
            return WATCH_BUSY_MS;
    if (w->is_off)
        return WATCH_SCAN_MS;
    return w->next_scan_ns > now_ns ? (uint32_t)((w->next_scan_ns - now_ns) / 1000000) + 1 : 0;
}
