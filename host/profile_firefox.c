/* A profile in the Firefox Profiler's processed format, version 60: the tables of
 * stacks, frames and functions stand once, for all threads.
 *
 * Thread 0 holds the frames as markers, each mod has a thread: its samples are the
 * ways through its code, as heavy as their fuel and laid over the recording in
 * that proportion, its markers are its frames.
 */
#include "host/profile_format.h"

#include "host/profile_json.h"
#include "host/profile_tree.h"

enum { VERSION = 60, CATEGORY_OTHER = 0, CATEGORY_CODE = 1, CATEGORY_IMPORT = 2, CATEGORY_HOST = 3 };

/* Items by what they belong to, in their order: group g has those from first[g] to first[g + 1]. */
typedef struct firefox_groups { uint32_t count, groups, *items, *first; } firefox_groups;

typedef struct firefox {
    const profile      *p;
    text_builder       *out;
    const profile_tree *t;
    uint32_t           *track;          /* of each branch: the outermost mod above it */
    uint32_t           *of_source;      /* by place: its file's number + 1, the same for the same text */
    uint32_t            source_count;
    uint64_t            length_ns;
    firefox_groups      samples, rows;  /* branches with fuel, and rows, by mod; those of none last */
} firefox;

/* ---- columns ---- */

typedef void column(firefox *f, uint32_t index);

static void put_column(firefox *f, const char *name, uint32_t count, column *put)
{
    text_add(f->out, "\"%s\":[", name);
    for (uint32_t i = 0; i < count && !f->out->failed; i++) {
        if (i)
            text_put(f->out, text_of(","));
        put(f, i);
    }
    text_add(f->out, "],");
}

static void put_null(firefox *f, uint32_t index)    { text_put(f->out, text_of("null")); }
static void put_zero(firefox *f, uint32_t index)    { text_put(f->out, text_of("0")); }
static void put_minus(firefox *f, uint32_t index)   { text_put(f->out, text_of("-1")); }
static void put_false(firefox *f, uint32_t index)   { text_put(f->out, text_of("false")); }
static void put_itself(firefox *f, uint32_t index)  { text_add(f->out, "%u", index); }

static void put_number(firefox *f, uint32_t number)
{
    if (number)
        text_add(f->out, "%u", number);
    else
        put_null(f, 0);
}

/* Stacks are the branches without the first; functions are the places, then the mods. */
static uint32_t function_of(const firefox *f, const profile_branch *b)
{
    return b->place != PROFILE_NONE ? b->place : f->p->place_count + b->mod;
}

static void put_prefix(firefox *f, uint32_t stack)
{
    uint32_t parent = f->t->branches[stack + 1].parent;
    if (parent)
        text_add(f->out, "%u", parent - 1);
    else
        put_null(f, 0);
}

static void put_function(firefox *f, uint32_t stack)
{
    text_add(f->out, "%u", function_of(f, &f->t->branches[stack + 1]));
}

static void put_category(firefox *f, uint32_t stack)
{
    const profile_branch *b = &f->t->branches[stack + 1];
    profile_place_kind kind = b->place != PROFILE_NONE ? f->p->places[b->place].kind : PROFILE_OTHER;
    text_add(f->out, "%d", kind == PROFILE_FUNCTION ? CATEGORY_CODE : kind == PROFILE_IMPORT ? CATEGORY_IMPORT : kind == PROFILE_OTHER ? CATEGORY_OTHER : CATEGORY_HOST);
}

static void put_line(firefox *f, uint32_t function)
{
    put_number(f, function < f->p->place_count ? f->p->places[function].line : 0);
}

static void put_column_number(firefox *f, uint32_t function)
{
    put_number(f, function < f->p->place_count ? f->p->places[function].column : 0);
}

static void put_source(firefox *f, uint32_t function)
{
    uint32_t source = function < f->p->place_count ? f->of_source[function] : 0;
    if (source)
        text_add(f->out, "%u", source - 1);
    else
        put_null(f, 0);
}

static void put_frame_line(firefox *f, uint32_t stack)
{
    put_line(f, function_of(f, &f->t->branches[stack + 1]));
}

/* ---- shared tables ---- */

