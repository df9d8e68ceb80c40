/* Strings over the boundary, against a checker of its own: code points are
 * taken out of the source one by one and written anew for the target, and the
 * reallocations expected are those of CanonicalABI.md (store_string), said a
 * second time here. Any bytes besides: which are UTF-8, which UTF-16? */
#include "engine/base/text.h"
#include "engine/component/transcode.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

enum { TEXT_MOST = 400 };

const bool fuzz_mutates = true;

static struct { uint64_t strings, requests, utf8, utf16, bad; } seen;

void fuzz_report(void)
{
    printf("strings: %llu crossed with %llu reallocations; bytes: %llu UTF-8, %llu UTF-16, %llu neither\n", (unsigned long long)seen.strings,
           (unsigned long long)seen.requests, (unsigned long long)seen.utf8, (unsigned long long)seen.utf16, (unsigned long long)seen.bad);
}

/* What a code point may be: an input is a byte for the way, then such bytes in some form. */
void fuzz_input(uint64_t seed, emit *out)
{
    static const uint32_t edges[] = { 0, 0x41, 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF };
    uint64_t chance = seed;
    uint32_t most = 1u << fuzz_random(&chance) % 21;
    emit_u8(out, (unsigned)(fuzz_random(&chance) & 0xFF));
    for (uint64_t i = fuzz_random(&chance) % 40; i > 0; i--) {
        uint32_t c = fuzz_random(&chance) % 4 ? (uint32_t)(fuzz_random(&chance) % most) : edges[fuzz_random(&chance) % 14];
        emit_raw(out, (uint8_t[]){ (uint8_t)c, (uint8_t)(c >> 8), (uint8_t)(c >> 16) }, 3);
    }
}

/* ---- code points, and their forms ---- */

typedef struct points { uint32_t count, at[TEXT_MOST]; } points;
typedef struct bytes { uint32_t size; uint8_t at[4 * TEXT_MOST]; } bytes;

static bool is_scalar(uint32_t c)
{
    return c < 0xD800 || (c > 0xDFFF && c < 0x110000);
}

static void put(bytes *b, uint32_t byte)
{
    b->at[b->size++] = (uint8_t)byte;
}

static void put_utf8(bytes *b, uint32_t c)
{
    uint32_t more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    put(b, more ? (0xFF00u >> (more + 1) & 0xFF) | c >> 6 * more : c);
    while (more-- > 0)
        put(b, 0x80 | (c >> 6 * more & 0x3F));
}

static void put_utf16(bytes *b, uint32_t c)
{
    uint32_t pair[2] = { c, 0 }, units = 1;
    if (c > 0xFFFF) {
        pair[0] = 0xD800 + ((c - 0x10000) >> 10);
        pair[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
        units = 2;
    }
    for (uint32_t i = 0; i < units; i++) {
        put(b, pair[i] & 0xFF);
        put(b, pair[i] >> 8);
    }
}

static void encode(const points *p, string_form form, bytes *out)
{
    out->size = 0;
    for (uint32_t i = 0; i < p->count; i++)
        switch (form) {
        case STRING_UTF8:   put_utf8(out, p->at[i]);   break;
        case STRING_UTF16:  put_utf16(out, p->at[i]);  break;
        case STRING_LATIN1: put(out, p->at[i]);        break;
        }
}

/* ---- what is to be asked of realloc ---- */

typedef struct asked { uint32_t old, align, new; } asked;
typedef struct expected {
    uint32_t count;
    asked    requests[3];
    uint32_t length;
    bytes    out;
} expected;

static void ask(expected *e, uint32_t old, uint32_t align, uint32_t new)
{
    e->requests[e->count++] = (asked){ old, align, new };
}

static uint32_t largest(const points *p)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < p->count; i++)
        most = p->at[i] > most ? p->at[i] : most;
    return most;
}

