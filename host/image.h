/* An image: what became of one reading of a mod. Either it is good, and holds
 * all that is needed to start generations of it, or it holds the words of why not.
 *
 * The loader makes it on its own thread, in a budget of its own; image_hand_over
 * joins that to the host's. From then on it is counted by reference, on the
 * game's thread. Bytes, component and types never change once made.
 */
#ifndef INLAY_HOST_IMAGE_H
#define INLAY_HOST_IMAGE_H

#include "engine/component/component_instance.h"
#include "engine/wit/wit_fit.h"
#include "host/fit_memo.h"
#include "host/line_map.h"
#include "host/manifest.h"
#include "host/slot.h"

typedef enum image_kind {
    IMAGE_UNJUDGED,               /* bytes only */
    IMAGE_GOOD,
    IMAGE_REFUSED,                /* `story` says why */
    IMAGE_MISSING,                /* the folder is there, its component is gone */
    IMAGE_GONE                    /* the folder is gone */
} image_kind;

/* A file beside the mod, by its name: a .dwo file, or a source map, of which only what it says is kept. */
typedef struct image_beside {
    struct image_beside *next;
    text_view            name;
    uint8_t             *bytes;
    size_t               size;
    line_map             lines;
} image_beside;

typedef struct image {
    struct image   *next;         /* in the queue that it waits in */
    image_kind      kind;
    budget          own;
    arena           arena;
    uint32_t        references;
    uint32_t        stage;        /* of image_judge */
    uint32_t        translated;   /* bytes of bodies, by the loader */
    text_view       key;          /* the folder's name, or the one given to inlay_load */
    text_view       key_shown;    /* as it may be shown; so are the files' names */
    bool            is_from_file; /* else from memory */
    uint32_t        wanted_slot;  /* index of the slot that its mod sits in, where mod.json names none; 0: not known */

    struct image   *same;         /* another of the same bytes, whose bytes, component and code this one shares; null: none */
    uint8_t        *bytes;
    size_t          size;
    uint8_t        *manifest_bytes;
    size_t          manifest_size;
    bool            has_manifest; /* a mod.json, empty or not */
    uint8_t        *debug_bytes;  /* of the file beside it that holds its debug information; null: none */
    size_t          debug_size;
    struct image_beside *beside;  /* files beside it that its debug information asks for */
    text_view       file;         /* for messages: "wolf/wolf.wasm"; MISSING: the one that mod.json names */
    text_view       manifest_file;/* "wolf/mod.json" */

    manifest        manifest;
    component      *component;
    component_code *code;
    const slot     *slot;
    text_view       story;
    text_view       notice;       /* good, and yet there is something to say; empty: nothing */
    struct source_map *sources;   /* of its modules, as far as they were asked for (source_map.h) */
    bool            may_be_part;  /* refused for what a half-written file would be refused for, too */
} image;

/* What judging needs: all of it read only, but for the memo. */
typedef struct image_judge_context {
    const slot_table       *slots;
    const wit_set          *wit;
    const cexterns *const  *offered;      /* WASI's interfaces */
    uint32_t                offered_count;
    fit_memo               *memo;         /* the loader's */
} image_judge_context;

/* Null: no memory. limit 0: none. */
image *image_open(const budget_allocator *allocator, uint64_t limit, text_view key);

/* Copy bytes in; false: no memory. manifest may be null. */
bool   image_set_bytes(image *i, const void *bytes, size_t size, const char *manifest_text);

/* The same bytes as `other` has: what was made of them, or will be, is shared. Of the game's thread;
 * `other` is judged first. False: no memory. */
bool   image_set_same(image *i, image *other, const char *manifest_text);
bool   image_has_bytes(const image *i, const void *bytes, size_t size);

/* Keep a .dwo file, or what a source map says; the bytes are the image's budget's. False: no memory, or it says nothing; they are freed. */
bool   image_add_beside(image *i, text_view name, uint8_t *bytes, size_t size);

/* One step of judging; true while there is more to do. */
bool   image_judge(image *i, const image_judge_context *context);

/* It is refused, for that reason. */
void   image_refuse(image *i, const error *err);

/* From the loader's budget into the host's. False: over the host's limit. */
bool   image_hand_over(image *i, budget *host);

void   image_keep(image *i);
/* Null is nothing. */
void   image_release(image *i);

/* The name of a folder or file as it may be shown: what a terminal would obey is told, not done. bytes null: no memory. */
text_view image_shown(arena *a, text_view name);

/* The mod's name: the manifest's, else the key. */
text_view image_name(const image *i);

#endif
