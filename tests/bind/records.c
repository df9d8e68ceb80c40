/* The game answers with records, options, results, variants, strings and lists: what they hold and what they cost, whole and
 * in slices, the usual way and the others; and what is told of an answer that is none. */
#define RECORDS_IMPLEMENTATION
#include "tests/bind/records.h"

#include "tests/bind/asks.h"

#include <stdio.h>
#include <string.h>

/* The first EVEN cost the same each time. */
enum { TIMES = 100, EVEN = 5, HOWS = 14 };

/* From which turn on the game answers what is none of the type; 0: never. */
static uint32_t lies_from;

static bool lies(uint32_t n) { return lies_from && n >= lies_from; }

static inlay_status body_position(inlay_call *call, void *user, records_game_body self, records_game_vec3 *result)
{
    const float *at = inlay_resource_data(inlay_call_host(call), self.id);
    (void)user;
    *result = (records_game_vec3){ at[0], at[1], at[2] };
    return INLAY_DONE;
}

static inlay_status body_mix(inlay_call *call, void *user, records_game_body self, uint32_t n, records_game_mixed *result)
{
    (void)call;
    (void)user;
    (void)self;
    *result = (records_game_mixed){ (uint8_t)n, 2 * (uint64_t)n, (float)n / 2, n & 1, (int16_t)-(int32_t)n, n };
    return INLAY_DONE;
}

static inlay_status where(inlay_call *call, void *user, uint32_t n, records_game_vec3 *result)
{
    (void)call;
    (void)user;
    *result = (records_game_vec3){ (float)n, (float)n + 1, (float)n + 2 };
    return INLAY_DONE;
}

static inlay_status mixed_of(inlay_call *call, void *user, uint8_t a, float b, bool c, records_game_mixed *result)
{
    (void)call;
    (void)user;
    *result = (records_game_mixed){ a, (uint64_t)b, b, c, -3, 0.5 };
    return INLAY_DONE;
}

static inlay_status of_name(inlay_call *call, void *user, inlay_string name, records_game_vec3 *result)
{
    (void)call;
    (void)user;
    *result = (records_game_vec3){ (float)name.size, 1, 2 };
    return INLAY_DONE;
}

static records_game_mixed mixed(uint32_t n)
{
    return (records_game_mixed){ (uint8_t)n, n, (float)n, true, 1, 0.5 };
}

static inlay_status find(inlay_call *call, void *user, uint32_t n, records_option_u32 *result)
{
    (void)call, (void)user;
    *result = (records_option_u32){ n % 3 != 0, n };
    return INLAY_DONE;
}

static inlay_status find_mixed(inlay_call *call, void *user, uint32_t n, records_option_game_mixed *result)
{
    (void)call, (void)user;
    *result = (records_option_game_mixed){ n % 2 == 0, mixed(n) };
    return INLAY_DONE;
}

static inlay_status try(inlay_call *call, void *user, uint32_t n, records_result_u32_string *result)
{
    (void)call, (void)user;
    result->is_err = n % 4 == 0;
    if (result->is_err)
        result->err = lies(n) ? (inlay_string){ "\xFF", 1 } : (inlay_string){ "none", 4 };
    else
        result->ok = n;
    return INLAY_DONE;
}

static inlay_status outcome(inlay_call *call, void *user, uint32_t n, records_result_none_game_mood *result)
{
    (void)call, (void)user;
    result->is_err = n % 2 == 0;
    if (result->is_err)
        result->err = (records_game_mood)(lies(n) ? 3 : n % 3);
    return INLAY_DONE;
}

static inlay_status mood_of(inlay_call *call, void *user, uint32_t n, records_game_mood *result)
{
    (void)call, (void)user;
    *result = (records_game_mood)(lies(n) ? 3 : n % 3);
    return INLAY_DONE;
}

static inlay_status keys_of(inlay_call *call, void *user, uint32_t n, records_game_keys *result)
{
    (void)call, (void)user;
    *result = lies(n) ? 0x200 : n;
    return INLAY_DONE;
}

static inlay_status what(inlay_call *call, void *user, uint32_t n, records_game_found *result)
{
    (void)call, (void)user;
    result->tag = (records_game_found_tag)(lies(n) ? 5 : n % 5);
    switch (result->tag) {
    case RECORDS_GAME_FOUND_NUMBER: result->number = n; break;
    case RECORDS_GAME_FOUND_SOME:   result->some = mixed(n); break;
    case RECORDS_GAME_FOUND_NAMED:  result->named = (inlay_string){ "name", 4 }; break;
    case RECORDS_GAME_FOUND_LETTER: result->letter = 'a'; break;
    case RECORDS_GAME_FOUND_NOTHING: break;
    }
    return INLAY_DONE;
}

