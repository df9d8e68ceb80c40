/* A profile as Chrome's trace events (JSON object format): Perfetto and
 * chrome://tracing show it as a timeline, Tracy's tracy-import-chrome takes it.
 *
 * Track 0 holds the frames, each mod has a track of its own. Inside a frame mods
 * stand one after another, as they were charged; inside a mod its calls are as wide
 * as their part of the mod's fuel, since fuel is what is known of them exactly.
 */
#include "host/profile_format.h"

#include "host/profile_json.h"
#include "host/profile_tree.h"

typedef struct chrome {
    const profile *p;
    text_builder  *out;
    bool           is_first;
    const profile_by_frame *by_frame;
    /* of the tree that is written: */
    const uint64_t *begins, *lengths;   /* of each mod in this frame, ns */
    const uint64_t *fuels;              /* all of its fuel in the tree */
    uint64_t       *spent;              /* its fuel so far */
} chrome;

static void begin(chrome *c, text_view name, const char *category, char phase, uint64_t ns, uint32_t track)
{
    profile_json_comma(c->out, &c->is_first);
    text_add(c->out, "\n{\"name\":");
    profile_json_text(c->out, name);
    text_add(c->out, ",\"cat\":\"%s\",\"ph\":\"%c\",\"pid\":1,\"tid\":%u,\"ts\":", category, phase, track);
    profile_json_us(c->out, ns);
}

/* ---- tracks ---- */

static void put_name(chrome *c, const char *what, uint32_t track, text_view name)
{
    profile_json_comma(c->out, &c->is_first);
    text_add(c->out, "\n{\"name\":\"%s\",\"ph\":\"M\",\"pid\":1,\"tid\":%u,\"args\":{\"name\":", what, track);
    profile_json_text(c->out, name);
    text_add(c->out, "}}");
}

static void put_tracks(chrome *c)
{
    put_name(c, "process_name", 0, text_of("mods (Inlay)"));
    put_name(c, "thread_name", 0, text_of("frames"));
    for (uint32_t i = 0; i < c->p->mod_count; i++) {
        put_name(c, "thread_name", i + 1, c->p->mods[i].name);
        profile_json_comma(c->out, &c->is_first);
        text_add(c->out, "\n{\"name\":\"thread_sort_index\",\"ph\":\"M\",\"pid\":1,\"tid\":%u,\"args\":{\"sort_index\":%u}}", i + 1, i + 1);
    }
}

/* ---- frames ---- */

static void put_frame(chrome *c, const profile_frame *f)
{
    char name[48];
    text_format(name, sizeof name, "frame %llu", (unsigned long long)f->number);
    begin(c, text_of(name), "frame", 'X', f->start_ns, 0);
    text_add(c->out, ",\"dur\":");
    profile_json_us(c->out, f->ns);
    text_add(c->out, ",\"args\":{\"fuel\":%llu}}", (unsigned long long)f->fuel);
    if (!f->is_hitch)
        return;
    begin(c, text_of("hitch"), "frame", 'i', f->start_ns, 0);
    text_add(c->out, ",\"s\":\"g\",\"args\":{\"frame\":%llu}}", (unsigned long long)f->number);
}

static void put_row(chrome *c, const profile_row *r, uint64_t start)
{
    begin(c, c->p->mods[r->mod].name, "mod", 'X', start, r->mod + 1);
    text_add(c->out, ",\"dur\":");
    profile_json_us(c->out, r->ns);
    text_add(c->out, ",\"args\":{\"fuel\":%llu,\"host_calls\":%llu,\"host_us\":", (unsigned long long)r->fuel, (unsigned long long)r->host_calls);
    profile_json_us(c->out, r->host_ns);
    text_add(c->out, ",\"lifted_bytes\":%llu,\"lowered_bytes\":%llu,\"handles\":%u,\"suspensions\":%u,\"traps\":%u,\"bucket\":%lld}}",
             (unsigned long long)r->lifted, (unsigned long long)r->lowered, r->handles, r->suspensions, r->traps, (long long)r->bucket);
}

/* Each mod's fuel and memory as a row of a chart. */
static void put_counters(chrome *c, uint32_t frame)
{
    const profile_by_frame *f = c->by_frame;
    for (int which = 0; which < 2; which++) {
        begin(c, text_of(which ? "memory" : "fuel"), "mod", 'C', c->p->frames[frame].start_ns, 0);
        text_add(c->out, ",\"args\":{");
        bool is_first = true;
        for (uint32_t i = f->row_starts[frame]; i < f->row_starts[frame + 1]; i++) {
            const profile_row *r = &c->p->rows[f->rows[i]];
            profile_json_comma(c->out, &is_first);
            profile_json_text(c->out, c->p->mods[r->mod].name);
            text_add(c->out, ":%llu", (unsigned long long)(which ? r->memory : r->fuel));
        }
        text_add(c->out, "}}");
    }
}

/* ---- calls ---- */

