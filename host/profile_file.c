/* Profiles, read back: see profile_file.h. Nothing in a file is believed. */
#include "host/profile_file.h"

#include "engine/base/limits.h"

#include <inttypes.h>
#include <string.h>

typedef struct profile_reading {
    profile   *p;
    reader     r;
    text_view *texts;                   /* in the file */
    uint32_t   text_count;
} profile_reading;

static int64_t read_signed(reader *r)
{
    uint64_t n = read_u64(r);
    return (int64_t)(n >> 1 ^ (~(n & 1) + 1));
}

/* An index that may be none; whether it names something is profile_check's. */
static uint32_t read_index(reader *r)
{
    uint32_t n = read_u32(r);
    return n ? n - 1 : PROFILE_NONE;
}

/* ---- texts ---- */

static bool read_texts(profile_reading *f)
{
    enum { TEXTS_MOST = 1 + 4 * LIMIT_PROFILE_MODS + 2 * LIMIT_PROFILE_PLACES };
    reader *r = &f->r;
    f->text_count = read_count(r, 1, TEXTS_MOST, "texts");
    f->texts = budget_alloc(f->p->budget, f->text_count * sizeof *f->texts);
    if (f->text_count && !f->texts) {
        f->text_count = 0;
        return error_memory(r->err);
    }
    for (uint32_t i = 0; i < f->text_count; i++) {
        uint64_t start = reader_offset(r);
        f->texts[i] = read_name(r);
        if (f->texts[i].size > LIMIT_PROFILE_TEXT)
            return reader_refuse(r, ERROR_LIMIT, start, "a text of %zu bytes, but at most %d are possible", f->texts[i].size, LIMIT_PROFILE_TEXT);
    }
    return reader_ok(r);
}

static text_view read_text(profile_reading *f)
{
    uint64_t start = reader_offset(&f->r);
    uint32_t n = read_u32(&f->r);
    if (n <= f->text_count)
        return n ? f->texts[n - 1] : (text_view){ 0 };
    reader_refuse(&f->r, ERROR_MALFORMED, start, "text %" PRIu32 " is named, and there are %" PRIu32, n, f->text_count);
    return (text_view){ 0 };
}

/* ---- items ---- */

/* Was the item taken? The counts are within the limits: only memory can be short. */
static bool took(profile_reading *f, uint32_t index)
{
    return reader_ok(&f->r) && (index != PROFILE_NONE || error_memory(f->r.err));
}

static bool read_head(profile_reading *f)
{
    profile *p = f->p;
    reader *r = &f->r;
    text_view title = read_text(f);
    p->title = profile_text(p, title);
    p->is_exact = read_u64(r) & 1;
    p->sample_fuel = read_u64(r);
    p->recorded_frames = read_u64(r);
    p->recorder_ns = read_u64(r);
    p->lost = read_u64(r);
    p->hitch_frame = read_index(r);
    p->hitch_mod = read_index(r);
    return reader_ok(r) && (p->title.bytes || !title.size || error_memory(r->err));
}

static bool read_mods(profile_reading *f)
{
    uint32_t count = read_count(&f->r, 5, LIMIT_PROFILE_MODS, "mods");
    for (uint32_t i = 0; i < count; i++) {
        profile_mod each = { .name = read_text(f), .slot = { 0 } };
        each.slot = read_text(f);
        each.version = read_text(f);
        each.language = read_text(f);
        each.generation = read_u32(&f->r);
        if (!took(f, profile_add_mod(f->p, &each)))
            return error_in(f->r.err, "mod %" PRIu32, i);
    }
    return reader_ok(&f->r);
}

static bool read_places(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 8, LIMIT_PROFILE_PLACES, "places");
    for (uint32_t i = 0; i < count; i++) {
        profile_place each = { .mod = PROFILE_NONE };
        uint32_t kind = read_u32(r);
        each.kind = kind < PROFILE_PLACE_KINDS ? (profile_place_kind)kind : PROFILE_OTHER;
        each.mod = read_index(r);
        each.function = read_index(r);
        each.name = read_text(f);
        each.file = read_text(f);
        each.line = read_u32(r);
        each.column = read_u32(r);
        each.offset = read_u64(r);
        if (kind >= PROFILE_PLACE_KINDS)
            reader_refuse(r, ERROR_MALFORMED, reader_offset(r), "a place is of kind %" PRIu32 ", and there are %d", kind, PROFILE_PLACE_KINDS);
        if (!took(f, profile_add_place(f->p, &each)))
            return error_in(r->err, "place %" PRIu32, i);
    }
    return reader_ok(r);
}

static bool read_frames(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 5, LIMIT_PROFILE_FRAMES, "frames");
    profile_frame each = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        each.number += read_u64(r);
        each.start_ns += (uint64_t)read_signed(r);
        each.ns = read_u64(r);
        each.fuel = read_u64(r);
        each.is_hitch = read_u64(r) & 1;
        if (!took(f, profile_add_frame(f->p, &each)))
            return error_in(r->err, "frame %" PRIu32, i);
    }
    return reader_ok(r);
}

