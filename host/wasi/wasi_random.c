/* wasi:random: deterministic numbers, seeded by the host's seed and the mod's
 * name (xoshiro256**, seeded through splitmix64). Not for secrets. */
#include "host/wasi/wasi_types.h"

#include <string.h>

enum { BYTES_MOST = 64 * 1024, BYTE_WORK = 8 };   /* work: in bytes moved (host_call.work) */

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void wasi_seed(wasi_context *w)
{
    uint64_t state = w->config.seed ^ ((uint64_t)text_hash(w->config.mod_name) << 32 | (uint32_t)w->config.mod_name.size);
    for (int i = 0; i < 4; i++)
        w->random[i] = splitmix(&state);
}

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

static uint64_t random_u64(wasi_context *w)
{
    uint64_t *s = w->random, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

static host_answer get_bytes(void *user, host_call *call)
{
    uint64_t size = call->arguments[0].u64;
    if (size > BYTES_MOST)
        return wasi_trap(call, "%llu random bytes were asked for, %d at once are the most", (unsigned long long)size, BYTES_MOST);

    uint8_t *bytes = arena_alloc(call->scratch, size);
    if (!bytes)
        return wasi_trap(call, "out of memory");
    call->work += size * BYTE_WORK;
    for (uint64_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(random_u64(user) >> 56);
    call->result = (inlay_value){ .kind = INLAY_LIST, .tag = INLAY_U8 };
    call->result.packed.items = bytes;
    call->result.packed.count = size;
    return HOST_DONE;
}

static host_answer get_u64(void *user, host_call *call)
{
    return wasi_answer_u64(call, random_u64(user));
}

/* insecure-seed: func() -> tuple<u64, u64> */
static host_answer insecure_seed(void *user, host_call *call)
{
    inlay_value *items = arena_array(call->scratch, inlay_value, 2);
    if (!items)
        return wasi_trap(call, "out of memory");
    for (int i = 0; i < 2; i++)
        items[i] = (inlay_value){ .kind = INLAY_U64, .u64 = random_u64(user) };
    call->result = (inlay_value){ .kind = INLAY_TUPLE };
    call->result.list.items = items;
    call->result.list.count = 2;
    return HOST_DONE;
}

const wasi_entry wasi_random_entries[] = {
    { "wasi:random/random", "get-random-bytes", get_bytes },
    { "wasi:random/random", "get-random-u64", get_u64 },
    { "wasi:random/insecure", "get-insecure-random-bytes", get_bytes },
    { "wasi:random/insecure", "get-insecure-random-u64", get_u64 },
    { "wasi:random/insecure-seed", "insecure-seed", insecure_seed },
    { "wasi:random/insecure-seed", "get-insecure-seed", insecure_seed },
    { 0 }
};
