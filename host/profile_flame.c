/* Flame graphs for other tools: speedscope's JSON and collapsed stacks. Weighted by
 * fuel, made from the tree alone: no time, no address and no order of first sight is in them.
 */
#include "host/profile_format.h"

#include "host/profile_counted.h"
#include "host/profile_json.h"
#include "host/profile_tree.h"

enum { TREES_MOST = 64, PATH_ROOM = 4096 };

/* ---- collapsed: "mod;on-frame;step 1234" a line ---- */

typedef struct collapsed {
    text_builder *out, path;
} collapsed;

/* A label, without what separates. */
static void put_label(text_builder *out, text_view label)
{
    for (size_t i = 0, from = 0; i <= label.size; i++) {
        unsigned char byte = i < label.size ? (unsigned char)label.bytes[i] : 0;
        if (i < label.size && byte >= 0x20 && byte != ';' && byte != 0x7F)
            continue;
        text_put(out, (text_view){ label.bytes + from, i - from });
        if (i < label.size)
            text_put(out, (text_view){ byte == ';' ? ":" : " ", 1 });
        from = i + 1;
    }
}

static void visit_collapsed(void *user, const profile_tree *t, uint32_t branch, bool is_leaving)
{
    collapsed *c = user;
    const profile_branch *b = &t->branches[branch];
    if (branch == 0)
        return;
    if (is_leaving) {
        while (c->path.size && c->path.bytes[c->path.size - 1] != ';')
            c->path.size--;
        c->path.size -= c->path.size > 0;
        return;
    }
    if (c->path.size)
        text_put(&c->path, (text_view){ ";", 1 });
    put_label(&c->path, profile_tree_label(t, branch));
    if (!b->fuel)
        return;
    text_put(c->out, (text_view){ c->path.bytes, c->path.size });
    text_add(c->out, " %llu\n", (unsigned long long)b->fuel);
}

static bool write_collapsed(const profile *p, text_builder *out, error *err)
{
    profile_tree t;
    collapsed c = { .out = out };
    if (!profile_tree_open(&t, out->budget, p, PROFILE_NONE, err))
        return false;
    text_open(&c.path, out->budget);
    profile_tree_walk(&t, visit_collapsed, &c);
    bool good = !c.path.failed;
    text_close(&c.path);
    profile_tree_close(&t);
    return good || error_memory(err);
}

/* Where all was counted, that: function and line, which add up to what was spent. */
bool profile_collapsed_write(const profile *p, text_builder *out, error *err)
{
    profile counted;
    if (!p->is_exact)
        return write_collapsed(p, out, err);
    profile_open(&counted, out->budget);
    bool good = profile_counted(p, &counted) ? write_collapsed(&counted, out, err) : error_memory(err);
    profile_close(&counted);
    return good;
}

/* ---- speedscope ---- */

typedef struct speedscope {
    const profile *p;
    text_builder  *out;
    uint32_t      *of_place, *of_mod;   /* their numbers among the frames, + 1; in the order in which trees show them */
    uint32_t       frame_count;
    uint64_t       at;
    bool           is_first;
} speedscope;

static uint32_t *frame_of(const speedscope *s, const profile_branch *b)
{
    return b->place != PROFILE_NONE ? &s->of_place[b->place] : &s->of_mod[b->mod];
}

static void visit_frames(void *user, const profile_tree *t, uint32_t branch, bool is_leaving)
{
    speedscope *s = user;
    const profile_branch *b = &t->branches[branch];
    const profile_place *place = b->place != PROFILE_NONE ? &t->p->places[b->place] : NULL;
    if (branch == 0 || is_leaving || *frame_of(s, b))
        return;
    *frame_of(s, b) = ++s->frame_count;
    profile_json_comma(s->out, &s->is_first);
    text_add(s->out, "\n{\"name\":");
    profile_json_text(s->out, profile_tree_label(t, branch));
    if (place && place->file.size) {
        text_add(s->out, ",\"file\":");
        profile_json_text(s->out, place->file);
    }
    if (place && place->line)
        text_add(s->out, ",\"line\":%u", place->line);
    if (place && place->column)
        text_add(s->out, ",\"col\":%u", place->column);
    text_add(s->out, "}");
}

