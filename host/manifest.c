/* mod.json. cJSON's tree says what stands there, a second look at the text where. */
#include "host/manifest.h"

#include "engine/base/json.h"
#include "host/json_tree.h"

#include <string.h>

#define MANIFEST_QUOTA(name, member, most, factor) MANIFEST_KEY(name, "a whole number from 1 to " #most)

/* MANIFEST_KEY(name, what it must be): the last ones are for people, and not read. */
#define MANIFEST_KEYS(MANIFEST_KEY)                                                            \
    MANIFEST_KEY(name, "a text") MANIFEST_KEY(slot, "a text") MANIFEST_KEY(version, "a text")  \
    MANIFEST_KEY(language, "a text") MANIFEST_KEY(component, "a text: the name of a file beside mod.json") \
    MANIFEST_KEY(order, "a whole number") MANIFEST_KEY(weight, "a whole number from 1 to 1000") \
    MANIFEST_KEY(enabled, "true or false") QUOTA_KEYS(MANIFEST_QUOTA)                          \
    MANIFEST_KEY(grants, "a list of texts, each the name of an interface")                     \
    MANIFEST_KEY(description, "a text") MANIFEST_KEY(author, "a text") MANIFEST_KEY(license, "a text") \
    MANIFEST_KEY(homepage, "a text") MANIFEST_KEY(source, "a text") MANIFEST_KEY(world, "a text") MANIFEST_KEY(build, "a text")

typedef enum manifest_key {
#define MANIFEST_KEY(name, wanted) KEY_##name,
    MANIFEST_KEYS(MANIFEST_KEY)
#undef MANIFEST_KEY
    KEY_COUNT
} manifest_key;

static const struct { const char *name, *wanted; } keys[KEY_COUNT] = {
#define MANIFEST_KEY(name, wanted) { #name, wanted },
    MANIFEST_KEYS(MANIFEST_KEY)
#undef MANIFEST_KEY
};

enum { MANIFEST_GRANTS = 64, MANIFEST_TEXT = 400 };

/* Where each key's value begins, and each text in "grants". */
typedef struct manifest_scan {
    text_view text;
    size_t    values[KEY_COUNT];  /* 0: not there */
    size_t    grants[MANIFEST_GRANTS];
    uint32_t  grant_count;
    error    *err;
} manifest_scan;

static bool refuse(error *err, text_view text, size_t at, const char *what)
{
    error_set(err, ERROR_MANIFEST, at, "%s", what);
    return error_point(err, text, at);
}

static bool suggest_key(manifest_scan *s, text_view found, size_t at)
{
    int best = -1;
    uint32_t least = 4;
    for (int i = 0; i < KEY_COUNT; i++) {
        uint32_t distance = text_distance(found, text_of(keys[i].name), least);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    error_set(s->err, ERROR_MANIFEST, at, "there is no key \"%.*s\"", (int)(found.size < 80 ? found.size : 80), found.bytes);
    if (best >= 0)
        error_hint(s->err, "did you mean \"%s\"?", keys[best].name);
    else
        error_hint(s->err, "the keys are name, slot, version, language, component, order, weight, enabled, grants, memory_mib, table_entries, "
                           "handles, copy_kib, string_kib, list_items, log_lines, log_kib, and for people description, author, license, homepage, source, world, build");
    return error_point(s->err, s->text, at);
}

static size_t here(const manifest_scan *s, json *j)
{
    json_peek(j);
    return (size_t)(j->at - s->text.bytes);
}

static bool scan_key(manifest_scan *s, text_view name, size_t at, size_t value)
{
    for (int i = 0; i < KEY_COUNT; i++) {
        if (!text_is(name, keys[i].name))
            continue;
        if (s->values[i])
            return refuse(s->err, s->text, at, "this key stands here a second time");
        s->values[i] = value;
        return true;
    }
    return suggest_key(s, name, at);
}

static bool scan_grants(manifest_scan *s, json *j)
{
    json_enter(j, '[');
    while (json_next(j, ']')) {
        if (s->grant_count == MANIFEST_GRANTS)
            return refuse(s->err, s->text, here(s, j), "more than 64 grants");
        s->grants[s->grant_count++] = here(s, j);
        json_pass(j);
    }
    return true;
}

/* It is known to be JSON. */
static bool scan_all(manifest_scan *s)
{
    text_view key;
    json j = json_of(s->text);
    json_enter(&j, '{');
    while (json_next(&j, '}')) {
        size_t at = here(s, &j);
        if (!json_key(&j, &key) || !scan_key(s, key, at, here(s, &j)))
            return false;
        if (!text_is(key, "grants") || json_peek(&j) != '[')
            json_pass(&j);
        else if (!scan_grants(s, &j))
            return false;
    }
    return true;
}

static bool wrong_type(manifest_scan *s, manifest_key key)
{
    error_set(s->err, ERROR_MANIFEST, s->values[key], "\"%s\" must be %s", keys[key].name, keys[key].wanted);
    return error_point(s->err, s->text, s->values[key]);
}

/* U+0080 to U+009F, too: some terminals obey them. What cJSON gives is UTF-8, and ends with a null. */
static bool is_control(const unsigned char *at)
{
    return *at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] < 0xA0);
}