/* Texts: the functions' names, then the files', then the markers'. */
static void put_texts(firefox *f)
{
    const profile *p = f->p;
    text_add(f->out, "\"stringArray\":[");
    for (uint32_t i = 0; i < p->place_count + p->mod_count; i++) {
        profile_json_text(f->out, i < p->place_count ? p->places[i].name : p->mods[i - p->place_count].name);
        text_put(f->out, text_of(","));
    }
    for (uint32_t i = 0, next = 1; i < p->place_count; i++) {
        if (f->of_source[i] != next)
            continue;
        profile_json_text(f->out, p->places[i].file);
        text_put(f->out, text_of(","));
        next++;
    }
    text_add(f->out, "\"Frame\",\"Hitch\"]");
}

static void put_source_name(firefox *f, uint32_t source)
{
    text_add(f->out, "%u", f->p->place_count + f->p->mod_count + source);
}

static void put_shared(firefox *f)
{
    uint32_t stacks = f->t->count - 1, functions = f->p->place_count + f->p->mod_count;
    text_add(f->out, "\"shared\":{\"stackTable\":{");
    put_column(f, "frame", stacks, put_itself);
    put_column(f, "prefix", stacks, put_prefix);
    text_add(f->out, "\"length\":%u},\n\"frameTable\":{", stacks);
    put_column(f, "address", stacks, put_minus);
    put_column(f, "inlineDepth", stacks, put_zero);
    put_column(f, "category", stacks, put_category);
    put_column(f, "subcategory", stacks, put_zero);
    put_column(f, "func", stacks, put_function);
    put_column(f, "nativeSymbol", stacks, put_null);
    put_column(f, "innerWindowID", stacks, put_null);
    put_column(f, "line", stacks, put_frame_line);
    put_column(f, "column", stacks, put_null);
    text_add(f->out, "\"length\":%u},\n\"funcTable\":{", stacks);
    put_column(f, "name", functions, put_itself);
    put_column(f, "isJS", functions, put_false);
    put_column(f, "relevantForJS", functions, put_false);
    put_column(f, "resource", functions, put_minus);
    put_column(f, "source", functions, put_source);
    put_column(f, "lineNumber", functions, put_line);
    put_column(f, "columnNumber", functions, put_column_number);
    text_add(f->out, "\"length\":%u},\n\"resourceTable\":{\"lib\":[],\"name\":[],\"host\":[],\"type\":[],\"length\":0},\n"
                     "\"nativeSymbols\":{\"libIndex\":[],\"address\":[],\"name\":[],\"functionSize\":[],\"length\":0},\n\"sources\":{", functions);
    put_column(f, "uuid", f->source_count, put_null);
    put_column(f, "filename", f->source_count, put_source_name);
    text_add(f->out, "\"length\":%u},\n", f->source_count);
    put_texts(f);
    text_add(f->out, "}");
}

/* ---- threads ---- */

/* Of a thread: a mod's, or (PROFILE_NONE) the first. */
static uint32_t group_of(const firefox *f, uint32_t mod) { return mod == PROFILE_NONE ? f->p->mod_count : mod; }

/* `what`: 0 the stack, 1 the time, 2 the weight. Returns how many there are. */
static uint32_t put_samples(firefox *f, uint32_t mod, const char *name, int what)
{
    const firefox_groups *g = &f->samples;
    uint32_t from = g->first[group_of(f, mod)], to = g->first[group_of(f, mod) + 1];
    uint64_t fuel = 0, all = 0;
    for (uint32_t i = from; i < to; i++)
        all += f->t->branches[g->items[i]].fuel;
    text_add(f->out, "\"%s\":[", name);
    for (uint32_t i = from; i < to && !f->out->failed; i++) {
        const profile_branch *b = &f->t->branches[g->items[i]];
        text_put(f->out, text_of(i > from ? "," : ""));
        if (what == 0)
            text_add(f->out, "%u", g->items[i] - 1);
        else if (what == 1)
            profile_json_ms(f->out, (uint64_t)((double)f->length_ns * ((double)fuel / (double)all)));
        else
            text_add(f->out, "%llu", (unsigned long long)b->fuel);
        fuel += b->fuel;
    }
    text_add(f->out, "],");
    return to - from;
}

