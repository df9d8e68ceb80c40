/* Binding: what the paths of a text mean, and an order in which everything
 * that is needed comes first.
 */
#include "engine/wit/wit_set.h"

typedef enum block_wanted { WANT_ANY, WANT_INTERFACE, WANT_WORLD } block_wanted;

static const char *const wanted_texts[] = { "interface or world", "interface", "world" };

static bool enter_block(wit_resolver *r, wit_package *package, wit_block *block)
{
    const wit_part *part = block->part;
    const wit_block *first = wit_scope_get(package->names, block->name.text);
    if (first) {
        wit_refuse(r, part, block->name.at, "the package %.*s has two items named `%.*s`", TEXT_ARGS(package->full), TEXT_ARGS(block->name.text));
        return wit_hint_first(r, part->source, first->part->source, first->name.line);
    }
    block->externs = arena_new(r->arena, cexterns);
    if (!block->externs || !wit_scope_add(package->names, block->name.text, block))
        return error_memory(r->err);
    r->block_count++;

    bool on = true;
    if (!wit_gate_check(r, part, &block->gate, &block->name, &on))
        return false;
    block->is_off = !on;
    block->externs->origin = wit_gate_origin(r, part, &block->gate, &block->name);
    block->externs->name = package->version.bytes
        ? arena_format(r->arena, "%.*s/%.*s@%.*s", TEXT_ARGS(package->name), TEXT_ARGS(block->name.text), TEXT_ARGS(package->version))
        : arena_format(r->arena, "%.*s/%.*s", TEXT_ARGS(package->name), TEXT_ARGS(block->name.text));
    return block->externs->origin && block->externs->name.bytes ? true : error_memory(r->err);
}

/* "package 'some:dependency' not found", with what there is. */
static bool refuse_package(wit_resolver *r, const wit_part *part, const wit_path *path, text_view full)
{
    wit_refuse(r, part, path->package.at, "the package %.*s is not among the WIT files", TEXT_ARGS(full));
    for (const wit_package *p = r->packages; p; p = p->next)
        if (text_equal(p->name, path->package.text))
            return error_hint(r->err, "there is %.*s", TEXT_ARGS(p->full));
    if (!wit_hint_nearest(r, wit_scope_nearest(r->package_names, full)) && !r->err->hint[0])
        error_hint(r->err, "put its folder into deps/");
    return false;
}

static bool add_package_edge(wit_resolver *r, const wit_part *part, wit_package *to, uint32_t at)
{
    wit_package_edge *edge = arena_new(&r->scratch, wit_package_edge);
    if (!edge)
        return error_memory(r->err);
    *edge = (wit_package_edge){ .to = to, .source = part->source, .at = at, .next = part->package->edges };
    part->package->edges = edge;
    return true;
}

static wit_package *find_package(wit_resolver *r, const wit_part *part, const wit_path *path)
{
    char local[256];
    text_view full = path->package.text;
    if (path->version.bytes) {
        size_t size = (size_t)text_format(local, sizeof local, "%.*s@%.*s", TEXT_ARGS(full), TEXT_ARGS(path->version));
        full = size < sizeof local ? (text_view){ local, size }
             : arena_format(&r->scratch, "%.*s@%.*s", TEXT_ARGS(full), TEXT_ARGS(path->version));
    }
    wit_package *package = full.bytes ? wit_scope_get(r->package_names, full) : NULL;
    if (!package)
        refuse_package(r, part, path, full);
    else if (!add_package_edge(r, part, package, path->package.at))
        return NULL;
    return package;
}

static bool check_wanted(wit_resolver *r, const wit_part *part, const wit_block *block, const wit_name *name, block_wanted wanted)
{
    if (wanted == WANT_ANY || (wanted == WANT_WORLD) == block->is_world)
        return true;
    return wit_refuse(r, part, name->at, "`%.*s` is %s, where %s is wanted", TEXT_ARGS(name->text),
                      block->is_world ? "a world" : "an interface", wanted == WANT_WORLD ? "a world" : "an interface");
}

/* What a path means. `siblings`: bare names of this file's own `use`s count too. Null when refused. */
static wit_block *bind(wit_resolver *r, const wit_part *part, const wit_path *path, block_wanted wanted, bool siblings)
{
    wit_package *package = part->package;
    wit_block *block = NULL;
    if (path->package.text.bytes) {
        package = find_package(r, part, path);
        if (!package)
            return NULL;
    } else if (siblings) {
        const wit_toplevel_use *use = wit_scope_get(part->names, path->name.text);
        block = use ? use->target : NULL;
    }
    if (!block)
        block = wit_scope_get(package->names, path->name.text);
    if (block)
        return check_wanted(r, part, block, &path->name, wanted) ? block : NULL;

    if (path->package.text.bytes)
        wit_refuse(r, part, path->name.at, "the package %.*s has no %s `%.*s`", TEXT_ARGS(package->full), wanted_texts[wanted],
                   TEXT_ARGS(path->name.text));
    else
        wit_refuse(r, part, path->name.at, "there is no interface or world `%.*s` here", TEXT_ARGS(path->name.text));
    if (!path->package.text.bytes && wit_scope_find(part->names, path->name.text)) {      /* `use` of a `use` */
        error_hint(r->err, "`%.*s` is a name that another `use` gives: write what that one names", TEXT_ARGS(path->name.text));
        return NULL;
    }
    text_view nearest = wit_scope_nearest(package->names, path->name.text);
    wit_hint_nearest(r, nearest.size ? nearest : wit_scope_nearest(part->names, path->name.text));
    return NULL;
}

