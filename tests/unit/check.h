/* The unit tests' words.
 *
 *     TEST(a_count_alone_allocates_nothing)
 *     {
 *         CHECK_INT(m.memory_count, 0);
 *     }
 *
 * A test is a sentence. It registers itself: TEST leaves its address in a
 * section of the program that main.c walks, so nobody edits a shared list.
 * A failed check prints both sides and the test goes on.
 */
#ifndef INLAY_TESTS_CHECK_H
#define INLAY_TESTS_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct unit_test {
    const char *file, *name;
    void (*run)(void);
} unit_test;

#define TEST(sentence)                                                                        \
    static void test_##sentence(void);                                                        \
    static const unit_test unit_##sentence = { __FILE__, #sentence, test_##sentence };        \
    static const unit_test *const unit_entry_##sentence                                       \
        __attribute__((used, section("unit_tests"))) = &unit_##sentence;                      \
    static void test_##sentence(void)

/* Each is true when it held, so that a test may stop: if (!CHECK(p)) return; */
#define CHECK(claim)            check_that((claim), #claim, __FILE__, __LINE__)
#define CHECK_INT(found, wanted)  check_int((int64_t)(found), (int64_t)(wanted), #found, __FILE__, __LINE__)
#define CHECK_TEXT(found, wanted) check_text((found), (wanted), #found, __FILE__, __LINE__)

/* The text has that piece in it. */
#define CHECK_HAS(found, piece)   check_has((found), (piece), #found, __FILE__, __LINE__)
#define CHECK_BYTES(found, found_size, wanted, wanted_size) \
    check_bytes((found), (found_size), (wanted), (wanted_size), #found, __FILE__, __LINE__)

bool check_that(bool held, const char *claim, const char *file, int line);
bool check_int(int64_t found, int64_t wanted, const char *what, const char *file, int line);
bool check_text(const char *found, const char *wanted, const char *what, const char *file, int line);
bool check_has(const char *found, const char *piece, const char *what, const char *file, int line);
bool check_bytes(const void *found, size_t found_size, const void *wanted, size_t wanted_size,
                 const char *what, const char *file, int line);

#endif
