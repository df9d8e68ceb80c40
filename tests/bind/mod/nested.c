/* Gives back what it gets, hands handles on, and asks the game. Made with wit-bindgen's C bindings. */
#include "nested.h"

#include <stdlib.h>
#include <string.h>

#define E(name) exports_nested_test_all_##name
#define G(name) nested_test_game_##name
#define SCALAR(type, name) type E(name)(type v) { return v; }
#define WHOLE(type, name)  void E(name)(type *v, type *ret) { *ret = *v; }

SCALAR(E(e300_t), an_enum)
SCALAR(E(f9_t), an_f9)
SCALAR(E(f17_t), an_f17)
SCALAR(E(f32_bits_t), an_f32)

WHOLE(E(int_t), an_int)
WHOLE(E(either_t), an_either)
WHOLE(E(outer_t), an_outer)
WHOLE(E(tree_t), a_tree)
WHOLE(E(eight_t), an_eight)
WHOLE(nested_list_list_string_t, texts)
WHOLE(E(list_e300_t), enums)
WHOLE(E(list_f17_t), bits)
WHOLE(E(list_result_void_void_t), bares)
WHOLE(nested_list_option_bool_t, maybes)
WHOLE(E(list_option_outer_t), outers)
WHOLE(nested_list_tuple3_u8_u64_string_t, pairs)
WHOLE(E(nodes_t), turn_nodes)
WHOLE(E(handle_t), turn_handle)

bool E(a_deep)(E(deep_t) *v, nested_base_kinds_option_result_void_string_t *ret, nested_list_tuple2_char32_u8_t *err)
{
    if (v->is_err)
        *err = v->val.err;
    else
        *ret = v->val.ok;
    return !v->is_err;
}

bool E(an_error)(E(result_e300_either_t) *v, E(e300_t) *ret, E(either_t) *err)
{
    if (v->is_err)
        *err = v->val.err;
    else
        *ret = v->val.ok;
    return !v->is_err;
}

bool E(three)(nested_option_option_string_t *maybe_v, nested_option_option_string_t *ret)
{
    if (maybe_v)
        *ret = *maybe_v;
    return maybe_v != NULL;
}

/* ---- through the game and back ---- */

bool E(via_deep)(E(deep_t) *v, nested_base_kinds_option_result_void_string_t *ret, nested_list_tuple2_char32_u8_t *err)
{
    bool good = G(turn_deep)(v, ret, err);
    E(deep_free)(v);
    return good;
}

void E(via_outer)(E(outer_t) *v, E(outer_t) *ret)
{
    G(turn_outer)(v, ret);
    E(outer_free)(v);
}

void E(via_tree)(E(tree_t) *v, E(tree_t) *ret)
{
    G(turn_tree)(v, ret);
    E(tree_free)(v);
}

void E(via_texts)(nested_list_list_string_t *v, nested_list_list_string_t *ret)
{
    G(turn_texts)(v, ret);
    nested_list_list_string_free(v);
}

void E(via_many)(uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k, uint32_t l,
                 nested_string_t *m, E(e300_t) n, uint8_t *maybe_o, G(result_void_void_t) *p, nested_list_u8_t *q,
                 nested_tuple4_u64_s64_string_list_u8_t *ret)
{
    G(turn_many)(a, b, c, d, e, f, g, h, i, j, k, l, m, n, maybe_o, p, q, ret);
    nested_string_free(m);
    nested_list_u8_free(q);
}

bool E(via_assert)(bool that) { return G(assert)(that); }

/* ---- texts ---- */

typedef struct text { char *bytes; size_t size; } text;

static void put(text *t, const void *bytes, size_t size)
{
    t->bytes = realloc(t->bytes, t->size + size + 1);
    memcpy(t->bytes + t->size, size ? bytes : "", size);
    t->size += size;
}

static void put_sprite(text *t, G(borrow_sprite_t) sprite)
{
    nested_string_t name;
    G(method_sprite_name)(sprite, &name);
    put(t, name.ptr, name.len);
    nested_string_free(&name);
}

static void give(text t, nested_string_t *ret) { *ret = (nested_string_t){ (uint8_t *)t.bytes, t.size }; }

/* ---- nodes ---- */

struct E(node_t) { text name; bool has; G(own_sprite_t) owns; };

static E(own_node_t) make(text name)
{
    E(node_t) *node = calloc(1, sizeof *node);
    node->name = name;
    return E(node_new)(node);
}

static void put_node(text *t, const E(node_t) *node)
{
    put(t, node->name.bytes, node->name.size);
    if (!node->has)
        return;
    put(t, "+", 1);
    put_sprite(t, G(borrow_sprite)(node->owns));
}

E(own_node_t) E(constructor_node)(nested_string_t *name, E(own_sprite_t) *maybe_owns)
{
    E(node_t) *node = calloc(1, sizeof *node);
    put(&node->name, name->ptr, name->len);
    nested_string_free(name);
    node->has = maybe_owns != NULL;
    if (maybe_owns)
        node->owns = *maybe_owns;
    return E(node_new)(node);
}

void E(node_destructor)(E(node_t) *node)
{
    if (node->has)
        G(sprite_drop_own)(node->owns);
    free(node->name.bytes);
    free(node);
}

void E(method_node_name)(E(borrow_node_t) self, nested_string_t *ret)
{
    text t = { 0 };
    put_node(&t, self);
    give(t, ret);
}