/* A marker for each frame (mod PROFILE_NONE), or each of a mod's rows. */
static uint32_t put_markers(firefox *f, uint32_t mod, const char *name, int what)
{
    const profile *p = f->p;
    const firefox_groups *g = &f->rows;
    uint32_t from = mod == PROFILE_NONE ? 0 : g->first[mod], to = mod == PROFILE_NONE ? p->frame_count : g->first[mod + 1];
    text_add(f->out, "\"%s\":[", name);
    for (uint32_t i = from; i < to && !f->out->failed; i++) {
        const profile_row *r = mod == PROFILE_NONE ? NULL : &p->rows[g->items[i]];
        const profile_frame *frame = &p->frames[r ? r->frame : i];
        text_put(f->out, text_of(i > from ? "," : ""));
        if (what == 0)
            text_add(f->out, "{\"type\":\"InlayFrame\",\"frame\":%llu,\"fuel\":%llu,\"hostCalls\":%llu}", (unsigned long long)frame->number,
                     (unsigned long long)(r ? r->fuel : frame->fuel), (unsigned long long)(r ? r->host_calls : 0));
        else if (what == 1)
            text_add(f->out, "%u", p->place_count + p->mod_count + f->source_count + frame->is_hitch);
        else
            profile_json_ms(f->out, frame->start_ns + (what == 2 ? 0 : r ? r->ns : frame->ns));
    }
    text_add(f->out, "],");
    return to - from;
}

static void put_same(firefox *f, const char *name, uint32_t count, const char *value)
{
    text_add(f->out, "\"%s\":[", name);
    for (uint32_t i = 0; i < count; i++)
        text_add(f->out, i ? ",%s" : "%s", value);
    text_add(f->out, "],");
}

static void put_thread(firefox *f, uint32_t mod)
{
    text_view name = mod == PROFILE_NONE ? text_of("frames") : f->p->mods[mod].name;
    text_add(f->out, "{\"processType\":\"default\",\"processStartupTime\":0,\"processShutdownTime\":null,\"registerTime\":0,\"unregisterTime\":null,"
                     "\"pausedRanges\":[],\"showMarkersInTimeline\":true,\"isMainThread\":%s,\"processName\":\"Inlay\",\"pid\":\"1\",\"tid\":%u,\"name\":",
             mod == PROFILE_NONE ? "true" : "false", mod == PROFILE_NONE ? 1 : mod + 2);
    profile_json_text(f->out, name);
    text_add(f->out, ",\n\"samples\":{");
    put_samples(f, mod, "stack", 0);
    put_samples(f, mod, "time", 1);
    uint32_t count = put_samples(f, mod, "weight", 2);
    text_add(f->out, "\"weightType\":\"samples\",\"length\":%u},\n\"markers\":{", count);
    put_markers(f, mod, "data", 0);
    put_markers(f, mod, "name", 1);
    put_markers(f, mod, "startTime", 2);
    count = put_markers(f, mod, "endTime", 3);
    put_same(f, "phase", count, "1");
    put_same(f, "category", count, "0");
    text_add(f->out, "\"length\":%u}}", count);
}

static void put_all(firefox *f)
{
    text_add(f->out, "{\"meta\":{\"version\":31,\"preprocessedProfileVersion\":%d,\"interval\":1,\"startTime\":0,\"processType\":0,\"stackwalk\":0,"
                     "\"debug\":false,\"symbolicated\":true,\"usesOnlyOneStackType\":true,\"sourceCodeIsNotOnSearchfox\":true,"
                     "\"keepProfileThreadOrder\":true,\"product\":", VERSION);
    profile_json_text(f->out, f->p->title.size ? f->p->title : text_of("Inlay"));
    text_add(f->out, ",\"importedFrom\":\"Inlay\",\"categories\":["
                     "{\"name\":\"Other\",\"color\":\"grey\",\"subcategories\":[\"Other\"]},{\"name\":\"Mod\",\"color\":\"blue\",\"subcategories\":[\"Other\"]},"
                     "{\"name\":\"Import\",\"color\":\"orange\",\"subcategories\":[\"Other\"]},{\"name\":\"Host\",\"color\":\"purple\",\"subcategories\":[\"Other\"]}],"
                     "\n\"markerSchema\":[{\"name\":\"InlayFrame\",\"tooltipLabel\":\"frame {marker.data.frame}\",\"tableLabel\":\"frame {marker.data.frame}\","
                     "\"display\":[\"marker-chart\",\"marker-table\",\"timeline-overview\"],\"fields\":["
                     "{\"key\":\"frame\",\"label\":\"Frame\",\"format\":\"integer\"},{\"key\":\"fuel\",\"label\":\"Fuel\",\"format\":\"integer\"},"
                     "{\"key\":\"hostCalls\",\"label\":\"Calls of imports\",\"format\":\"integer\"}]}]},\n\"libs\":[],\"pages\":[],\n");
    put_shared(f);
    text_add(f->out, ",\n\"threads\":[");
    put_thread(f, PROFILE_NONE);
    for (uint32_t i = 0; i < f->p->mod_count && !f->out->failed; i++) {
        text_add(f->out, ",\n");
        put_thread(f, i);
    }
    text_add(f->out, "]}\n");
}

