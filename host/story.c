/* Stories of traps. */
#include "host/story.h"

#include "host/failure.h"
#include "host/dump.h"
#include "host/host.h"
#include "host/source_map.h"
#include "host/story_value.h"

#include <inttypes.h>
#include <string.h>

enum { STORY_VALUES = 12 };               /* frames whose values are told: behind those of a panic */

/* The stack, while it is told. */
typedef struct story_stack {
    const generation *generation;
    const trap       *why;
    int64_t           bytes;      /* of bodies that may still be gone through for values */
    uint32_t          frames;
    story_missing     missing;
} story_stack;

static void tell_place(text_builder *t, const source_place *p)
{
    if (p->file.size) {
        text_add(t, ", ");
        text_put_escaped(t, p->file, false);
    }
    if (p->line)
        text_add(t, "%s%u", p->file.size ? ":" : ", line ", p->line);
    if (p->line && p->column)
        text_add(t, ":%u", p->column);
}

static void tell_function(text_builder *t, const source_place *p, uint32_t func)
{
    if (p->function.size)
        text_put_escaped(t, p->function, false);
    else
        text_add(t, "function %u", func);
    tell_place(t, p);
}

/* What was inlined comes first, as if it had been called. */
static void tell_frame(text_builder *t, story_stack *s, uint32_t number, uint32_t at)
{
    const trap_frame *f = &s->why->frames[at];
    const generation *g = s->generation;
    source_chain chain;
    story_frame held;
    if (!f->module) {
        text_add(t, "    #%u (a function of the host or of the canonical ABI)\n", number);
        return;
    }
    bool has_values = s->frames++ < STORY_VALUES && f->offset;
    source_map_find(g->image, f->module, f->func, f->offset, &g->host->source_steps, &chain);
    if (has_values)
        story_value_open(&held, g, at, &s->bytes);
    text_add(t, "    #%u ", number);
    for (uint32_t i = 0; i < chain.count; i++) {
        bool is_last = i + 1 == chain.count;
        tell_function(t, &chain.at[i], f->func);
        if (!is_last)
            text_add(t, ", inlined into\n");
        else if (f->offset)
            text_add(t, ", at byte 0x%" PRIx64 " of the file\n", f->module->file_offset + f->offset);
        else
            text_add(t, ", somewhere in it\n");
        if (has_values)
            story_value_tell(t, &held, i, &s->missing);
        text_add(t, is_last ? "" : "       ");
    }
}

/* How many frames from `first` on stand at the same place: recursion. */
static uint32_t count_same(const trap *why, uint32_t first)
{
    const trap_frame *f = &why->frames[first];
    uint32_t count = 1;
    while (first + count + 1 < why->frame_count && f[count].module == f->module && f[count].func == f->func && f[count].offset == f->offset)
        count++;
    return count;
}

static bool holds_one(text_view name, const char *const *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0, size = strlen(pieces[i]); at + size <= name.size; at++)
            if (memcmp(name.bytes + at, pieces[i], size) == 0)
                return true;
    return false;
}

/* Frames of Rust's own, innermost first, that only say that it panicked: its words and the next frame say why. */
static uint32_t count_panic(const trap *why)
{
    static const char *const panics[] = { "core9panicking", "core::panicking" }, *const runtime[] = { "3std", "std::", "__rustc", "rust_" };
    uint32_t count = 0;
    for (uint32_t i = 0; i < why->frame_count && why->frames[i].module; i++) {
        text_view name = module_func_name(why->frames[i].module, why->frames[i].func);
        if (holds_one(name, panics, COUNT_OF(panics)))
            count = i + 1;
        else if (!holds_one(name, runtime, COUNT_OF(runtime)) && !text_is(name, "abort"))
            break;
    }
    return count > 2 ? count : 0;
}

/* Debug information that is not there. */
static void tell_missing(text_builder *t, const generation *g, const story_missing *missing)
{
    const image *i = g->image;
    text_view place = i->file.size ? i->file : (text_view)TEXT_LITERAL("the mod's .wasm file, in the mods folder");
    const char *what = missing->is_map ? "no lines are told" : "variables have no names, and nothing inlined is told";
    if (missing->is_of_another_build)
        text_add(t, "  %s: %.*s is of another build; take the one that this build made\n", what, TEXT_ARGS(missing->file));
    else if (missing->file.size)
        text_add(t, "  %s: that is in %.*s, which is not there; put it beside %.*s\n", what, TEXT_ARGS(missing->file), TEXT_ARGS(place));
}

