/* The policy file. */
#include "host/policy.h"

#include "host/host.h"
#include "host/json_tree.h"

#include <inttypes.h>
#include <string.h>

enum {
    POLICY_LOOK = 30,               /* frames between two looks at the file */
    POLICY_WEIGHT = 1000, POLICY_STRIKES = 1000000, POLICY_FRAMES = 1000000
};

static const uint64_t most_fuel = UINT64_C(1) << 50;

typedef struct policy_source { text_view text; const cJSON *root; error *err; } policy_source;

static bool refuse(const policy_source *s, const cJSON *item, const char *what)
{
    error_set(s->err, ERROR_MANIFEST, ERROR_NO_OFFSET, "in the game's policy: %s", what);
    error_hint(s->err, "it is { \"mods\": { \"*\" or a name: quotas }, \"slots\": { a slot: quotas, fuel_per_frame, fuel_most, on_failure, strikes, "
                       "suspended_frames, mods } }; the policy before stays");
    return error_point(s->err, s->text, json_tree_place(s->text, s->root, item));
}

static bool refuse_number(const policy_source *s, const cJSON *item, uint64_t most)
{
    char what[120];
    text_format(what, sizeof what, "\"%s\" must be a whole number from 1 to %" PRIu64, item->string, most);
    return refuse(s, item, what);
}

/* `most` is far below 2^53, beyond which a double is no longer the number that was written. */
static bool take_number(const policy_source *s, const cJSON *item, uint64_t most, uint64_t factor, uint64_t *out)
{
    double number = item->valuedouble;
    if (!cJSON_IsNumber(item) || !(number >= 1 && number <= (double)most) || number != (double)(int64_t)number)
        return refuse_number(s, item, most);
    *out = (uint64_t)number * factor;
    return true;
}

static bool take_u32(const policy_source *s, const cJSON *item, uint32_t most, uint32_t *out)
{
    uint64_t number = 0;
    bool good = take_number(s, item, most, 1, &number);
    *out = (uint32_t)number;
    return good;
}

/* cJSON takes a key twice. */
static bool is_first(const cJSON *item)
{
    for (const cJSON *before = item->prev; before != item && before->next; before = before->prev)
        if (strcmp(before->string, item->string) == 0)
            return false;
    return true;
}