/* store_utf16_to_utf8, store_latin1_to_utf8 */
static void to_utf8(expected *e, const points *p, uint32_t units, uint32_t worst)
{
    ask(e, 0, 1, units);
    if (largest(p) >= 0x80) {
        ask(e, units, 1, worst);
        if (worst > e->out.size)
            ask(e, worst, 1, e->out.size);
    }
    e->length = e->out.size;
}

/* store_string_to_latin1_or_utf16 */
static void to_switching(expected *e, const points *p, uint32_t units)
{
    bool wide = largest(p) >= 0x100;
    encode(p, wide ? STRING_UTF16 : STRING_LATIN1, &e->out);
    ask(e, 0, 2, units);
    if (wide)
        ask(e, units, 2, 2 * units);
    if (e->out.size < (wide ? 2 * units : units))
        ask(e, wide ? 2 * units : units, 2, e->out.size);
    e->length = wide ? e->out.size / 2 | STRING_UTF16_TAG : e->out.size;
}

/* store_probably_utf16_to_latin1_or_utf16 */
static void to_probably(expected *e, const points *p, uint32_t size)
{
    bool wide = largest(p) >= 0x100;
    encode(p, wide ? STRING_UTF16 : STRING_LATIN1, &e->out);
    ask(e, 0, 2, size);
    if (!wide)
        ask(e, size, 1, e->out.size);
    e->length = wide ? size / 2 | STRING_UTF16_TAG : e->out.size;
}

static void expect(expected *e, const points *p, const string_source *s, string_target target)
{
    uint32_t units = s->form == STRING_UTF16 ? s->size / 2 : s->size;
    e->count = 0;
    encode(p, target == TARGET_UTF8 ? STRING_UTF8 : STRING_UTF16, &e->out);
    if (target == TARGET_LATIN1_UTF16) {
        if (s->form == STRING_LATIN1) {
            encode(p, STRING_LATIN1, &e->out);
            ask(e, 0, 2, units);
            e->length = units;
        } else if (s->switching) {
            to_probably(e, p, s->size);
        } else {
            to_switching(e, p, units);
        }
    } else if (target == TARGET_UTF8 && s->form != STRING_UTF8) {
        to_utf8(e, p, units, s->form == STRING_UTF16 ? 3 * units : 2 * units);
    } else {
        uint32_t first = target == TARGET_UTF16 ? 2 * units : units;
        ask(e, 0, target == TARGET_UTF16 ? 2 : 1, first);
        if (e->out.size < first)
            ask(e, first, 2, e->out.size);
        e->length = target == TARGET_UTF16 ? e->out.size / 2 : e->out.size;
    }
}

/* ---- crossing ---- */

static bool fail(const char *what, const points *p, const string_source *s, string_target target)
{
    printf("%s: form %d%s to %d, code points", what, s->form, s->switching ? " (switching)" : "", target);
    for (uint32_t i = 0; i < p->count; i++)
        printf(" %x", p->at[i]);
    printf("\n");
    return false;
}

/* A block of exactly the new size, so that one byte too far is seen; what is new in it is garbage. */
static uint8_t *answer(uint8_t *old, const realloc_request *r)
{
    uint8_t *block = malloc(r->new_size + !r->new_size);
    if (!block)
        abort();
    memset(block, 0xA5, r->new_size);
    if (old)
        memcpy(block, old, r->old_size < r->new_size ? r->old_size : r->new_size);
    free(old);
    return block;
}

static bool cross(const points *p, const string_source *s, string_target target)
{
    expected e;
    transcode t;
    uint8_t *block = NULL;
    uint32_t asks = 0;
    bool more = true, same = true;
    expect(&e, p, s, target);
    for (transcode_begin(&t, *s, target); more && same; asks++) {
        const realloc_request *r = &t.request;
        const asked *want = &e.requests[asks];
        same = asks < e.count && r->old_size == want->old && r->align == want->align && r->new_size == want->new;
        block = answer(block, r);
        more = transcode_next(&t, block, 0);
    }
    seen.strings++;
    seen.requests += asks;
    if (!same || asks != e.count)
        fail("another reallocation", p, s, target);
    else if (t.length != e.length)
        same = fail("another length", p, s, target);
    else if (memcmp(block, e.out.at, e.out.size) != 0)
        same = fail("other bytes", p, s, target);
    free(block);
    return same && asks == e.count;
}

