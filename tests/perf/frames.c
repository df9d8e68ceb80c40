/* Frames of the sample game that must not be long: twelve mods, the hostile ones
 * too, and a save each second, good, broken, unfit, looping, trapping.
 *
 *   frames [MINUTES] [--fuel TIMES] [--worst NS] [--unpaced]
 *       MINUTES of play at 60 frames a second (10); TIMES the slots' usual fuel (0.1);
 *       NS that a unit of fuel buys at worst (what `hostile --prices`, beside this
 *       program, measures before the run: the dearest of 590 kinds of work)
 *
 * Judged: the host's CPU time in each frame against the slots' budget of a frame (or
 * what was saved before and spent in it, where that is more), by the worst price,
 * which is measured apart from this run, and at the 99th percentile by the typical
 * one; a frame in which the hypervisor took the machine away is told, and not judged; memory that stays flat; and that each misfortune is one that
 * is known, and its text names the cure that is known for it, and what happens
 * next. Ends with the figures.
 */
#include "samples/game/game.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    FRAMES_A_SECOND = 60, FILE_MOST = 8 << 20, STAMP = 8, STARTS = 3 * 300000, EVENTS_SHOWN = 5,
    ENOUGH_FUEL = 100000,           /* below, a price is mostly what a call costs */
    SLACK_NS = 1000000, WARM_UP = 10 * FRAMES_A_SECOND
};

static const char *const names[] = { "chaser", "wanderer", "shooter", "waves", "minimap", "scoreboard", "endless-loop", "endless-recursion",
                                     "memory-hog", "trap-at-100", "truncated", "wrong-world" };
static const char victim[] = "minimap";

/* What is saved over the victim, second by second: in between, the good one. */
static const char *const saves[] = { "truncated", "wrong-world", "endless-loop", "memory-hog" };

typedef struct figures {
    uint64_t *ns, count, fuel, host_ns;
    double   *prices, worst;        /* ns a unit: of frames; of one mod's frame */
    uint64_t  price_count, most_fuel, worst_frame;
    uint64_t  memory[3], rss[2];    /* most in the first, second and last third; resident */
    uint64_t  beyond;               /* frames that took more than their own fuel at the worst price, and the slack */
    uint64_t  over, stolen;         /* than their budget; of these, in which time was stolen from the machine */
    uint64_t  most_ns, steal;       /* the longest that counts; what was stolen so far */
    uint64_t  doubted_ns;           /* of the frame before, where it took more; 0: it didn't */
    bool      doubted_stolen;       /* time was stolen in it */
    uint64_t  told, untold, by_kind[8], by_cause[16];
} figures;

typedef struct run {
    struct game game;
    figures     f;
    char        folder[128];
    double      minutes, worst;     /* ns a unit, measured elsewhere */
    bool        paced;
    uint64_t    saved;
} run;

static uint8_t bytes[FILE_MOST];

/* ---- files ---- */

static size_t read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, FILE_MOST - STAMP, file) : 0;
    if (!file || size == 0) {
        fprintf(stderr, "frames: %s can't be read; run it from the top of the checkout\n", path);
        exit(2);
    }
    fclose(file);
    return size;
}

static void write_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        exit(2);
}

static void copy_mod(run *r, const char *name)
{
    char from[200], to[300];
    snprintf(to, sizeof to, "%s/%s", r->folder, name);
    mkdir(to, 0755);
    snprintf(from, sizeof from, "mods/%s/mod.json", name);
    snprintf(to, sizeof to, "%s/%s/mod.json", r->folder, name);
    write_file(to, read_file(from));
    snprintf(from, sizeof from, "mods/%s/%s.wasm", name, name);
    snprintf(to, sizeof to, "%s/%s/%s.wasm", r->folder, name, name);
    write_file(to, read_file(from));
}

/* A custom section behind it makes the same mod another file. */
static size_t stamp(size_t size, uint64_t number)
{
    const uint8_t section[STAMP] = { 0, 6, 1, 'n', (uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16), 0 };
    memcpy(bytes + size, section, sizeof section);
    return size + sizeof section;
}

static void save(run *r)
{
    uint64_t n = r->saved++;
    const char *what = n % 2 ? saves[n / 2 % (sizeof saves / sizeof *saves)] : victim;
    char from[200], to[300], beside[320];
    snprintf(from, sizeof from, "mods/%s/%s.wasm", what, what);
    snprintf(to, sizeof to, "%s/%s/%s.wasm", r->folder, victim, victim);
    snprintf(beside, sizeof beside, "%s.new", to);
    size_t size = read_file(from);
    bool is_cut = strcmp(what, "truncated") == 0, by_rename = n / 2 % 2;
    size = is_cut ? size - n % 16 : stamp(size, n);
    write_file(by_rename ? beside : to, size);
    if (by_rename)
        rename(beside, to);
}