static void tell_stack(text_builder *t, const generation *g, const trap *why)
{
    story_stack s = { g, why, LIMIT_TRAP_LOCALS, 0, { { 0 }, false, false } };
    if (why->frame_count == 0)
        return;
    text_add(t, "  wasm stack, innermost first:\n");
    uint32_t panic = count_panic(why);
    if (panic)
        text_add(t, "    #0 to #%u a panic of Rust's\n", panic - 1);
    for (uint32_t i = panic, same = 0; i < why->frame_count; i += same) {
        same = count_same(why, i);
        if (i + 1 == why->frame_count && why->depth > why->frame_count)
            text_add(t, "    … %u more\n", why->depth - why->frame_count);
        tell_frame(t, &s, i + 1 == why->frame_count ? why->depth - 1 : i, i);
        if (same == 2)
            tell_frame(t, &s, i + 1, i + 1);
        else if (same > 2)
            text_add(t, "    #%u to #%u the same: it calls itself\n", i + 1, i + same - 1);
    }
    tell_missing(t, g, &s.missing);
}

static text_view line_at(const mod *m, uint32_t i)
{
    const mod_line *line = &m->lines[i % LIMIT_LOG_KEPT];
    return (text_view){ line->bytes, line->size };
}

static void tell_lines(text_builder *t, const generation *g)
{
    const mod *m = g->mod;
    wasi_end_lines(g->wasi);
    uint32_t own = m->line_next - g->first_line, count = own < LIMIT_LOG_KEPT ? own : LIMIT_LOG_KEPT;
    if (count)
        text_add(t, "  its last words:\n");
    for (uint32_t i = m->line_next - count, same = 1; i != m->line_next; i += same) {
        text_view line = line_at(m, i);
        for (same = 1; i + same != m->line_next && text_equal(line_at(m, i + same), line);)
            same++;
        text_add(t, "    | %.*s\n", TEXT_ARGS(line));
        if (same > 1)
            text_add(t, "    (%u times)\n", same);
    }
}

/* ---- what to do about it ---- */