static bool to_host(const points *p, const string_source *s)
{
    bytes want;
    encode(p, STRING_UTF8, &want);
    size_t size = transcode_utf8_size(s);
    uint8_t *out = malloc(size + 1);
    if (!out)
        abort();
    transcode_to_utf8(s, out);
    bool same = size == want.size && memcmp(out, want.at, size) == 0;
    free(out);
    return same || fail("other UTF-8 for the host", p, s, TARGET_UTF8);
}

static bool all_ways(const points *p, uint32_t way)
{
    bytes form;
    string_source s = { .form = (string_form)(way % 3) };
    if (s.form == STRING_LATIN1 && largest(p) >= 0x100)
        s.form = STRING_UTF16;
    s.switching = s.form == STRING_LATIN1 || (s.form == STRING_UTF16 && way / 3 % 2);
    encode(p, s.form, &form);
    uint8_t *exact = malloc(form.size + !form.size);
    if (!exact)
        abort();
    memcpy(exact, form.at, form.size);
    s.bytes = exact;
    s.size = form.size;
    bool ok = cross(p, &s, TARGET_UTF8) && cross(p, &s, TARGET_UTF16) && cross(p, &s, TARGET_LATIN1_UTF16) && to_host(p, &s);
    free(exact);
    return ok;
}

/* ---- any bytes ---- */

static bool is_utf8(const uint8_t *b, size_t size)
{
    for (size_t i = 0; i < size;) {
        uint32_t more = b[i] < 0x80 ? 0 : (b[i] & 0xE0) == 0xC0 ? 1 : (b[i] & 0xF0) == 0xE0 ? 2 : (b[i] & 0xF8) == 0xF0 ? 3 : 4;
        static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
        if (more == 4 || more >= size - i)
            return false;
        uint32_t c = more ? b[i] & 0x3Fu >> more : b[i];
        for (uint32_t k = 1; k <= more; k++) {
            if ((b[i + k] & 0xC0) != 0x80)
                return false;
            c = c << 6 | (b[i + k] & 0x3F);
        }
        if (c < least[more] || !is_scalar(c))
            return false;
        i += more + 1;
    }
    return true;
}

static bool is_utf16(const uint8_t *b, size_t size)
{
    bool high = false;
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t kind = b[i + 1] >> 2 == 0x36 ? 1 : b[i + 1] >> 2 == 0x37 ? 2 : 0;
        if (high != (kind == 2))
            return false;
        high = kind == 1;
    }
    return !high;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    points p = { 0 };
    bool is_8 = is_utf8(data, size), is_16 = is_utf16(data, size & ~(size_t)1);
    seen.utf8 += is_8;
    seen.utf16 += is_16;
    seen.bad += !is_8 && !is_16;
    if (is_8 != text_is_utf8((const char *)data, size) || is_16 != transcode_is_utf16(data, size & ~(size_t)1)) {
        printf("well-formed or not? UTF-8 %d, UTF-16 %d\n", is_8, is_16);
        return 1;
    }
    if (transcode_is_cut_utf8(data, size) && is_8) {
        printf("whole, and cut besides\n");
        return 1;
    }
    for (size_t i = 1; i + 2 < size && p.count < TEXT_MOST; i += 3) {
        uint32_t c = data[i] | (uint32_t)data[i + 1] << 8 | (uint32_t)data[i + 2] << 16;
        if (is_scalar(c))
            p.at[p.count++] = c;
    }
    return size && !all_ways(&p, data[0]);
}
