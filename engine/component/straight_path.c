/* Making paths. Typed steps lie in the order of their values; a case ends with a
 * GOTO, and a list's items lie behind it. So does a path, with an END behind the
 * items, and without the GOTOs that lead to what comes next anyway. */
#include "engine/component/straight_path.h"

#include "engine/wasm/numeric.h"

/* `place`, `before`, `work`: by typed step. Each has a place: its own, or that of what comes next. */
typedef struct maker {
    const typed_step *steps;
    const uint32_t   *targets;
    path_step        *out;
    uint32_t          count;
    path_target      *cases;
    uint32_t          case_count;
    uint32_t         *place, *before, *work;
    bool              looks;      /* of what can be wrong alone */
} maker;

enum { NO_STEP = UINT32_MAX };

static path_op op_of_bytes(uint32_t count)
{
    static const uint8_t few[] = { PATH_NUMBERS, PATH_BYTES_1, PATH_BYTES_2, PATH_NUMBERS, PATH_BYTES_4, PATH_BYTES_TO_8, PATH_BYTES_TO_8,
                                   PATH_BYTES_TO_8, PATH_BYTES_8 };
    return count <= 8 ? (path_op)few[count] : count <= 16 ? PATH_BYTES_TO_16 : PATH_NUMBERS;
}

static bool is_byte(const typed_step *s, uint32_t c_width)
{
    return !s->flat && s->width == 1 && s->c_width == c_width;
}

static path_op op_of(const typed_step *s)
{
    bool is_little = numeric_is_little();
    switch ((typed_op)s->op) {
    case TYPED_ARGUMENT: return PATH_ARGUMENT;
    case TYPED_BYTES:  return op_of_bytes(s->count);
    case TYPED_F32S:   return is_little ? PATH_F32S : PATH_NUMBERS;
    case TYPED_F64S:   return is_little && s->count == 1 ? PATH_F64 : PATH_NUMBERS;
    case TYPED_BOOLS:  return s->count == 1 ? PATH_BOOL : PATH_NUMBERS;
    case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_CHARS: return PATH_NUMBERS;
    case TYPED_SCALAR: return s->plain == 4 ? PATH_FLAT_4 : s->plain == 8 ? PATH_FLAT_8 : PATH_SCALAR;
    case TYPED_STRING: return PATH_STRING;
    case TYPED_LIST:   return s->bulk ? PATH_BULK : PATH_LIST;
    case TYPED_ARRAY:  return s->bulk ? PATH_NUMBER_ARRAY : PATH_ARRAY;
    case TYPED_ENUM:   return is_byte(s, 4) ? PATH_ENUM_BYTE : PATH_ENUM;
    case TYPED_FLAGS:  return s->flat || s->width > 2 ? PATH_FLAGS : s->width == 1 ? PATH_FLAGS_BYTE : PATH_FLAGS_HALF;
    case TYPED_CASES:  return is_byte(s, 4) ? PATH_CASES_BYTE : is_byte(s, 1) ? PATH_OPTION : PATH_CASES;
    case TYPED_HANDLE: return PATH_HANDLE;
    case TYPED_GOTO: case TYPED_NONE: return PATH_GOTO;
    }
    UNREACHABLE();
}

static bool is_loop(const typed_step *s)
{
    return (s->op == TYPED_LIST || s->op == TYPED_ARRAY) && !s->bulk;
}

/* It counts the work of what it leads to. */
static bool counts(const typed_step *s)
{
    return s->op == TYPED_STRING || s->op == TYPED_LIST || s->op == TYPED_ARRAY || s->op == TYPED_CASES || s->op == TYPED_HANDLE;
}

/* Looking, what the game gave for it can't be wrong. */
static bool is_always_good(const typed_step *s)
{
    return s->op <= TYPED_BOOLS || (s->op == TYPED_SCALAR && s->kind != INLAY_CHAR);
}

static uint32_t behind(const typed_step *steps, uint32_t i)
{
    const typed_step *s = &steps[i];
    return s->op == TYPED_GOTO || s->op == TYPED_LIST || s->op == TYPED_ARRAY ? s->next : i + 1;
}

static uint32_t add(maker *m, path_op op, const typed_step *s)
{
    m->out[m->count] = (path_step){ .op = (uint8_t)op, .flat = s->flat, .at = s->at, .c_at = s->c_at, .count = s->count, .step = s };
    return m->count++;
}

