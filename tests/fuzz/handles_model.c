/* The tables as CanonicalABI.md has them: a freed index is the next to be used,
 * arguments are lifted one after another and lowered only then, what is lent ends
 * with its call. */
#include "tests/fuzz/handles_model.h"

static answer trap_of(bool traps)
{
    return (answer){ .traps = traps };
}

static answer value_of(uint32_t value)
{
    return (answer){ .has_value = true, .value = value };
}

void model_open(model *m, uint32_t most)
{
    *m = (model){ .most = most };
}

uint32_t model_number(uint32_t n)
{
    static const uint32_t far[] = { 0, 49, 63, 64, 255, 256, 65536, 1u << 24, (1u << 28) - 1, 1u << 28, (1u << 28) + 1, 1u << 30,
                                    INT32_MAX, 1u << 31, UINT32_MAX - 1, UINT32_MAX };
    return n < 240 ? n : far[(n - 240) % 16];
}

/* ---- tables ---- */

static bool holds(const model_table *t, uint32_t index, holding kind)
{
    return index > 0 && index < MODEL_ROOM && t->kind[index] == kind;
}

static answer put(model *m, model_table *t, holding kind, uint32_t rep)
{
    if (m->maker.used + m->holder.used + m->third.used == m->most)
        return trap_of(true);
    uint32_t index = t->freed_count ? t->freed[--t->freed_count] : ++t->next;
    t->kind[index] = kind;
    t->rep[index] = rep;
    t->used++;
    return value_of(index);
}

static uint32_t take(model_table *t, uint32_t index)
{
    t->kind[index] = FREE;
    t->freed[t->freed_count++] = index;
    t->used--;
    return t->rep[index];
}

static answer move(model *m, model_table *from, model_table *to, holding kind, uint32_t index)
{
    if (!holds(from, index, kind))
        return trap_of(true);
    return put(m, to, kind, take(from, index));
}

uint32_t model_find(const model_table *t, holding kind, uint64_t random)
{
    uint32_t first = (uint32_t)(random % MODEL_MOST);
    for (uint32_t i = 0; i < MODEL_MOST; i++)
        if (holds(t, 1 + (first + i) % MODEL_MOST, kind))
            return 1 + (first + i) % MODEL_MOST;
    return 0;
}

/* ---- ends ---- */

static answer die(model *m, uint32_t rep)
{
    m->dead++;
    m->dead_sum += rep;
    return trap_of(false);
}

static answer drop(model *m, model_table *t, uint32_t index)
{
    return holds(t, index, RESOURCE) ? die(m, take(t, index)) : trap_of(true);
}

/* Its destructor drops the resource that its rep names, in the maker's table. */
static answer drop_pair(model *m, model_table *t, uint32_t index)
{
    return holds(t, index, PAIR) ? drop(m, &m->maker, take(t, index)) : trap_of(true);
}

/* ---- what is lent ---- */

static answer lend(model *m, model_table *t, holding kind, uint32_t rep, bool misused)
{
    answer a = put(m, t, kind, rep);
    if (!a.traps)
        take(t, a.value);
    a.traps = a.traps || misused;
    return a;
}

static answer look(model *m, uint32_t index, uint32_t what)
{
    if (!holds(&m->holder, index, RESOURCE))
        return trap_of(true);
    return lend(m, &m->third, RESOURCE, m->holder.rep[index], what >= 2 && what <= 5);
}

static answer look_two(model *m, uint32_t a, uint32_t b)
{
    if (!holds(&m->holder, a, RESOURCE) || !holds(&m->holder, b, RESOURCE))
        return trap_of(true);
    answer first = put(m, &m->third, RESOURCE, m->holder.rep[a]);
    answer second = first.traps ? first : put(m, &m->third, RESOURCE, m->holder.rep[b]);
    if (second.traps)
        return second;
    take(&m->third, first.value);
    take(&m->third, second.value);
    return value_of(first.value * 256 + second.value);
}

/* Lent by the host: 5 is lent on to the third, and looked at there. */
static answer lent(model *m, uint32_t rep, uint32_t what)
{
    answer a = put(m, &m->holder, RESOURCE, rep);
    if (a.traps)
        return a;
    if (what == 5 && lend(m, &m->third, RESOURCE, rep, false).traps)
        return trap_of(true);
    take(&m->holder, a.value);
    a.traps = what >= 2 && what <= 4;
    return a;
}

/* ---- two at once ---- */

static answer both(model *m, uint32_t a, uint32_t b)
{
    if (!holds(&m->holder, a, RESOURCE) || !holds(&m->holder, b, RESOURCE) || a == b)
        return trap_of(true);
    answer given = move(m, &m->holder, &m->maker, RESOURCE, b);
    given.value += m->holder.rep[a];
    return given;
}

static answer two(model *m, uint32_t a, uint32_t b)
{
    if (!holds(&m->holder, a, RESOURCE) || !holds(&m->holder, b, RESOURCE) || a == b)
        return trap_of(true);
    uint32_t rep_a = take(&m->holder, a), rep_b = take(&m->holder, b);
    answer first = put(m, &m->maker, RESOURCE, rep_a), second = first.traps ? first : put(m, &m->maker, RESOURCE, rep_b);
    return second.traps ? second : value_of(first.value * 256 + second.value);
}

