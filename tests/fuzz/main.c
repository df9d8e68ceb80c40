/* Runs a fuzz target without libFuzzer: replays files, or makes inputs from
 * seeds, mutated where the target wants that. */
#include "tests/fuzz/fuzz.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FUZZ_BASES = 4096 };

typedef struct fuzz_run {
    uint64_t runs, seed, seconds;
    emit     bases[FUZZ_BASES];           /* files to start from */
    size_t   base_count;
} fuzz_run;

static volatile uint64_t current_seed;
static volatile sig_atomic_t is_told_to_end;

/* Told what was done so far. */
static void on_end(int number)
{
    (void)number;
    is_told_to_end = 1;
}

/* ASan asks for its options here; ASAN_OPTIONS has the last word. What was freed is kept for a few runs, not for
 * thousands: memory that is always new costs more than all else. Where it was allocated is not written down each time,
 * and frames stay on the stack: a finding is run again with malloc_context_size=30:detect_stack_use_after_return=1. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64:malloc_context_size=0:detect_stack_use_after_return=0";
}

/* Only what is safe in a handler: the seed, digit by digit. */
static void on_crash(int number)
{
    char text[80] = "\ncrashed: run again with --runs 1 --seed ", digits[24];
    size_t size = strlen(text), count = 0;
    uint64_t seed = current_seed;
    do
        digits[count++] = (char)('0' + seed % 10);
    while (seed /= 10);
    while (count)
        text[size++] = digits[--count];
    text[size++] = '\n';
    if (write(2, text, size) < 0)
        _exit(3);
    signal(number, SIG_DFL);
    raise(number);
}

static bool read_file(const char *path, emit *out)
{
    uint8_t chunk[65536];
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    for (size_t size; (size = fread(chunk, 1, sizeof chunk, f)) > 0;)
        emit_raw(out, chunk, size);
    fclose(f);
    return true;
}

/* ---- mutation ---- */

static void remove_bytes(emit *e, size_t at, size_t count)
{
    memmove(e->bytes + at, e->bytes + at + count, e->size - at - count);
    e->size -= count;
}

static void insert_byte(emit *e, size_t at, uint8_t byte)
{
    emit_u8(e, 0);
    memmove(e->bytes + at + 1, e->bytes + at, e->size - at - 1);
    e->bytes[at] = byte;
}

static void mutate_once(emit *e, uint64_t *chance)
{
    static const uint8_t odd[] = { 0, 1, 0x0B, 0x40, 0x7F, 0x80, 0xFF, 0xFB, 0xFC, 0xFD };
    size_t at = fuzz_random(chance) % e->size, count = 1 + fuzz_random(chance) % 8;
    count = count < e->size - at ? count : e->size - at;
    switch (fuzz_random(chance) % 7) {
    case 0: case 1: e->bytes[at] ^= (uint8_t)(1u << fuzz_random(chance) % 8);              break;
    case 2:         e->bytes[at] = odd[fuzz_random(chance) % sizeof odd];                  break;
    case 3:         e->bytes[at] = (uint8_t)fuzz_random(chance);                           break;
    case 4:         remove_bytes(e, at, count);                                            break;
    case 5:         insert_byte(e, at, (uint8_t)fuzz_random(chance));                      break;
    case 6:         memmove(e->bytes + at, e->bytes + fuzz_random(chance) % (e->size - count + 1), count); break;
    }
}

static void make_input(const fuzz_run *f, uint64_t seed, emit *out)
{
    uint64_t chance = seed;
    out->size = 0;
    if (f->base_count && fuzz_random(&chance) % 4) {
        const emit *base = &f->bases[fuzz_random(&chance) % f->base_count];
        emit_raw(out, base->bytes, base->size);
    } else {
        /* Beside files not by the number that chose it: what the target draws from that first would always be the same. */
        fuzz_input(f->base_count ? fuzz_random(&chance) : seed, out);
    }
    if (!fuzz_mutates)
        return;
    for (uint64_t i = fuzz_random(&chance) % 6; i > 0 && out->size; i--)
        mutate_once(out, &chance);
}

/* ---- running ---- */

static int run_one(const uint8_t *bytes, size_t size)
{
    uint8_t *exact = malloc(size + !size);          /* so that one byte too far is seen */
    if (!exact)
        abort();
    memcpy(exact, bytes, size);
    int failed = LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return failed;
}

static int run_all(const fuzz_run *f)
{
    emit input = { 0 };
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    uint64_t run = 0;
    double seconds = 0;
    int failed = 0;
    for (; run < f->runs && !failed && !is_told_to_end; run++) {
        current_seed = f->seed + run;
        make_input(f, current_seed, &input);
        failed = run_one(input.bytes, input.size);
        clock_gettime(CLOCK_MONOTONIC, &now);
        seconds = (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
        if (f->seconds && seconds > (double)f->seconds)
            break;
    }
    if (failed)
        printf("failed: run again with --runs 1 --seed %llu\n", (unsigned long long)current_seed);
    else
        printf("%llu runs from seed %llu in %.1f s, %.0f a second: 0 failed\n",
               (unsigned long long)run, (unsigned long long)f->seed, seconds, (double)run / (seconds > 0 ? seconds : 1));
    emit_free(&input);
    return failed != 0;
}

static int usage(void)
{
    puts("fuzz target [--runs N] [--seed S] [--seconds T] [FILE…]\n"
         "Without --runs: replays the files. With it: N inputs from seeds S, S + 1, …,\n"
         "made by the target or (three in four) mutated from the files.\n"
         "Ends with 0 when all held, 1 when one failed, 2 for a wrong argument.");
    return 2;
}

static bool read_option(fuzz_run *f, const char *name, const char *value)
{
    uint64_t number = value ? strtoull(value, NULL, 10) : 0;
    if (strcmp(name, "--runs") == 0)
        f->runs = number;
    else if (strcmp(name, "--seed") == 0)
        f->seed = number;
    else if (strcmp(name, "--seconds") == 0)
        f->seconds = number;
    else
        return false;
    return value != NULL;
}

int main(int count, char **arguments)
{
    static fuzz_run f = { .seed = 1 };
    int failed = 0;
    signal(SIGABRT, on_crash);
    signal(SIGSEGV, on_crash);
    signal(SIGTERM, on_end);
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--help") == 0)
            return usage(), 0;
        if (arguments[i][0] == '-') {
            if (!read_option(&f, arguments[i], i + 1 < count ? arguments[i + 1] : NULL))
                return usage();
            i++;
        } else if (f.base_count == FUZZ_BASES || !read_file(arguments[i], &f.bases[f.base_count++])) {
            fprintf(stderr, "%s: can't be read, or one file too many\n", arguments[i]);
            return 2;
        }
    }
    if (!f.runs && f.seconds)
        f.runs = UINT64_MAX;
    if (f.runs)
        failed = run_all(&f);
    for (size_t i = 0; !f.runs && i < f.base_count; i++)
        failed |= run_one(f.bases[i].bytes, f.bases[i].size);
    fuzz_report();
    for (size_t i = 0; i < f.base_count; i++)
        emit_free(&f.bases[i]);
    return failed != 0;
}
