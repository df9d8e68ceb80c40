/* Plays what reference.py made: components whose values, memory and calls of realloc it has worked out with the reference
 * interpreter of the canonical ABI. From a file of cases (a mode, a size, a component) it prints for each what came.
 *
 * lines: "value …" or "trap …" of the first call, "trap …" of the second, "memory …" in hex, "refused …". Then "end".
 */
#include "engine/component/component_instance.h"
#include "host/os/os_pages.h"
#include "tests/fuzz/emit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MODE_HOST, MODE_FUSED };       /* g gives a value that p takes, through the host; or g calls p itself */

typedef struct play {
    budget              b;
    arena               a;
    component_code     *code;
    component_store    *cs;
    wasm_task          *task;
    component_instance *instance;
    error               err;
} play;

static void dump(const inlay_value *v);

static void dump_bytes(const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        printf("%02x", ((const uint8_t *)bytes)[i]);
}

static void dump_items(const inlay_value *v)
{
    for (size_t i = 0; v->kind == INLAY_LIST && v->tag && i < v->packed.count; i++) {
        size_t size = value_scalar_size((inlay_kind)v->tag);
        inlay_value item = { .kind = (inlay_kind)v->tag };
        memcpy(&item.u64, (const uint8_t *)v->packed.items + i * size, size);
        dump(&item);
    }
    for (size_t i = 0; !(v->kind == INLAY_LIST && v->tag) && i < v->list.count; i++)
        dump(&v->list.items[i]);
}

static void dump_case(const inlay_value *v)
{
    printf("<%u:", v->tag);
    if (v->kind != INLAY_ENUM && v->payload && v->payload->kind != INLAY_NOTHING)
        dump(v->payload);
    printf(">");
}

static void dump(const inlay_value *v)
{
    uint32_t word;
    uint64_t wide;
    switch (v->kind) {
    case INLAY_BOOL: printf("%d,", v->boolean);               return;
    case INLAY_S8:   printf("%d,", v->s8);                    return;
    case INLAY_U8:   printf("%u,", v->u8);                    return;
    case INLAY_S16:  printf("%d,", v->s16);                   return;
    case INLAY_U16:  printf("%u,", v->u16);                   return;
    case INLAY_S32:  printf("%" PRId32 ",", v->s32);          return;
    case INLAY_U32:  printf("%" PRIu32 ",", v->u32);          return;
    case INLAY_S64:  printf("%" PRId64 ",", v->s64);          return;
    case INLAY_U64:  printf("%" PRIu64 ",", v->u64);          return;
    case INLAY_CHAR: printf("c%" PRIu32 ",", v->character);   return;
    case INLAY_F32:
        memcpy(&word, &v->f32, 4);
        printf("f%08" PRIx32 ",", word);
        return;
    case INLAY_F64:
        memcpy(&wide, &v->f64, 8);
        printf("d%016" PRIx64 ",", wide);
        return;
    case INLAY_STRING:
        printf("s");
        dump_bytes(v->string.bytes, v->string.size);
        printf(",");
        return;
    case INLAY_FLAGS:
        printf("g%" PRIu32 ",", v->flags);
        return;
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT:
        dump_case(v);
        return;
    default:
        printf("(");
        dump_items(v);
        printf(")");
    }
}

static bool finish(play *p)
{
    wasm_store *core = component_store_core(p->cs);
    store_set_fuel(core, (int64_t)1 << 40);
    if (task_run(p->task) == TASK_DONE)
        return true;
    const trap *why = store_trap(core);
    printf("trap %s %s\n", trap_text(why->code), why->text);
    return false;
}

/* The result lives as long as the case. Null: it trapped, and was told. */
static bool call(play *p, const char *name, inlay_value *arguments, uint32_t count, inlay_value *result)
{
    component_func *f = component_export_func(p->instance, text_of(""), text_of(name));
    if (!f || !component_call(f, p->task, arguments, count, &p->err)) {
        printf("refused %s\n", f ? p->err.text : name);
        return false;
    }
    return finish(p) && (!result || value_copy(&p->a, component_result(p->cs, p->task), result));
}

static bool open_play(play *p, const uint8_t *bytes, size_t size)
{
    const component_store_config config = { .core = { .budget = &p->b, .pages = os_pages() } };
    const component *c = component_decode(&p->a, &p->b, bytes, size, COMPONENT_RUNS, &p->err);
    p->code = c ? component_code_open(&p->b, c) : NULL;
    p->cs = p->code ? component_store_open(&config, &p->err) : NULL;
    p->task = p->cs ? task_open(component_store_core(p->cs), &p->err) : NULL;
    if (p->task && component_instantiate(p->cs, p->task, c, p->code, &p->instance, &p->err))
        return finish(p);
    printf("refused %s\n", p->err.text);
    return false;
}

static void run(int mode, const uint8_t *bytes, size_t size)
{
    play p = { 0 };
    inlay_value value, memory;
    budget_open(&p.b, NULL, 0);
    arena_open(&p.a, &p.b);
    bool good = open_play(&p, bytes, size) && call(&p, "g", NULL, 0, mode == MODE_HOST ? &value : NULL);
    if (good && mode == MODE_HOST) {
        printf("value ");
        dump(&value);
        printf("\n");
        good = call(&p, "p", &value, 1, NULL);
    }
    if (good && call(&p, "k", NULL, 0, &memory)) {
        printf("memory ");
        dump_bytes(memory.packed.items, memory.packed.count);
        printf("\n");
    }
    puts("end");
    if (p.task)
        task_close(p.task);
    if (p.cs)
        component_store_close(p.cs);
    if (p.code)
        component_code_close(p.code);
    arena_close(&p.a);
    budget_close(&p.b);
}

int main(int count, char **arguments)
{
    uint8_t head[5];
    FILE *f = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!f)
        return fprintf(stderr, "reference FILE: cases from reference.py\n"), 2;
    while (fread(head, 1, sizeof head, f) == sizeof head) {
        size_t size = (size_t)head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 | (size_t)head[4] << 24;
        uint8_t *bytes = malloc(size + !size);
        if (!bytes || fread(bytes, 1, size, f) != size)
            return fprintf(stderr, "reference: the file ends too early\n"), 2;
        run(head[0], bytes, size);
        free(bytes);
    }
    fclose(f);
    return 0;
}
