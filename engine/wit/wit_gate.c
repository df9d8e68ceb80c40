/* Gates: which declarations are in; and origins: where each was written. */
#include "engine/wit/wit_set.h"
#include "engine/wit/wit_fit.h"

static bool has_feature(const wit_options *options, text_view feature)
{
    if (!options)
        return false;
    for (uint32_t i = 0; i < options->feature_count; i++)
        if (text_equal(options->features[i], feature))
            return true;
    return options->all_features;
}

/* "feature gates": @since a version that the package has not reached is a mistake; @unstable is in when asked for */
bool wit_gate_check(wit_resolver *r, const wit_part *part, const wit_gate *gate, const wit_name *name, bool *on)
{
    *on = !gate->unstable.bytes || part->source->is_whole || has_feature(r->options, gate->unstable);
    if (!gate->since.bytes)
        return true;
    text_view version = part->package->version;
    if (!version.bytes)
        return wit_refuse(r, part, name->at, "`@since` needs a package with a version, but %.*s has none",
                          TEXT_ARGS(part->package->name));
    if (track_order(version, gate->since) < 0)
        return wit_refuse(r, part, name->at, "this is said to be there since version %.*s, but the package is only at %.*s",
                          TEXT_ARGS(gate->since), TEXT_ARGS(version));
    return true;
}

bool wit_gate_leave_out(wit_resolver *r, const cgated **list, text_view name, const corigin *origin)
{
    cgated *left = arena_new(r->arena, cgated);
    if (!left || !origin)
        return error_memory(r->err);
    *left = (cgated){ name, origin, *list };
    *list = left;
    return true;
}

/* A comment's next line without its marks and the blanks around. */
static text_view next_line(const char **at, const char *end)
{
    const char *from = *at, *to = from;
    while (to < end && *to != '\n')
        to++;
    *at = to < end ? to + 1 : end;
    while (from < to && (*from == ' ' || *from == '\t' || *from == '\r'))
        from++;
    if (to - from >= 2 && from[0] == '/' && (from[1] == '/' || from[1] == '*'))
        from += 2;
    while (from < to && (*from == '/' || *from == '*') )
        from++;
    if (from < to && *from == ' ')
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
        to--;
    if (to - from >= 2 && to[-1] == '/' && to[-2] == '*')
        to -= 2;
    while (to > from && to[-1] == ' ')
        to--;
    return (text_view){ from, (size_t)(to - from) };
}

static text_view make_docs(wit_resolver *r, const wit_source *source, uint32_t docs_at, uint32_t docs_end)
{
    if (docs_at == docs_end)
        return (text_view){ 0 };
    char *out = arena_alloc_aligned(r->arena, (size_t)(docs_end - docs_at) + 1, 1);
    if (!out)
        return (text_view){ 0 };
    size_t size = 0;
    const char *at = source->text.bytes + docs_at, *end = source->text.bytes + docs_end;
    while (at < end) {
        text_view line = next_line(&at, end);
        if (size || line.size) {
            for (size_t i = 0; i < line.size; i++)
                out[size++] = line.bytes[i];
            if (at < end)
                out[size++] = '\n';
        }
    }
    while (size && out[size - 1] == '\n')
        size--;
    out[size] = 0;
    return (text_view){ out, size };
}

corigin *wit_gate_origin(wit_resolver *r, const wit_part *part, const wit_gate *gate, const wit_name *name)
{
    corigin *o = arena_new(r->arena, corigin);
    if (!o) {
        error_memory(r->err);
        return NULL;
    }
    *o = (corigin){
        .source = part->source, .line = name->line, .column = name->column,
        .docs = make_docs(r, part->source, gate->docs_at, gate->docs_end),
        .since = gate->since, .unstable = gate->unstable, .deprecated = gate->deprecated,
        .external_id = gate->external_id.bytes ? arena_text(r->arena, gate->external_id) : gate->external_id,
    };
    return o;
}

const corigin *wit_gate_field_origin(wit_resolver *r, const wit_part *part, const wit_field *field)
{
    wit_gate gate = { .docs_at = field->docs_at, .docs_end = field->docs_end };
    return wit_gate_origin(r, part, &gate, &field->name);
}