static inlay_status title_of(inlay_call *call, void *user, uint32_t n, inlay_string *result)
{
    (void)call, (void)user;
    *result = lies(n) ? (inlay_string){ NULL, 4 } : (inlay_string){ "a title that is longer than sixteen", n % 36 };
    return INLAY_DONE;
}

static inlay_status near_by(inlay_call *call, void *user, uint32_t n, records_list_u32 *result)
{
    static const uint32_t numbers[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    (void)call, (void)user;
    *result = (records_list_u32){ lies(n) ? NULL : numbers, n % 9 };
    return INLAY_DONE;
}

static const records_host table = {
    .game_find = find, .game_find_mixed = find_mixed, .game_try = try, .game_outcome = outcome, .game_mood_of = mood_of, .game_keys_of = keys_of,
    .game_what = what, .game_title_of = title_of, .game_near = near_by,
    .game_body_position = body_position, .game_body_mix = body_mix, .game_where = where, .game_mixed_of = mixed_of, .game_of_name = of_name,
};

typedef struct rig { inlay_host *host; inlay_mod mod; records_game_body body; } rig;

static bool open_rig(rig *r, uint64_t fuel, float *at, inlay_error *error)
{
    static char bytes[1 << 20];
    FILE *file = fopen("tests/bind/records.wasm", "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!file || fclose(file) != 0)
        return false;
    r->host = inlay_open(&(inlay_config){ .wit = "tests/bind/records", .loader_threads = INLAY_NO_THREAD }, error);
    inlay_slot slot = inlay_slot_define(r->host, &(inlay_slot_def){ .name = "slot", .world = "records:test/records", .suspended_frames = UINT32_MAX,
                                                                   .fuel_per_frame = fuel }, error);
    if (!records_bind(r->host, slot, &table, NULL, error))
        return false;
    r->mod = inlay_load(r->host, "records", bytes, size, "{ \"name\": \"records\", \"slot\": \"slot\" }", error);
    inlay_mod seated;
    for (int i = 0; i < 10000 && inlay_mods(r->host, slot, &seated, 1) == 0; i++)
        inlay_frame(r->host, 1.0 / 60);
    r->body = records_game_body_create(r->host, at);
    return inlay_mods(r->host, slot, &seated, 1) == 1;
}

/* What was spent. */
static uint64_t ask(rig *r, uint32_t how, uint32_t times, double *sum)
{
    inlay_stats before = { 0 }, after = { 0 };
    inlay_get_stats(r->host, r->mod, &before);
    inlay_status status = records_ask(r->host, r->mod, r->body, how, times, (inlay_string){ "hello", 5 }, sum);
    for (int frames = 0; frames < 10000 && status == INLAY_SUSPENDED; frames++) {
        inlay_frame(r->host, 1.0 / 60);
        status = records_ask_take(r->host, r->mod, sum);
    }
    inlay_get_stats(r->host, r->mod, &after);
    return status == INLAY_DONE ? after.fuel_total - before.fuel_total : 0;
}

static double mixed_sum(uint32_t n)
{
    return (uint8_t)n + 2.0 * n + 2.5;
}

/* What the mod makes of the n-th answer. */
static double sum_of(uint32_t how, uint32_t n)
{
    static const char title[] = "a title that is longer than sixteen";
    double sum = 0;
    switch (how) {
    case 5:  return n % 3 ? n : 0.5;
    case 6:  return n % 2 ? 0.5 : mixed_sum(n);
    case 7:  return n % 4 ? n : 400 + 'n';
    case 8:  return n % 2 ? 10 : n % 3;
    case 9:  return n % 3;
    case 10: return n;
    case 11: return n % 5 == 0 ? 0.25 : n % 5 == 1 ? n : n % 5 == 2 ? mixed_sum(n) : n % 5 == 3 ? 400 + 'n' : 'a';
    case 12:
        for (uint32_t i = 0; i < n % 36; i++)
            sum += title[i];
        return sum + n % 36;
    default:
        for (uint32_t i = 1; i <= n % 9; i++)
            sum += i;
        return sum + n % 9;
    }
}

static double sum_of_all(uint32_t how)
{
    static const double sums[EVEN] = { 30500, 140, 14650, 17375, 1300 };
    double sum = how < EVEN ? sums[how] : 0;
    for (uint32_t n = 0; n < TIMES && how >= EVEN; n++)
        sum += sum_of(how, n);
    return sum;
}

/* Of the 50th answer on, which comes the usual way. */
static void test_lie(uint32_t how, const char *words, int *passed, int *failed)
{
    float at[3] = { 0 };
    double sum;
    inlay_error error = { 0 };
    rig r;
    bool is_told = false, good = open_rig(&r, (uint64_t)1 << 60, at, &error);
    lies_from = 50;
    inlay_status status = good ? records_ask(r.host, r.mod, r.body, how, TIMES, (inlay_string){ "hello", 5 }, &sum) : INLAY_DENIED;
    lies_from = 0;
    if (good)
        inlay_frame(r.host, 1.0 / 60);
    for (inlay_event event; good && inlay_next_event(r.host, &event); inlay_event_free(&event)) {
        is_told |= strstr(event.text, words) != NULL;
        if (event.kind == INLAY_EVENT_TRAPPED && !strstr(event.text, words))
            printf("tests/bind/records.c: %u: %s\n", how, event.text);
    }
    good = good && status == INLAY_TRAPPED && is_told;
    *(good ? passed : failed) += 1;
    if (!good)
        printf("tests/bind/records.c: %u ended with %d, and does not tell: %s\n", how, (int)status, words);
    inlay_close(r.host);
}

/* The host goes while a call waits for fuel, wherever that is. */
static void test_dropped(uint32_t how, int *passed, int *failed)
{
    bool good = true;
    for (int frames = 0; good && frames < 20; frames++) {
        float at[3] = { 0 };
        double sum;
        inlay_error error = { 0 };
        rig r;
        good = open_rig(&r, 90, at, &error) && records_ask(r.host, r.mod, r.body, how, TIMES, (inlay_string){ "hello", 5 }, &sum) == INLAY_SUSPENDED;
        for (int i = 0; i < frames; i++)
            inlay_frame(r.host, 1.0 / 60);
        inlay_close(r.host);
    }
    *(good ? passed : failed) += 1;
    if (!good)
        printf("tests/bind/records.c: %u is not dropped while it waits\n", how);
}

void records_test(int *passed, int *failed)
{
    test_dropped(12, passed, failed);
    test_dropped(13, passed, failed);
    test_lie(7, "try answered with something else than its WIT type: found bytes that are not UTF-8", passed, failed);
    test_lie(8, "a tag that no case has", passed, failed);
    test_lie(9, "a tag that no case has", passed, failed);
    test_lie(10, "a flag that doesn't exist", passed, failed);
    test_lie(11, "a tag that no case has", passed, failed);
    test_lie(12, "a string has a size, but no bytes", passed, failed);
    test_lie(13, "a list has a count, but no items", passed, failed);
    static const uint64_t fuels[] = { (uint64_t)1 << 60, 90, 233, 1000 };
    uint64_t whole[HOWS] = { 0 };
    for (size_t f = 0; f < sizeof fuels / sizeof *fuels; f++) {
        float at[3] = { 0.25f, 0.125f, 0.3f };
        inlay_error error = { 0 };
        rig r;
        bool good = open_rig(&r, fuels[f], at, &error);
        for (uint32_t how = 0; good && how < HOWS; how++) {
            double sum = 0, none;
            ask(&r, how, 1, &none);               /* the mod's first malloc */
            uint64_t two = ask(&r, how, 2, &none), turn = ask(&r, how, 3, &none) - two, all = ask(&r, how, TIMES, &sum);
            whole[how] = f ? whole[how] : all;
            double wanted = sum_of_all(how);
            bool is_right = sum > wanted - 0.01 && sum < wanted + 0.01 && (how >= EVEN || all == two + (TIMES - 2) * turn) && all && all == whole[how];
            *(is_right ? passed : failed) += 1;
            if (!is_right)
                printf("tests/bind/records.c: %u with %llu of fuel: the sum %g, fuel %llu\n", how, (unsigned long long)fuels[f], sum, (unsigned long long)all);
        }
        *failed += !good;
        if (!good)
            printf("tests/bind/records.c: %s\n", inlay_error_text(&error));
        inlay_close(r.host);
    }
}