/* ---- what is found out first ---- */

/* Files get their numbers in the order of their first place. */
static void number_sources(firefox *f, uint32_t *table, uint32_t table_size)
{
    const profile *p = f->p;
    for (uint32_t i = 0; i < p->place_count; i++) {
        if (!p->places[i].file.size)
            continue;
        uint32_t at = text_hash(p->places[i].file) & (table_size - 1);
        while (table[at] && !text_equal(p->places[table[at] - 1].file, p->places[i].file))
            at = (at + 1) & (table_size - 1);
        if (!table[at]) {
            table[at] = i + 1;
            f->of_source[i] = ++f->source_count;
        } else {
            f->of_source[i] = f->of_source[table[at] - 1];
        }
    }
}

static void find_tracks(firefox *f)
{
    f->track[0] = PROFILE_NONE;
    for (uint32_t i = 1; i < f->t->count; i++) {
        const profile_branch *b = &f->t->branches[i];
        f->track[i] = f->track[b->parent] != PROFILE_NONE ? f->track[b->parent] : b->mod;
    }
    for (uint32_t i = 0; i < f->p->frame_count; i++) {
        uint64_t end = f->p->frames[i].start_ns + f->p->frames[i].ns;
        f->length_ns = end > f->length_ns ? end : f->length_ns;
    }
}

static uint32_t of_row(const firefox *f, uint32_t row)       { return f->p->rows[row].mod; }
static uint32_t of_branch(const firefox *f, uint32_t branch)
{
    return branch && f->t->branches[branch].fuel ? group_of(f, f->track[branch]) : f->p->mod_count + 1;
}

static bool group(firefox_groups *g, const firefox *f, uint32_t count, uint32_t (*of)(const firefox *f, uint32_t item))
{
    budget *b = f->out->budget;
    *g = (firefox_groups){ .count = count, .groups = f->p->mod_count + 3 };
    g->items = budget_zalloc(b, count * sizeof *g->items);
    g->first = budget_zalloc(b, g->groups * sizeof *g->first);
    if ((count && !g->items) || !g->first)
        return false;
    for (uint32_t i = 0; i < count; i++)
        g->first[of(f, i) + 1]++;
    for (uint32_t i = 1; i < g->groups; i++)
        g->first[i] += g->first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        g->items[g->first[of(f, i)]++] = i;
    for (uint32_t i = g->groups - 1; i > 0; i--)          /* each stands where the next begins */
        g->first[i] = g->first[i - 1];
    g->first[0] = 0;
    return true;
}

static void ungroup(const firefox_groups *g, budget *b)
{
    budget_free(b, g->items, g->count * sizeof *g->items);
    budget_free(b, g->first, g->groups * sizeof *g->first);
}

bool profile_firefox_write(const profile *p, text_builder *out, error *err)
{
    budget *b = out->budget;
    profile_tree t;
    firefox f = { .p = p, .out = out, .t = &t };
    uint32_t table_size = 16;
    if (!profile_tree_open(&t, b, p, PROFILE_NONE, err))
        return false;
    while (table_size < 2 * p->place_count)
        table_size *= 2;
    uint32_t *table = budget_zalloc(b, table_size * sizeof *table);
    f.track = budget_zalloc(b, t.count * sizeof *f.track);
    f.of_source = budget_zalloc(b, ((size_t)p->place_count + 1) * sizeof *f.of_source);
    bool good = table && f.track && f.of_source;
    if (good) {
        number_sources(&f, table, table_size);
        find_tracks(&f);
        good = group(&f.samples, &f, t.count, of_branch) && group(&f.rows, &f, p->row_count, of_row);
    }
    if (good)
        put_all(&f);
    ungroup(&f.samples, b);
    ungroup(&f.rows, b);
    budget_free(b, table, table_size * sizeof *table);
    budget_free(b, f.track, t.count * sizeof *f.track);
    budget_free(b, f.of_source, ((size_t)p->place_count + 1) * sizeof *f.of_source);
    profile_tree_close(&t);
    return good || error_memory(err);
}
