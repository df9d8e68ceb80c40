/* A fault of lifting says in which value it is, in the words of the WIT. The
 * component is tests/data/component/places.wat. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

static host_answer on_take(void *user, host_call *call)
{
    (void)user;
    (void)call;
    return HOST_DONE;
}

/* A pair, and one whose text is no text. */
static host_answer on_tell(void *user, host_call *call)
{
    static inlay_value pairs[2], first[2] = { RIG_U32(1), RIG_TEXT("one") }, second[2] = { RIG_U32(2) };
    const bool *is_good = user;
    if (*is_good)
        second[1] = (inlay_value)RIG_TEXT("two");
    else
        second[1] = (inlay_value)RIG_U32(3);
    pairs[0] = (inlay_value){ .kind = INLAY_TUPLE, .list = { first, 2 } };
    pairs[1] = (inlay_value){ .kind = INLAY_TUPLE, .list = { second, 2 } };
    call->result = (inlay_value){ .kind = INLAY_LIST, .list = { pairs, 2 } };
    return HOST_DONE;
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    (void)interface_name;
    (void)type;
    (void)err;
    *function = text_is(name, "tell") ? on_tell : on_take;
    *function_user = user;
    return true;
}

static bool is_good;
static const component_host host = { .user = &is_good, .function = find_function };

static void open_places(component_rig *rig)
{
    *rig = (component_rig){ .host = &host };
    if (!CHECK(component_rig_open(rig, "places")))
        CHECK_TEXT(component_rig_why(rig), "");
}

/* One word of the entities is another; 0: none is. */
static void check_entities(uint32_t at, uint32_t word, const char *words)
{
    component_rig rig;
    open_places(&rig);
    if (at)
        RIG_CALL(&rig, "poke", RIG_U32(at), RIG_U32(word));
    RIG_CALL(&rig, "entities", RIG_U32(0x80));
    CHECK_INT(rig.outcome, at ? TASK_TRAPPED : TASK_DONE);
    CHECK_TEXT(component_rig_why(&rig), words);
    component_rig_close(&rig);
}

TEST(a_fault_in_a_result_says_which_field_of_which_item)
{
    check_entities(0, 0, "no trap");
    check_entities(0x80, 0x101, "unaligned pointer: a list at 0x101, but its items want multiples of 4, in result of entities");
    check_entities(0x120, 0xFFFF0, "string pointer/length out of bounds of memory: 3 bytes at 0xffff0 of a memory of 65536, in result[1].name of entities");
    check_entities(0x134, 0x10000, "list pointer/length out of bounds of memory: 65536 items, 786432 bytes, at 0x200 of a memory of 65536, "
                                   "in result[1].parts of entities");
    check_entities(0x603, 0xFFFFFFFF, "invalid utf-8: a string of 3 bytes isn't text, in result[1].name of entities");
}

TEST(a_fault_in_a_payload_says_of_which_case)
{
    check_entities(0x10C, 2, "invalid variant discriminant: case 2 of 2, in result[0].tag of entities");
    check_entities(0x110, 0xD800, "invalid `char` bit pattern: 0xd800 is no Unicode scalar value, in result[0].tag of entities");
    check_entities(0x200, 7, "invalid variant discriminant: case 7 of 4, in result[1].parts[0] of entities");
    check_entities(0x204, 0xFFFF0, "string pointer/length out of bounds of memory: 2 bytes at 0xffff0 of a memory of 65536, "
                                   "in result[1].parts[0].text of entities");
    check_entities(0x21C, 0x907, "invalid variant discriminant: case 9 of 2, in result[1].parts[2].pair.1 of entities");
    check_entities(0x308, 0x110000, "invalid `char` bit pattern: 0x110000 is no Unicode scalar value, in result[1].parts[3].many[2] of entities");
}

TEST(where_no_value_is_reached_the_result_is_named)
{
    component_rig rig;
    open_places(&rig);
    RIG_CALL(&rig, "entities", RIG_U32(0x81));
    CHECK_TEXT(component_rig_why(&rig), "unaligned pointer: values at 0x81, but they want a multiple of 4, in the result of entities");
    component_rig_close(&rig);
}

static void check_given(uint32_t at, uint32_t word, uint32_t how, uint32_t text, uint32_t letter, const char *words)
{
    component_rig rig;
    open_places(&rig);
    if (at)
        RIG_CALL(&rig, "poke", RIG_U32(at), RIG_U32(word));
    RIG_CALL(&rig, "give", RIG_U32(how), RIG_U32(text), RIG_U32(letter));
    CHECK_TEXT(component_rig_why(&rig), words);
    component_rig_close(&rig);
}

TEST(a_fault_in_what_a_mod_gives_names_the_parameter_and_the_function)
{
    check_given(0, 0, 0, 0, 'a', "no trap");
    check_given(0x410, 0xFFFF0, 0, 0, 'a', "string pointer/length out of bounds of memory: 1 bytes at 0xffff0 of a memory of 65536, "
                                           "in parameter names[2] of test:places/host@0.1.0#take");
    check_given(0, 0, 2, 0, 'a', "invalid variant discriminant: case 2 of 2, in parameter how of test:places/host@0.1.0#take");
    check_given(0, 0, 1, 0xFFFF0, 'a', "string pointer/length out of bounds of memory: 2 bytes at 0xffff0 of a memory of 65536, "
                                       "in parameter how.err of test:places/host@0.1.0#take");
    check_given(0, 0, 1, 0x600, 0xD800, "invalid `char` bit pattern: 0xd800 is no Unicode scalar value, "
                                        "in parameter letter of test:places/host@0.1.0#take");
}

TEST(what_is_wrong_in_the_games_answer_has_a_place_too)
{
    component_rig rig;
    open_places(&rig);
    is_good = false;
    component_rig_call(&rig, "ask", NULL, 0);
    CHECK_TEXT(component_rig_why(&rig), "the game's function tell answered with something else than its WIT type: found u32 where string is wanted, "
                                        "in item 1, in item 1");
    component_rig_close(&rig);
}

/* Its realloc gives odd addresses. */
TEST(a_fault_on_the_way_to_a_mod_names_the_function)
{
    component_rig rig;
    open_places(&rig);
    RIG_CALL(&rig, "heed", RIG_TEXT("look out"));
    CHECK_TEXT(component_rig_why(&rig), "no trap");       /* a string may lie anywhere */
    is_good = true;
    component_rig_call(&rig, "ask", NULL, 0);
    CHECK_TEXT(component_rig_why(&rig), "realloc return: result not aligned: realloc gave 0x801 where a multiple of 4 was asked for, "
                                        "in the result of test:places/host@0.1.0#tell");
    component_rig_close(&rig);
}