static bool read_rows(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 15, LIMIT_PROFILE_ROWS, "rows"), frame = 0;
    for (uint32_t i = 0; i < count; i++) {
        profile_row each = { .frame = frame = (uint32_t)((uint64_t)frame + (uint64_t)read_signed(r)) };
        each.mod = read_u32(r);
        each.fuel = read_u64(r);
        each.ns = read_u64(r);
        each.host_calls = read_u64(r);
        each.host_ns = read_u64(r);
        each.translate_ns = read_u64(r);
        each.lifted = read_u64(r);
        each.lowered = read_u64(r);
        each.memory = read_u64(r);
        each.bucket = read_signed(r);
        each.handles = read_u32(r);
        each.log_lines = read_u32(r);
        each.suspensions = read_u32(r);
        each.traps = read_u32(r);
        if (!took(f, profile_add_row(f->p, &each)))
            return error_in(r->err, "row %" PRIu32, i);
    }
    return reader_ok(r);
}

static bool read_imports(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 6, LIMIT_PROFILE_ROWS, "imports");
    for (uint32_t i = 0; i < count; i++) {
        profile_import each = { .frame = read_index(r) };
        each.mod = read_u32(r);
        each.place = read_u32(r);
        each.calls = read_u64(r);
        each.ns = read_u64(r);
        each.fuel = read_u64(r);
        if (!took(f, profile_add_import(f->p, &each)))
            return error_in(r->err, "import %" PRIu32, i);
    }
    return reader_ok(r);
}

static bool read_nodes(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 7, LIMIT_PROFILE_NODES, "nodes");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t back = read_u32(r);
        profile_node each = { .parent = back ? i - back : PROFILE_NONE };      /* too far back: no node, which is checked at the end */
        each.place = read_u32(r);
        each.frame = read_index(r);
        each.calls = read_u64(r);
        each.fuel = read_u64(r);
        each.ns = read_u64(r);
        each.samples = read_u64(r);
        if (back > i)
            reader_refuse(r, ERROR_MALFORMED, reader_offset(r), "a node's parent stands %" PRIu32 " back", back);
        if (!took(f, profile_add_node(f->p, &each)))
            return error_in(r->err, "node %" PRIu32, i);
    }
    return reader_ok(r);
}

static bool read_lines(profile_reading *f)
{
    reader *r = &f->r;
    uint32_t count = read_count(r, 3, LIMIT_PROFILE_LINES, "lines");
    for (uint32_t i = 0; i < count; i++) {
        profile_line each = { .place = read_u32(r) };
        each.count = read_u64(r);
        each.fuel = read_u64(r);
        if (!took(f, profile_add_line(f->p, &each)))
            return error_in(r->err, "line %" PRIu32, i);
    }
    return reader_ok(r);
}

/* ---- all ---- */

static bool is_profile(const uint8_t *bytes, size_t size)
{
    return size >= sizeof PROFILE_FILE_MAGIC - 1 && memcmp(bytes, PROFILE_FILE_MAGIC, sizeof PROFILE_FILE_MAGIC - 1) == 0;
}

static bool read_all(profile_reading *f)
{
    return read_texts(f) && read_head(f) && read_mods(f) && read_places(f) && read_frames(f) && read_rows(f) && read_imports(f) &&
           read_nodes(f) && read_lines(f);
}

static bool read_file(profile *p, const uint8_t *bytes, size_t size, error *err)
{
    profile_reading f = { .p = p, .r = { bytes, bytes + size, bytes, err } };
    if (!is_profile(bytes, size)) {
        error_set(err, ERROR_IO, 0, "this is no profile of Inlay's: one begins with \"" PROFILE_FILE_MAGIC "\"");
        return error_hint(err, "a game writes one with inlay_profile_save; the other formats can't be read back");
    }
    read_bytes(&f.r, sizeof PROFILE_FILE_MAGIC - 1);
    uint32_t version = read_u32(&f.r);
    if (reader_ok(&f.r) && version != PROFILE_FILE_VERSION) {
        error_set(err, ERROR_IO, 8, "the profile is of version %" PRIu32 ", and this reads version %d", version, PROFILE_FILE_VERSION);
        return error_hint(err, "use the inlay tool of the SDK that wrote it, or record it again");
    }
    bool good = read_all(&f);
    budget_free(p->budget, f.texts, f.text_count * sizeof *f.texts);
    if (!good)
        return err->code == ERROR_NONE ? error_memory(err) : false;
    if (reader_left(&f.r))
        return error_set(err, ERROR_IO, reader_offset(&f.r), "%zu bytes follow the profile's end", reader_left(&f.r));
    return profile_check(p, err);
}

/* The reader tells of files of WebAssembly: the place and the words are right here, too. */
bool profile_file_read(profile *p, const uint8_t *bytes, size_t size, error *err)
{
    if (read_file(p, bytes, size, err))
        return true;
    if (err->code != ERROR_MEMORY)
        err->code = ERROR_IO;
    return err->hint[0] ? false : error_hint(err, "record it again; the file may be damaged");
}
