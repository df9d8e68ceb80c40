/* Images: read, decoded, given a slot, fitted, in steps. */
#include "host/image.h"

#include "host/debug_file.h"
#include "host/grant.h"
#include "host/producers.h"
#include "host/source_map.h"

#include <string.h>

enum { IMAGE_AHEAD = 704 << 10, IMAGE_AHEAD_STEP = 64 << 10, IMAGE_STORY = 6000 };

image *image_open(const budget_allocator *allocator, uint64_t limit, text_view key)
{
    budget own;
    budget_open(&own, allocator, limit);
    image *i = budget_new(&own, image);
    if (!i)
        return NULL;
    i->own = own;
    i->references = 1;
    arena_open(&i->arena, &i->own);
    i->key = arena_text(&i->arena, key);
    i->key_shown = image_shown(&i->arena, key);
    i->manifest = manifest_default();
    if (i->key.bytes && i->key_shown.bytes)
        return i;
    image_release(i);
    return NULL;
}

static void free_debug(image *i)
{
    budget_free(&i->own, i->debug_bytes, i->debug_size);
    for (image_beside *each = i->beside, *next; each; each = next) {
        next = each->next;
        budget_free(&i->own, each->bytes, each->size);
        line_map_close(&each->lines);
    }
    i->debug_bytes = NULL;
    i->debug_size = 0;
    i->beside = NULL;
}

void image_keep(image *i)
{
    i->references++;
}

void image_release(image *i)
{
    if (!i || --i->references)
        return;
    image *same = i->same;
    source_map_close(i);
    free_debug(i);
    if (i->code && !(same && i->code == same->code))
        component_code_close(i->code);
    arena_close(&i->arena);
    if (!same)
        budget_free(&i->own, i->bytes, i->size);
    budget_free(&i->own, i->manifest_bytes, i->manifest_size);
    budget own = i->own;
    budget_delete(&own, i);
    budget_close(&own);
    image_release(same);
}

bool image_hand_over(image *i, budget *host)
{
    if (i->own.parent == host)
        return true;
    if (i->same && !image_hand_over(i->same, host))
        return false;
    if (budget_move(&i->own, host))
        return true;
    /* Lines in stories are worth less than the mod. */
    free_debug(i);
    return budget_move(&i->own, host);
}

static bool set_manifest(image *i, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    i->has_manifest = text != NULL;
    i->manifest_bytes = budget_alloc(&i->own, size);
    if (size && !i->manifest_bytes)
        return false;
    i->manifest_size = size;
    if (size)
        memcpy(i->manifest_bytes, text, size);
    return true;
}

bool image_set_bytes(image *i, const void *bytes, size_t size, const char *manifest_text)
{
    i->bytes = budget_alloc(&i->own, size);
    if (size && !i->bytes)
        return false;
    i->size = size;
    if (size)
        memcpy(i->bytes, bytes, size);
    return set_manifest(i, manifest_text);
}

bool image_set_same(image *i, image *other, const char *manifest_text)
{
    i->same = other->same ? other->same : other;
    image_keep(i->same);
    i->bytes = i->same->bytes;
    i->size = i->same->size;
    return set_manifest(i, manifest_text);
}

/* .dwo files are modules, and source maps aren't. */
bool image_add_beside(image *i, text_view name, uint8_t *bytes, size_t size)
{
    debug_module module;
    image_beside *beside = arena_new(&i->arena, image_beside);
    text_view copy = arena_text(&i->arena, name);
    bool is_dwo = debug_file_open(bytes, size, &module);
    if (beside)
        *beside = (image_beside){ .next = i->beside, .name = copy, .bytes = bytes, .size = size };
    bool good = beside && copy.bytes && (is_dwo || line_map_read(&beside->lines, &i->own, &i->arena, (text_view){ (const char *)bytes, size }));
    if (good)
        i->beside = beside;
    if (beside && !good)
        line_map_close(&beside->lines);
    if (good && is_dwo)
        return true;
    budget_free(&i->own, bytes, size);
    if (good) {
        beside->bytes = NULL;
        beside->size = 0;
    }
    return good;
}

