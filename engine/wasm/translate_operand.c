/* Operands of the wasm stack: remembered, not moved, for as long as that is right. */
#include "engine/wasm/translate.h"

static bool is_64(wasm_type type) { return type == WASM_I64 || type == WASM_F64; }

bool translate_reserve_operand(translator *t)
{
    if (budget_room(t->budget, t->stack, t->stack_capacity, t->height + 1))
        return true;
    t->fuel.failed = true;
    return false;
}

void translate_copy(translator *t, uint16_t dst, uint16_t from, wasm_type type)
{
    uint32_t op = is_64(type) ? CODE_copy_64 : CODE_copy_32;
    if (dst == from)
        return;
    if (type == WASM_V128) {
        translate_emit(t, (wasm_cell){ .op = CODE_copy_128, .dst = dst, .a = from });
        return;
    }
    wasm_cell *last = t->cell_count > t->barrier ? &t->cells[t->cell_count - 1] : NULL;
    if (!last || last->op != op) {
        translate_emit(t, (wasm_cell){ .op = op, .dst = dst, .a = from });
        return;
    }
    last->op = op == CODE_copy_64 ? CODE_copy_64_twice : CODE_copy_32_twice;
    last->as.pair.b = from;
    last->as.pair.c = dst;
}

/* Of what is no i32 or f32, all 64 bits count. */
void translate_constant(translator *t, uint16_t dst, uint64_t bits, wasm_type type)
{
    int64_t value = type == WASM_I32 || type == WASM_F32 ? (int64_t)(int32_t)bits : (int64_t)bits;
    if (value == (int16_t)value)
        translate_emit(t, (wasm_cell){ .op = CODE_constant, .dst = dst, .a = (uint16_t)value });
    else
        translate_emit(t, (wasm_cell){ .op = CODE_constant_wide, .dst = dst, .as.bits = bits });
}

void translate_move(translator *t, uint32_t at, uint16_t dst)
{
    const operand *o = &t->stack[at];
    uint16_t from = o->kind == OPERAND_LOCAL ? o->local : translate_home(t, at);
    if (o->kind == OPERAND_CONST)
        translate_constant(t, dst, o->bits, o->type);
    else if (o->is_added)
        translate_emit(t, (wasm_cell){ .op = CODE_i32_add_k, .dst = dst, .a = from, .as.bits = (uint32_t)o->addend });
    else
        translate_copy(t, dst, from, o->type);
}

/* The operand is home from now on; out of the middle of its local's chain, where need be. */
static void become_home(translator *t, uint32_t at)
{
    operand *o = &t->stack[at];
    if (o->kind == OPERAND_LOCAL) {
        uint32_t *link = &t->users[o->local];
        while (*link != at + 1)
            link = &t->stack[*link - 1].previous;
        *link = o->previous;
    }
    o->kind = OPERAND_HOME;
    o->is_added = false;
    o->cell = TRANSLATE_NONE;
}

void translate_settle(translator *t, uint32_t at)
{
    const operand *o = &t->stack[at];
    if (o->kind == OPERAND_HOME && !o->is_added)
        return;
    translate_move(t, at, translate_home(t, at));
    become_home(t, at);
}

uint16_t translate_slot_at_home(translator *t, uint32_t at)
{
    translate_settle(t, at);
    return translate_home(t, at);
}

void translate_settle_block(translator *t, uint32_t count)
{
    /* From the top: a local's highest user is found at once. */
    uint32_t low = t->height - count < t->settled ? t->height - count : t->settled;
    for (uint32_t at = t->height; at-- > low;)
        if (t->stack[at].kind == OPERAND_LOCAL || at >= t->height - count)
            translate_settle(t, at);
    t->settled = t->height;
}

/* ---- locals ---- */

void translate_zero(translator *t, uint32_t slot, uint32_t slots)
{
    if (slot < t->zero_low || t->zero_low == t->zero_high)
        t->zero_low = slot;
    if (slot + slots > t->zero_high)
        t->zero_high = slot + slots;
}

/* Most locals are set before they are read, and need no zero before. As for
 * those without a default (section 3.3.14), what a block set counts in it alone
 * where other ways meet behind it. */
static void note_set(translator *t, uint16_t slot)
{
    if (t->is_set[slot])
        return;
    if (!budget_room(t->budget, t->sets, t->set_capacity, t->set_count)) {
        t->fuel.failed = true;
        return;
    }
    t->is_set[slot] = true;
    t->sets[t->set_count++] = slot;
}

void translate_unset(translator *t, uint32_t count)
{
    while (t->set_count > count)
        t->is_set[t->sets[--t->set_count]] = false;
}

void translate_get(translator *t, uint32_t local, wasm_type type)
{
    uint16_t slot = (uint16_t)body_local_slot(&t->w, local);
    if (!t->is_set[slot])
        translate_zero(t, slot, wasm_type_slots(type));
    translate_push_local(t, type, slot);
}

/* Operands that mean the local's old value are copied before it goes. */
static void save_users(translator *t, uint16_t slot)
{
    while (t->users[slot])
        translate_settle(t, t->users[slot] - 1);
}

void translate_set(translator *t, uint32_t local, bool keep, wasm_type type)
{
    uint16_t slot = (uint16_t)body_local_slot(&t->w, local);
    uint32_t at = t->height - 1;
    const operand *o = &t->stack[at];
    bool is_itself = o->kind == OPERAND_LOCAL && o->local == slot && !o->is_added;
    note_set(t, slot);
    if (is_itself && keep)
        return;
    if (!is_itself && translate_is_fresh(t, at) && !t->users[slot]) {
        t->cells[o->cell].dst = slot;
    } else if (!is_itself) {
        operand value = *o;
        translate_drop(t, 1);
        save_users(t, slot);
        t->height++;
        t->stack[at] = value;             /* in view for the move alone: it means what it meant */
        translate_move(t, at, slot);
        t->height--;
        if (keep)
            translate_get(t, local, type);
        return;
    }
    translate_drop(t, 1);
    if (keep)
        translate_get(t, local, type);
}