static void visit_events(void *user, const profile_tree *t, uint32_t branch, bool is_leaving)
{
    speedscope *s = user;
    const profile_branch *b = &t->branches[branch];
    if (branch == 0)
        return;
    profile_json_comma(s->out, &s->is_first);
    text_add(s->out, "\n{\"type\":\"%s\",\"frame\":%u,\"at\":%llu}", is_leaving ? "C" : "O", *frame_of(s, b) - 1, (unsigned long long)s->at);
    s->at += is_leaving ? 0 : b->fuel;
}

static void put_profile(speedscope *s, const profile_tree *t, const char *name)
{
    text_add(s->out, "\n{\"type\":\"evented\",\"name\":");
    profile_json_text(s->out, text_of(name));
    text_add(s->out, ",\"unit\":\"none\",\"startValue\":0,\"endValue\":%llu,\"events\":[", (unsigned long long)t->branches[0].total_fuel);
    s->at = 0;
    s->is_first = true;
    profile_tree_walk(t, visit_events, s);
    text_add(s->out, "]}");
}

/* For each frame whose tree was kept, the first TREES_MOST of them. */
static bool each_frame(speedscope *s, const profile_by_frame *f, void visit(speedscope *s, const profile_tree *t, const profile_frame *frame), error *err)
{
    uint32_t done = 0;
    for (uint32_t i = 0; i < s->p->frame_count && done < TREES_MOST; i++) {
        profile_tree t;
        uint32_t count = f->node_starts[i + 1] - f->node_starts[i];
        if (!count)
            continue;
        if (!profile_tree_open_of(&t, s->out->budget, s->p, f->nodes + f->node_starts[i], count, err))
            return false;
        visit(s, &t, &s->p->frames[i]);
        profile_tree_close(&t);
        done++;
    }
    return true;
}

static void put_frames(speedscope *s, const profile_tree *t, const profile_frame *frame)
{
    profile_tree_walk(t, visit_frames, s);
}

static void put_frame_profile(speedscope *s, const profile_tree *t, const profile_frame *frame)
{
    char name[80];
    text_format(name, sizeof name, "frame %llu%s", (unsigned long long)frame->number, frame->is_hitch ? " (hitch)" : "");
    text_add(s->out, ",");
    put_profile(s, t, name);
}

static bool put_speedscope(speedscope *s, const profile_tree *whole, const profile_by_frame *f, error *err)
{
    text_add(s->out, "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":\"inlay\",\"name\":");
    profile_json_text(s->out, s->p->title.size ? s->p->title : text_of("inlay"));
    text_add(s->out, ",\"activeProfileIndex\":0,\"shared\":{\"frames\":[");
    s->is_first = true;
    profile_tree_walk(whole, visit_frames, s);
    if (!each_frame(s, f, put_frames, err))
        return false;
    text_add(s->out, "]},\n\"profiles\":[");
    put_profile(s, whole, "fuel, all frames");
    if (!each_frame(s, f, put_frame_profile, err))
        return false;
    text_add(s->out, "]}\n");
    return true;
}

bool profile_speedscope_write(const profile *p, text_builder *out, error *err)
{
    profile_tree whole;
    profile_by_frame f;
    speedscope s = { .p = p, .out = out };
    if (!profile_tree_open(&whole, out->budget, p, PROFILE_NONE, err))
        return false;
    if (!profile_by_frame_open(&f, out->budget, p, err))
        return profile_tree_close(&whole), false;
    s.of_place = budget_zalloc(out->budget, p->place_count * sizeof *s.of_place);
    s.of_mod = budget_zalloc(out->budget, p->mod_count * sizeof *s.of_mod);
    bool good = (s.of_place || !p->place_count) && (s.of_mod || !p->mod_count) ? put_speedscope(&s, &whole, &f, err) : error_memory(err);
    budget_free(out->budget, s.of_place, p->place_count * sizeof *s.of_place);
    budget_free(out->budget, s.of_mod, p->mod_count * sizeof *s.of_mod);
    profile_by_frame_close(&f);
    profile_tree_close(&whole);
    return good;
}
