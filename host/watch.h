/* Watch: what stands in the folder of mods, and what of it may have changed.
 *
 * Each folder below it is a mod, and so is each file NAME.wasm in it. An event
 * of the OS is only a hint: it makes an entry dirty, and what is true is looked
 * up then. All is looked at again from time to time, in case hints were lost.
 * Nothing is ever written. Belongs to the loader.
 */
#ifndef INLAY_HOST_WATCH_H
#define INLAY_HOST_WATCH_H

#include "engine/base/limits.h"
#include "host/os/notify.h"
#include "host/stable_read.h"

enum { WATCH_PATH = 4096, WATCH_NAME = 256 };

typedef struct watch_entry {
    char        key[WATCH_NAME];        /* the mod's: "wolf" */
    char        entry[WATCH_NAME];      /* its name in the folder: "wolf", or "wolf.wasm" */
    char        file[WATCH_NAME];       /* the component's name in it; empty: there is none */
    char        wanted[WATCH_NAME];     /* as mod.json says; empty: not said */
    bool        is_file;                /* no folder: the component itself */
    bool        is_present, is_seen;
    bool        is_dirty;
    bool        is_changed;             /* since it was judged */
    bool        is_forced;              /* read it also when it is the same */
    bool        is_ambiguous;           /* several components, and nothing says which */
    int         folder;                 /* the notifier's number; -1: not watched */
    stable_file component, manifest;
    /* what was judged last */
    bool        was_judged, was_missing_told;
    uint32_t    slot;                   /* of the last good one, by index; 0: none was */
    uint64_t    hash[4];
    size_t      sizes[2];
} watch_entry;

typedef struct watch {
    budget       *budget;
    char          path[WATCH_PATH];
    notify       *notify;
    bool          is_off;               /* look once, then never again */
    bool          is_dirty;             /* the list of entries */
    int           folder;
    uint64_t      next_scan_ns;
    watch_entry **entries;              /* by name */
    uint32_t      count, capacity;
} watch;

/* False: the path is too long. The notifier is the caller's. */
bool watch_open(watch *w, budget *b, const char *path, notify *n, bool is_off);
void watch_close(watch *w);

/* Take the hints that came, and look again at the list when it is time. */
void watch_update(watch *w, uint64_t now_ns);

/* The first dirty entry whose time has come, or null. */
watch_entry *watch_next(watch *w, uint64_t now_ns);

/* The path of its component, or of its mod.json. False: too long. */
bool watch_component_path(const watch *w, const watch_entry *e, char *out, size_t size);
bool watch_manifest_path(const watch *w, const watch_entry *e, char *out, size_t size);

/* The path of a file of that name beside its component; empty name: NAME.debug.wasm. False: too long. */
bool watch_beside_path(const watch *w, const watch_entry *e, text_view name, char *out, size_t size);

void watch_forget(watch *w, watch_entry *e);
watch_entry *watch_find(watch *w, text_view key);

/* How long nothing can happen without a hint. */
uint32_t watch_sleep_ms(const watch *w, uint64_t now_ns);

#endif