bool image_has_bytes(const image *i, const void *bytes, size_t size)
{
    return size && i->bytes && i->size == size && memcmp(i->bytes, bytes, size) == 0;
}

text_view image_shown(arena *a, text_view name)
{
    text_builder shown;
    text_open(&shown, a->budget);
    text_put_escaped(&shown, name, false);
    text_view kept = shown.failed ? (text_view){ 0 } : arena_text(a, text_of(text_string(&shown)));
    text_close(&shown);
    return kept;
}

text_view image_name(const image *i)
{
    return i->manifest.name.size ? i->manifest.name : i->key_shown;
}

static const char *file_of(const image *i, bool of_manifest)
{
    if (of_manifest)
        return i->manifest_file.size ? i->manifest_file.bytes : "mod.json";
    return i->file.size ? i->file.bytes : i->key_shown.bytes;
}

static void tell(image *i, const char *file, const error *err)
{
    char story[IMAGE_STORY];
    error_format(err, file, story, sizeof story);
    i->kind = IMAGE_REFUSED;
    i->story = arena_text(&i->arena, text_of(story));
    if (!i->story.bytes)
        i->story = (text_view)TEXT_LITERAL("there was not enough memory to load it\n");
}

void image_refuse(image *i, const error *err)
{
    i->may_be_part = err->code == ERROR_TRUNCATED || err->code == ERROR_NOT_COMPONENT || err->code == ERROR_MALFORMED
                  || err->code == ERROR_INVALID;
    tell(i, file_of(i, err->code == ERROR_MANIFEST), err);
}

/* The mod.json beside the component comes first: a mod that is off tells nothing of its file. */
static bool decode(image *i, error *err)
{
    text_view text = { (const char *)i->manifest_bytes, i->manifest_size };
    if (i->has_manifest && !manifest_read(&i->arena, text, &i->manifest, err))
        return false;
    if (i->same && i->same->component) {
        i->component = i->same->component;
        return true;
    }
    if (!component_check_form(i->bytes, i->size, err))
        return false;
    i->component = component_decode(&i->arena, &i->own, i->bytes, i->size, COMPONENT_ALL, err);
    return i->component != NULL;
}

/* Where no mod.json is beside the component, a custom section of that name counts. */
static bool read_manifest(image *i, error *err)
{
    for (uint32_t c = 0; c < i->component->custom_count && !i->has_manifest; c++) {
        const wasm_custom *custom = &i->component->customs[c];
        text_view text = { (const char *)i->component->file + custom->bytes.offset, custom->bytes.size };
        if (!text_is(custom->name, "mod.json"))
            continue;
        if (!manifest_read(&i->arena, text, &i->manifest, err))
            return false;
        break;
    }
    if (!i->manifest.language.size)
        i->manifest.language = producers_language(i->component);
    return true;
}

static bool no_such_slot(image *i, const image_judge_context *context, error *err)
{
    text_builder names;
    text_open(&names, &i->own);
    for (uint32_t s = 0; s < context->slots->count; s++)
        text_add(&names, "%s\"%.*s\"", s ? ", " : "", TEXT_ARGS(context->slots->slots[s]->name));
    error_set(err, ERROR_MANIFEST, ERROR_NO_OFFSET, "the game has no slot \"%.*s\"", TEXT_ARGS(i->manifest.slot));
    error_hint(err, "its slots are %.300s", text_string(&names));
    text_close(&names);
    return false;
}

/* How many of the exports that a world asks for are there, by name and track; more than it asks for: all. */
static uint32_t score(const image *i, const slot *s)
{
    const cexterns *type = i->component->type, *world = s->world;
    uint32_t found = 0;
    for (uint32_t w = 0; w < world->export_count; w++) {
        text_view base, version, wanted, other;
        track_split(world->exports[w].name, &wanted, &other);
        for (uint32_t e = 0; e < type->export_count; e++) {
            track_split(type->exports[e].name, &base, &version);
            if (!text_equal(base, wanted))
                continue;
            found++;
            break;
        }
    }
    return found == world->export_count ? 1000000 + found : found;
}