/* ---- things ---- */

uint32_t model_hosts_thing(model *m, uint32_t n)
{
    for (uint32_t i = 0; i < m->thing_count; i++) {
        uint32_t at = 1 + (n + i) % m->thing_count;
        if (m->things[at].alive && !m->things[at].is_guests)
            return at;
    }
    m->things[++m->thing_count] = (thing){ .value = n, .alive = true };
    return m->thing_count;
}

uint32_t model_guests_thing(const model *m, uint32_t n)
{
    for (uint32_t i = 0; i < m->thing_count; i++) {
        uint32_t at = 1 + (n + i) % m->thing_count;
        if (m->things[at].alive && m->things[at].is_guests)
            return at;
    }
    return 0;
}

/* Read, or taken out of the table: those that the host ended may only be dropped. */
static answer use_thing(model *m, uint32_t index, bool takes)
{
    if (!holds(&m->holder, index, THING))
        return trap_of(true);
    const thing *t = &m->things[takes ? take(&m->holder, index) : m->holder.rep[index]];
    return t->alive ? value_of(t->value) : trap_of(true);
}

static answer expect_thing(model *m, operation op, uint32_t n)
{
    uint32_t at = model_hosts_thing(m, n), what = n / 8 % 4;
    return op == OP_HAVE_THING ? put(m, &m->holder, THING, at) : lend(m, &m->holder, THING, at, what >= 2);
}

/* ---- operations ---- */

/* What a guest asks for in the midst of its work, or once all is done: then it may only look. */
static answer ask(model *m, uint32_t what, bool after)
{
    answer a = trap_of(what >= 1 && what <= 4);
    if (what == 5)
        a = trap_of(!holds(&m->maker, 1, RESOURCE));
    else if (what == 1 && !after)
        a = put(m, &m->maker, RESOURCE, 9);
    else if (what == 2 && !after)
        a = drop(m, &m->maker, 1);
    return a.traps ? a : value_of(what);
}

static answer expect_host(model *m, operation op, uint32_t n)
{
    uint32_t at = n % MODEL_ROOM, rep = m->host[at].rep;
    if (!m->host[at].own)
        return trap_of(false);
    return op == OP_HOST_DROP ? die(m, rep) : op == OP_LENT ? lent(m, rep, n / 8 % 6) : put(m, &m->holder, RESOURCE, rep);
}

answer model_expect(model *m, operation op, uint32_t n)
{
    model_table *maker = &m->maker, *holder = &m->holder;
    uint32_t at = model_number(n), a = n % 16, b = n / 16;
    bool held = holds(holder, at, RESOURCE);
    switch (op) {
    case OP_NEW:              return put(m, maker, RESOURCE, at);
    case OP_REP:              return holds(maker, at, RESOURCE) ? value_of(maker->rep[at]) : trap_of(true);
    case OP_DROP:             return drop(m, maker, at);
    case OP_DEAD:             return value_of(m->dead);
    case OP_DEAD_SUM:         return value_of(m->dead_sum);
    case OP_PAIR_NEW:         return put(m, maker, PAIR, at);
    case OP_PAIR_DROP:        return drop_pair(m, maker, at);
    case OP_ASK:              return ask(m, n % 8, false);
    case OP_ASK_AFTER:        return ask(m, n % 8, true);
    case OP_GIVE:             return move(m, maker, holder, RESOURCE, at);
    case OP_TAKE:             return move(m, holder, maker, RESOURCE, at);
    case OP_PEEK:             return held ? value_of(holder->rep[at]) : trap_of(true);
    case OP_HOLDER_DROP:      return drop(m, holder, at);
    case OP_PAIR_GIVE:        return move(m, maker, holder, PAIR, at);
    case OP_HOLDER_PAIR_DROP: return drop_pair(m, holder, at);
    case OP_BOTH:             return both(m, a, b);
    case OP_TWO_OWN:          return two(m, a, b);
    case OP_LOOK:             return look(m, a, b);
    case OP_LOOK_TWO:         return look_two(m, a, b);
    case OP_HAVE:             return move(m, holder, &m->third, RESOURCE, at);
    case OP_BACK:             return move(m, &m->third, holder, RESOURCE, at);
    case OP_THIRD_DROP:       return drop(m, &m->third, at);
    case OP_SOON: case OP_FEED:
        return trap_of(true);
    case OP_MAKE_THING:       return put(m, holder, THING, m->thing_count + 1);
    case OP_READ_THING:       return use_thing(m, at, false);
    case OP_TAKE_THING:       return use_thing(m, at, true);
    case OP_DROP_THING:       return holds(holder, at, THING) ? (take(holder, at), trap_of(false)) : trap_of(true);
    case OP_SEE_THING: case OP_HAVE_THING:
        return expect_thing(m, op, n);
    case OP_TO_HOST:          return held ? (take(holder, at), trap_of(false)) : trap_of(true);
    case OP_FROM_HOST: case OP_LENT: case OP_HOST_DROP:
        return expect_host(m, op, n);
    case OP_KILL_THING: case OPERATION_COUNT:
        break;
    }
    return trap_of(false);
}