bool E(method_node_release)(E(borrow_node_t) self, E(own_sprite_t) *ret)
{
    if (self->has)
        *ret = self->owns;
    bool had = self->has;
    self->has = false;
    return had;
}

static void put_seen(text *t, const char *between, const E(list_borrow_sprite_t) *seen)
{
    for (size_t i = 0; i < seen->len; i++) {
        put(t, between, 1);
        put_sprite(t, seen->ptr[i]);
        G(sprite_drop_borrow)(seen->ptr[i]);
    }
}

void E(method_node_with)(E(borrow_node_t) self, E(borrow_node_t) other, E(list_borrow_sprite_t) *seen, nested_string_t *ret)
{
    text t = { 0 };
    put_node(&t, self);
    put(&t, "&", 1);
    put_node(&t, other);
    put_seen(&t, "/", seen);
    E(list_borrow_sprite_free)(seen);
    give(t, ret);
}

bool E(static_node_join)(E(list_own_node_t) *all, E(own_node_t) *ret, nested_string_t *err)
{
    text t = { 0 };
    for (size_t i = 0; i < all->len; i++) {
        put_node(&t, E(node_rep)(all->ptr[i]));
        E(node_drop_own)(all->ptr[i]);
    }
    bool good = all->len > 0;
    E(list_own_node_free)(all);
    if (good)
        *ret = make(t);
    else
        nested_string_dup(err, "nothing to join");
    return good;
}

void E(names)(E(list_borrow_node_t) *of, nested_list_string_t *ret)
{
    ret->len = of->len;
    ret->ptr = calloc(of->len + 1, sizeof *ret->ptr);
    for (size_t i = 0; i < of->len; i++)
        E(method_node_name)(of->ptr[i], &ret->ptr[i]);
    E(list_borrow_node_free)(of);
}

/* ---- the game's things ---- */

void E(look_at)(E(lent_t) *at, nested_string_t *ret)
{
    G(look)(at, ret);
    G(sprite_drop_borrow)(at->first);
    for (size_t i = 0; i < at->more.len; i++)
        G(sprite_drop_borrow)(at->more.ptr[i]);
    if (at->maybe.is_some)
        G(sprite_drop_borrow)(at->maybe.val);
    E(lent_free)(at);
}

/* What was in the list is the game's now; its memory isn't. */
void E(give_all)(E(given_t) *all, E(given_t) *ret)
{
    G(give)(all, ret);
    if (all->more.len)
        free(all->more.ptr);
}

static bool merge(G(own_sprite_t) made, G(own_sprite_t) *merged)
{
    G(own_sprite_t) other;
    nested_string_t why;
    if (!G(static_sprite_maybe)(&other))
        return false;
    bool good = G(static_sprite_merge)(made, G(borrow_sprite)(other), merged, &why);
    G(sprite_drop_own)(other);
    if (!good)
        nested_string_free(&why);
    return good;
}

bool E(play)(nested_string_t *name, nested_tuple2_string_u32_t *ret, E(errno_t) *err)
{
    nested_tuple2_s32_s32_t at = { -1, 2147483647 };
    G(own_sprite_t) made = G(constructor_sprite)(name, &at), merged;
    nested_string_t old;
    if (!G(method_sprite_rename)(G(borrow_sprite)(made), name->len ? name : NULL, &old, err)) {
        G(sprite_drop_own)(made);
        return false;
    }
    nested_string_free(&old);
    nested_string_free(name);
    *err = NESTED_BASE_KINDS_ERRNO_EOF;
    if (!merge(made, &merged))
        return false;
    G(list_own_sprite_t) kids;
    G(method_sprite_kids)(G(borrow_sprite)(merged), &kids);
    G(method_sprite_name)(G(borrow_sprite)(merged), &ret->f0);
    ret->f1 = (uint32_t)kids.len;
    for (size_t i = 0; i < kids.len; i++)
        G(sprite_drop_own)(kids.ptr[i]);
    G(list_own_sprite_free)(&kids);
    G(sprite_drop_own)(merged);
    return true;
}

/* ---- tokens: the mod's are exchanged for the game's, and back ---- */

#define B(name) exports_nested_base_both_##name

struct B(token_t) { B(either_t) of; };

B(own_token_t) B(constructor_token)(B(either_t) *of)
{
    B(token_t) *token = malloc(sizeof *token);
    token->of = *of;
    return B(token_new)(token);
}

void B(token_destructor)(B(token_t) *token)
{
    B(either_free)(&token->of);
    free(token);
}

void B(method_token_of)(B(borrow_token_t) self, B(either_t) *ret)
{
    text t = { 0 };
    *ret = self->of;
    if (self->of.tag != NESTED_BASE_KINDS_EITHER_E && self->of.tag != NESTED_BASE_KINDS_EITHER_F)
        return;
    put(&t, self->of.val.e.ptr, self->of.val.e.len);
    give(t, &ret->val.e);
}

B(own_token_t) B(exchange)(B(own_token_t) t)
{
    nested_base_both_own_token_t back = nested_base_both_exchange(nested_base_both_constructor_token(&B(token_rep)(t)->of));
    B(either_t) of;
    nested_base_both_method_token_of(nested_base_both_borrow_token(back), &of);
    nested_base_both_token_drop_own(back);
    B(token_drop_own)(t);
    return B(constructor_token)(&of);
}
