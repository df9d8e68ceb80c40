/* Places: expressions that say where a variable is (DWARF 5, sections 2.5 and 2.6),
 * with the operation that WebAssembly adds. What is rare is "not held". */
#include "host/dwarf.h"

enum {
    OP_ADDR = 0x03, OP_DEREF = 0x06, OP_CONST1U = 0x08, OP_CONST1S, OP_CONST2U, OP_CONST2S, OP_CONST4U, OP_CONST4S, OP_CONST8U, OP_CONST8S, OP_CONSTU, OP_CONSTS,
    OP_DUP = 0x12, OP_AND = 0x1A, OP_MINUS = 0x1C, OP_MUL = 0x1E, OP_NEG = 0x1F, OP_NOT = 0x20, OP_OR = 0x21, OP_PLUS = 0x22, OP_PLUS_UCONST = 0x23, OP_SHL = 0x24,
    OP_SHR = 0x25, OP_XOR = 0x27, OP_LIT0 = 0x30, OP_LIT31 = 0x4F, OP_FBREG = 0x91, OP_PIECE = 0x93, OP_DEREF_SIZE = 0x94, OP_NOP = 0x96, OP_IMPLICIT_VALUE = 0x9E,
    OP_STACK_VALUE = 0x9F, OP_ADDRX = 0xA1, OP_CONSTX = 0xA2, OP_WASM_LOCATION = 0xED, OP_GNU_ADDR_INDEX = 0xFB, OP_GNU_CONST_INDEX = 0xFC
};
enum { HELD_LOCAL = 0, HELD_GLOBAL = 1, HELD_GLOBAL_U32 = 3 };
enum { PLACE_STACK = 8, PLACE_STEPS = 64 };

typedef struct place {
    dwarf             *d;
    const dwarf_unit  *u;
    uint32_t           function;
    const dwarf_frame *frame;
    dwarf_cursor       c;
    uint64_t           stack[PLACE_STACK];
    uint32_t           count;
    bool               is_value;  /* what is on top is the value itself, not where it lies */
    bool               is_lost;   /* what it was is not kept */
    bool               is_everywhere;
    uint32_t           nesting;   /* frame bases inside */
    dwarf_whole       *out;       /* its parts so far */
} place;

static bool push(place *p, uint64_t value)
{
    if (p->count == PLACE_STACK)
        return false;
    p->stack[p->count++] = value;
    return true;
}

static dwarf_held run(place *p);

/* op 0xED kind index: kind 0 local, 1 and 3 global. Compilers put stack_value behind it where that is the value itself;
 * without, it is where the value lies: a struct that is passed as a pointer. */
static bool wasm_location(place *p)
{
    uint64_t bits = 0;
    uint8_t kind = dwarf_u8(&p->c);
    uint64_t index = kind == HELD_GLOBAL_U32 ? dwarf_fixed(&p->c, 4) : dwarf_uleb(&p->c);
    bool good = kind == HELD_LOCAL ? p->frame->local(p->frame->user, index, p->is_everywhere, &bits)
              : (kind == HELD_GLOBAL || kind == HELD_GLOBAL_U32) && p->frame->global(p->frame->user, index, &bits);
    p->is_value = false;
    p->is_lost |= !good;
    return push(p, bits);
}

/* The frame base, plus an offset. */
static bool frame_base(place *p)
{
    dwarf_entry e;
    int64_t offset = dwarf_sleb(&p->c);
    if (p->nesting || !dwarf_read_entry(p->d, p->u, p->function, &e))
        return false;
    const dwarf_value *base = dwarf_find(&e, DWARF_AT_FRAME_BASE);
    if (!base || base->kind != DWARF_BLOCK)
        return false;
    dwarf_whole whole = { 0 };
    place inner = { .d = p->d, .u = p->u, .function = p->function, .frame = p->frame, .nesting = 1, .out = &whole,
                    .c = { base->bytes, base->bytes + base->number, false } };
    dwarf_held held = run(&inner);
    if (held != DWARF_VALUE && held != DWARF_MEMORY)
        return false;
    p->is_value = false;
    return push(p, inner.stack[inner.count - 1] + (uint64_t)offset);
}

static bool load(place *p, uint32_t size)
{
    uint64_t bits = 0;
    if (!p->count || !size || size > 8)
        return false;
    p->is_lost |= !p->frame->memory(p->frame->user, p->stack[p->count - 1], size, &bits);
    p->stack[p->count - 1] = bits;
    p->is_value = false;
    return true;
}

/* size:uleb bytes: the value itself. */
static bool implicit_value(place *p)
{
    uint64_t size = dwarf_uleb(&p->c), bits = 0;
    const uint8_t *bytes = dwarf_skip(&p->c, size);
    for (uint64_t i = 0; bytes && i < size && i < 8; i++)
        bits |= (uint64_t)bytes[i] << (8 * i);
    p->is_value = true;
    return bytes && size <= 8 && push(p, bits);
}