static bool is_same_path(const wit_path *a, const wit_path *b)
{
    return text_equal(a->package.text, b->package.text) && text_equal(a->version, b->version) && text_equal(a->name.text, b->name.text);
}

/* A `use` stands for an interface. Where the file includes the same as a world, it contradicts itself, and is told so there. */
static bool refuse_used_world(wit_resolver *r, const wit_part *part, const wit_path *path)
{
    for (const wit_block *block = part->blocks; block; block = block->next)
        for (const wit_item *item = block->items; item; item = item->next)
            if (item->kind == WIT_ITEM_INCLUDE && is_same_path(&item->path, path))
                return wit_refuse(r, part, item->path.name.at, "`%.*s` is included as a world, but line %u has a `use` of it, which takes interfaces",
                                  TEXT_ARGS(path->name.text), path->name.line);
    return wit_refuse(r, part, path->name.at, "`%.*s` is a world, where an interface is wanted", TEXT_ARGS(path->name.text));
}

/* toplevel-use-item: a name for this file alone */
static bool bind_toplevel(wit_resolver *r, wit_part *part)
{
    for (wit_toplevel_use *use = part->uses; use; use = use->next) {
        use->target = bind(r, part, &use->path, WANT_ANY, false);
        if (!use->target)
            return false;
        if (use->target->is_world && use->path.package.text.bytes)
            return refuse_used_world(r, part, &use->path);
        const wit_toplevel_use *first = wit_scope_get(part->names, use->as.text);
        if (first) {
            wit_refuse(r, part, use->as.at, "this file has two items named `%.*s`", TEXT_ARGS(use->as.text));
            return wit_hint_first(r, part->source, part->source, first->as.line);
        }
        if (!wit_scope_add(part->names, use->as.text, use))
            return error_memory(r->err);
    }
    for (const wit_block *block = part->blocks; block; block = block->next) {
        const wit_toplevel_use *use = wit_scope_get(part->names, block->name.text);
        if (use) {
            wit_refuse(r, part, block->name.at, "this file has two items named `%.*s`: one is a `use`", TEXT_ARGS(block->name.text));
            return error_hint(r->err, "the `use` stands in line %u", use->as.line);
        }
    }
    return true;
}

/* What a gate leaves out may name what never came to be, as long as there is something of that name. */
static bool bind_item(wit_resolver *r, wit_block *block, wit_item *item)
{
    block_wanted wanted = item->is_off ? WANT_ANY : item->kind == WIT_ITEM_INCLUDE ? WANT_WORLD : WANT_INTERFACE;
    item->target = bind(r, block->part, &item->path, wanted, true);
    return item->target != NULL;
}

static bool has_path(const wit_item *item)
{
    return item->path.name.text.bytes != NULL;
}

/* Bind the items of a block and count the blocks that it needs; an inline interface's are its world's. */
static bool bind_items(wit_resolver *r, wit_block *block, uint32_t *edges)
{
    for (wit_item *item = block->items; item; item = item->next) {
        bool on = true;
        if (!wit_gate_check(r, block->part, &item->gate, &item->name, &on))
            return false;
        item->is_off = !on;
        if (has_path(item)) {
            if (!bind_item(r, block, item))
                return false;
            ++*edges;
        }
        if (item->body && !bind_items(r, item->body, edges))      /* one level: interfaces hold none */
            return false;
    }
    return true;
}

static void fill_edges(const wit_block *block, wit_block **edges, uint32_t *count)
{
    for (const wit_item *item = block->items; item; item = item->next) {
        if (has_path(item))
            edges[(*count)++] = item->target;
        if (item->body)
            fill_edges(item->body, edges, count);
    }
}

static bool bind_block(wit_resolver *r, wit_block *block)
{
    uint32_t count = 0;
    if (!bind_items(r, block, &block->edge_count))
        return false;
    block->edges = arena_array(&r->scratch, wit_block *, block->edge_count);
    if (!block->edges)
        return error_memory(r->err);
    fill_edges(block, block->edges, &count);
    return true;
}

