/* Any bytes as a profile: an error that says why, the same one twice; or a profile
 * that is written back, read again and written to equal bytes, and that every
 * format takes: whole, or refused for want of memory.
 */
#include "host/profile_file.h"
#include "host/profile_format.h"
#include "tests/fuzz/fuzz.h"
#include "tests/profile/made.h"

#include <stdio.h>

const bool fuzz_mutates = true;

static struct { uint64_t good, refused, written, too_large; } seen;

void fuzz_report(void)
{
    printf("profiles: %llu good, %llu refused; formats: %llu written, %llu too large\n", (unsigned long long)seen.good, (unsigned long long)seen.refused,
           (unsigned long long)seen.written, (unsigned long long)seen.too_large);
}

void fuzz_input(uint64_t seed, emit *out)
{
    budget b;
    profile p;
    text_builder text;
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    text_open(&text, &b);
    made_profile(&p, seed % 300);
    for (uint32_t i = 0; i < 4; i++) {              /* other trees, also such as no check lets pass */
        uint32_t node = (uint32_t)(fuzz_random(&seed) % p.node_count);
        uint32_t parent = (uint32_t)(fuzz_random(&seed) % (node + 1));
        bool is_one = parent < node && p.nodes[parent].frame == p.nodes[node].frame;
        p.nodes[node].parent = is_one || fuzz_random(&seed) % 32 == 0 ? parent : PROFILE_NONE;
        p.nodes[node].place = (uint32_t)(fuzz_random(&seed) % (p.place_count + (fuzz_random(&seed) % 16 == 0)));
        p.nodes[node].fuel = fuzz_random(&seed) >> fuzz_random(&seed) % 64;
    }
    if (profile_file_write(&p, &text))
        emit_raw(out, text.bytes, text.size);
    text_close(&text);
    profile_close(&p);
    budget_close(&b);
}

static bool write_formats(const profile *p, budget *b)
{
    for (uint32_t i = 0; i < PROFILE_FORMATS; i++) {
        text_builder out;
        error err = { 0 };
        text_open(&out, b);
        bool good = profile_format_write(p, (profile_format)i, &out, &err);
        text_close(&out);
        seen.written += good;
        seen.too_large += !good;
        if (good == (err.code != ERROR_NONE) || (!good && err.code != ERROR_MEMORY)) {
            printf("%s: %s, error %d\n", profile_format_name(i), good ? "written" : "refused", err.code);
            return false;
        }
    }
    return true;
}

/* What was read is written, read and written: the bytes are equal. */
static bool come_back(const profile *p, budget *b)
{
    text_builder once, twice;
    profile again;
    error err = { 0 };
    text_open(&once, b);
    text_open(&twice, b);
    profile_open(&again, b);
    bool good = profile_file_write(p, &once) && profile_file_read(&again, (const uint8_t *)once.bytes, once.size, &err) &&
                profile_file_write(&again, &twice) && once.size == twice.size && memcmp(once.bytes, twice.bytes, once.size) == 0;
    if (!good)
        printf("written and read again it is another: %s\n", err.text);
    profile_close(&again);
    text_close(&once);
    text_close(&twice);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    budget b;
    profile p;
    error err = { 0 };
    budget_open(&b, NULL, UINT64_C(64) << 20);
    profile_open(&p, &b);
    bool good = profile_file_read(&p, data, size, &err), held = good == (err.code == ERROR_NONE);
    if (!held)
        printf("read: %d, error %d\n", good, err.code);
    seen.good += good;
    seen.refused += !good;
    if (good)
        held = held && come_back(&p, &b) && write_formats(&p, &b);
    profile_close(&p);
    budget_close(&b);
    return !held;
}
