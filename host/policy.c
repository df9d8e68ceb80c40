/* The policy file. What is looked over before cJSON sees it: size, depth, encoding. */
#include "host/policy.h"

#include "host/host.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { POLICY_LOOK = 30 };          /* frames between two looks at the file */

/* POLICY_KEY(name, member, least, most, factor) */
#define POLICY_KEYS(POLICY_KEY)                                                          \
    POLICY_KEY(memory_mib, memory, 1, 4096, 1 << 20) POLICY_KEY(copy_kib, copy, 1, 1 << 20, 1024) \
    POLICY_KEY(handles, handles, 1, 1 << 24, 1) POLICY_KEY(log_lines, log_lines, 1, 1 << 20, 1)   \
    POLICY_KEY(log_kib, log_bytes, 1, 1 << 20, 1024) POLICY_KEY(weight, weight, 1, 1000, 1)

typedef struct policy_source { text_view text; error *err; } policy_source;

/* Points at the first place where that key stands. */
static bool refuse(const policy_source *s, const char *key, const char *what)
{
    char quoted[80];
    int size = text_format(quoted, sizeof quoted, "\"%s\"", key);
    error_set(s->err, ERROR_MANIFEST, ERROR_NO_OFFSET, "in the game's policy: %s", what);
    error_hint(s->err, "it is { \"mods\": { \"*\" or a name: { memory_mib, copy_kib, handles, log_lines, log_kib, weight } } }; the policy before stays");
    for (size_t at = 0; size > 0 && at + (size_t)size <= s->text.size; at++)
        if (memcmp(s->text.bytes + at, quoted, (size_t)size) == 0)
            return error_point(s->err, s->text, at);
    return false;
}

static bool take_quota(const policy_source *s, const cJSON *item, quota *out)
{
    double number = item->valuedouble;
#define POLICY_KEY(name, member, least, most, factor)                                                  \
    if (strcmp(item->string, #name) == 0) {                                                            \
        if (!cJSON_IsNumber(item) || !(number >= (least) && number <= (most)) || number != (double)(int64_t)number) \
            return refuse(s, item->string, "\"" #name "\" must be a whole number from " #least " to " #most);       \
        out->member = (uint32_t)number * (uint64_t)(factor);                                           \
        return true;                                                                                   \
    }
    POLICY_KEYS(POLICY_KEY)
#undef POLICY_KEY
    return refuse(s, item->string, "there is no such quota");
}

static bool take_entry(const policy_source *s, arena *a, const cJSON *item, policy_entry *out)
{
    if (!cJSON_IsObject(item))
        return refuse(s, item->string, "what is said of a mod must be an object");
    for (const cJSON *before = item->prev; before != item && before->next; before = before->prev)
        if (strcmp(before->string, item->string) == 0)
            return refuse(s, item->string, "this mod stands here a second time");
    out->name = arena_text(a, text_of(item->string));
    if (!out->name.bytes)
        return error_memory(s->err);
    for (const cJSON *each = item->child; each; each = each->next)
        if (!take_quota(s, each, &out->quota))
            return false;
    return true;
}

static bool take_all(const policy_source *s, policy *out, const cJSON *root)
{
    const cJSON *mods = cJSON_IsObject(root) ? root->child : NULL;
    if (!mods || strcmp(mods->string, "mods") != 0 || mods->next || !cJSON_IsObject(mods))
        return refuse(s, "mods", "it must be one object with one key, \"mods\", an object");
    int count = cJSON_GetArraySize(mods);
    if (count > POLICY_MODS)
        return refuse(s, "mods", "it names more than 1000 mods");
    policy_entry *entries = arena_array(&out->arena, policy_entry, (uint32_t)count);
    if (!entries)
        return error_memory(s->err);
    for (const cJSON *each = mods->child; each; each = each->next)
        if (!take_entry(s, &out->arena, each, &entries[out->count++]))
            return false;
    out->entries = entries;
    return true;
}

/* cJSON's own depth limit is wider, and recursion is bounded by ours. */
static bool is_shallow(text_view text)
{
    uint32_t depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        depth += text.bytes[i] == '{' || text.bytes[i] == '[';
        depth -= (text.bytes[i] == '}' || text.bytes[i] == ']') && depth;
        if (depth > LIMIT_MANIFEST_DEPTH || !text.bytes[i])
            return false;
    }
    return true;
}

bool policy_read(policy *out, budget *b, text_view text, error *err)
{
    policy_source s = { text, err };
    *out = (policy){ .count = 0 };
    arena_open(&out->arena, b);
    if (text.size > LIMIT_MANIFEST_BYTES || !text_is_utf8(text.bytes, text.size) || !is_shallow(text))
        return refuse(&s, "mods", "it is no UTF-8 text of at most 64 KiB, nested at most 32 deep"), policy_close(out), false;
    text_view copy = arena_text(&out->arena, text);
    const char *end = NULL;
    cJSON *root = copy.bytes ? cJSON_ParseWithOpts(copy.bytes, &end, true) : NULL;
    bool good = root && take_all(&s, out, root);
    if (!copy.bytes)
        error_memory(err);
    else if (!root) {
        error_set(err, ERROR_MANIFEST, ERROR_NO_OFFSET, "the game's policy is not JSON: is a comma, a quote or a bracket missing or too many?");
        error_hint(err, "mend it; the policy before stays");
        error_point(err, text, end ? (size_t)(end - copy.bytes) : 0);
    }
    cJSON_Delete(root);
    if (!good)
        policy_close(out);
    return good;
}

void policy_close(policy *p)
{
    arena_close(&p->arena);
    p->count = 0;
    p->entries = NULL;
}

quota policy_of(const policy *p, text_view name)
{
    quota all = { 0 };
    for (uint32_t i = 0; i < p->count; i++)
        if (text_is(p->entries[i].name, "*"))
            all = p->entries[i].quota;
    for (uint32_t i = 0; i < p->count; i++)
        if (text_equal(p->entries[i].name, name) && !text_is(name, "*"))
            return quota_least(&all, &p->entries[i].quota);
    return all;
}

/* ---- the file ---- */

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
    for (uint32_t i = 1; i < host->mods.count; i++)
        if (serial_at(&host->mods, i))
            quota_apply(serial_at(&host->mods, i));
    if (next.number > 1)
        host_say(host, INLAY_EVENT_LOG, "the game's policy was read again: %u mods are named", next.count);
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
