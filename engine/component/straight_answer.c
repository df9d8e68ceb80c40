/* A host's function answers with one string, or one list of numbers: the guest is asked for room, and what was
 * answered is copied there when it comes back. Nothing of it is a crossing, unless what comes back is no good or
 * there is no fuel for the rest. */
#include "engine/component/few.h"
#include "engine/component/lower.h"
#include "engine/component/straight_host.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_room.h"
#include "engine/component/straight_view.h"

/* What is known of it while the guest's realloc runs: in the words where the function answered. */
typedef struct answered {
    inlay_list view;              /* in the crossing's scratch: the game's own may not last as long */
    uint64_t   copied, work;
    uint32_t   pointer;           /* where the guest wants the pair */
} answered;

_Static_assert(sizeof(answered) <= CROSSING_ANSWER * sizeof(uint64_t), "it is kept there");

/* That of the result. */
static const typed_step *step_of(const component_func *f) { return &f->typed.narrow->result.steps[1]; }

static bool is_good(const component_store *cs, const typed_step *s, inlay_list view)
{
    straight_looker l = straight_looker_of(cs, NULL);
    return s->op == TYPED_STRING ? straight_look_text(&l, (inlay_string){ view.items, view.count }) : straight_look_bulk(&l, s, view);
}

static inline uint32_t bytes_of(const typed_step *s, inlay_list view)
{
    return s->op == TYPED_STRING ? (uint32_t)view.count : (uint32_t)view.count * s->size;
}

/* Kept, with what it is in C. Null: no memory. */
static const void *keep(crossing *x, const typed_step *s, inlay_list view)
{
    const size_t size = s->op == TYPED_STRING ? view.count : view.count * s->c_size;
    void *copy = arena_take(&x->scratch, size + 1);
    if (copy && size)
        copy_bytes(copy, view.items, size);
    return copy;
}

bool straight_answer_ask(crossing *x, const component_lowered *lowered, straight_count sum, native_call *call)
{
    const component_store *cs = x->store;
    const typed_code *code = &lowered->func->typed.narrow->result;
    answered a = { .pointer = call->slots[lowered->answer_slot].i32 };
    if (!code->is_view || lowered->side.realloc == WASM_NO_INDEX)
        return false;
    const typed_step *s = step_of(lowered->func);
    memcpy(&a.view, (const uint8_t *)x->answer_words + s->c_at, sizeof a.view);
    if ((a.pointer & (STRAIGHT_PAIR_ALIGN - 1)) || (uint64_t)a.pointer + STRAIGHT_PAIR > lowered->memory->size || !is_good(cs, s, a.view))
        return false;
    const uint32_t size = bytes_of(s, a.view);
    const uint64_t work = sum.work + x->host.work + STRAIGHT_PAIR + code->work + 2 * (uint64_t)size;
    const int64_t price = (int64_t)(work / PLAN_UNIT_WORK) + PLAN_REALLOC_PRICE;
    if (sum.copied + STRAIGHT_PAIR + size > cs->copy_bytes || cs->core->tank.at_hand < price || !(a.view.items = keep(x, s, a.view)))
        return false;
    a.copied = sum.copied;
    a.work = work % PLAN_UNIT_WORK;
    memcpy(x->answer_words, &a, sizeof a);
    store_take(cs->core, price);
    straight_host_clear(x);
    lowered->side.instance->may_leave = false;
    const uint64_t words[4] = { 0, 0, s->op == TYPED_STRING ? 1 : s->align, size };
    for (int i = 0; i < 4; i++)
        call->callee_slots[i].bits = words[i];
    call->callee = lowered->side.realloc;
    call->state = CANON_ANSWERS;
    return true;
}

/* A crossing that waits for the same room: it finds what is wrong, or pays. */
static int go_on(crossing *x, component_lowered *lowered, const answered *a, native_call *call)
{
    component_func *f = lowered->func;
    const typed_step *s = step_of(f);
    lowering *w = &x->lower;
    const uint64_t pointer = a->pointer;
    x->store->asking = f->asking = NULL;
    crossing_begin(x, f, &lowered->side);
    memcpy((uint8_t *)x->answer_words + s->c_at, &a->view, sizeof a->view);
    x->answer[0] = x->answer_words;
    x->given = (const void *const *)x->answer;
    x->copied = x->host.moved = a->copied;
    x->phase = CROSSING_LOWER_RESULTS;
    call->context = x->index;
    call->state = CANON_RUNNING;
    if (!lower_begin(x, &lowered->side, &f->plan->nodes[1], &x->result, true, &pointer))
        return crossing_fail(x, call);
    w->walk.at = s->op == TYPED_STRING ? s + 1 : s;
    const place at = { false, w->base + s->at };
    if (s->op == TYPED_STRING) {
        transcode_begin(&w->text, (string_source){ .bytes = a->view.items, .size = (uint32_t)a->view.count, .form = STRING_UTF8 }, TARGET_UTF8);
        lower_wait_for(w, LOWER_STRING, at, w->text.request);
    } else
        lower_wait_for(w, LOWER_LIST, at, (realloc_request){ 0, 0, s->align, bytes_of(s, a->view) });
    x->copied += bytes_of(s, a->view);
    x->work = a->work;
    x->waiting = true;
    return crossing_step(x, call);
}

int straight_answer_give(component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    crossing *x = f->asking;
    const memory *m = lowered->memory;
    const typed_step *s = step_of(f);
    answered a;
    memcpy(&a, x->answer_words, sizeof a);
    if (call->cancel)
        return arena_clear(&x->scratch), NATIVE_DONE;
    const uint32_t size = bytes_of(s, a.view), at = call->callee_slots[0].i32, align = s->op == TYPED_STRING ? 1 : s->align;
    const uint64_t work = a.work + (s->op == TYPED_STRING ? 0 : (uint64_t)a.view.count * s->item_work);
    if ((at & (align - 1)) || (uint64_t)at + size > m->size || cs->core->tank.at_hand < (int64_t)(work / PLAN_UNIT_WORK))
        return go_on(x, lowered, &a, call);
    lowered->side.instance->may_leave = true;
    store_take(cs->core, (int64_t)(work / PLAN_UNIT_WORK));
    if (s->op == TYPED_STRING)
        straight_copy_text(m->bytes + at, a.view.items, size);
    else if (a.view.count)
        few_move((typed_op)s->bulk, a.view.items, m->bytes + at, a.view.count * s->bulk_count, true);
    straight_store_pair(m->bytes + a.pointer, at, (uint32_t)a.view.count);
    if (cs->host->gave)
        cs->host->gave(cs->host->user, f->host, f->host_user, STRAIGHT_PAIR + size);
    return straight_host_end(cs, x, a.copied + STRAIGHT_PAIR + size, STRAIGHT_PAIR + size);
}
