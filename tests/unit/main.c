/* Runs every TEST of tests/unit. Arguments choose tests whose file or sentence
 * holds one of them. */
#include "tests/unit/check_count.h"

#include <stdio.h>
#include <string.h>

/* The linker's names for the ends of the section "unit_tests". */
extern const unit_test *const __start_unit_tests[], *const __stop_unit_tests[];

static bool chosen(const unit_test *test, int count, char **pieces)
{
    for (int i = 0; i < count; i++)
        if (strstr(test->name, pieces[i]) || strstr(test->file, pieces[i]))
            return true;
    return count == 0;
}

static void usage(void)
{
    puts("unit [--list] [PIECE…]\n"
         "Runs the unit tests whose file or name holds one of the pieces; all without any.\n"
         "  --list   name them instead\n"
         "Ends with 0 when all passed, 1 when one failed.");
}

TEST(the_harness_finds_its_tests)
{
    CHECK((uintptr_t)__stop_unit_tests > (uintptr_t)__start_unit_tests);
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    bool list = argc > 1 && strcmp(argv[1], "--list") == 0;

    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        return usage(), 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (const unit_test *const *entry = __start_unit_tests; entry < __stop_unit_tests; entry++) {
        int before = check_failures();
        /* A sanitizer may leave room between entries. */
        if (!*entry || !chosen(*entry, argc - 1 - list, argv + 1 + list))
            continue;
        if (list) {
            printf("%s: %s\n", (*entry)->file, (*entry)->name);
            continue;
        }
        (*entry)->run();
        if (check_failures() == before) {
            passed++;
        } else {
            printf("  in %s, %s\n", (*entry)->file, (*entry)->name);
            failed++;
        }
    }
    if (!list)
        printf("unit: %d passed, %d failed\n", passed, failed);
    return failed > 0 || (!list && passed == 0);
}
