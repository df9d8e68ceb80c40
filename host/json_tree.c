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