static void remove_mods(run *r)
{
    char path[300];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s/mod.json", r->folder, names[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s/%s/%s.wasm", r->folder, names[i], names[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s/%s", r->folder, names[i]);
        rmdir(path);
    }
    rmdir(r->folder);
}

static uint64_t resident(void)
{
    unsigned long pages = 0, ignored;
    FILE *file = fopen("/proc/self/statm", "rb");
    if (file && fscanf(file, "%lu %lu", &ignored, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* ---- a frame ---- */

/* What goes wrong in this run, and what its text must say to do; `next`: or that it starts again, or when it plays. */
static const struct misfortune { const char *word, *says, *cure; } misfortunes[] = {
    { "refused",   "the file ends too early",            "hint: was it still being written? it is read again when it changes" },
    { "refused",   "the file is not valid WebAssembly",  "hint: rebuild the mod; the file may be damaged" },
    { "refused",   "the file breaks a rule of WebAssembly",       "hint: rebuild the mod; the tool that made it wrote an invalid file" },
    { "refused",   "differences",                        "do  " },
    { "refused",   "there is a mod of that name",        "hint: " },
    { "trapped",   "out of bounds memory access",        "hint: a pointer or an index is wrong" },
    { "trapped",   "call stack exhausted",               "hint: look for a function that calls itself without an end" },
    { "trapped",   "unreachable",                        "hint: it gave up by itself" },
    { "trapped",   "memory.grow was refused",            "hint: it has no memory left to take: free what is not needed; or raise \"memory_mib\"" },
    { "trapped",   "out of memory",                      "hint: free what is not needed; or raise \"memory_mib\"" },
    { "trapped",   "its call was out of fuel for",       "hint: look for a loop that does not end" },
    { "suspended", "used up its fuel of this frame",     "hint: do less in one call" },
};
enum { MISFORTUNES = sizeof misfortunes / sizeof *misfortunes };

/* Every misfortune also says what happens next. */
static bool says_what_is_next(const char *text)
{
    static const char *const next[] = { "it starts again in", "it does not play until", "goes on in the next", " goes on\n" };
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        if (strstr(text, next[i]))
            return true;
    return false;
}

/* Which it is; MISFORTUNES: none that is known, or one that does not name its cure. What is next stands at the end, which a long text has lost here. */
static size_t judge_text(const report_event *e)
{
    bool is_cut = strlen(e->text) + 1 >= sizeof e->text;
    for (size_t i = 0; i < MISFORTUNES; i++)
        if (strcmp(e->word, misfortunes[i].word) == 0 && strstr(e->text, misfortunes[i].says) && strstr(e->text, misfortunes[i].cure))
            return is_cut || says_what_is_next(e->text) ? i : MISFORTUNES;
    return MISFORTUNES;
}

static void judge_events(run *r)
{
    struct report *report = &r->game.report;
    for (size_t i = 0; i < report->event_count; i++) {
        const report_event *e = &report->events[i];
        bool bad = strcmp(e->word, "refused") == 0 || strcmp(e->word, "trapped") == 0 || strcmp(e->word, "suspended") == 0;
        size_t which = bad ? judge_text(e) : 0;
        if (bad && which == MISFORTUNES && r->f.untold++ < EVENTS_SHOWN)
            printf("no cure is named: [%s] %s\n", e->word, e->text);
        r->f.told += bad;
        r->f.by_cause[which % 16] += bad && which < MISFORTUNES;
        r->f.by_kind[0] += strcmp(e->word, "refused") == 0;
        r->f.by_kind[1] += strcmp(e->word, "trapped") == 0;
        r->f.by_kind[2] += strcmp(e->word, "suspended") == 0;
        r->f.by_kind[3] += strcmp(e->word, "reloaded") == 0;
        r->f.by_kind[4] += strcmp(e->word, "log") == 0;
    }
    report->event_count = 0;
}

/* cpu user nice system idle iowait irq softirq steal; 0 where nobody says. */
static uint64_t stolen(void)
{
    unsigned long long steal = 0;
    FILE *file = fopen("/proc/stat", "rb");
    if (file && fscanf(file, "cpu %*u %*u %*u %*u %*u %*u %*u %llu", &steal) != 1)
        steal = 0;
    if (file)
        fclose(file);
    return steal;
}

static void judge_doubted(figures *f, bool is_stolen)
{
    if (!f->doubted_ns)
        return;
    f->over += !is_stolen;
    f->stolen += is_stolen;
    f->most_ns = f->doubted_ns > f->most_ns && !is_stolen ? f->doubted_ns : f->most_ns;
    f->doubted_ns = 0;
}

/* It may spend its slots' share, and what they saved. What is stolen is told some ticks late: a frame that took more is judged behind the next. */
static void judge_time(run *r, uint64_t ns, uint64_t fuel)
{
    figures *f = &r->f;
    uint64_t steal = stolen();
    bool is_stolen = steal != f->steal;
    double budget = 24e6 * r->game.options.fuel;
    budget = (double)fuel > budget ? (double)fuel : budget;
    judge_doubted(f, is_stolen || f->doubted_stolen);
    if ((double)ns > budget * r->worst + SLACK_NS)
        f->doubted_ns = ns;
    else
        f->most_ns = ns > f->most_ns ? ns : f->most_ns;
    f->doubted_stolen = is_stolen;
    f->beyond += (double)ns > (double)fuel * r->worst + SLACK_NS;
    f->steal = steal;
}

/* Of the last whole frame, all of them. */
static void measure(run *r, uint64_t frame, uint64_t frames)
{
    inlay_mod mods[REPORT_MODS];
    inlay_host_stats host = { 0 };
    figures *f = &r->f;
    uint64_t fuel = 0;
    inlay_get_host_stats(r->game.host, &host);
    size_t count = inlay_all_mods(r->game.host, mods, REPORT_MODS);
    for (size_t i = 0; i < count && i < REPORT_MODS; i++) {
        inlay_stats s = { 0 };
        inlay_get_stats(r->game.host, mods[i], &s);
        fuel += s.fuel_frame;
        double price = s.fuel_frame >= ENOUGH_FUEL ? (double)s.ns_frame / (double)s.fuel_frame : 0;
        f->worst = price > f->worst ? price : f->worst;
    }
    if (fuel >= ENOUGH_FUEL)
        f->prices[f->price_count++] = (double)host.ns_frame / (double)fuel;
    uint64_t *most = &f->memory[frame * 3 / frames];
    *most = host.memory_bytes > *most ? host.memory_bytes : *most;
    f->most_fuel = fuel > f->most_fuel ? fuel : f->most_fuel;
    f->ns[f->count++] = host.ns_frame;
    judge_time(r, host.ns_frame, fuel);
    f->fuel += fuel;
    f->host_ns += host.ns_frame;
    if (frame == WARM_UP || frame == 0)
        f->rss[0] = resident();
}

static void sleep_to(struct timespec *due)
{
    due->tv_nsec += 1000000000 / FRAMES_A_SECOND;
    if (due->tv_nsec >= 1000000000) {
        due->tv_nsec -= 1000000000;
        due->tv_sec++;
    }
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec > due->tv_sec || (now.tv_sec == due->tv_sec && now.tv_nsec > due->tv_nsec))
        *due = now;
    else
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, due, NULL);
}

static void play(run *r, uint64_t frames)
{
    struct timespec due;
    game_gather(&r->game);
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (uint64_t frame = 0; frame < frames; frame++) {
        struct controls controls = arena_autopilot(&r->game.arena);
        if (frame % FRAMES_A_SECOND == FRAMES_A_SECOND - 1)
            save(r);
        game_frame(&r->game, &controls);
        r->game.report.frame_count = 0;
        measure(r, frame, frames);
        judge_events(r);
        if (r->paced)
            sleep_to(&due);
    }
    judge_doubted(&r->f, r->f.doubted_stolen);
    r->f.rss[1] = resident();
}

/* ---- figures ---- */

static int by_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool check(bool good, const char *what)
{
    if (!good)
        printf("not so: %s\n", what);
    return good;
}

static int tell(run *r)
{
    figures *f = &r->f;
    qsort(f->ns, f->count, sizeof *f->ns, by_u64);
    qsort(f->prices, f->price_count, sizeof *f->prices, by_double);
    double share = 24e6 * r->game.options.fuel, most = 2 * share + STARTS;
    double typical = f->price_count ? f->prices[f->price_count / 2] : 0;
    uint64_t p99 = f->ns[f->count * 99 / 100], max = f->most_ns;
    double p99_most = share * typical + SLACK_NS, max_most = share * r->worst + SLACK_NS;
    printf("frames %llu, saves %llu, events: %llu refused, %llu trapped, %llu suspended, %llu reloaded, %llu log\n", (unsigned long long)f->count,
           (unsigned long long)r->saved, (unsigned long long)f->by_kind[0], (unsigned long long)f->by_kind[1], (unsigned long long)f->by_kind[2],
           (unsigned long long)f->by_kind[3], (unsigned long long)f->by_kind[4]);
    printf("fuel a frame: %.0f on average, %llu at most; budget %.0f, with bursts and starts %.0f\n", (double)f->fuel / (double)f->count,
           (unsigned long long)f->most_fuel, share, most);
    printf("price of a unit: typical %.2f ns, worst of a mod's frame %.2f ns; dearest kind of work %.2f ns\n", typical, f->worst, r->worst);
    printf("frames that took more than their budget at that price, and a millisecond: %llu; %llu more while the machine was taken away; than what they spent: %llu\n",
           (unsigned long long)f->over, (unsigned long long)f->stolen, (unsigned long long)f->beyond);
    for (size_t i = 0; i < MISFORTUNES; i++)
        if (f->by_cause[i])
            printf("  %6llu %s: %s\n", (unsigned long long)f->by_cause[i], misfortunes[i].word, misfortunes[i].says);
    printf("host CPU a frame: p50 %.2f ms, p99 %.2f ms (<= %.2f), max %.2f ms (<= %.2f)\n", (double)f->ns[f->count / 2] / 1e6, (double)p99 / 1e6,
           p99_most / 1e6, (double)max / 1e6, max_most / 1e6);
    printf("memory of the host: most %.2f MiB in the first third, %.2f in the second, %.2f in the last; resident %.1f, then %.1f MiB\n",
           (double)f->memory[0] / 1048576, (double)f->memory[1] / 1048576, (double)f->memory[2] / 1048576, (double)f->rss[0] / 1048576, (double)f->rss[1] / 1048576);
    int failed = 0;
    failed += !check(f->over == 0, "no frame takes more than its budget at the worst price, and a millisecond");
    failed += !check((double)p99 <= p99_most, "99 of 100 frames take no more than the budget at the typical price, and a millisecond");
    failed += !check((double)f->most_fuel <= most, "no frame spends more fuel than there is");
    /* a third of half a minute holds a whole row of saves */
    bool long_enough = r->minutes >= 0.5;
    failed += !check(!long_enough || (double)f->memory[2] <= (double)f->memory[1] * 1.05 + 65536, "memory is flat");
    if (!long_enough)
        puts("too short a run to judge memory: give half a minute");
    failed += !check(f->told > 0 && f->untold == 0, "every misfortune names its cure, and what happens next");
    printf("frames: %d passed, %d failed\n", 5 - failed, failed);
    return failed != 0;
}

/* What `hostile --prices` beside this program says: "   43.7 times     5.62 ns  array_new_default". */
static double measure_worst(const char *self)
{
    char command[300], line[200];
    const char *slash = strrchr(self, '/');
    double times, ns, worst = 0;
    snprintf(command, sizeof command, "%.*s/hostile --prices", slash ? (int)(slash - self) : 1, slash ? self : ".");
    FILE *said = popen(command, "r");
    while (said && fgets(line, sizeof line, said))
        if (!strstr(line, "not judged") && sscanf(line, " %lf times %lf ns", &times, &ns) == 2)
            worst = ns > worst ? ns : worst;
    if (!said || pclose(said) != 0 || worst <= 0)
        fprintf(stderr, "frames: `%s` gave no prices; say --worst NS\n", command);
    return worst;
}

static bool read_words(run *r, struct options *options, int count, char **words)
{
    r->minutes = 10;
    r->paced = true;
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--unpaced") == 0)
            r->paced = false;
        else if (strcmp(words[i], "--fuel") == 0 && i + 1 < count)
            options->fuel = atof(words[++i]);
        else if (strcmp(words[i], "--worst") == 0 && i + 1 < count)
            r->worst = atof(words[++i]);
        else
            r->minutes = atof(words[i]);
    }
    return r->minutes > 0 && r->minutes <= 600 && options->fuel > 0;
}

int main(int count, char **words)
{
    static run r;
    struct options options = { .wit = "wit/arena", .headless = true, .hostile = true, .seed = 42, .fuel = 0.1, .paced = true };
    if (!read_words(&r, &options, count, words))
        return fputs("frames [MINUTES] [--fuel TIMES] [--worst NS] [--unpaced]\n", stderr), 2;
    if (r.worst <= 0 && (r.worst = measure_worst(words[0])) <= 0)
        return 2;
    uint64_t frames = (uint64_t)(r.minutes * 60 * FRAMES_A_SECOND);
    r.f.ns = calloc(frames + 1, sizeof *r.f.ns);
    r.f.prices = calloc(frames + 1, sizeof *r.f.prices);
    snprintf(r.folder, sizeof r.folder, "/tmp/inlay-frames-XXXXXX");
    if (!r.f.ns || !r.f.prices || !mkdtemp(r.folder))
        return 2;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        copy_mod(&r, names[i]);
    options.mods = r.folder;
    int end = 2;
    if (game_open(&r.game, &options)) {
        play(&r, frames);
        end = tell(&r);
    }
    game_close(&r.game);
    remove_mods(&r);
    free(r.f.ns);
    free(r.f.prices);
    return end;
}