/* Call `each` for all parts of all packages. */
static bool for_parts(wit_resolver *r, bool (*each)(wit_resolver *, wit_part *))
{
    for (wit_package *package = r->packages; package; package = package->next)
        for (wit_part_link *link = package->links; link; link = link->next)
            if (!each(r, link->part))
                return false;
    return true;
}

static bool enter_blocks(wit_resolver *r, wit_part *part)
{
    for (wit_block *block = part->blocks; block; block = block->next)
        if (!enter_block(r, part->package, block))
            return false;
    return true;
}

static bool bind_blocks(wit_resolver *r, wit_part *part)
{
    for (wit_block *block = part->blocks; block; block = block->next)
        if (!bind_block(r, block))
            return false;
    return true;
}

enum { NEW, OPEN, DONE };

typedef struct package_frame { wit_package *package; wit_package_edge *edge; } package_frame;

static bool visit_package(wit_resolver *r, package_frame *stack, wit_package *start)
{
    uint32_t depth = 0;
    stack[depth++] = (package_frame){ start, start->edges };
    start->state = OPEN;
    while (depth) {
        package_frame *top = &stack[depth - 1];
        wit_package_edge *edge = top->edge;
        if (!edge) {
            top->package->state = DONE;
            depth--;
            continue;
        }
        top->edge = edge->next;
        if (edge->to->state == OPEN)
            return wit_lex_refuse(edge->source, r->err, edge->at, "the package %.*s needs itself, by way of this one",
                                  TEXT_ARGS(edge->to->full));
        if (edge->to->state == NEW) {
            edge->to->state = OPEN;
            stack[depth++] = (package_frame){ edge->to, edge->to->edges };
        }
    }
    return true;
}

/* Packages that need one another are refused; the last written is walked first, so that the message names what comes later. */
static bool order_packages(wit_resolver *r)
{
    uint32_t count = 0;
    for (wit_package *p = r->packages; p; p = p->next)
        count++;
    package_frame *stack = arena_array(&r->scratch, package_frame, count);
    wit_package **all = arena_array(&r->scratch, wit_package *, count);
    if (!stack || !all)
        return error_memory(r->err);
    uint32_t i = 0;
    for (wit_package *p = r->packages; p; p = p->next)
        all[i++] = p;
    while (i-- > 0)
        if (all[i]->state == NEW && !visit_package(r, stack, all[i]))
            return false;
    return true;
}

typedef struct block_frame { wit_block *block; uint32_t next; } block_frame;

/* What comes back to a block: it is the last on the way that names it. */
static bool refuse_cycle(wit_resolver *r, const wit_block *block, const wit_block *last)
{
    const char *what = block->is_world ? "world" : "interface", *does = block->is_world ? "includes" : "uses";
    if (last == block)
        return wit_refuse(r, block->part, block->name.at, "the %s `%.*s` %s itself", what, TEXT_ARGS(block->name.text), does);
    return wit_refuse(r, block->part, block->name.at, "the %s `%.*s` %s itself, by way of `%.*s`", what, TEXT_ARGS(block->name.text), does,
                      TEXT_ARGS(last->name.text));
}

static bool visit_block(wit_resolver *r, block_frame *stack, wit_block *start, uint32_t *done)
{
    uint32_t depth = 0;
    stack[depth++] = (block_frame){ start, 0 };
    start->state = OPEN;
    while (depth) {
        block_frame *top = &stack[depth - 1];
        if (top->next == top->block->edge_count) {
            top->block->state = DONE;
            r->order[(*done)++] = top->block;
            depth--;
            continue;
        }
        wit_block *to = top->block->edges[top->next++];
        if (to->state == OPEN)
            return refuse_cycle(r, to, top->block);
        if (to->state == NEW) {
            to->state = OPEN;
            stack[depth++] = (block_frame){ to, 0 };
        }
    }
    return true;
}

static bool order_blocks(wit_resolver *r)
{
    block_frame *stack = arena_array(&r->scratch, block_frame, r->block_count);
    wit_block **all = arena_array(&r->scratch, wit_block *, r->block_count);
    r->order = arena_array(&r->scratch, wit_block *, r->block_count);
    if (!stack || !all || !r->order)
        return error_memory(r->err);
    uint32_t i = 0, done = 0;
    for (wit_package *package = r->packages; package; package = package->next)
        for (wit_part_link *link = package->links; link; link = link->next)
            for (wit_block *block = link->part->blocks; block; block = block->next)
                all[i++] = block;
    while (i-- > 0)
        if (all[i]->state == NEW && !visit_block(r, stack, all[i], &done))
            return false;
    return true;
}

bool wit_bind_all(wit_resolver *r)
{
    return for_parts(r, enter_blocks) && for_parts(r, bind_toplevel) && for_parts(r, bind_blocks)
        && order_packages(r) && order_blocks(r);
}
