/* From text to cJSON's tree. */
#include "host/json_tree.h"

#include "engine/base/json.h"
#include "engine/base/limits.h"

static bool look_over(text_view text, error *err)
{
    size_t at;
    if (text.size > LIMIT_MANIFEST_BYTES)
        return error_set(err, ERROR_MANIFEST, ERROR_NO_OFFSET, "it has %zu bytes, but at most %d are read", text.size, (int)LIMIT_MANIFEST_BYTES);
    if (!text_is_utf8(text.bytes, text.size))
        return error_set(err, ERROR_MANIFEST, ERROR_NO_OFFSET, "it is not UTF-8 text");
    const char *wanted = json_fault(text, &at);
    if (!wanted)
        return true;
    error_set(err, ERROR_MANIFEST, at, "this is not JSON: %s should stand here", wanted);
    return error_point(err, text, at);
}

/* Items before that one, in the order in which they are written. As deep as the tree. */
static bool count_before(const cJSON *list, const cJSON *item, uint32_t *count)
{
    for (; list; list = list->next) {
        if (list == item)
            return true;
        ++*count;
        if (count_before(list->child, item, count))
            return true;
    }
    return false;
}

/* Null: so many are not there. */
static const char *pass_items(json *j, uint32_t *count)
{
    char open = json_peek(j);
    if (open != '{' && open != '[') {
        json_pass(j);
        return NULL;
    }
    json_enter(j, open);
    while (json_next(j, open == '{' ? '}' : ']')) {
        text_view key;
        json_peek(j);
        const char *at = j->at;
        if ((*count)-- == 0)
            return at;
        if (open == '{')
            json_key(j, &key);
        const char *found = pass_items(j, count);
        if (found)
            return found;
    }
    return NULL;
}

size_t json_tree_place(text_view text, const cJSON *root, const cJSON *item)
{
    uint32_t count = 0;
    json j = json_of(text);
    const char *at = count_before(root->child, item, &count) ? pass_items(&j, &count) : NULL;
    return at ? (size_t)(at - text.bytes) : 0;
}

cJSON *json_tree_read(arena *a, text_view text, error *err)
{
    if (!look_over(text, err))
        return NULL;
    text_view copy = arena_text(a, text);       /* terminated: some cJSON read past a length that they were given */
    cJSON *root = copy.bytes ? cJSON_ParseWithOpts(copy.bytes, NULL, true) : NULL;
    if (!root)
        error_memory(err);
    return root;
}