static uint64_t moment(const chrome *c, uint32_t mod, uint64_t fuel)
{
    double part = c->fuels[mod] ? (double)fuel / (double)c->fuels[mod] : 0;
    return c->begins[mod] + (uint64_t)((double)c->lengths[mod] * (part < 1 ? part : 1));
}

/* The mod whose own time a branch is laid into: the outermost one above it. */
static uint32_t track_of(const profile_tree *t, uint32_t branch)
{
    uint32_t mod = PROFILE_NONE;
    for (uint32_t i = branch; i; i = t->branches[i].parent)
        mod = t->branches[i].mod != PROFILE_NONE ? t->branches[i].mod : mod;
    return mod;
}

static void visit(void *user, const profile_tree *t, uint32_t branch, bool is_leaving)
{
    chrome *c = user;
    const profile_branch *b = &t->branches[branch];
    uint32_t mod = branch ? track_of(t, branch) : PROFILE_NONE;
    if (mod == PROFILE_NONE || is_leaving)
        return;
    uint64_t from = moment(c, mod, c->spent[mod]), to = moment(c, mod, c->spent[mod] + b->total_fuel);
    c->spent[mod] += b->fuel;
    if (b->place == PROFILE_NONE && b->parent == 0)
        return;                         /* the mod's row stands there already */
    char place[400];
    begin(c, profile_tree_label(t, branch), "call", 'X', from, mod + 1);
    text_add(c->out, ",\"dur\":");
    profile_json_us(c->out, to - from);
    text_add(c->out, ",\"args\":{\"fuel\":%llu,\"calls\":%llu,\"at\":", (unsigned long long)b->total_fuel, (unsigned long long)b->calls);
    profile_json_text(c->out, text_of(profile_tree_place(t, branch, place, sizeof place)));
    text_add(c->out, "}}");
}

static bool put_calls(chrome *c, uint32_t frame, uint64_t *fuels, error *err)
{
    const profile_by_frame *f = c->by_frame;
    profile_tree t;
    uint32_t first = f->node_starts[frame], count = f->node_starts[frame + 1] - first;
    if (!count)
        return true;
    if (!profile_tree_open_of(&t, c->out->budget, c->p, f->nodes + first, count, err))
        return false;
    for (uint32_t i = 0; i < c->p->mod_count; i++)
        fuels[i] = c->spent[i] = 0;
    for (uint32_t i = t.branches[0].first; i < t.branches[0].first + t.branches[0].count; i++)
        if (t.branches[i].mod != PROFILE_NONE)
            fuels[t.branches[i].mod] += t.branches[i].total_fuel;
    profile_tree_walk(&t, visit, c);
    profile_tree_close(&t);
    return true;
}

/* A frame's mods, one after another, and what they called. */
static bool put_mods(chrome *c, uint32_t frame, uint64_t *begins, uint64_t *lengths, uint64_t *fuels, error *err)
{
    const profile_by_frame *f = c->by_frame;
    uint64_t at = c->p->frames[frame].start_ns;
    for (uint32_t i = f->row_starts[frame]; i < f->row_starts[frame + 1]; i++) {
        const profile_row *r = &c->p->rows[f->rows[i]];
        put_row(c, r, at);
        begins[r->mod] = at;
        lengths[r->mod] = r->ns;
        at += r->ns;
    }
    put_counters(c, frame);
    bool good = put_calls(c, frame, fuels, err);
    for (uint32_t i = f->row_starts[frame]; i < f->row_starts[frame + 1]; i++)
        begins[c->p->rows[f->rows[i]].mod] = lengths[c->p->rows[f->rows[i]].mod] = 0;
    return good;
}

static bool put_all(chrome *c, uint64_t *room, error *err)
{
    const profile *p = c->p;
    uint64_t *begins = room, *lengths = room + p->mod_count, *fuels = lengths + p->mod_count;
    c->begins = begins;
    c->lengths = lengths;
    c->fuels = fuels;
    c->spent = fuels + p->mod_count;
    text_add(c->out, "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"title\":");
    profile_json_text(c->out, p->title);
    text_add(c->out, "},\"traceEvents\":[");
    c->is_first = true;
    put_tracks(c);
    for (uint32_t i = 0; i < p->frame_count && !c->out->failed; i++) {
        put_frame(c, &p->frames[i]);
        if (!put_mods(c, i, begins, lengths, fuels, err))
            return false;
    }
    text_add(c->out, "\n]}\n");
    return true;
}

bool profile_chrome_write(const profile *p, text_builder *out, error *err)
{
    profile_by_frame by_frame;
    chrome c = { .p = p, .out = out, .by_frame = &by_frame };
    size_t size = ((size_t)p->mod_count * 4 + 1) * sizeof(uint64_t);
    if (!profile_by_frame_open(&by_frame, out->budget, p, err))
        return false;
    uint64_t *room = budget_zalloc(out->budget, size);
    bool good = room ? put_all(&c, room, err) : error_memory(err);
    budget_free(out->budget, room, size);
    profile_by_frame_close(&by_frame);
    return good;
}