/* *taken: it is one. */
static bool take_quota(const policy_source *s, const cJSON *item, quota *out, bool *taken)
{
    *taken = true;
#define QUOTA_KEY(name, member, most, factor)                                 \
    if (strcmp(item->string, #name) == 0)                                     \
        return take_number(s, item, most, factor, &out->member);
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    *taken = false;
    return true;
}

static bool take_word(const policy_source *s, const cJSON *item, policy_word *out)
{
    bool taken;
    if (!is_first(item))
        return refuse(s, item, "this key stands here a second time");
    if (strcmp(item->string, "weight") == 0)
        return take_u32(s, item, POLICY_WEIGHT, &out->weight);
    return take_quota(s, item, &out->quota, &taken) && (taken || refuse(s, item, "there is no such quota"));
}

static bool take_name(const policy_source *s, arena *a, const cJSON *item, const char *what, const char *twice, text_view *out)
{
    if (!cJSON_IsObject(item))
        return refuse(s, item, what);
    if (!is_first(item))
        return refuse(s, item, twice);
    *out = arena_text(a, text_of(item->string));
    return out->bytes || error_memory(s->err);
}

static bool take_entry(const policy_source *s, arena *a, const cJSON *item, policy_entry *out)
{
    if (!take_name(s, a, item, "what is said of a mod must be an object", "this mod stands here a second time", &out->name))
        return false;
    for (const cJSON *each = item->child; each; each = each->next)
        if (!take_word(s, each, &out->says))
            return false;
    return true;
}

static bool take_mods(const policy_source *s, arena *a, const cJSON *item, policy_mods *out)
{
    if (!cJSON_IsObject(item))
        return refuse(s, item, "\"mods\" must be an object");
    int count = cJSON_GetArraySize(item);
    if (count > POLICY_MODS)
        return refuse(s, item, "it names more than 1000 mods");
    policy_entry *entries = arena_array(a, policy_entry, (uint32_t)count);
    if (!entries)
        return error_memory(s->err);
    for (const cJSON *each = item->child; each; each = each->next)
        if (!take_entry(s, a, each, &entries[out->count++]))
            return false;
    out->entries = entries;
    return true;
}

static bool take_on_failure(const policy_source *s, const cJSON *item, slot_wish *out)
{
    static const struct { const char *word; inlay_on_failure is; } words[] = {
        { "restart", INLAY_FAILURE_RESTART }, { "fall-back", INLAY_FAILURE_FALL_BACK },
        { "pause", INLAY_FAILURE_PAUSE }, { "disable", INLAY_FAILURE_DISABLE } };
    for (size_t i = 0; cJSON_IsString(item) && i < sizeof words / sizeof *words; i++) {
        if (strcmp(item->valuestring, words[i].word) != 0)
            continue;
        out->has_on_failure = true;
        out->on_failure = words[i].is;
        return true;
    }
    return refuse(s, item, "\"on_failure\" must be \"restart\", \"fall-back\", \"pause\" or \"disable\"");
}

static bool take_wish(const policy_source *s, arena *a, const cJSON *item, policy_slot *out)
{
    bool taken;
    slot_wish *w = &out->wish;
    if (!is_first(item))
        return refuse(s, item, "this key stands here a second time");
    if (strcmp(item->string, "mods") == 0)
        return take_mods(s, a, item, &out->mods);
    if (strcmp(item->string, "fuel_per_frame") == 0)
        return take_number(s, item, most_fuel, 1, &w->fuel_per_frame);
    if (strcmp(item->string, "fuel_most") == 0)
        return take_number(s, item, most_fuel, 1, &w->fuel_most);
    if (strcmp(item->string, "strikes") == 0)
        return take_u32(s, item, POLICY_STRIKES, &w->strikes);
    if (strcmp(item->string, "suspended_frames") == 0)
        return take_u32(s, item, POLICY_FRAMES, &w->suspended_frames);
    if (strcmp(item->string, "on_failure") == 0)
        return take_on_failure(s, item, w);
    return take_quota(s, item, &w->quota, &taken) && (taken || refuse(s, item, "a slot has no such setting"));
}

static bool take_slots(const policy_source *s, const cJSON *item, policy *out)
{
    if (!cJSON_IsObject(item))
        return refuse(s, item, "\"slots\" must be an object");
    int count = cJSON_GetArraySize(item);
    if (count > POLICY_SLOTS)
        return refuse(s, item, "it names more than 100 slots");
    policy_slot *slots = arena_array(&out->arena, policy_slot, (uint32_t)count);
    if (!slots)
        return error_memory(s->err);
    for (const cJSON *each = item->child; each; each = each->next) {
        policy_slot *to = &slots[out->slot_count++];
        if (!take_name(s, &out->arena, each, "what is said of a slot must be an object", "this slot stands here a second time", &to->name))
            return false;
        for (const cJSON *word = each->child; word; word = word->next)
            if (!take_wish(s, &out->arena, word, to))
                return false;
    }
    out->slots = slots;
    return true;
}

static bool take_all(const policy_source *s, policy *out)
{
    static const char what[] = "it must be one object with the keys \"mods\", \"slots\", or both";
    if (!cJSON_IsObject(s->root) || !s->root->child)
        return refuse(s, s->root, what);
    for (const cJSON *each = s->root->child; each; each = each->next) {
        bool is_mods = strcmp(each->string, "mods") == 0;
        if (!is_first(each) || (!is_mods && strcmp(each->string, "slots") != 0))
            return refuse(s, each, what);
        if (!(is_mods ? take_mods(s, &out->arena, each, &out->mods) : take_slots(s, each, out)))
            return false;
    }
    return true;
}

bool policy_read(policy *out, budget *b, text_view text, error *err)
{
    *out = (policy){ .slot_count = 0 };
    arena_open(&out->arena, b);
    cJSON *root = json_tree_read(&out->arena, text, err);
    bool good = root && take_all(&(policy_source){ text, root, err }, out);
    if (!root && err->code == ERROR_MANIFEST)
        error_hint(err, "mend the game's policy; the policy before stays");
    cJSON_Delete(root);
    if (!good)
        policy_close(out);
    return good;
}

void policy_close(policy *p)
{
    arena_close(&p->arena);
    *p = (policy){ .stamp = p->stamp, .number = p->number };
}

static void narrow(policy_word *word, const policy_mods *mods, text_view name)
{
    for (uint32_t i = 0; i < mods->count; i++) {
        const policy_word *says = &mods->entries[i].says;
        if (!text_equal(mods->entries[i].name, name))
            continue;
        word->quota = quota_least(&word->quota, &says->quota);
        word->weight = says->weight ? says->weight : word->weight;
    }
}

static const policy_slot *find_slot(const policy *p, text_view name)
{
    for (uint32_t i = 0; i < p->slot_count; i++)
        if (text_equal(p->slots[i].name, name))
            return &p->slots[i];
    return NULL;
}

policy_word policy_of(const policy *p, text_view slot_name, text_view mod_name)
{
    static const policy_slot none;
    const text_view all = TEXT_LITERAL("*");
    const policy_slot *slot_says = find_slot(p, slot_name);
    const policy_mods *here = slot_says ? &slot_says->mods : &none.mods;
    policy_word word = { .weight = 0 };
    narrow(&word, &p->mods, all);
    narrow(&word, here, all);
    narrow(&word, &p->mods, mod_name);
    narrow(&word, here, mod_name);
    return word;
}

const slot_wish *policy_of_slot(const policy *p, text_view slot_name)
{
    const policy_slot *found = find_slot(p, slot_name);
    return found ? &found->wish : NULL;
}

/* ---- the file ---- */

static void apply(inlay_host *host)
{
    const policy *p = &host->policy;
    for (uint32_t i = 0; i < host->slots.count; i++)
        slot_wish_for(host->slots.slots[i], policy_of_slot(p, host->slots.slots[i]->name));
    for (uint32_t i = 1; i < host->mods.count; i++)
        if (serial_at(&host->mods, i))
            quota_apply(serial_at(&host->mods, i));
    for (uint32_t i = 0; i < p->slot_count; i++)
        if (!slot_named(&host->slots, p->slots[i].name))
            host_say(host, INLAY_EVENT_LOG, "the game's policy speaks of slot \"%.*s\", and the game has none of that name\n"
                     "  hint: is it misspelt? what is said of it is kept, and of no use", TEXT_ARGS(p->slots[i].name));
}

static void take(inlay_host *host, text_view text)
{
    policy next;
    error err;
    char words[1000];
    error_open(&err);
    if (!policy_read(&next, &host->budget, text, &err)) {
        error_format(&err, host->config.policy, words, sizeof words);
        host_say(host, INLAY_EVENT_LOG, "%s", words);
        return;
    }
    next.stamp = host->policy.stamp;
    next.number = host->policy.number + 1;
    policy_close(&host->policy);
    host->policy = next;
    apply(host);
    if (next.number > 1)
        host_say(host, INLAY_EVENT_LOG, "the game's policy was read again: %u mods and %u slots are named", next.mods.count, next.slot_count);
}

void policy_step(inlay_host *host)
{
    if (!host->config.policy || (host->window % POLICY_LOOK != 1 && host->policy.stamp.exists))
        return;
    file_stamp now = file_stat(host->config.policy);
    if (!now.exists || file_stamp_equal(&now, &host->policy.stamp))
        return;
    uint8_t *bytes = NULL;
    size_t size = 0;
    error err;
    error_open(&err);
    file_outcome outcome = file_read(host->config.policy, LIMIT_MANIFEST_BYTES, &host->budget, &bytes, &size, &now, &err);
    if (outcome == FILE_CHANGED || outcome == FILE_MISSING)
        return;
    host->policy.stamp = now;
    if (outcome == FILE_READ)
        take(host, (text_view){ (const char *)bytes, size });
    else
        host_say(host, INLAY_EVENT_LOG, "the game's policy %s could not be read: %s; the policy before stays", host->config.policy, err.text);
    budget_free(&host->budget, bytes, size);
}
