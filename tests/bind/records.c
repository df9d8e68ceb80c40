/* The game answers with records: what they hold and what they cost, whole and in slices, the usual way and the others. */
#define RECORDS_IMPLEMENTATION
#include "tests/bind/records.h"

#include "tests/bind/asks.h"

#include <stdio.h>
#include <string.h>

enum { TIMES = 100, HOWS = 5 };

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

static const records_host table = {
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

void records_test(int *passed, int *failed)
{
    static const double sums[HOWS] = { 30500, 140, 14650, 17375, 1300 };
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
            bool is_right = sum > sums[how] - 0.01 && sum < sums[how] + 0.01 && all == two + (TIMES - 2) * turn && all && all == whole[how];
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