/* By what the failure says itself: quotas, handles. */
static const char *cure_of_text(const char *text)
{
    static const struct { const char *begins, *cure; } known[] = {
        { "copy budget", "give and ask for less at once; or raise \"copy_kib\" in mod.json, as far as the game's policy and slot go" },
        { "string quota", "cut it in parts; or raise \"string_kib\" in mod.json, as far as the game's policy and slot go" },
        { "list quota", "cut it in parts; or raise \"list_items\" in mod.json, as far as the game's policy and slot go" },
        { "borrow handles still remain", "give back what was lent before the function ends: in C with its ..._drop_borrow, elsewhere by not keeping it" },
        { "unknown handle index", "a handle is used that was dropped or given away before: look at who drops it" },
        { "cannot remove owned resource while borrowed", "it is lent to a call that still runs: give it away, or drop it, after that" },
        { "cannot lift own resource from a borrow", "what was only lent can't be given away: ask the game for one of your own" },
        { "the resource is gone", "ask the game again instead of keeping a handle: its thing has ended" },
        { "the game's function", "this is a mistake of the game, not of the mod: tell its makers, with this text" },
        { "the mod can't be put together", "make it of fewer and smaller parts; or raise \"memory_mib\" in mod.json, as far as the game's policy and slot go" },
        { "cannot leave component instance", "its runtime calls something outside while memory is asked of it or a result was read, as a collector does that asks for the time: "
          "look at the innermost lines for which; let it collect elsewhere, or less" },
        { "too many handles", "drop resources that are not needed; or raise \"handles\" in mod.json, as far as the game's policy and slot go" },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (text_starts(text_of(text), known[i].begins))
            return known[i].cure;
    return NULL;
}

static const char *cure_of(const trap *why)
{
    const char *cure = cure_of_text(why->text);
    if (cure)
        return cure;
    if (strstr(why->text, "and its module says that"))
        return "it has no memory left to take: free what is not needed; or build it with a larger maximum (wasm-ld: --max-memory)";
    if (strstr(why->text, "memory.grow was refused"))
        return "it has no memory left to take: free what is not needed; or raise \"memory_mib\" in mod.json, as far as the game's policy and slot go";
    switch (why->code) {
    case TRAP_UNREACHABLE:           return "it gave up by itself (a panic, an abort, a failed check): its last words say why, or the innermost line of your own";
    case TRAP_DIVIDE_BY_ZERO:        return "look in the innermost line for what was divided by, and check it before";
    case TRAP_INTEGER_OVERFLOW:      return "look in the innermost line: the least number was divided by -1, or a float is too large for an integer";
    case TRAP_INVALID_CONVERSION:    return "look in the innermost line for a float that is no number, and for what made it: 0 divided by 0, the root of -1";
    case TRAP_OUT_OF_BOUNDS_MEMORY:  return "a pointer or an index is wrong: look at the innermost lines and their values; a build with checks (-fsanitize=bounds, a debug build) finds it sooner";
    case TRAP_OUT_OF_BOUNDS_TABLE: case TRAP_UNDEFINED_ELEMENT: case TRAP_UNINITIALIZED_ELEMENT: case TRAP_NULL_FUNCTION:
        return "a function pointer is wrong, or was called before it was set: look at the innermost line";
    case TRAP_OUT_OF_BOUNDS_ARRAY:   return "an index is beyond its array: look at the innermost line, and check it before";
    case TRAP_INDIRECT_TYPE:         return "a function pointer is called as another type than its function has: look at the innermost line for a cast";
    case TRAP_NULL_REFERENCE:        return "something is used that was not made: look at the innermost line, and check it before";
    case TRAP_CAST_FAILURE:          return "an object is of another type than is said there: look at the innermost line, and ask for its type before";
    case TRAP_STACK_EXHAUSTED:       return "look for a function that calls itself without an end; or make it a loop";
    case TRAP_UNCAUGHT_EXCEPTION:    return "catch what is thrown there, or give an error as the result";
    case TRAP_OUT_OF_MEMORY:         return "free what is not needed; or raise \"memory_mib\" in mod.json, as far as the game's policy and slot go";
    case TRAP_HOST:                  return "see in the game's WIT what that function wants, and what it refuses";
    case TRAP_ABI:                   return "memory that crosses is wrong: bindings of another WIT, or something that was freed too early; build it anew with its language's current tools";
    case TRAP_NONE:                  break;
    }
    return "see what it did last";
}

static void tell_head(text_builder *t, const generation *g, const char *doing)
{
    const mod *m = g->mod;
    text_add(t, "%s: the mod failed (%s%.*s%sgeneration %u, frame %" PRIu64 ", in %s)\n", m->name.bytes, m->version.size ? "version " : "",
             TEXT_ARGS(m->version), m->version.size ? ", " : "", g->number, m->host->frame, doing);
}

/* Where it stood, what it did before, and what is kept of it. */
static void tell_rest(text_builder *t, const generation *g)
{
    tell_stack(t, g, store_trap(generation_core(g)));
    call_note_tell(&g->notes, t);
    tell_lines(t, g);
    dump_keep(g, t);
}

void story_of_trap(text_builder *t, const generation *g, const char *doing)
{
    const trap *why = store_trap(generation_core(g));
    tell_head(t, g, doing);
    bool is_told = why->text[0] && (why->code == TRAP_HOST || text_starts(text_of(why->text), trap_text(why->code)));
    text_add(t, "  %s%s", is_told ? "" : trap_text(why->code), is_told ? "" : why->text[0] ? ": " : "\n");
    if (why->text[0]) {
        text_put_escaped(t, text_of(why->text), false);
        text_add(t, "\n");
    }
    tell_rest(t, g);
    int64_t fuel = store_fuel(generation_core(g));
    text_add(t, "  %" PRId64 " units of fuel were left in this frame\n  hint: %s\n", fuel > 0 ? fuel : 0, cure_of(why));
}

void story_of_end(text_builder *t, const generation *g, const char *doing, const char *why)
{
    tell_head(t, g, doing);
    text_add(t, "  %s\n", why);
    if (!g->task || task_is_idle(g->task))
        return;
    task_record(g->task);
    tell_rest(t, g);
}

void story_end(mod *m, const char *doing)
{
    const generation *g = m->current;
    text_builder story;
    uint32_t code = 0;
    text_open(&story, &m->host->budget);
    bool exited = wasi_exited(g->wasi, &code);
    if (exited) {
        text_add(&story, "%s: the mod called exit with code %u (generation %u, frame %" PRIu64 ", in %s)\n", m->name.bytes, code, g->number, m->host->frame, doing);
        tell_lines(&story, g);
    } else {
        story_of_trap(&story, g, doing);
    }
    if (exited) {
        text_add(&story, "  it does not play until a new version of it comes, or the game reloads it; all others play on\n");
    } else {
        failure_strike(m);
        failure_words(&story, m);
    }
    mod_end_generation(m, exited ? INLAY_EVENT_EXITED : INLAY_EVENT_TRAPPED, exited ? INLAY_EXITED : INLAY_FAILED, text_of(text_string(&story)));
    text_close(&story);
}