/* None of the steps may ask the guest for anything, or loops. */
static bool is_leaf(const typed_step *steps, uint32_t from, uint32_t end)
{
    for (const typed_step *s = steps + from; s < steps + end; s++)
        if (s->op == TYPED_STRING || s->op == TYPED_HANDLE || s->op == TYPED_LIST || (s->op == TYPED_ARRAY && !s->bulk))
            return false;
    return true;
}

static void make_range(maker *m, uint32_t from, uint32_t end);

static void make_step(maker *m, uint32_t i)
{
    const typed_step *s = &m->steps[i];
    m->place[i] = m->count;
    if (s->op == TYPED_NONE || (s->op == TYPED_GOTO && s->next == i + 1) || (m->looks && s->op != TYPED_GOTO && is_always_good(s)))
        return;
    uint32_t list = add(m, op_of(s), s);
    if (!is_loop(s))
        return;
    make_range(m, i + 1, s->next);
    m->out[list].is_leaf = s->op == TYPED_LIST && is_leaf(m->steps, i + 1, s->next);
    m->out[add(m, PATH_END, s)].to = &m->out[list];
    m->out[list].item_ahead = m->work[i + 1];
    m->out[list].to = &m->out[m->count];
}

/* Where the path goes on at typed step `i`, which a GOTO may be; behind the last one is the END. */
static uint32_t find_place(const maker *m, uint32_t i, uint32_t end, uint32_t last)
{
    while (i < end && m->steps[i].op == TYPED_GOTO)
        i = m->steps[i].next;
    return i < end ? m->place[i] : last;
}

static void link_cases(maker *m, path_step *p, uint32_t end, uint32_t last)
{
    const uint32_t *targets = m->targets + p->step->next;
    path_target *cases = m->cases + m->case_count;
    m->case_count += p->step->count;
    for (uint32_t i = 0; i < p->step->count; i++)
        cases[i] = (path_target){ &m->out[find_place(m, targets[i], end, last)], m->work[targets[i]] };
    p->targets = cases;
}

/* The steps of one level: lists are one of them. An END is yet to come. */
static void make_range(maker *m, uint32_t from, uint32_t end)
{
    uint32_t latest = NO_STEP;
    for (uint32_t i = from; i < end; i = is_loop(&m->steps[i]) ? m->steps[i].next : i + 1) {
        m->before[i] = latest;
        latest = i;
        make_step(m, i);
    }
    const uint32_t last = m->count;
    for (uint32_t i = latest; i != NO_STEP; i = m->before[i]) {
        const typed_step *s = &m->steps[i];
        path_step *p = &m->out[m->place[i]];
        uint32_t next = behind(m->steps, i), ahead = next < end ? m->work[next] : 0;
        m->work[i] = s->work + (counts(s) ? 0 : ahead);
        if (p->step != s)
            continue;             /* it was left out */
        p->ahead = counts(s) ? ahead : 0;
        if (s->op == TYPED_CASES)
            link_cases(m, p, end, last);
        else if (s->op == TYPED_GOTO)
            p->to = &m->out[find_place(m, next, end, last)];
    }
}

/* Room for what is made, but for the path itself. False: no memory. */
static bool make_room(maker *m, arena *a, const typed_code *code)
{
    uint32_t steps = code->count + 1, cases = 0;
    for (uint32_t i = 0; i < code->count; i++) {
        steps += is_loop(&code->steps[i]);
        cases += code->steps[i].op == TYPED_CASES ? code->steps[i].count : 0;
    }
    m->steps = code->steps;
    m->out = arena_array(a, path_step, steps);
    m->cases = arena_array(a, path_target, cases + 1);
    m->count = m->case_count = 0;
    return m->out && m->cases;
}

static bool make(maker *m, arena *a, const typed_code *code, const path_step **path)
{
    static const typed_step none;
    if (!make_room(m, a, code))
        return false;
    make_range(m, 0, code->count);
    add(m, PATH_END, &none);
    ASSERT(!code->count || (m->out->op == PATH_ARGUMENT && !m->out->count));
    *path = m->out;
    return true;
}

bool straight_path_make(arena *a, typed_code *code, const uint32_t *targets, bool looks)
{
    maker m = { .targets = targets };
    uint32_t *words = arena_array(a, uint32_t, 3 * (size_t)code->count + 1);
    if (!words)
        return false;
    m.place = words;
    m.before = words + code->count;
    m.work = words + 2 * (size_t)code->count;
    if (!make(&m, a, code, &code->path))
        return false;
    code->ahead = code->count ? m.work[0] : 0;
    m.looks = true;
    return !looks || make(&m, a, code, &code->look_path);
}
