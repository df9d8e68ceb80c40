/* One item of an interface or a world in one line of WIT, as messages and tables show it. */
#include "engine/wit/wit_print.h"

static void put_type_item(text_builder *t, const cextern *item)
{
    ctype_kind kind = item->type->kind;
    if (kind != CTYPE_RECORD && kind != CTYPE_VARIANT && kind != CTYPE_ENUM && kind != CTYPE_FLAGS) {
        text_add(t, "type %.*s = ", TEXT_ARGS(item->name));
        ctype_print(t, item->type, false);
        return;
    }
    text_builder body;
    text_open(&body, t->budget);
    ctype_print(&body, item->type, false);
    size_t word = text_of(ctype_kind_text(kind)).size;
    text_view rest = { body.bytes + word, body.size > word ? body.size - word : 0 };
    text_add(t, "%s %.*s", ctype_kind_text(kind), TEXT_ARGS(item->name));
    text_put(t, rest);
    t->failed |= body.failed;
    text_close(&body);
}

/* "creature.think: func(now: senses)", "creature.merge: static func(a: …)", "creature: constructor(…)" */
static void put_func_item(text_builder *t, const cextern *item)
{
    text_view kind, resource, member;
    if (!wit_print_split(item->name, &kind, &resource, &member)) {
        cfunc_print(t, item->name, item->func);
        return;
    }
    cfunc func = *item->func;
    text_builder all;
    text_open(&all, t->budget);
    bool has_self = text_is(kind, "[method]") && func.param_count > 0;
    func.params += has_self;
    func.param_count -= has_self;
    cfunc_print(&all, (text_view){ 0 }, &func);
    text_view signature = { all.bytes, all.size };
    bool is_constructor = text_is(kind, "[constructor]");
    if (is_constructor && text_starts(signature, "func"))
        signature = (text_view){ signature.bytes + 4, signature.size - 4 };
    text_put(t, resource);
    text_add(t, "%s%.*s: %s", is_constructor ? "" : ".", TEXT_ARGS(member), is_constructor ? "constructor" : text_is(kind, "[static]") ? "static " : "");
    text_put(t, signature);
    t->failed |= all.failed;
    text_close(&all);
}

void wit_line(text_builder *t, const cextern *item)
{
    switch (item->kind) {
    case CEXTERN_FUNC:
        put_func_item(t, item);
        break;
    case CEXTERN_TYPE:
        put_type_item(t, item);
        break;
    case CEXTERN_RESOURCE:
        text_add(t, "resource %.*s", TEXT_ARGS(item->name));
        break;
    case CEXTERN_INSTANCE:
        text_add(t, "interface %.*s", TEXT_ARGS(item->name));
        break;
    case CEXTERN_OTHER_TYPE:
        text_add(t, "type %.*s", TEXT_ARGS(item->name));
        break;
    case CEXTERN_COMPONENT: case CEXTERN_MODULE: case CEXTERN_VALUE:
        text_add(t, "%s %.*s", item->kind == CEXTERN_COMPONENT ? "component" : item->kind == CEXTERN_MODULE ? "core module" : "value",
                 TEXT_ARGS(item->name));
        break;
    }
}
