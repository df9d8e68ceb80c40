/* WIT under little memory: each allocation fails once, and the budget ends at
 * each size; what comes of it is an error that says so, or all is well. And the
 * texts that would cost much are refused.
 */
#include "tests/unit/check.h"

#include "engine/wit/wit_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] =
    "package a:b@1.0.0;\n/// docs\ninterface i {\n  record r { x: u32, y: list<u8> }\n  variant v { a, b(result<_, r>) }\n  flags g { p, q }\n"
    "  resource o { constructor(x: u32); m: func() -> tuple<u8, s8>; s: static func(); }\n  f: func(a: borrow<o>, v: v) -> list<g>;\n}\n"
    "interface j { use i.{o, r}; take: func(o: o) -> r; }\n"
    "world w {\n  import i;\n  export j;\n  include v with { k as l }\n  export x: interface { use i.{r}; g: func(r: r); }\n}\n"
    "world v { import k: func(n: u32); }\n"
    "world other { import i; export j; export k: func(n: u64); }\n";

typedef struct failing { uint64_t at, count; } failing;

static void *resize(void *user, void *old, size_t old_size, size_t new_size)
{
    failing *f = user;
    if (new_size == 0)
        return free(old), NULL;
    if (new_size > old_size && ++f->count == f->at)
        return NULL;
    return realloc(old, new_size);
}

/* Resolve, fit, print. The code of the error that came of it. */
static error_code run(budget *b, bool *fits, bool *printed)
{
    arena a;
    error err = { 0 };
    wit_source source = { text_of("t.wit"), text_of(text), text_of("t") };
    arena_open(&a, b);
    wit_set *set = wit_resolve(&a, &source, 1, NULL, &err);
    const cexterns *w = set ? wit_world(set, text_of("w"), &err) : NULL, *other = w ? wit_world(set, text_of("other"), &err) : NULL;
    *fits = *printed = false;
    if (other) {
        text_builder t;
        fit_report report;
        text_open(&t, b);
        *fits = wit_fit(&a, w, other, NULL, 0, &report, &err);
        wit_print(&t, w, WIT_PRINT_WORLD);
        wit_fit_print(&t, &report, text_of("m"), other->name);
        *printed = !t.failed;
        text_close(&t);
    }
    arena_close(&a);
    return err.code;
}

TEST(each_allocation_may_fail_while_wit_is_read_and_held_against_a_world)
{
    uint64_t points = 0;
    for (uint64_t at = 1; at < 100000; at++) {
        failing f = { .at = at };
        budget b;
        bool fits, printed;
        budget_open(&b, &(budget_allocator){ resize, &f }, 0);
        error_code code = run(&b, &fits, &printed);
        budget_close(&b);
        if (f.count < at) {
            CHECK_INT(code, ERROR_NONE);
            CHECK(printed && !fits);
            break;
        }
        points++;
        CHECK(code == ERROR_MEMORY || code == ERROR_NONE);      /* an arena tries again with less */
        CHECK(!fits);
    }
    CHECK(points > 10);
}

TEST(a_budget_may_end_anywhere_while_wit_is_read)
{
    budget whole;
    bool fits, printed;
    budget_open(&whole, NULL, 0);
    CHECK_INT(run(&whole, &fits, &printed), ERROR_NONE);
    for (uint64_t limit = 1; limit < whole.peak; limit += 97) {
        budget b;
        budget_open(&b, NULL, limit);
        error_code code = run(&b, &fits, &printed);
        CHECK(code == ERROR_MEMORY || code == ERROR_NONE);
        CHECK(!fits);
        budget_close(&b);
    }
    budget_close(&whole);
}

/* What comes of a text made of repeated pieces, and what it costs. */
static error_code judge(const char *head, const char *piece, uint32_t count, const char *tail, uint64_t *peak)
{
    size_t room = strlen(head) + strlen(tail) + (strlen(piece) + 24) * count + 1, size = 0;
    char *made = malloc(room);
    size += (size_t)snprintf(made, room, "%s", head);
    for (uint32_t i = 0; i < count; i++)
        size += (size_t)snprintf(made + size, room - size, piece, i + 1, i, i, i);
    size += (size_t)snprintf(made + size, room - size, "%s", tail);

    budget b;
    arena a;
    error err = { 0 };
    wit_source source = { text_of("t.wit"), { made, size }, text_of("t") };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wit_resolve(&a, &source, 1, NULL, &err);
    *peak = b.peak;
    arena_close(&a);
    budget_close(&b);
    free(made);
    return err.code;
}

TEST(texts_that_would_cost_much_are_refused_cheaply)
{
    uint64_t peak;
    /* 2^30 leaves */
    CHECK_INT(judge("package a:b;interface i{type t0=u8;", "type t%u=tuple<t%u,t%u>;", 30, "}", &peak), ERROR_LIMIT);
    CHECK(peak < 1 << 20);
    /* nested 20,000 deep, by names and in one */
    CHECK_INT(judge("package a:b;interface i{type t0=u8;", "type t%u=list<t%u>;", 20000, "}", &peak), ERROR_LIMIT);
    CHECK_INT(judge("package a:b;interface i{type t=", "list<", 20000, "", &peak), ERROR_WIT);
    CHECK_INT(judge("package a:b;", "package c:d%u {", 20000, "", &peak), ERROR_WIT);
    CHECK_INT(judge("package a:b;", "/*", 20000, "", &peak), ERROR_WIT);
    CHECK_INT(judge("package ", "a:", 20000, "b;", &peak), ERROR_WIT);
    /* worlds that grow with the square of the text */
    CHECK_INT(judge("package a:b;world w0{import f: func();}", "world w%u{include w%u; import f%u: func();}", 5000, "", &peak), ERROR_WIT);
    CHECK_INT(judge("package a:b;interface i0{type t=u8;}", "interface i%u{use i%u.{t};} world w%u{import i%u;}", 3000, "", &peak), ERROR_WIT);
}

TEST(long_chains_and_many_names_are_read_in_their_stride)
{
    uint64_t peak;
    CHECK_INT(judge("package a:b;interface i{type t0=u8;", "type t%u=t%u;", 50000, "}", &peak), ERROR_NONE);
    CHECK_INT(judge("package a:b;interface i0{type t=u8;}", "interface i%u{use i%u.{t};}", 20000, "", &peak), ERROR_NONE);
    CHECK_INT(judge("package a:b;interface i{", "g%u: func(a: u32, b: string) -> u32;", 50000, "}", &peak), ERROR_NONE);
}