/* What comes before it tells so many bytes of the variable; nothing before it: they are nowhere. */
static bool end_part(place *p)
{
    uint64_t size = dwarf_uleb(&p->c);
    dwarf_held how = !p->count || p->is_lost ? DWARF_NOT_HELD : p->is_value ? DWARF_VALUE : DWARF_MEMORY;
    if (p->out->part_count == DWARF_PARTS || size > UINT16_MAX || p->nesting)
        return false;
    p->out->parts[p->out->part_count++] = (dwarf_part){ how, (uint32_t)size, p->count ? p->stack[p->count - 1] : 0 };
    p->count = 0;
    p->is_value = p->is_lost = false;
    return true;
}

static bool calculate(place *p, uint8_t op)
{
    if (p->count < 2)
        return false;
    uint64_t b = p->stack[--p->count], *a = &p->stack[p->count - 1];
    switch (op) {
    case OP_AND:   *a &= b; break;
    case OP_OR:    *a |= b; break;
    case OP_XOR:   *a ^= b; break;
    case OP_MINUS: *a -= b; break;
    case OP_MUL:   *a *= b; break;
    case OP_PLUS:  *a += b; break;
    case OP_SHL:   *a = b < 64 ? *a << b : 0; break;
    case OP_SHR:   *a = b < 64 ? *a >> b : 0; break;
    default:       return false;
    }
    return true;
}

static uint64_t extend(uint64_t bits, uint32_t bytes)
{
    uint32_t shift = 64 - 8 * bytes;
    return (uint64_t)((int64_t)(bits << shift) >> shift);
}

/* On what is on top. */
static bool change(place *p, uint8_t op)
{
    uint64_t *top = &p->stack[p->count - 1];
    if (!p->count)
        return false;
    switch (op) {
    case OP_PLUS_UCONST: *top += dwarf_uleb(&p->c);  return true;
    case OP_NEG:         *top = 0 - *top;            return true;
    case OP_NOT:         *top = ~*top;               return true;
    case OP_DUP:         return push(p, *top);
    default:             return false;
    }
}

static bool step(place *p, uint8_t op)
{
    if (op >= OP_LIT0 && op <= OP_LIT31)
        return push(p, op - OP_LIT0);
    switch (op) {
    case OP_ADDR:     return push(p, dwarf_fixed(&p->c, p->u->address_size));
    case OP_CONST1U: case OP_CONST2U: case OP_CONST4U: case OP_CONST8U: return push(p, dwarf_fixed(&p->c, 1u << ((op - OP_CONST1U) / 2)));
    case OP_CONST1S: case OP_CONST2S: case OP_CONST4S: case OP_CONST8S: {
        uint32_t size = 1u << ((op - OP_CONST1S) / 2);
        return push(p, extend(dwarf_fixed(&p->c, size), size));
    }
    case OP_CONSTU:   return push(p, dwarf_uleb(&p->c));
    case OP_CONSTS:   return push(p, (uint64_t)dwarf_sleb(&p->c));
    case OP_ADDRX: case OP_CONSTX: case OP_GNU_ADDR_INDEX: case OP_GNU_CONST_INDEX:
        return push(p, dwarf_indexed_address(p->d, p->u, dwarf_uleb(&p->c)));
    case OP_DEREF:    return load(p, p->u->address_size);
    case OP_DEREF_SIZE: return load(p, dwarf_u8(&p->c));
    case OP_FBREG:    return frame_base(p);
    case OP_WASM_LOCATION: return wasm_location(p);
    case OP_IMPLICIT_VALUE: return implicit_value(p);
    case OP_PIECE:    return end_part(p);
    case OP_NOP:      return true;
    case OP_PLUS_UCONST: case OP_NEG: case OP_NOT: case OP_DUP: return change(p, op);
    case OP_STACK_VALUE:
        p->is_value = true;
        return p->count != 0;
    default:
        return calculate(p, op);
    }
}

static dwarf_held run(place *p)
{
    for (uint32_t i = 0; p->c.next < p->c.end; i++)
        if (i == PLACE_STEPS || !dwarf_step(p->d, 1) || !step(p, dwarf_u8(&p->c)) || p->c.is_bad)
            return DWARF_NOT_HELD;
    if (p->out->part_count)
        return DWARF_IN_PARTS;
    if (!p->count || p->is_lost)
        return DWARF_NOT_HELD;
    return p->is_value ? DWARF_VALUE : DWARF_MEMORY;
}

void dwarf_find_held(dwarf *d, const dwarf_unit *u, uint32_t function, const dwarf_variable *v, const dwarf_frame *f, dwarf_whole *out)
{
    *out = (dwarf_whole){ 0 };
    if (!v->place) {
        out->how = v->is_constant ? DWARF_VALUE : DWARF_NOT_HELD;
        out->value = v->constant;
        return;
    }
    place p = { .d = d, .u = u, .function = function, .frame = f, .is_everywhere = v->is_everywhere, .out = out,
                .c = { v->place, v->place + v->place_size, false } };
    out->how = run(&p);
    out->value = p.count ? p.stack[p.count - 1] : 0;
}