/* The slot that asks for the most of what the component has. Two that ask for the same: the mod must say. */
static bool choose_slot(image *i, const image_judge_context *context, error *err)
{
    if (i->manifest.slot.size) {
        i->slot = slot_named(context->slots, i->manifest.slot);
        return i->slot || no_such_slot(i, context, err);
    }
    i->slot = slot_at(context->slots, i->wanted_slot);
    if (i->slot)
        return true;
    const slot *best = NULL, *equal = NULL;
    uint32_t most = 0;
    for (uint32_t s = 0; s < context->slots->count; s++) {
        const slot *each = context->slots->slots[s];
        uint32_t found = score(i, each);
        if (best && found == most)
            equal = each;
        if (best && found <= most)
            continue;
        best = each;
        most = found;
        equal = NULL;
    }
    if (!best)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the game has no slots");
    if (equal && most >= 1000000) {
        error_set(err, ERROR_MANIFEST, ERROR_NO_OFFSET, "its exports fit the slots \"%.*s\" and \"%.*s\"", TEXT_ARGS(best->name), TEXT_ARGS(equal->name));
        return error_hint(err, "say which in mod.json: \"slot\": \"%.*s\"", TEXT_ARGS(best->name));
    }
    i->slot = best;
    return true;
}

static bool check_memory(const image *i, error *err)
{
    uint64_t most = atomic_load(&i->slot->memory_most) >> 20, asked = i->manifest.quota.memory >> 20;
    if (asked <= most)
        return true;
    error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "mod.json asks for %u MiB, but slot \"%.*s\" gives at most %u", (unsigned)asked,
              TEXT_ARGS(i->slot->name), (unsigned)most);
    return error_hint(err, "ask for less, or let the game give more (memory_bytes of the slot)");
}

static bool open_code(image *i, error *err)
{
    if (i->same && i->same->code && i->component == i->same->component) {
        i->code = i->same->code;
        i->kind = IMAGE_GOOD;
        return true;
    }
    i->code = component_code_open(&i->own, i->component);
    if (!i->code)
        return error_memory(err);
    component_code_plan_ahead(i->code, i->component);
    return true;
}

/* Some of what is likely to be called, by the loader; the rest is for the frames' ends (warm.c). */
static void translate(image *i)
{
    uint32_t done = component_code_ahead(i->code, IMAGE_AHEAD_STEP, UINT32_MAX);
    i->translated += done;
    if (done && i->translated < IMAGE_AHEAD)
        i->stage--;
    else
        i->kind = IMAGE_GOOD;
}

/* The fit's report is text already. What can't be run comes after it: all that differs from the WIT says more. */
static bool fit(image *i, const image_judge_context *context, error *err)
{
    text_view story = { 0 };
    if (grant_fit(&i->arena, i->component, i->slot, &i->manifest, context, text_of(file_of(i, false)), &story, &i->may_be_part, err))
        return component_runs(i->component, COMPONENT_RUNS, err)
            && (grant_notice(&i->arena, i->slot, &i->manifest, text_of(file_of(i, true)), &i->notice) || error_memory(err));
    if (!err->code) {
        i->kind = IMAGE_REFUSED;
        i->story = story;
    }
    return false;
}

bool image_judge(image *i, const image_judge_context *context)
{
    error err = { 0 };
    bool good = true;
    switch (i->stage++) {
    case 0: good = decode(i, &err); break;
    case 1: good = read_manifest(i, &err) && choose_slot(i, context, &err) && check_memory(i, &err); break;
    case 2: good = fit(i, context, &err); break;
    case 3: good = open_code(i, &err); break;
    case 4: translate(i); break;
    }
    if (!good && err.code)
        image_refuse(i, &err);
    return i->kind == IMAGE_UNJUDGED;
}