static bool take_text(manifest_scan *s, arena *a, const cJSON *item, manifest_key key, text_view *out)
{
    if (!cJSON_IsString(item))
        return wrong_type(s, key);
    text_view text = text_of(item->valuestring);
    if (text.size > MANIFEST_TEXT)
        return refuse(s->err, s->text, s->values[key], "this text is longer than 400 bytes");
    for (size_t i = 0; i < text.size && key <= KEY_component; i++)      /* these are shown, in one line */
        if (is_control((const unsigned char *)text.bytes + i))
            return refuse(s->err, s->text, s->values[key], "a line break or control character stands in this text");
    *out = arena_text(a, text);
    return out->bytes || error_memory(s->err);
}

/* Beyond 2^53 a double is no longer the number that was written; our own bounds are below that. */
static bool take_number(manifest_scan *s, const cJSON *item, manifest_key key, double least, double most, double *out)
{
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= least && item->valuedouble <= most)
        || item->valuedouble != (double)(int64_t)item->valuedouble)
        return wrong_type(s, key);
    *out = item->valuedouble;
    return true;
}

static bool take_quota(manifest_scan *s, const cJSON *item, manifest_key key, double most, uint64_t factor, uint64_t *out)
{
    double number = 0;
    if (!take_number(s, item, key, 1, most, &number))
        return false;
    *out = (uint64_t)number * factor;
    return true;
}

static uint32_t line_of(text_view text, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at && i < text.size; i++)
        line += text.bytes[i] == '\n';
    return line;
}

static bool take_grants(manifest_scan *s, arena *a, const cJSON *item, manifest *out)
{
    if (!cJSON_IsArray(item))
        return wrong_type(s, KEY_grants);
    uint32_t count = (uint32_t)cJSON_GetArraySize(item), i = 0;
    manifest_grant *grants = arena_array(a, manifest_grant, count);
    if (!grants)
        return error_memory(s->err);
    for (const cJSON *each = item->child; each; each = each->next, i++) {
        if (!cJSON_IsString(each) || i >= s->grant_count)
            return wrong_type(s, KEY_grants);
        grants[i] = (manifest_grant){ arena_text(a, text_of(each->valuestring)), line_of(s->text, s->grants[i]) };
        if (!grants[i].name.bytes)
            return error_memory(s->err);
    }
    out->grants = grants;
    out->grant_count = count;
    return true;
}

static bool take_component(manifest_scan *s, arena *a, const cJSON *item, manifest *out)
{
    if (!take_text(s, a, item, KEY_component, &out->component))
        return false;
    if (out->component.size == 0 || out->component.bytes[0] == '.' || memchr(out->component.bytes, '/', out->component.size)
        || memchr(out->component.bytes, '\\', out->component.size))
        return wrong_type(s, KEY_component);
    return true;
}

static bool take_key(manifest_scan *s, arena *a, const cJSON *item, manifest_key key, manifest *out)
{
    double number = 0;
    text_view unread;
    switch (key) {
    case KEY_name:      return take_text(s, a, item, key, &out->name);
    case KEY_slot:      return take_text(s, a, item, key, &out->slot);
    case KEY_version:   return take_text(s, a, item, key, &out->version);
    case KEY_language:  return take_text(s, a, item, key, &out->language);
    case KEY_component: return take_component(s, a, item, out);
    case KEY_grants:    return take_grants(s, a, item, out);
    case KEY_order:
        if (!take_number(s, item, key, INT32_MIN, INT32_MAX, &number))
            return false;
        out->order = (int32_t)number;
        return true;
    case KEY_weight:
        if (!take_number(s, item, key, 1, 1000, &number))
            return false;
        out->weight = (uint32_t)number;
        return true;
#define QUOTA_KEY(key_name, member, most, factor) case KEY_##key_name: return take_quota(s, item, key, most, factor, &out->quota.member);
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    case KEY_enabled:
        if (!cJSON_IsBool(item))
            return wrong_type(s, key);
        out->enabled = cJSON_IsTrue(item);
        return true;
    case KEY_description: case KEY_author: case KEY_license: case KEY_homepage: case KEY_source: case KEY_world: case KEY_build:
        return take_text(s, a, item, key, &unread);
    case KEY_COUNT: break;
    }
    return true;
}

static bool take_all(manifest_scan *s, arena *a, const cJSON *root, manifest *out)
{
    for (const cJSON *item = root->child; item; item = item->next)
        for (int key = 0; key < KEY_COUNT; key++)
            if (strcmp(item->string, keys[key].name) == 0 && !take_key(s, a, item, (manifest_key)key, out))
                return false;
    return true;
}

manifest manifest_default(void)
{
    return (manifest){ .weight = 1, .enabled = true };
}

bool manifest_read(arena *a, text_view text, manifest *out, error *err)
{
    manifest_scan s = { .text = text, .err = err };
    *out = manifest_default();
    out->is_given = true;
    out->last_line = line_of(text, text.size);

    json j = json_of(text);
    if (json_peek(&j) != '{')
        return refuse(err, text, text.size - (size_t)(j.end - j.at), "it must be one object: { … }");
    cJSON *root = json_tree_read(a, text, err);
    bool good = root && scan_all(&s) && take_all(&s, a, root, out);
    cJSON_Delete(root);
    return good;
}

const manifest_grant *manifest_find_grant(const manifest *m, text_view interface_base)
{
    for (uint32_t i = 0; i < m->grant_count; i++) {
        text_view name = m->grants[i].name;
        const char *at = name.size ? memchr(name.bytes, '@', name.size) : NULL;
        if (at)
            name.size = (size_t)(at - name.bytes);
        if (text_equal(name, interface_base))
            return &m->grants[i];
    }
    return NULL;
}
