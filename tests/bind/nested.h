/* nested.h: the world nested:test/nested@2.0.0, for games in C and C++.
 *
 * Made by `inlay bind` 0.1.0 from WIT e53802aebbb141e6; don't edit it, make it again.
 * In one file of the game, NESTED_IMPLEMENTATION is defined before the include.
 *
 * Strings and lists are views: those handed over must last until the call is
 * back (the SDK copies what a suspended call still needs); those of a result
 * are good until the next call of that mod, or inlay_frame. */
#ifndef NESTED_H
#define NESTED_H

#include "sdk/inlay.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct nested_game_sprite { inlay_resource id; } nested_game_sprite;

typedef struct nested_tuple_s32_s32 {
    int32_t f0;
    int32_t f1;
} nested_tuple_s32_s32;

typedef struct nested_option_string { bool has; inlay_string value; } nested_option_string;

typedef enum nested_kinds_errno {
    NESTED_KINDS_ERRNO_OK,
    NESTED_KINDS_ERRNO_AGAIN,
    NESTED_KINDS_ERRNO_EOF,
    NESTED_KINDS_ERRNO_NULL
} nested_kinds_errno;

typedef struct nested_result_string_kinds_errno {
    bool is_err;
    union {
        inlay_string ok;
        nested_kinds_errno err;
    };
} nested_result_string_kinds_errno;

typedef struct nested_list_game_sprite { const nested_game_sprite *items; size_t count; } nested_list_game_sprite;

typedef struct nested_result_game_sprite_string {
    bool is_err;
    union {
        nested_game_sprite ok;
        inlay_string err;
    };
} nested_result_game_sprite_string;

typedef struct nested_option_game_sprite { bool has; nested_game_sprite value; } nested_option_game_sprite;

typedef struct nested_list_borrow_game_sprite { const nested_game_sprite *items; size_t count; } nested_list_borrow_game_sprite;

typedef struct nested_option_borrow_game_sprite { bool has; nested_game_sprite value; } nested_option_borrow_game_sprite;

typedef struct nested_game_lent {
    nested_game_sprite first;
    nested_list_borrow_game_sprite more;
    nested_option_borrow_game_sprite maybe;
    inlay_string default_;
} nested_game_lent;

typedef struct nested_game_given {
    nested_game_sprite first;
    nested_list_game_sprite more;
    nested_option_game_sprite maybe;
} nested_game_given;

typedef struct nested_result_none_string {
    bool is_err;
    union {
        inlay_string err;
    };
} nested_result_none_string;

typedef struct nested_option_result_none_string { bool has; nested_result_none_string value; } nested_option_result_none_string;

typedef struct nested_tuple_char_u8 {
    uint32_t f0;
    uint8_t f1;
} nested_tuple_char_u8;

typedef struct nested_list_tuple_char_u8 { const nested_tuple_char_u8 *items; size_t count; } nested_list_tuple_char_u8;

typedef struct nested_result_option_result_none_string_list_tuple_char_u8 {
    bool is_err;
    union {
        nested_option_result_none_string ok;
        nested_list_tuple_char_u8 err;
    };
} nested_result_option_result_none_string_list_tuple_char_u8;

typedef uint32_t nested_kinds_f9;
#define NESTED_KINDS_F9_A0 0x1u
#define NESTED_KINDS_F9_A1 0x2u
#define NESTED_KINDS_F9_A2 0x4u
#define NESTED_KINDS_F9_A3 0x8u
#define NESTED_KINDS_F9_A4 0x10u
#define NESTED_KINDS_F9_A5 0x20u
#define NESTED_KINDS_F9_A6 0x40u
#define NESTED_KINDS_F9_A7 0x80u
#define NESTED_KINDS_F9_A8 0x100u

typedef enum nested_kinds_either_tag {
    NESTED_KINDS_EITHER_A,
    NESTED_KINDS_EITHER_B,
    NESTED_KINDS_EITHER_C,
    NESTED_KINDS_EITHER_D,
    NESTED_KINDS_EITHER_E,
    NESTED_KINDS_EITHER_F,
    NESTED_KINDS_EITHER_NEW,
    NESTED_KINDS_EITHER_G
} nested_kinds_either_tag;

/* Cases whose payloads are alike. */
typedef struct nested_kinds_either {
    nested_kinds_either_tag tag;
    union {
        uint32_t a;
        uint32_t b;
        int32_t c;
        float d;
        inlay_string e;
        inlay_string f;
        nested_kinds_f9 g;
    };
} nested_kinds_either;

typedef struct nested_option_kinds_either { bool has; nested_kinds_either value; } nested_option_kinds_either;

typedef struct nested_result_kinds_either_kinds_either {
    bool is_err;
    union {
        nested_kinds_either ok;
        nested_kinds_either err;
    };
} nested_result_kinds_either_kinds_either;

typedef enum nested_kinds_outer_tag {
    NESTED_KINDS_OUTER_ONE,
    NESTED_KINDS_OUTER_TWO,
    NESTED_KINDS_OUTER_THREE,
    NESTED_KINDS_OUTER_FOUR,
    NESTED_KINDS_OUTER_NONE
} nested_kinds_outer_tag;

typedef struct nested_kinds_outer {
    nested_kinds_outer_tag tag;
    union {
        nested_kinds_either one;
        nested_kinds_either two;
        nested_option_kinds_either three;
        nested_result_kinds_either_kinds_either four;
    };
} nested_kinds_outer;

typedef struct nested_list_string { const inlay_string *items; size_t count; } nested_list_string;

typedef struct nested_option_u64 { bool has; uint64_t value; } nested_option_u64;

typedef struct nested_kinds_toy {
    inlay_string name;
    nested_list_string tags;
    nested_option_u64 price;
} nested_kinds_toy;

typedef struct nested_list_kinds_toy { const nested_kinds_toy *items; size_t count; } nested_list_kinds_toy;

typedef struct nested_option_kinds_toy { bool has; nested_kinds_toy value; } nested_option_kinds_toy;

typedef struct nested_kinds_kid {
    uint8_t age;
    nested_list_kinds_toy toys;
    nested_option_kinds_toy friend_;
} nested_kinds_kid;

typedef struct nested_list_kinds_kid { const nested_kinds_kid *items; size_t count; } nested_list_kinds_kid;

typedef struct nested_tuple_u8_u16 {
    uint8_t f0;
    uint16_t f1;
} nested_tuple_u8_u16;

typedef struct nested_kinds_tree {
    inlay_string name;
    nested_list_kinds_kid kids;
    nested_tuple_u8_u16 size;
} nested_kinds_tree;

typedef struct nested_list_list_string { const nested_list_string *items; size_t count; } nested_list_list_string;

typedef enum nested_kinds_e300 {
    NESTED_KINDS_E300_C0,
    NESTED_KINDS_E300_C1,
    NESTED_KINDS_E300_C2,
    NESTED_KINDS_E300_C3,
    NESTED_KINDS_E300_C4,
    NESTED_KINDS_E300_C5,
    NESTED_KINDS_E300_C6,
    NESTED_KINDS_E300_C7,
    NESTED_KINDS_E300_C8,
    NESTED_KINDS_E300_C9,
    NESTED_KINDS_E300_C10,
    NESTED_KINDS_E300_C11,
    NESTED_KINDS_E300_C12,
    NESTED_KINDS_E300_C13,
    NESTED_KINDS_E300_C14,
    NESTED_KINDS_E300_C15,
    NESTED_KINDS_E300_C16,
    NESTED_KINDS_E300_C17,
    NESTED_KINDS_E300_C18,
    NESTED_KINDS_E300_C19,
    NESTED_KINDS_E300_C20,
    NESTED_KINDS_E300_C21,
    NESTED_KINDS_E300_C22,
    NESTED_KINDS_E300_C23,
    NESTED_KINDS_E300_C24,
    NESTED_KINDS_E300_C25,
    NESTED_KINDS_E300_C26,
    NESTED_KINDS_E300_C27,
    NESTED_KINDS_E300_C28,
    NESTED_KINDS_E300_C29,
    NESTED_KINDS_E300_C30,
    NESTED_KINDS_E300_C31,
    NESTED_KINDS_E300_C32,
    NESTED_KINDS_E300_C33,
    NESTED_KINDS_E300_C34,
    NESTED_KINDS_E300_C35,
    NESTED_KINDS_E300_C36,
    NESTED_KINDS_E300_C37,
    NESTED_KINDS_E300_C38,
    NESTED_KINDS_E300_C39,
    NESTED_KINDS_E300_C40,
    NESTED_KINDS_E300_C41,
    NESTED_KINDS_E300_C42,
    NESTED_KINDS_E300_C43,
    NESTED_KINDS_E300_C44,
    NESTED_KINDS_E300_C45,
    NESTED_KINDS_E300_C46,
    NESTED_KINDS_E300_C47,
    NESTED_KINDS_E300_C48,
    NESTED_KINDS_E300_C49,
    NESTED_KINDS_E300_C50,
    NESTED_KINDS_E300_C51,
    NESTED_KINDS_E300_C52,
    NESTED_KINDS_E300_C53,
    NESTED_KINDS_E300_C54,
    NESTED_KINDS_E300_C55,
    NESTED_KINDS_E300_C56,
    NESTED_KINDS_E300_C57,
    NESTED_KINDS_E300_C58,
    NESTED_KINDS_E300_C59,
    NESTED_KINDS_E300_C60,
    NESTED_KINDS_E300_C61,
    NESTED_KINDS_E300_C62,
    NESTED_KINDS_E300_C63,
    NESTED_KINDS_E300_C64,
    NESTED_KINDS_E300_C65,
    NESTED_KINDS_E300_C66,
    NESTED_KINDS_E300_C67,
    NESTED_KINDS_E300_C68,
    NESTED_KINDS_E300_C69,
    NESTED_KINDS_E300_C70,
    NESTED_KINDS_E300_C71,
    NESTED_KINDS_E300_C72,
    NESTED_KINDS_E300_C73,
    NESTED_KINDS_E300_C74,
    NESTED_KINDS_E300_C75,
    NESTED_KINDS_E300_C76,
    NESTED_KINDS_E300_C77,
    NESTED_KINDS_E300_C78,
    NESTED_KINDS_E300_C79,
    NESTED_KINDS_E300_C80,
    NESTED_KINDS_E300_C81,
    NESTED_KINDS_E300_C82,
    NESTED_KINDS_E300_C83,
    NESTED_KINDS_E300_C84,
    NESTED_KINDS_E300_C85,
    NESTED_KINDS_E300_C86,
    NESTED_KINDS_E300_C87,
    NESTED_KINDS_E300_C88,
    NESTED_KINDS_E300_C89,
    NESTED_KINDS_E300_C90,
    NESTED_KINDS_E300_C91,
    NESTED_KINDS_E300_C92,
    NESTED_KINDS_E300_C93,
    NESTED_KINDS_E300_C94,
    NESTED_KINDS_E300_C95,
    NESTED_KINDS_E300_C96,
    NESTED_KINDS_E300_C97,
    NESTED_KINDS_E300_C98,
    NESTED_KINDS_E300_C99,
    NESTED_KINDS_E300_C100,
    NESTED_KINDS_E300_C101,
    NESTED_KINDS_E300_C102,
    NESTED_KINDS_E300_C103,
    NESTED_KINDS_E300_C104,
    NESTED_KINDS_E300_C105,
    NESTED_KINDS_E300_C106,
    NESTED_KINDS_E300_C107,
    NESTED_KINDS_E300_C108,
    NESTED_KINDS_E300_C109,
    NESTED_KINDS_E300_C110,
    NESTED_KINDS_E300_C111,
    NESTED_KINDS_E300_C112,
    NESTED_KINDS_E300_C113,
    NESTED_KINDS_E300_C114,
    NESTED_KINDS_E300_C115,
    NESTED_KINDS_E300_C116,
    NESTED_KINDS_E300_C117,
    NESTED_KINDS_E300_C118,
    NESTED_KINDS_E300_C119,
    NESTED_KINDS_E300_C120,
    NESTED_KINDS_E300_C121,
    NESTED_KINDS_E300_C122,
    NESTED_KINDS_E300_C123,
    NESTED_KINDS_E300_C124,
    NESTED_KINDS_E300_C125,
    NESTED_KINDS_E300_C126,
    NESTED_KINDS_E300_C127,
    NESTED_KINDS_E300_C128,
    NESTED_KINDS_E300_C129,
    NESTED_KINDS_E300_C130,
    NESTED_KINDS_E300_C131,
    NESTED_KINDS_E300_C132,
    NESTED_KINDS_E300_C133,
    NESTED_KINDS_E300_C134,
    NESTED_KINDS_E300_C135,
    NESTED_KINDS_E300_C136,
    NESTED_KINDS_E300_C137,
    NESTED_KINDS_E300_C138,
    NESTED_KINDS_E300_C139,
    NESTED_KINDS_E300_C140,
    NESTED_KINDS_E300_C141,
    NESTED_KINDS_E300_C142,
    NESTED_KINDS_E300_C143,
    NESTED_KINDS_E300_C144,
    NESTED_KINDS_E300_C145,
    NESTED_KINDS_E300_C146,
    NESTED_KINDS_E300_C147,
    NESTED_KINDS_E300_C148,
    NESTED_KINDS_E300_C149,
    NESTED_KINDS_E300_C150,
    NESTED_KINDS_E300_C151,
    NESTED_KINDS_E300_C152,
    NESTED_KINDS_E300_C153,
    NESTED_KINDS_E300_C154,
    NESTED_KINDS_E300_C155,
    NESTED_KINDS_E300_C156,
    NESTED_KINDS_E300_C157,
    NESTED_KINDS_E300_C158,
    NESTED_KINDS_E300_C159,
    NESTED_KINDS_E300_C160,
    NESTED_KINDS_E300_C161,
    NESTED_KINDS_E300_C162,
    NESTED_KINDS_E300_C163,
    NESTED_KINDS_E300_C164,
    NESTED_KINDS_E300_C165,
    NESTED_KINDS_E300_C166,
    NESTED_KINDS_E300_C167,
    NESTED_KINDS_E300_C168,
    NESTED_KINDS_E300_C169,
    NESTED_KINDS_E300_C170,
    NESTED_KINDS_E300_C171,
    NESTED_KINDS_E300_C172,
    NESTED_KINDS_E300_C173,
    NESTED_KINDS_E300_C174,
    NESTED_KINDS_E300_C175,
    NESTED_KINDS_E300_C176,
    NESTED_KINDS_E300_C177,
    NESTED_KINDS_E300_C178,
    NESTED_KINDS_E300_C179,
    NESTED_KINDS_E300_C180,
    NESTED_KINDS_E300_C181,
    NESTED_KINDS_E300_C182,
    NESTED_KINDS_E300_C183,
    NESTED_KINDS_E300_C184,
    NESTED_KINDS_E300_C185,
    NESTED_KINDS_E300_C186,
    NESTED_KINDS_E300_C187,
    NESTED_KINDS_E300_C188,
    NESTED_KINDS_E300_C189,
    NESTED_KINDS_E300_C190,
    NESTED_KINDS_E300_C191,
    NESTED_KINDS_E300_C192,
    NESTED_KINDS_E300_C193,
    NESTED_KINDS_E300_C194,
    NESTED_KINDS_E300_C195,
    NESTED_KINDS_E300_C196,
    NESTED_KINDS_E300_C197,
    NESTED_KINDS_E300_C198,
    NESTED_KINDS_E300_C199,
    NESTED_KINDS_E300_C200,
    NESTED_KINDS_E300_C201,
    NESTED_KINDS_E300_C202,
    NESTED_KINDS_E300_C203,
    NESTED_KINDS_E300_C204,
    NESTED_KINDS_E300_C205,
    NESTED_KINDS_E300_C206,
    NESTED_KINDS_E300_C207,
    NESTED_KINDS_E300_C208,
    NESTED_KINDS_E300_C209,
    NESTED_KINDS_E300_C210,
    NESTED_KINDS_E300_C211,
    NESTED_KINDS_E300_C212,
    NESTED_KINDS_E300_C213,
    NESTED_KINDS_E300_C214,
    NESTED_KINDS_E300_C215,
    NESTED_KINDS_E300_C216,
    NESTED_KINDS_E300_C217,
    NESTED_KINDS_E300_C218,
    NESTED_KINDS_E300_C219,
    NESTED_KINDS_E300_C220,
    NESTED_KINDS_E300_C221,
    NESTED_KINDS_E300_C222,
    NESTED_KINDS_E300_C223,
    NESTED_KINDS_E300_C224,
    NESTED_KINDS_E300_C225,
    NESTED_KINDS_E300_C226,
    NESTED_KINDS_E300_C227,
    NESTED_KINDS_E300_C228,
    NESTED_KINDS_E300_C229,
    NESTED_KINDS_E300_C230,
    NESTED_KINDS_E300_C231,
    NESTED_KINDS_E300_C232,
    NESTED_KINDS_E300_C233,
    NESTED_KINDS_E300_C234,
    NESTED_KINDS_E300_C235,
    NESTED_KINDS_E300_C236,
    NESTED_KINDS_E300_C237,
    NESTED_KINDS_E300_C238,
    NESTED_KINDS_E300_C239,
    NESTED_KINDS_E300_C240,
    NESTED_KINDS_E300_C241,
    NESTED_KINDS_E300_C242,
    NESTED_KINDS_E300_C243,
    NESTED_KINDS_E300_C244,
    NESTED_KINDS_E300_C245,
    NESTED_KINDS_E300_C246,
    NESTED_KINDS_E300_C247,
    NESTED_KINDS_E300_C248,
    NESTED_KINDS_E300_C249,
    NESTED_KINDS_E300_C250,
    NESTED_KINDS_E300_C251,
    NESTED_KINDS_E300_C252,
    NESTED_KINDS_E300_C253,
    NESTED_KINDS_E300_C254,
    NESTED_KINDS_E300_C255,
    NESTED_KINDS_E300_C256,
    NESTED_KINDS_E300_C257,
    NESTED_KINDS_E300_C258,
    NESTED_KINDS_E300_C259,
    NESTED_KINDS_E300_C260,
    NESTED_KINDS_E300_C261,
    NESTED_KINDS_E300_C262,
    NESTED_KINDS_E300_C263,
    NESTED_KINDS_E300_C264,
    NESTED_KINDS_E300_C265,
    NESTED_KINDS_E300_C266,
    NESTED_KINDS_E300_C267,
    NESTED_KINDS_E300_C268,
    NESTED_KINDS_E300_C269,
    NESTED_KINDS_E300_C270,
    NESTED_KINDS_E300_C271,
    NESTED_KINDS_E300_C272,
    NESTED_KINDS_E300_C273,
    NESTED_KINDS_E300_C274,
    NESTED_KINDS_E300_C275,
    NESTED_KINDS_E300_C276,
    NESTED_KINDS_E300_C277,
    NESTED_KINDS_E300_C278,
    NESTED_KINDS_E300_C279,
    NESTED_KINDS_E300_C280,
    NESTED_KINDS_E300_C281,
    NESTED_KINDS_E300_C282,
    NESTED_KINDS_E300_C283,
    NESTED_KINDS_E300_C284,
    NESTED_KINDS_E300_C285,
    NESTED_KINDS_E300_C286,
    NESTED_KINDS_E300_C287,
    NESTED_KINDS_E300_C288,
    NESTED_KINDS_E300_C289,
    NESTED_KINDS_E300_C290,
    NESTED_KINDS_E300_C291,
    NESTED_KINDS_E300_C292,
    NESTED_KINDS_E300_C293,
    NESTED_KINDS_E300_C294,
    NESTED_KINDS_E300_C295,
    NESTED_KINDS_E300_C296,
    NESTED_KINDS_E300_C297,
    NESTED_KINDS_E300_C298,
    NESTED_KINDS_E300_C299
} nested_kinds_e300;

typedef struct nested_option_u8 { bool has; uint8_t value; } nested_option_u8;

typedef struct nested_result_none_none {
    bool is_err;
} nested_result_none_none;

typedef struct nested_list_u8 { const uint8_t *items; size_t count; } nested_list_u8;

typedef struct nested_tuple_u64_s64_string_list_u8 {
    uint64_t f0;
    int64_t f1;
    inlay_string f2;
    nested_list_u8 f3;
} nested_tuple_u64_s64_string_list_u8;

typedef struct nested_both_token { inlay_resource id; } nested_both_token;

typedef uint32_t nested_kinds_f17;
#define NESTED_KINDS_F17_B0 0x1u
#define NESTED_KINDS_F17_B1 0x2u
#define NESTED_KINDS_F17_B2 0x4u
#define NESTED_KINDS_F17_B3 0x8u
#define NESTED_KINDS_F17_B4 0x10u
#define NESTED_KINDS_F17_B5 0x20u
#define NESTED_KINDS_F17_B6 0x40u
#define NESTED_KINDS_F17_B7 0x80u
#define NESTED_KINDS_F17_B8 0x100u
#define NESTED_KINDS_F17_B9 0x200u
#define NESTED_KINDS_F17_B10 0x400u
#define NESTED_KINDS_F17_B11 0x800u
#define NESTED_KINDS_F17_B12 0x1000u
#define NESTED_KINDS_F17_B13 0x2000u
#define NESTED_KINDS_F17_B14 0x4000u
#define NESTED_KINDS_F17_B15 0x8000u
#define NESTED_KINDS_F17_B16 0x10000u

typedef uint32_t nested_kinds_f32_bits;
#define NESTED_KINDS_F32_BITS_D0 0x1u
#define NESTED_KINDS_F32_BITS_D1 0x2u
#define NESTED_KINDS_F32_BITS_D2 0x4u
#define NESTED_KINDS_F32_BITS_D3 0x8u
#define NESTED_KINDS_F32_BITS_D4 0x10u
#define NESTED_KINDS_F32_BITS_D5 0x20u
#define NESTED_KINDS_F32_BITS_D6 0x40u
#define NESTED_KINDS_F32_BITS_D7 0x80u
#define NESTED_KINDS_F32_BITS_D8 0x100u
#define NESTED_KINDS_F32_BITS_D9 0x200u
#define NESTED_KINDS_F32_BITS_D10 0x400u
#define NESTED_KINDS_F32_BITS_D11 0x800u
#define NESTED_KINDS_F32_BITS_D12 0x1000u
#define NESTED_KINDS_F32_BITS_D13 0x2000u
#define NESTED_KINDS_F32_BITS_D14 0x4000u
#define NESTED_KINDS_F32_BITS_D15 0x8000u
#define NESTED_KINDS_F32_BITS_D16 0x10000u
#define NESTED_KINDS_F32_BITS_D17 0x20000u
#define NESTED_KINDS_F32_BITS_D18 0x40000u
#define NESTED_KINDS_F32_BITS_D19 0x80000u
#define NESTED_KINDS_F32_BITS_D20 0x100000u
#define NESTED_KINDS_F32_BITS_D21 0x200000u
#define NESTED_KINDS_F32_BITS_D22 0x400000u
#define NESTED_KINDS_F32_BITS_D23 0x800000u
#define NESTED_KINDS_F32_BITS_D24 0x1000000u
#define NESTED_KINDS_F32_BITS_D25 0x2000000u
#define NESTED_KINDS_F32_BITS_D26 0x4000000u
#define NESTED_KINDS_F32_BITS_D27 0x8000000u
#define NESTED_KINDS_F32_BITS_D28 0x10000000u
#define NESTED_KINDS_F32_BITS_D29 0x20000000u
#define NESTED_KINDS_F32_BITS_D30 0x40000000u
#define NESTED_KINDS_F32_BITS_D31 0x80000000u

/* Words of C, macros of its headers, and a name in capitals. */
typedef struct nested_kinds_int {
    int8_t default_;
    uint16_t register_;
    uint64_t new_;
    uint32_t this_;
    int32_t errno_;
    float null;
    uint8_t linux_;
    bool unix_;
    double nan;
    inlay_string stdin_;
    nested_kinds_e300 auto_;
    uint8_t x2_y3;
} nested_kinds_int;

typedef struct nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 {
    uint8_t f0;
    int8_t f1;
    uint16_t f2;
    int16_t f3;
    uint32_t f4;
    int32_t f5;
    uint64_t f6;
    double f7;
} nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64;

typedef struct nested_result_kinds_e300_kinds_either {
    bool is_err;
    union {
        nested_kinds_e300 ok;
        nested_kinds_either err;
    };
} nested_result_kinds_e300_kinds_either;

typedef struct nested_option_option_string { bool has; nested_option_string value; } nested_option_option_string;

typedef struct nested_option_option_option_string { bool has; nested_option_option_string value; } nested_option_option_option_string;

typedef struct nested_list_kinds_e300 { const nested_kinds_e300 *items; size_t count; } nested_list_kinds_e300;

typedef struct nested_list_kinds_f17 { const nested_kinds_f17 *items; size_t count; } nested_list_kinds_f17;

typedef struct nested_list_result_none_none { const nested_result_none_none *items; size_t count; } nested_list_result_none_none;

typedef struct nested_option_bool { bool has; bool value; } nested_option_bool;

typedef struct nested_list_option_bool { const nested_option_bool *items; size_t count; } nested_list_option_bool;

typedef struct nested_option_kinds_outer { bool has; nested_kinds_outer value; } nested_option_kinds_outer;

typedef struct nested_list_option_kinds_outer { const nested_option_kinds_outer *items; size_t count; } nested_list_option_kinds_outer;

typedef struct nested_tuple_u8_u64_string {
    uint8_t f0;
    uint64_t f1;
    inlay_string f2;
} nested_tuple_u8_u64_string;

typedef struct nested_list_tuple_u8_u64_string { const nested_tuple_u8_u64_string *items; size_t count; } nested_list_tuple_u8_u64_string;

/* A thing of the mod's, which may own one of the game's. */
typedef struct nested_all_node { inlay_resource id; } nested_all_node;

typedef struct nested_list_all_node { const nested_all_node *items; size_t count; } nested_list_all_node;

typedef struct nested_result_all_node_string {
    bool is_err;
    union {
        nested_all_node ok;
        inlay_string err;
    };
} nested_result_all_node_string;

typedef struct nested_option_all_node { bool has; nested_all_node value; } nested_option_all_node;

typedef struct nested_all_nodes {
    nested_all_node first;
    nested_list_all_node more;
    nested_option_all_node maybe;
} nested_all_nodes;

typedef struct nested_tuple_game_sprite_all_node {
    nested_game_sprite f0;
    nested_all_node f1;
} nested_tuple_game_sprite_all_node;

typedef enum nested_all_handle_tag {
    NESTED_ALL_HANDLE_NONE,
    NESTED_ALL_HANDLE_SPRITE,
    NESTED_ALL_HANDLE_NODE,
    NESTED_ALL_HANDLE_BOTH
} nested_all_handle_tag;

typedef struct nested_all_handle {
    nested_all_handle_tag tag;
    union {
        nested_game_sprite sprite;
        nested_all_node node;
        nested_tuple_game_sprite_all_node both;
    };
} nested_all_handle;

typedef struct nested_list_borrow_all_node { const nested_all_node *items; size_t count; } nested_list_borrow_all_node;

typedef struct nested_tuple_string_u32 {
    inlay_string f0;
    uint32_t f1;
} nested_tuple_string_u32;

typedef struct nested_result_tuple_string_u32_kinds_errno {
    bool is_err;
    union {
        nested_tuple_string_u32 ok;
        nested_kinds_errno err;
    };
} nested_result_tuple_string_u32_kinds_errno;

/* Handles inside values, results inside results, packages inside packages. */
/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.
 * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;
 * or what inlay_call_trap gives. Arguments are good until it answers. */
typedef struct nested_host {
    /* The last owner of a sprite let go of it; may be null. */
    inlay_drop *drop_game_sprite;
    inlay_status (*game_sprite_new)(inlay_call *call, void *user, inlay_string name, const nested_tuple_s32_s32 *at, nested_game_sprite *result);
    inlay_status (*game_sprite_name)(inlay_call *call, void *user, nested_game_sprite self, inlay_string *result);
    inlay_status (*game_sprite_rename)(inlay_call *call, void *user, nested_game_sprite self, const nested_option_string *name, nested_result_string_kinds_errno *result);
    inlay_status (*game_sprite_kids)(inlay_call *call, void *user, nested_game_sprite self, nested_list_game_sprite *result);
    inlay_status (*game_sprite_merge)(inlay_call *call, void *user, nested_game_sprite a, nested_game_sprite b, nested_result_game_sprite_string *result);
    inlay_status (*game_sprite_maybe)(inlay_call *call, void *user, nested_option_game_sprite *result);
    inlay_status (*game_look)(inlay_call *call, void *user, const nested_game_lent *at, inlay_string *result);
    inlay_status (*game_give)(inlay_call *call, void *user, const nested_game_given *all, nested_game_given *result);
    inlay_status (*game_turn_deep)(inlay_call *call, void *user, const nested_result_option_result_none_string_list_tuple_char_u8 *v, nested_result_option_result_none_string_list_tuple_char_u8 *result);
    inlay_status (*game_turn_outer)(inlay_call *call, void *user, const nested_kinds_outer *v, nested_kinds_outer *result);
    inlay_status (*game_turn_tree)(inlay_call *call, void *user, const nested_kinds_tree *v, nested_kinds_tree *result);
    inlay_status (*game_turn_texts)(inlay_call *call, void *user, nested_list_list_string v, nested_list_list_string *result);
    inlay_status (*game_turn_many)(inlay_call *call, void *user, uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k, uint32_t l, inlay_string m, nested_kinds_e300 n, const nested_option_u8 *o, const nested_result_none_none *p, nested_list_u8 q, nested_tuple_u64_s64_string_list_u8 *result);
    inlay_status (*game_assert)(inlay_call *call, void *user, bool that, nested_result_none_none *result);
    /* The last owner of a token let go of it; may be null. */
    inlay_drop *drop_both_token;
    inlay_status (*both_token_new)(inlay_call *call, void *user, const nested_kinds_either *of, nested_both_token *result);
    inlay_status (*both_token_of)(inlay_call *call, void *user, nested_both_token self, nested_kinds_either *result);
    inlay_status (*both_exchange)(inlay_call *call, void *user, nested_both_token t, nested_both_token *result);
} nested_host;

/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.
 * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */
bool nested_bind(inlay_host *host, inlay_slot slot, const nested_host *functions, void *user, inlay_error *error);

/* The tables behind it. */
extern const inlay_binding nested_binding;

/* A new sprite of the game's, and what was given for it: null when its id is stale. */
static inline nested_game_sprite nested_game_sprite_create(inlay_host *host, void *data)
{
    nested_game_sprite made;
    made.id = inlay_resource_new(host, "nested:test/game@2.0.0#sprite", data);
    return made;
}

static inline void *nested_game_sprite_data(inlay_host *host, nested_game_sprite self)
{
    return inlay_resource_data(host, self.id);
}

/* A new token of the game's, and what was given for it: null when its id is stale. */
static inline nested_both_token nested_both_token_create(inlay_host *host, void *data)
{
    nested_both_token made;
    made.id = inlay_resource_new(host, "nested:base/both@0.3.1#token", data);
    return made;
}

static inline void *nested_both_token_data(inlay_host *host, nested_both_token self)
{
    return inlay_resource_data(host, self.id);
}

inlay_status nested_both_token_new(inlay_host *host, inlay_mod mod, const nested_kinds_either *of, nested_both_token *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_both_token_new_take(inlay_host *host, inlay_mod mod, nested_both_token *result);

inlay_status nested_both_token_of(inlay_host *host, nested_both_token self, nested_kinds_either *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_both_token_of_take(inlay_host *host, inlay_mod mod, nested_kinds_either *result);

inlay_status nested_both_exchange(inlay_host *host, inlay_mod mod, nested_both_token t, nested_both_token *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_both_exchange_take(inlay_host *host, inlay_mod mod, nested_both_token *result);

inlay_status nested_all_an_enum(inlay_host *host, inlay_mod mod, nested_kinds_e300 v, nested_kinds_e300 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_enum_take(inlay_host *host, inlay_mod mod, nested_kinds_e300 *result);

inlay_status nested_all_an_f9(inlay_host *host, inlay_mod mod, nested_kinds_f9 v, nested_kinds_f9 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_f9_take(inlay_host *host, inlay_mod mod, nested_kinds_f9 *result);

inlay_status nested_all_an_f17(inlay_host *host, inlay_mod mod, nested_kinds_f17 v, nested_kinds_f17 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_f17_take(inlay_host *host, inlay_mod mod, nested_kinds_f17 *result);

inlay_status nested_all_an_f32(inlay_host *host, inlay_mod mod, nested_kinds_f32_bits v, nested_kinds_f32_bits *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_f32_take(inlay_host *host, inlay_mod mod, nested_kinds_f32_bits *result);

inlay_status nested_all_an_int(inlay_host *host, inlay_mod mod, const nested_kinds_int *v, nested_kinds_int *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_int_take(inlay_host *host, inlay_mod mod, nested_kinds_int *result);

inlay_status nested_all_an_either(inlay_host *host, inlay_mod mod, const nested_kinds_either *v, nested_kinds_either *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_either_take(inlay_host *host, inlay_mod mod, nested_kinds_either *result);

inlay_status nested_all_an_outer(inlay_host *host, inlay_mod mod, const nested_kinds_outer *v, nested_kinds_outer *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_outer_take(inlay_host *host, inlay_mod mod, nested_kinds_outer *result);

inlay_status nested_all_a_tree(inlay_host *host, inlay_mod mod, const nested_kinds_tree *v, nested_kinds_tree *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_a_tree_take(inlay_host *host, inlay_mod mod, nested_kinds_tree *result);

inlay_status nested_all_a_deep(inlay_host *host, inlay_mod mod, const nested_result_option_result_none_string_list_tuple_char_u8 *v, nested_result_option_result_none_string_list_tuple_char_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_a_deep_take(inlay_host *host, inlay_mod mod, nested_result_option_result_none_string_list_tuple_char_u8 *result);

inlay_status nested_all_an_eight(inlay_host *host, inlay_mod mod, const nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *v, nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_eight_take(inlay_host *host, inlay_mod mod, nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *result);

inlay_status nested_all_an_error(inlay_host *host, inlay_mod mod, const nested_result_kinds_e300_kinds_either *v, nested_result_kinds_e300_kinds_either *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_an_error_take(inlay_host *host, inlay_mod mod, nested_result_kinds_e300_kinds_either *result);

inlay_status nested_all_three(inlay_host *host, inlay_mod mod, const nested_option_option_option_string *v, nested_option_option_option_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_three_take(inlay_host *host, inlay_mod mod, nested_option_option_option_string *result);

inlay_status nested_all_texts(inlay_host *host, inlay_mod mod, nested_list_list_string v, nested_list_list_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_texts_take(inlay_host *host, inlay_mod mod, nested_list_list_string *result);

inlay_status nested_all_enums(inlay_host *host, inlay_mod mod, nested_list_kinds_e300 v, nested_list_kinds_e300 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_enums_take(inlay_host *host, inlay_mod mod, nested_list_kinds_e300 *result);

inlay_status nested_all_bits(inlay_host *host, inlay_mod mod, nested_list_kinds_f17 v, nested_list_kinds_f17 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_bits_take(inlay_host *host, inlay_mod mod, nested_list_kinds_f17 *result);

inlay_status nested_all_bares(inlay_host *host, inlay_mod mod, nested_list_result_none_none v, nested_list_result_none_none *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_bares_take(inlay_host *host, inlay_mod mod, nested_list_result_none_none *result);

inlay_status nested_all_maybes(inlay_host *host, inlay_mod mod, nested_list_option_bool v, nested_list_option_bool *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_maybes_take(inlay_host *host, inlay_mod mod, nested_list_option_bool *result);

inlay_status nested_all_outers(inlay_host *host, inlay_mod mod, nested_list_option_kinds_outer v, nested_list_option_kinds_outer *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_outers_take(inlay_host *host, inlay_mod mod, nested_list_option_kinds_outer *result);

inlay_status nested_all_pairs(inlay_host *host, inlay_mod mod, nested_list_tuple_u8_u64_string v, nested_list_tuple_u8_u64_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_pairs_take(inlay_host *host, inlay_mod mod, nested_list_tuple_u8_u64_string *result);

/* Through the game and back. */
inlay_status nested_all_via_deep(inlay_host *host, inlay_mod mod, const nested_result_option_result_none_string_list_tuple_char_u8 *v, nested_result_option_result_none_string_list_tuple_char_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_deep_take(inlay_host *host, inlay_mod mod, nested_result_option_result_none_string_list_tuple_char_u8 *result);

inlay_status nested_all_via_outer(inlay_host *host, inlay_mod mod, const nested_kinds_outer *v, nested_kinds_outer *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_outer_take(inlay_host *host, inlay_mod mod, nested_kinds_outer *result);

inlay_status nested_all_via_tree(inlay_host *host, inlay_mod mod, const nested_kinds_tree *v, nested_kinds_tree *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_tree_take(inlay_host *host, inlay_mod mod, nested_kinds_tree *result);

inlay_status nested_all_via_texts(inlay_host *host, inlay_mod mod, nested_list_list_string v, nested_list_list_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_texts_take(inlay_host *host, inlay_mod mod, nested_list_list_string *result);

inlay_status nested_all_via_many(inlay_host *host, inlay_mod mod, uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k, uint32_t l, inlay_string m, nested_kinds_e300 n, const nested_option_u8 *o, const nested_result_none_none *p, nested_list_u8 q, nested_tuple_u64_s64_string_list_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_many_take(inlay_host *host, inlay_mod mod, nested_tuple_u64_s64_string_list_u8 *result);

inlay_status nested_all_via_assert(inlay_host *host, inlay_mod mod, bool that, nested_result_none_none *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_via_assert_take(inlay_host *host, inlay_mod mod, nested_result_none_none *result);

inlay_status nested_all_node_new(inlay_host *host, inlay_mod mod, inlay_string name, const nested_option_game_sprite *owns, nested_all_node *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_node_new_take(inlay_host *host, inlay_mod mod, nested_all_node *result);

inlay_status nested_all_node_name(inlay_host *host, nested_all_node self, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_node_name_take(inlay_host *host, inlay_mod mod, inlay_string *result);

inlay_status nested_all_node_release(inlay_host *host, nested_all_node self, nested_option_game_sprite *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_node_release_take(inlay_host *host, inlay_mod mod, nested_option_game_sprite *result);

inlay_status nested_all_node_with(inlay_host *host, nested_all_node self, nested_all_node other, nested_list_borrow_game_sprite seen, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_node_with_take(inlay_host *host, inlay_mod mod, inlay_string *result);

inlay_status nested_all_node_join(inlay_host *host, inlay_mod mod, nested_list_all_node all, nested_result_all_node_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_node_join_take(inlay_host *host, inlay_mod mod, nested_result_all_node_string *result);

inlay_status nested_all_look_at(inlay_host *host, inlay_mod mod, const nested_game_lent *at, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_look_at_take(inlay_host *host, inlay_mod mod, inlay_string *result);

inlay_status nested_all_give_all(inlay_host *host, inlay_mod mod, const nested_game_given *all, nested_game_given *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_give_all_take(inlay_host *host, inlay_mod mod, nested_game_given *result);

inlay_status nested_all_turn_nodes(inlay_host *host, inlay_mod mod, const nested_all_nodes *all, nested_all_nodes *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_turn_nodes_take(inlay_host *host, inlay_mod mod, nested_all_nodes *result);

inlay_status nested_all_turn_handle(inlay_host *host, inlay_mod mod, const nested_all_handle *h, nested_all_handle *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_turn_handle_take(inlay_host *host, inlay_mod mod, nested_all_handle *result);

inlay_status nested_all_names(inlay_host *host, inlay_mod mod, nested_list_borrow_all_node of, nested_list_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_names_take(inlay_host *host, inlay_mod mod, nested_list_string *result);

/* Makes a sprite, renames it, merges it with another, counts its kids. */
inlay_status nested_all_play(inlay_host *host, inlay_mod mod, inlay_string name, nested_result_tuple_string_u32_kinds_errno *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status nested_all_play_take(inlay_host *host, inlay_mod mod, nested_result_tuple_string_u32_kinds_errno *result);

#ifdef __cplusplus
}
#endif

#endif

#if defined(NESTED_IMPLEMENTATION) && !defined(NESTED_IMPLEMENTED)
#define NESTED_IMPLEMENTED

#ifdef __cplusplus
extern "C" {
#endif

static const inlay_layout nested_string_layout = { INLAY_STRING, 0, 0, sizeof(inlay_string), 0, NULL };
static const inlay_layout nested_s32_layout = { INLAY_S32, 0, 0, sizeof(int32_t), 0, NULL };
static const inlay_member nested_tuple_s32_s32_members[] = {
    { &nested_s32_layout, offsetof(nested_tuple_s32_s32, f0) },
    { &nested_s32_layout, offsetof(nested_tuple_s32_s32, f1) },
};
static const inlay_layout nested_tuple_s32_s32_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_s32_s32), 2, nested_tuple_s32_s32_members };
static const inlay_layout nested_game_sprite_layout = { INLAY_OWN, 0, 0, sizeof(nested_game_sprite), 0, NULL };
static const inlay_layout nested_borrow_game_sprite_layout = { INLAY_BORROW, 0, 0, sizeof(nested_game_sprite), 0, NULL };
static const inlay_member nested_option_string_members[] = {
    { &nested_string_layout, offsetof(nested_option_string, value) },
};
static const inlay_layout nested_option_string_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_string, has), sizeof(nested_option_string), 1, nested_option_string_members };
static const inlay_layout nested_kinds_errno_layout = { INLAY_ENUM, sizeof(nested_kinds_errno), 0, sizeof(nested_kinds_errno), 4, NULL };
static const inlay_member nested_result_string_kinds_errno_members[] = {
    { &nested_string_layout, offsetof(nested_result_string_kinds_errno, ok) },
    { &nested_kinds_errno_layout, offsetof(nested_result_string_kinds_errno, err) },
};
static const inlay_layout nested_result_string_kinds_errno_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_string_kinds_errno, is_err), sizeof(nested_result_string_kinds_errno), 2, nested_result_string_kinds_errno_members };
static const inlay_member nested_list_game_sprite_members[] = {
    { &nested_game_sprite_layout, 0 },
};
static const inlay_layout nested_list_game_sprite_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_game_sprite), 0, nested_list_game_sprite_members };
static const inlay_member nested_result_game_sprite_string_members[] = {
    { &nested_game_sprite_layout, offsetof(nested_result_game_sprite_string, ok) },
    { &nested_string_layout, offsetof(nested_result_game_sprite_string, err) },
};
static const inlay_layout nested_result_game_sprite_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_game_sprite_string, is_err), sizeof(nested_result_game_sprite_string), 2, nested_result_game_sprite_string_members };
static const inlay_member nested_option_game_sprite_members[] = {
    { &nested_game_sprite_layout, offsetof(nested_option_game_sprite, value) },
};
static const inlay_layout nested_option_game_sprite_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_game_sprite, has), sizeof(nested_option_game_sprite), 1, nested_option_game_sprite_members };
static const inlay_member nested_list_borrow_game_sprite_members[] = {
    { &nested_borrow_game_sprite_layout, 0 },
};
static const inlay_layout nested_list_borrow_game_sprite_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_borrow_game_sprite), 0, nested_list_borrow_game_sprite_members };
static const inlay_member nested_option_borrow_game_sprite_members[] = {
    { &nested_borrow_game_sprite_layout, offsetof(nested_option_borrow_game_sprite, value) },
};
static const inlay_layout nested_option_borrow_game_sprite_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_borrow_game_sprite, has), sizeof(nested_option_borrow_game_sprite), 1, nested_option_borrow_game_sprite_members };
static const inlay_member nested_game_lent_members[] = {
    { &nested_borrow_game_sprite_layout, offsetof(nested_game_lent, first) },
    { &nested_list_borrow_game_sprite_layout, offsetof(nested_game_lent, more) },
    { &nested_option_borrow_game_sprite_layout, offsetof(nested_game_lent, maybe) },
    { &nested_string_layout, offsetof(nested_game_lent, default_) },
};
static const inlay_layout nested_game_lent_layout = { INLAY_RECORD, 0, 0, sizeof(nested_game_lent), 4, nested_game_lent_members };
static const inlay_member nested_game_given_members[] = {
    { &nested_game_sprite_layout, offsetof(nested_game_given, first) },
    { &nested_list_game_sprite_layout, offsetof(nested_game_given, more) },
    { &nested_option_game_sprite_layout, offsetof(nested_game_given, maybe) },
};
static const inlay_layout nested_game_given_layout = { INLAY_RECORD, 0, 0, sizeof(nested_game_given), 3, nested_game_given_members };
static const inlay_member nested_result_none_string_members[] = {
    { NULL, 0 },
    { &nested_string_layout, offsetof(nested_result_none_string, err) },
};
static const inlay_layout nested_result_none_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_none_string, is_err), sizeof(nested_result_none_string), 2, nested_result_none_string_members };
static const inlay_member nested_option_result_none_string_members[] = {
    { &nested_result_none_string_layout, offsetof(nested_option_result_none_string, value) },
};
static const inlay_layout nested_option_result_none_string_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_result_none_string, has), sizeof(nested_option_result_none_string), 1, nested_option_result_none_string_members };
static const inlay_layout nested_char_layout = { INLAY_CHAR, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_layout nested_u8_layout = { INLAY_U8, 0, 0, sizeof(uint8_t), 0, NULL };
static const inlay_member nested_tuple_char_u8_members[] = {
    { &nested_char_layout, offsetof(nested_tuple_char_u8, f0) },
    { &nested_u8_layout, offsetof(nested_tuple_char_u8, f1) },
};
static const inlay_layout nested_tuple_char_u8_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_char_u8), 2, nested_tuple_char_u8_members };
static const inlay_member nested_list_tuple_char_u8_members[] = {
    { &nested_tuple_char_u8_layout, 0 },
};
static const inlay_layout nested_list_tuple_char_u8_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_tuple_char_u8), 0, nested_list_tuple_char_u8_members };
static const inlay_member nested_result_option_result_none_string_list_tuple_char_u8_members[] = {
    { &nested_option_result_none_string_layout, offsetof(nested_result_option_result_none_string_list_tuple_char_u8, ok) },
    { &nested_list_tuple_char_u8_layout, offsetof(nested_result_option_result_none_string_list_tuple_char_u8, err) },
};
static const inlay_layout nested_result_option_result_none_string_list_tuple_char_u8_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_option_result_none_string_list_tuple_char_u8, is_err), sizeof(nested_result_option_result_none_string_list_tuple_char_u8), 2, nested_result_option_result_none_string_list_tuple_char_u8_members };
static const inlay_layout nested_u32_layout = { INLAY_U32, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_layout nested_f32_layout = { INLAY_F32, 0, 0, sizeof(float), 0, NULL };
static const inlay_layout nested_kinds_f9_layout = { INLAY_FLAGS, 0, 0, sizeof(nested_kinds_f9), 9, NULL };
static const inlay_member nested_kinds_either_members[] = {
    { &nested_u32_layout, offsetof(nested_kinds_either, a) },
    { &nested_u32_layout, offsetof(nested_kinds_either, b) },
    { &nested_s32_layout, offsetof(nested_kinds_either, c) },
    { &nested_f32_layout, offsetof(nested_kinds_either, d) },
    { &nested_string_layout, offsetof(nested_kinds_either, e) },
    { &nested_string_layout, offsetof(nested_kinds_either, f) },
    { NULL, 0 },
    { &nested_kinds_f9_layout, offsetof(nested_kinds_either, g) },
};
static const inlay_layout nested_kinds_either_layout = { INLAY_VARIANT, sizeof(nested_kinds_either_tag), offsetof(nested_kinds_either, tag), sizeof(nested_kinds_either), 8, nested_kinds_either_members };
static const inlay_member nested_option_kinds_either_members[] = {
    { &nested_kinds_either_layout, offsetof(nested_option_kinds_either, value) },
};
static const inlay_layout nested_option_kinds_either_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_kinds_either, has), sizeof(nested_option_kinds_either), 1, nested_option_kinds_either_members };
static const inlay_member nested_result_kinds_either_kinds_either_members[] = {
    { &nested_kinds_either_layout, offsetof(nested_result_kinds_either_kinds_either, ok) },
    { &nested_kinds_either_layout, offsetof(nested_result_kinds_either_kinds_either, err) },
};
static const inlay_layout nested_result_kinds_either_kinds_either_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_kinds_either_kinds_either, is_err), sizeof(nested_result_kinds_either_kinds_either), 2, nested_result_kinds_either_kinds_either_members };
static const inlay_member nested_kinds_outer_members[] = {
    { &nested_kinds_either_layout, offsetof(nested_kinds_outer, one) },
    { &nested_kinds_either_layout, offsetof(nested_kinds_outer, two) },
    { &nested_option_kinds_either_layout, offsetof(nested_kinds_outer, three) },
    { &nested_result_kinds_either_kinds_either_layout, offsetof(nested_kinds_outer, four) },
    { NULL, 0 },
};
static const inlay_layout nested_kinds_outer_layout = { INLAY_VARIANT, sizeof(nested_kinds_outer_tag), offsetof(nested_kinds_outer, tag), sizeof(nested_kinds_outer), 5, nested_kinds_outer_members };
static const inlay_member nested_list_string_members[] = {
    { &nested_string_layout, 0 },
};
static const inlay_layout nested_list_string_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_string), 0, nested_list_string_members };
static const inlay_layout nested_u64_layout = { INLAY_U64, 0, 0, sizeof(uint64_t), 0, NULL };
static const inlay_member nested_option_u64_members[] = {
    { &nested_u64_layout, offsetof(nested_option_u64, value) },
};
static const inlay_layout nested_option_u64_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_u64, has), sizeof(nested_option_u64), 1, nested_option_u64_members };
static const inlay_member nested_kinds_toy_members[] = {
    { &nested_string_layout, offsetof(nested_kinds_toy, name) },
    { &nested_list_string_layout, offsetof(nested_kinds_toy, tags) },
    { &nested_option_u64_layout, offsetof(nested_kinds_toy, price) },
};
static const inlay_layout nested_kinds_toy_layout = { INLAY_RECORD, 0, 0, sizeof(nested_kinds_toy), 3, nested_kinds_toy_members };
static const inlay_member nested_list_kinds_toy_members[] = {
    { &nested_kinds_toy_layout, 0 },
};
static const inlay_layout nested_list_kinds_toy_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_kinds_toy), 0, nested_list_kinds_toy_members };
static const inlay_member nested_option_kinds_toy_members[] = {
    { &nested_kinds_toy_layout, offsetof(nested_option_kinds_toy, value) },
};
static const inlay_layout nested_option_kinds_toy_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_kinds_toy, has), sizeof(nested_option_kinds_toy), 1, nested_option_kinds_toy_members };
static const inlay_member nested_kinds_kid_members[] = {
    { &nested_u8_layout, offsetof(nested_kinds_kid, age) },
    { &nested_list_kinds_toy_layout, offsetof(nested_kinds_kid, toys) },
    { &nested_option_kinds_toy_layout, offsetof(nested_kinds_kid, friend_) },
};
static const inlay_layout nested_kinds_kid_layout = { INLAY_RECORD, 0, 0, sizeof(nested_kinds_kid), 3, nested_kinds_kid_members };
static const inlay_member nested_list_kinds_kid_members[] = {
    { &nested_kinds_kid_layout, 0 },
};
static const inlay_layout nested_list_kinds_kid_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_kinds_kid), 0, nested_list_kinds_kid_members };
static const inlay_layout nested_u16_layout = { INLAY_U16, 0, 0, sizeof(uint16_t), 0, NULL };
static const inlay_member nested_tuple_u8_u16_members[] = {
    { &nested_u8_layout, offsetof(nested_tuple_u8_u16, f0) },
    { &nested_u16_layout, offsetof(nested_tuple_u8_u16, f1) },
};
static const inlay_layout nested_tuple_u8_u16_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_u8_u16), 2, nested_tuple_u8_u16_members };
static const inlay_member nested_kinds_tree_members[] = {
    { &nested_string_layout, offsetof(nested_kinds_tree, name) },
    { &nested_list_kinds_kid_layout, offsetof(nested_kinds_tree, kids) },
    { &nested_tuple_u8_u16_layout, offsetof(nested_kinds_tree, size) },
};
static const inlay_layout nested_kinds_tree_layout = { INLAY_RECORD, 0, 0, sizeof(nested_kinds_tree), 3, nested_kinds_tree_members };
static const inlay_member nested_list_list_string_members[] = {
    { &nested_list_string_layout, 0 },
};
static const inlay_layout nested_list_list_string_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_list_string), 0, nested_list_list_string_members };
static const inlay_layout nested_s8_layout = { INLAY_S8, 0, 0, sizeof(int8_t), 0, NULL };
static const inlay_layout nested_s16_layout = { INLAY_S16, 0, 0, sizeof(int16_t), 0, NULL };
static const inlay_layout nested_s64_layout = { INLAY_S64, 0, 0, sizeof(int64_t), 0, NULL };
static const inlay_layout nested_f64_layout = { INLAY_F64, 0, 0, sizeof(double), 0, NULL };
static const inlay_layout nested_bool_layout = { INLAY_BOOL, 0, 0, sizeof(bool), 0, NULL };
static const inlay_layout nested_kinds_e300_layout = { INLAY_ENUM, sizeof(nested_kinds_e300), 0, sizeof(nested_kinds_e300), 300, NULL };
static const inlay_member nested_option_u8_members[] = {
    { &nested_u8_layout, offsetof(nested_option_u8, value) },
};
static const inlay_layout nested_option_u8_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_u8, has), sizeof(nested_option_u8), 1, nested_option_u8_members };
static const inlay_member nested_result_none_none_members[] = {
    { NULL, 0 },
    { NULL, 0 },
};
static const inlay_layout nested_result_none_none_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_none_none, is_err), sizeof(nested_result_none_none), 2, nested_result_none_none_members };
static const inlay_member nested_list_u8_members[] = {
    { &nested_u8_layout, 0 },
};
static const inlay_layout nested_list_u8_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_u8), 0, nested_list_u8_members };
static const inlay_member nested_tuple_u64_s64_string_list_u8_members[] = {
    { &nested_u64_layout, offsetof(nested_tuple_u64_s64_string_list_u8, f0) },
    { &nested_s64_layout, offsetof(nested_tuple_u64_s64_string_list_u8, f1) },
    { &nested_string_layout, offsetof(nested_tuple_u64_s64_string_list_u8, f2) },
    { &nested_list_u8_layout, offsetof(nested_tuple_u64_s64_string_list_u8, f3) },
};
static const inlay_layout nested_tuple_u64_s64_string_list_u8_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_u64_s64_string_list_u8), 4, nested_tuple_u64_s64_string_list_u8_members };
static const inlay_layout nested_both_token_layout = { INLAY_OWN, 0, 0, sizeof(nested_both_token), 0, NULL };
static const inlay_layout nested_borrow_both_token_layout = { INLAY_BORROW, 0, 0, sizeof(nested_both_token), 0, NULL };
static const inlay_layout nested_kinds_f17_layout = { INLAY_FLAGS, 0, 0, sizeof(nested_kinds_f17), 17, NULL };
static const inlay_layout nested_kinds_f32_bits_layout = { INLAY_FLAGS, 0, 0, sizeof(nested_kinds_f32_bits), 32, NULL };
static const inlay_member nested_kinds_int_members[] = {
    { &nested_s8_layout, offsetof(nested_kinds_int, default_) },
    { &nested_u16_layout, offsetof(nested_kinds_int, register_) },
    { &nested_u64_layout, offsetof(nested_kinds_int, new_) },
    { &nested_char_layout, offsetof(nested_kinds_int, this_) },
    { &nested_s32_layout, offsetof(nested_kinds_int, errno_) },
    { &nested_f32_layout, offsetof(nested_kinds_int, null) },
    { &nested_u8_layout, offsetof(nested_kinds_int, linux_) },
    { &nested_bool_layout, offsetof(nested_kinds_int, unix_) },
    { &nested_f64_layout, offsetof(nested_kinds_int, nan) },
    { &nested_string_layout, offsetof(nested_kinds_int, stdin_) },
    { &nested_kinds_e300_layout, offsetof(nested_kinds_int, auto_) },
    { &nested_u8_layout, offsetof(nested_kinds_int, x2_y3) },
};
static const inlay_layout nested_kinds_int_layout = { INLAY_RECORD, 0, 0, sizeof(nested_kinds_int), 12, nested_kinds_int_members };
static const inlay_member nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64_members[] = {
    { &nested_u8_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f0) },
    { &nested_s8_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f1) },
    { &nested_u16_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f2) },
    { &nested_s16_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f3) },
    { &nested_u32_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f4) },
    { &nested_s32_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f5) },
    { &nested_u64_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f6) },
    { &nested_f64_layout, offsetof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64, f7) },
};
static const inlay_layout nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64), 8, nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64_members };
static const inlay_member nested_result_kinds_e300_kinds_either_members[] = {
    { &nested_kinds_e300_layout, offsetof(nested_result_kinds_e300_kinds_either, ok) },
    { &nested_kinds_either_layout, offsetof(nested_result_kinds_e300_kinds_either, err) },
};
static const inlay_layout nested_result_kinds_e300_kinds_either_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_kinds_e300_kinds_either, is_err), sizeof(nested_result_kinds_e300_kinds_either), 2, nested_result_kinds_e300_kinds_either_members };
static const inlay_member nested_option_option_string_members[] = {
    { &nested_option_string_layout, offsetof(nested_option_option_string, value) },
};
static const inlay_layout nested_option_option_string_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_option_string, has), sizeof(nested_option_option_string), 1, nested_option_option_string_members };
static const inlay_member nested_option_option_option_string_members[] = {
    { &nested_option_option_string_layout, offsetof(nested_option_option_option_string, value) },
};
static const inlay_layout nested_option_option_option_string_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_option_option_string, has), sizeof(nested_option_option_option_string), 1, nested_option_option_option_string_members };
static const inlay_member nested_list_kinds_e300_members[] = {
    { &nested_kinds_e300_layout, 0 },
};
static const inlay_layout nested_list_kinds_e300_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_kinds_e300), 0, nested_list_kinds_e300_members };
static const inlay_member nested_list_kinds_f17_members[] = {
    { &nested_kinds_f17_layout, 0 },
};
static const inlay_layout nested_list_kinds_f17_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_kinds_f17), 0, nested_list_kinds_f17_members };
static const inlay_member nested_list_result_none_none_members[] = {
    { &nested_result_none_none_layout, 0 },
};
static const inlay_layout nested_list_result_none_none_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_result_none_none), 0, nested_list_result_none_none_members };
static const inlay_member nested_option_bool_members[] = {
    { &nested_bool_layout, offsetof(nested_option_bool, value) },
};
static const inlay_layout nested_option_bool_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_bool, has), sizeof(nested_option_bool), 1, nested_option_bool_members };
static const inlay_member nested_list_option_bool_members[] = {
    { &nested_option_bool_layout, 0 },
};
static const inlay_layout nested_list_option_bool_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_option_bool), 0, nested_list_option_bool_members };
static const inlay_member nested_option_kinds_outer_members[] = {
    { &nested_kinds_outer_layout, offsetof(nested_option_kinds_outer, value) },
};
static const inlay_layout nested_option_kinds_outer_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_kinds_outer, has), sizeof(nested_option_kinds_outer), 1, nested_option_kinds_outer_members };
static const inlay_member nested_list_option_kinds_outer_members[] = {
    { &nested_option_kinds_outer_layout, 0 },
};
static const inlay_layout nested_list_option_kinds_outer_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_option_kinds_outer), 0, nested_list_option_kinds_outer_members };
static const inlay_member nested_tuple_u8_u64_string_members[] = {
    { &nested_u8_layout, offsetof(nested_tuple_u8_u64_string, f0) },
    { &nested_u64_layout, offsetof(nested_tuple_u8_u64_string, f1) },
    { &nested_string_layout, offsetof(nested_tuple_u8_u64_string, f2) },
};
static const inlay_layout nested_tuple_u8_u64_string_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_u8_u64_string), 3, nested_tuple_u8_u64_string_members };
static const inlay_member nested_list_tuple_u8_u64_string_members[] = {
    { &nested_tuple_u8_u64_string_layout, 0 },
};
static const inlay_layout nested_list_tuple_u8_u64_string_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_tuple_u8_u64_string), 0, nested_list_tuple_u8_u64_string_members };
static const inlay_layout nested_all_node_layout = { INLAY_OWN, 0, 0, sizeof(nested_all_node), 0, NULL };
static const inlay_layout nested_borrow_all_node_layout = { INLAY_BORROW, 0, 0, sizeof(nested_all_node), 0, NULL };
static const inlay_member nested_list_all_node_members[] = {
    { &nested_all_node_layout, 0 },
};
static const inlay_layout nested_list_all_node_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_all_node), 0, nested_list_all_node_members };
static const inlay_member nested_result_all_node_string_members[] = {
    { &nested_all_node_layout, offsetof(nested_result_all_node_string, ok) },
    { &nested_string_layout, offsetof(nested_result_all_node_string, err) },
};
static const inlay_layout nested_result_all_node_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_all_node_string, is_err), sizeof(nested_result_all_node_string), 2, nested_result_all_node_string_members };
static const inlay_member nested_option_all_node_members[] = {
    { &nested_all_node_layout, offsetof(nested_option_all_node, value) },
};
static const inlay_layout nested_option_all_node_layout = { INLAY_OPTION, sizeof(bool), offsetof(nested_option_all_node, has), sizeof(nested_option_all_node), 1, nested_option_all_node_members };
static const inlay_member nested_all_nodes_members[] = {
    { &nested_all_node_layout, offsetof(nested_all_nodes, first) },
    { &nested_list_all_node_layout, offsetof(nested_all_nodes, more) },
    { &nested_option_all_node_layout, offsetof(nested_all_nodes, maybe) },
};
static const inlay_layout nested_all_nodes_layout = { INLAY_RECORD, 0, 0, sizeof(nested_all_nodes), 3, nested_all_nodes_members };
static const inlay_member nested_tuple_game_sprite_all_node_members[] = {
    { &nested_game_sprite_layout, offsetof(nested_tuple_game_sprite_all_node, f0) },
    { &nested_all_node_layout, offsetof(nested_tuple_game_sprite_all_node, f1) },
};
static const inlay_layout nested_tuple_game_sprite_all_node_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_game_sprite_all_node), 2, nested_tuple_game_sprite_all_node_members };
static const inlay_member nested_all_handle_members[] = {
    { NULL, 0 },
    { &nested_game_sprite_layout, offsetof(nested_all_handle, sprite) },
    { &nested_all_node_layout, offsetof(nested_all_handle, node) },
    { &nested_tuple_game_sprite_all_node_layout, offsetof(nested_all_handle, both) },
};
static const inlay_layout nested_all_handle_layout = { INLAY_VARIANT, sizeof(nested_all_handle_tag), offsetof(nested_all_handle, tag), sizeof(nested_all_handle), 4, nested_all_handle_members };
static const inlay_member nested_list_borrow_all_node_members[] = {
    { &nested_borrow_all_node_layout, 0 },
};
static const inlay_layout nested_list_borrow_all_node_layout = { INLAY_LIST, 0, 0, sizeof(nested_list_borrow_all_node), 0, nested_list_borrow_all_node_members };
static const inlay_member nested_tuple_string_u32_members[] = {
    { &nested_string_layout, offsetof(nested_tuple_string_u32, f0) },
    { &nested_u32_layout, offsetof(nested_tuple_string_u32, f1) },
};
static const inlay_layout nested_tuple_string_u32_layout = { INLAY_TUPLE, 0, 0, sizeof(nested_tuple_string_u32), 2, nested_tuple_string_u32_members };
static const inlay_member nested_result_tuple_string_u32_kinds_errno_members[] = {
    { &nested_tuple_string_u32_layout, offsetof(nested_result_tuple_string_u32_kinds_errno, ok) },
    { &nested_kinds_errno_layout, offsetof(nested_result_tuple_string_u32_kinds_errno, err) },
};
static const inlay_layout nested_result_tuple_string_u32_kinds_errno_layout = { INLAY_RESULT, sizeof(bool), offsetof(nested_result_tuple_string_u32_kinds_errno, is_err), sizeof(nested_result_tuple_string_u32_kinds_errno), 2, nested_result_tuple_string_u32_kinds_errno_members };

static const char *const nested_wit[] = {
    "package nested:test@2.0.0;\n",
    "\n",
    "interface game {\n",
    "  use nested:base/kinds@0.3.1.{deep};\n",
    "  use nested:base/kinds@0.3.1.{outer};\n",
    "  use nested:base/kinds@0.3.1.{tree};\n",
    "  use nested:base/kinds@0.3.1.{errno};\n",
    "  use nested:base/kinds@0.3.1.{e300};\n",
    "  resource sprite {\n",
    "    constructor(name: string, at: tuple<s32, s32>);\n",
    "    name: func() -> string;\n",
    "    rename: func(name: option<string>) -> result<string, errno>;\n",
    "    kids: func() -> list<sprite>;\n",
    "    merge: static func(a: sprite, b: borrow<sprite>) -> result<sprite, string>;\n",
    "    maybe: static func() -> option<sprite>;\n",
    "  }\n",
    "  record lent {\n",
    "    first: borrow<sprite>,\n",
    "    more: list<borrow<sprite>>,\n",
    "    maybe: option<borrow<sprite>>,\n",
    "    default: string,\n",
    "  }\n",
    "  record given {\n",
    "    first: sprite,\n",
    "    more: list<sprite>,\n",
    "    maybe: option<sprite>,\n",
    "  }\n",
    "  look: func(at: lent) -> string;\n",
    "  give: func(all: given) -> given;\n",
    "  turn-deep: func(v: deep) -> deep;\n",
    "  turn-outer: func(v: outer) -> outer;\n",
    "  turn-tree: func(v: tree) -> tree;\n",
    "  turn-texts: func(v: list<list<string>>) -> list<list<string>>;\n",
    "  turn-many: func(a: u8, b: s8, c: u16, d: s16, e: u32, f: s32, g: u64, h: s64, i: f32, j: f64, k: bool, l: char, m: string, n: e300, o: option<u8>, p: result, q: list<u8>) -> tuple<u64, s64, string, list<u8>>;\n",
    "  assert: func(that: bool) -> result;\n",
    "}\n",
    "\n",
    "interface all {\n",
    "  use nested:base/kinds@0.3.1.{e300};\n",
    "  use nested:base/kinds@0.3.1.{f9};\n",
    "  use nested:base/kinds@0.3.1.{f17};\n",
    "  use nested:base/kinds@0.3.1.{f32-bits};\n",
    "  use nested:base/kinds@0.3.1.{int};\n",
    "  use nested:base/kinds@0.3.1.{either};\n",
    "  use nested:base/kinds@0.3.1.{outer};\n",
    "  use nested:base/kinds@0.3.1.{tree};\n",
    "  use nested:base/kinds@0.3.1.{deep};\n",
    "  use nested:base/kinds@0.3.1.{eight};\n",
    "  use nested:base/kinds@0.3.1.{errno};\n",
    "  use game.{sprite};\n",
    "  use game.{lent};\n",
    "  use game.{given};\n",
    "  an-enum: func(v: e300) -> e300;\n",
    "  an-f9: func(v: f9) -> f9;\n",
    "  an-f17: func(v: f17) -> f17;\n",
    "  an-f32: func(v: f32-bits) -> f32-bits;\n",
    "  an-int: func(v: int) -> int;\n",
    "  an-either: func(v: either) -> either;\n",
    "  an-outer: func(v: outer) -> outer;\n",
    "  a-tree: func(v: tree) -> tree;\n",
    "  a-deep: func(v: deep) -> deep;\n",
    "  an-eight: func(v: eight) -> eight;\n",
    "  an-error: func(v: result<e300, either>) -> result<e300, either>;\n",
    "  three: func(v: option<option<option<string>>>) -> option<option<option<string>>>;\n",
    "  texts: func(v: list<list<string>>) -> list<list<string>>;\n",
    "  enums: func(v: list<e300>) -> list<e300>;\n",
    "  bits: func(v: list<f17>) -> list<f17>;\n",
    "  bares: func(v: list<result>) -> list<result>;\n",
    "  maybes: func(v: list<option<bool>>) -> list<option<bool>>;\n",
    "  outers: func(v: list<option<outer>>) -> list<option<outer>>;\n",
    "  pairs: func(v: list<tuple<u8, u64, string>>) -> list<tuple<u8, u64, string>>;\n",
    "  via-deep: func(v: deep) -> deep;\n",
    "  via-outer: func(v: outer) -> outer;\n",
    "  via-tree: func(v: tree) -> tree;\n",
    "  via-texts: func(v: list<list<string>>) -> list<list<string>>;\n",
    "  via-many: func(a: u8, b: s8, c: u16, d: s16, e: u32, f: s32, g: u64, h: s64, i: f32, j: f64, k: bool, l: char, m: string, n: e300, o: option<u8>, p: result, q: list<u8>) -> tuple<u64, s64, string, list<u8>>;\n",
    "  via-assert: func(that: bool) -> result;\n",
    "  resource node {\n",
    "    constructor(name: string, owns: option<sprite>);\n",
    "    name: func() -> string;\n",
    "    release: func() -> option<sprite>;\n",
    "    %with: func(other: borrow<node>, seen: list<borrow<sprite>>) -> string;\n",
    "    join: static func(all: list<node>) -> result<node, string>;\n",
    "  }\n",
    "  record nodes {\n",
    "    first: node,\n",
    "    more: list<node>,\n",
    "    maybe: option<node>,\n",
    "  }\n",
    "  variant handle {\n",
    "    none,\n",
    "    sprite(sprite),\n",
    "    node(node),\n",
    "    both(tuple<sprite, node>),\n",
    "  }\n",
    "  look-at: func(at: lent) -> string;\n",
    "  give-all: func(all: given) -> given;\n",
    "  turn-nodes: func(all: nodes) -> nodes;\n",
    "  turn-handle: func(h: handle) -> handle;\n",
    "  names: func(of: list<borrow<node>>) -> list<string>;\n",
    "  play: func(name: string) -> result<tuple<string, u32>, errno>;\n",
    "}\n",
    "\n",
    "world nested {\n",
    "  import nested:base/kinds@0.3.1;\n",
    "  import game;\n",
    "  import nested:base/both@0.3.1;\n",
    "  export nested:base/both@0.3.1;\n",
    "  export all;\n",
    "}\n",
    "\n",
    "package nested:base@0.3.1 {\n",
    "  interface kinds {\n",
    "    enum e300 {\n",
    "      c0,\n",
    "      c1,\n",
    "      c2,\n",
    "      c3,\n",
    "      c4,\n",
    "      c5,\n",
    "      c6,\n",
    "      c7,\n",
    "      c8,\n",
    "      c9,\n",
    "      c10,\n",
    "      c11,\n",
    "      c12,\n",
    "      c13,\n",
    "      c14,\n",
    "      c15,\n",
    "      c16,\n",
    "      c17,\n",
    "      c18,\n",
    "      c19,\n",
    "      c20,\n",
    "      c21,\n",
    "      c22,\n",
    "      c23,\n",
    "      c24,\n",
    "      c25,\n",
    "      c26,\n",
    "      c27,\n",
    "      c28,\n",
    "      c29,\n",
    "      c30,\n",
    "      c31,\n",
    "      c32,\n",
    "      c33,\n",
    "      c34,\n",
    "      c35,\n",
    "      c36,\n",
    "      c37,\n",
    "      c38,\n",
    "      c39,\n",
    "      c40,\n",
    "      c41,\n",
    "      c42,\n",
    "      c43,\n",
    "      c44,\n",
    "      c45,\n",
    "      c46,\n",
    "      c47,\n",
    "      c48,\n",
    "      c49,\n",
    "      c50,\n",
    "      c51,\n",
    "      c52,\n",
    "      c53,\n",
    "      c54,\n",
    "      c55,\n",
    "      c56,\n",
    "      c57,\n",
    "      c58,\n",
    "      c59,\n",
    "      c60,\n",
    "      c61,\n",
    "      c62,\n",
    "      c63,\n",
    "      c64,\n",
    "      c65,\n",
    "      c66,\n",
    "      c67,\n",
    "      c68,\n",
    "      c69,\n",
    "      c70,\n",
    "      c71,\n",
    "      c72,\n",
    "      c73,\n",
    "      c74,\n",
    "      c75,\n",
    "      c76,\n",
    "      c77,\n",
    "      c78,\n",
    "      c79,\n",
    "      c80,\n",
    "      c81,\n",
    "      c82,\n",
    "      c83,\n",
    "      c84,\n",
    "      c85,\n",
    "      c86,\n",
    "      c87,\n",
    "      c88,\n",
    "      c89,\n",
    "      c90,\n",
    "      c91,\n",
    "      c92,\n",
    "      c93,\n",
    "      c94,\n",
    "      c95,\n",
    "      c96,\n",
    "      c97,\n",
    "      c98,\n",
    "      c99,\n",
    "      c100,\n",
    "      c101,\n",
    "      c102,\n",
    "      c103,\n",
    "      c104,\n",
    "      c105,\n",
    "      c106,\n",
    "      c107,\n",
    "      c108,\n",
    "      c109,\n",
    "      c110,\n",
    "      c111,\n",
    "      c112,\n",
    "      c113,\n",
    "      c114,\n",
    "      c115,\n",
    "      c116,\n",
    "      c117,\n",
    "      c118,\n",
    "      c119,\n",
    "      c120,\n",
    "      c121,\n",
    "      c122,\n",
    "      c123,\n",
    "      c124,\n",
    "      c125,\n",
    "      c126,\n",
    "      c127,\n",
    "      c128,\n",
    "      c129,\n",
    "      c130,\n",
    "      c131,\n",
    "      c132,\n",
    "      c133,\n",
    "      c134,\n",
    "      c135,\n",
    "      c136,\n",
    "      c137,\n",
    "      c138,\n",
    "      c139,\n",
    "      c140,\n",
    "      c141,\n",
    "      c142,\n",
    "      c143,\n",
    "      c144,\n",
    "      c145,\n",
    "      c146,\n",
    "      c147,\n",
    "      c148,\n",
    "      c149,\n",
    "      c150,\n",
    "      c151,\n",
    "      c152,\n",
    "      c153,\n",
    "      c154,\n",
    "      c155,\n",
    "      c156,\n",
    "      c157,\n",
    "      c158,\n",
    "      c159,\n",
    "      c160,\n",
    "      c161,\n",
    "      c162,\n",
    "      c163,\n",
    "      c164,\n",
    "      c165,\n",
    "      c166,\n",
    "      c167,\n",
    "      c168,\n",
    "      c169,\n",
    "      c170,\n",
    "      c171,\n",
    "      c172,\n",
    "      c173,\n",
    "      c174,\n",
    "      c175,\n",
    "      c176,\n",
    "      c177,\n",
    "      c178,\n",
    "      c179,\n",
    "      c180,\n",
    "      c181,\n",
    "      c182,\n",
    "      c183,\n",
    "      c184,\n",
    "      c185,\n",
    "      c186,\n",
    "      c187,\n",
    "      c188,\n",
    "      c189,\n",
    "      c190,\n",
    "      c191,\n",
    "      c192,\n",
    "      c193,\n",
    "      c194,\n",
    "      c195,\n",
    "      c196,\n",
    "      c197,\n",
    "      c198,\n",
    "      c199,\n",
    "      c200,\n",
    "      c201,\n",
    "      c202,\n",
    "      c203,\n",
    "      c204,\n",
    "      c205,\n",
    "      c206,\n",
    "      c207,\n",
    "      c208,\n",
    "      c209,\n",
    "      c210,\n",
    "      c211,\n",
    "      c212,\n",
    "      c213,\n",
    "      c214,\n",
    "      c215,\n",
    "      c216,\n",
    "      c217,\n",
    "      c218,\n",
    "      c219,\n",
    "      c220,\n",
    "      c221,\n",
    "      c222,\n",
    "      c223,\n",
    "      c224,\n",
    "      c225,\n",
    "      c226,\n",
    "      c227,\n",
    "      c228,\n",
    "      c229,\n",
    "      c230,\n",
    "      c231,\n",
    "      c232,\n",
    "      c233,\n",
    "      c234,\n",
    "      c235,\n",
    "      c236,\n",
    "      c237,\n",
    "      c238,\n",
    "      c239,\n",
    "      c240,\n",
    "      c241,\n",
    "      c242,\n",
    "      c243,\n",
    "      c244,\n",
    "      c245,\n",
    "      c246,\n",
    "      c247,\n",
    "      c248,\n",
    "      c249,\n",
    "      c250,\n",
    "      c251,\n",
    "      c252,\n",
    "      c253,\n",
    "      c254,\n",
    "      c255,\n",
    "      c256,\n",
    "      c257,\n",
    "      c258,\n",
    "      c259,\n",
    "      c260,\n",
    "      c261,\n",
    "      c262,\n",
    "      c263,\n",
    "      c264,\n",
    "      c265,\n",
    "      c266,\n",
    "      c267,\n",
    "      c268,\n",
    "      c269,\n",
    "      c270,\n",
    "      c271,\n",
    "      c272,\n",
    "      c273,\n",
    "      c274,\n",
    "      c275,\n",
    "      c276,\n",
    "      c277,\n",
    "      c278,\n",
    "      c279,\n",
    "      c280,\n",
    "      c281,\n",
    "      c282,\n",
    "      c283,\n",
    "      c284,\n",
    "      c285,\n",
    "      c286,\n",
    "      c287,\n",
    "      c288,\n",
    "      c289,\n",
    "      c290,\n",
    "      c291,\n",
    "      c292,\n",
    "      c293,\n",
    "      c294,\n",
    "      c295,\n",
    "      c296,\n",
    "      c297,\n",
    "      c298,\n",
    "      c299,\n",
    "    }\n",
    "    flags f9 {\n",
    "      a0,\n",
    "      a1,\n",
    "      a2,\n",
    "      a3,\n",
    "      a4,\n",
    "      a5,\n",
    "      a6,\n",
    "      a7,\n",
    "      a8,\n",
    "    }\n",
    "    flags f17 {\n",
    "      b0,\n",
    "      b1,\n",
    "      b2,\n",
    "      b3,\n",
    "      b4,\n",
    "      b5,\n",
    "      b6,\n",
    "      b7,\n",
    "      b8,\n",
    "      b9,\n",
    "      b10,\n",
    "      b11,\n",
    "      b12,\n",
    "      b13,\n",
    "      b14,\n",
    "      b15,\n",
    "      b16,\n",
    "    }\n",
    "    flags f32-bits {\n",
    "      d0,\n",
    "      d1,\n",
    "      d2,\n",
    "      d3,\n",
    "      d4,\n",
    "      d5,\n",
    "      d6,\n",
    "      d7,\n",
    "      d8,\n",
    "      d9,\n",
    "      d10,\n",
    "      d11,\n",
    "      d12,\n",
    "      d13,\n",
    "      d14,\n",
    "      d15,\n",
    "      d16,\n",
    "      d17,\n",
    "      d18,\n",
    "      d19,\n",
    "      d20,\n",
    "      d21,\n",
    "      d22,\n",
    "      d23,\n",
    "      d24,\n",
    "      d25,\n",
    "      d26,\n",
    "      d27,\n",
    "      d28,\n",
    "      d29,\n",
    "      d30,\n",
    "      d31,\n",
    "    }\n",
    "    record int {\n",
    "      default: s8,\n",
    "      register: u16,\n",
    "      new: u64,\n",
    "      this: char,\n",
    "      errno: s32,\n",
    "      null: f32,\n",
    "      linux: u8,\n",
    "      unix: bool,\n",
    "      NAN: f64,\n",
    "      stdin: string,\n",
    "      auto: e300,\n",
    "      x2-y3: u8,\n",
    "    }\n",
    "    variant either {\n",
    "      a(u32),\n",
    "      b(u32),\n",
    "      c(s32),\n",
    "      d(f32),\n",
    "      e(string),\n",
    "      f(string),\n",
    "      new,\n",
    "      g(f9),\n",
    "    }\n",
    "    variant outer {\n",
    "      one(either),\n",
    "      two(either),\n",
    "      three(option<either>),\n",
    "      four(result<either, either>),\n",
    "      none,\n",
    "    }\n",
    "    record toy {\n",
    "      name: string,\n",
    "      tags: list<string>,\n",
    "      price: option<u64>,\n",
    "    }\n",
    "    record kid {\n",
    "      age: u8,\n",
    "      toys: list<toy>,\n",
    "      friend: option<toy>,\n",
    "    }\n",
    "    record tree {\n",
    "      name: string,\n",
    "      kids: list<kid>,\n",
    "      size: tuple<u8, u16>,\n",
    "    }\n",
    "    type deep = result<option<result<_, string>>, list<tuple<char, u8>>>;\n",
    "    type eight = tuple<u8, s8, u16, s16, u32, s32, u64, f64>;\n",
    "    enum errno {\n",
    "      ok,\n",
    "      again,\n",
    "      EOF,\n",
    "      NULL,\n",
    "    }\n",
    "  }\n",
    "  interface both {\n",
    "    use kinds.{either};\n",
    "    resource token {\n",
    "      constructor(of: either);\n",
    "      of: func() -> either;\n",
    "    }\n",
    "    exchange: func(t: token) -> token;\n",
    "  }\n",
    "}\n",
    NULL
};

static inlay_status nested_thunk_game_sprite_new(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_new)(call, user, *(const inlay_string *)arguments[0], (const nested_tuple_s32_s32 *)arguments[1], (nested_game_sprite *)result);
}

static const inlay_layout *const nested_import_game_sprite_new_params[] = { &nested_string_layout, &nested_tuple_s32_s32_layout };

static inlay_status nested_thunk_game_sprite_name(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_name)(call, user, *(const nested_game_sprite *)arguments[0], (inlay_string *)result);
}

static const inlay_layout *const nested_import_game_sprite_name_params[] = { &nested_borrow_game_sprite_layout };

static inlay_status nested_thunk_game_sprite_rename(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_rename)(call, user, *(const nested_game_sprite *)arguments[0], (const nested_option_string *)arguments[1], (nested_result_string_kinds_errno *)result);
}

static const inlay_layout *const nested_import_game_sprite_rename_params[] = { &nested_borrow_game_sprite_layout, &nested_option_string_layout };

static inlay_status nested_thunk_game_sprite_kids(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_kids)(call, user, *(const nested_game_sprite *)arguments[0], (nested_list_game_sprite *)result);
}

static const inlay_layout *const nested_import_game_sprite_kids_params[] = { &nested_borrow_game_sprite_layout };

static inlay_status nested_thunk_game_sprite_merge(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_merge)(call, user, *(const nested_game_sprite *)arguments[0], *(const nested_game_sprite *)arguments[1], (nested_result_game_sprite_string *)result);
}

static const inlay_layout *const nested_import_game_sprite_merge_params[] = { &nested_game_sprite_layout, &nested_borrow_game_sprite_layout };

static inlay_status nested_thunk_game_sprite_maybe(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_sprite_maybe)(call, user, (nested_option_game_sprite *)result);
}

static inlay_status nested_thunk_game_look(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_look)(call, user, (const nested_game_lent *)arguments[0], (inlay_string *)result);
}

static const inlay_layout *const nested_import_game_look_params[] = { &nested_game_lent_layout };

static inlay_status nested_thunk_game_give(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_give)(call, user, (const nested_game_given *)arguments[0], (nested_game_given *)result);
}

static const inlay_layout *const nested_import_game_give_params[] = { &nested_game_given_layout };

static inlay_status nested_thunk_game_turn_deep(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_turn_deep)(call, user, (const nested_result_option_result_none_string_list_tuple_char_u8 *)arguments[0], (nested_result_option_result_none_string_list_tuple_char_u8 *)result);
}

static const inlay_layout *const nested_import_game_turn_deep_params[] = { &nested_result_option_result_none_string_list_tuple_char_u8_layout };

static inlay_status nested_thunk_game_turn_outer(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_turn_outer)(call, user, (const nested_kinds_outer *)arguments[0], (nested_kinds_outer *)result);
}

static const inlay_layout *const nested_import_game_turn_outer_params[] = { &nested_kinds_outer_layout };

static inlay_status nested_thunk_game_turn_tree(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_turn_tree)(call, user, (const nested_kinds_tree *)arguments[0], (nested_kinds_tree *)result);
}

static const inlay_layout *const nested_import_game_turn_tree_params[] = { &nested_kinds_tree_layout };

static inlay_status nested_thunk_game_turn_texts(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_turn_texts)(call, user, *(const nested_list_list_string *)arguments[0], (nested_list_list_string *)result);
}

static const inlay_layout *const nested_import_game_turn_texts_params[] = { &nested_list_list_string_layout };

static inlay_status nested_thunk_game_turn_many(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_turn_many)(call, user, *(const uint8_t *)arguments[0], *(const int8_t *)arguments[1], *(const uint16_t *)arguments[2], *(const int16_t *)arguments[3], *(const uint32_t *)arguments[4], *(const int32_t *)arguments[5], *(const uint64_t *)arguments[6], *(const int64_t *)arguments[7], *(const float *)arguments[8], *(const double *)arguments[9], *(const bool *)arguments[10], *(const uint32_t *)arguments[11], *(const inlay_string *)arguments[12], *(const nested_kinds_e300 *)arguments[13], (const nested_option_u8 *)arguments[14], (const nested_result_none_none *)arguments[15], *(const nested_list_u8 *)arguments[16], (nested_tuple_u64_s64_string_list_u8 *)result);
}

static const inlay_layout *const nested_import_game_turn_many_params[] = { &nested_u8_layout, &nested_s8_layout, &nested_u16_layout, &nested_s16_layout, &nested_u32_layout, &nested_s32_layout, &nested_u64_layout, &nested_s64_layout, &nested_f32_layout, &nested_f64_layout, &nested_bool_layout, &nested_char_layout, &nested_string_layout, &nested_kinds_e300_layout, &nested_option_u8_layout, &nested_result_none_none_layout, &nested_list_u8_layout };

static inlay_status nested_thunk_game_assert(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->game_assert)(call, user, *(const bool *)arguments[0], (nested_result_none_none *)result);
}

static const inlay_layout *const nested_import_game_assert_params[] = { &nested_bool_layout };

static inlay_status nested_thunk_both_token_new(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->both_token_new)(call, user, (const nested_kinds_either *)arguments[0], (nested_both_token *)result);
}

static const inlay_layout *const nested_import_both_token_new_params[] = { &nested_kinds_either_layout };

static inlay_status nested_thunk_both_token_of(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->both_token_of)(call, user, *(const nested_both_token *)arguments[0], (nested_kinds_either *)result);
}

static const inlay_layout *const nested_import_both_token_of_params[] = { &nested_borrow_both_token_layout };

static inlay_status nested_thunk_both_exchange(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const nested_host *)functions)->both_exchange)(call, user, *(const nested_both_token *)arguments[0], (nested_both_token *)result);
}

static const inlay_layout *const nested_import_both_exchange_params[] = { &nested_both_token_layout };

static const inlay_layout *const nested_export_both_token_new_params[] = { &nested_kinds_either_layout };

inlay_status nested_both_token_new(inlay_host *host, inlay_mod mod, const nested_kinds_either *of, nested_both_token *result)
{
    const void *const arguments[] = { of };
    return inlay_typed_call(host, mod, &nested_binding, 0, arguments, result);
}

inlay_status nested_both_token_new_take(inlay_host *host, inlay_mod mod, nested_both_token *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 0, result);
}

static const inlay_layout *const nested_export_both_token_of_params[] = { &nested_borrow_both_token_layout };

inlay_status nested_both_token_of(inlay_host *host, nested_both_token self, nested_kinds_either *result)
{
    const void *const arguments[] = { &self };
    return inlay_typed_method(host, self.id, &nested_binding, 1, arguments, result);
}

inlay_status nested_both_token_of_take(inlay_host *host, inlay_mod mod, nested_kinds_either *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 1, result);
}

static const inlay_layout *const nested_export_both_exchange_params[] = { &nested_both_token_layout };

inlay_status nested_both_exchange(inlay_host *host, inlay_mod mod, nested_both_token t, nested_both_token *result)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &nested_binding, 2, arguments, result);
}

inlay_status nested_both_exchange_take(inlay_host *host, inlay_mod mod, nested_both_token *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 2, result);
}

static const inlay_layout *const nested_export_all_an_enum_params[] = { &nested_kinds_e300_layout };

inlay_status nested_all_an_enum(inlay_host *host, inlay_mod mod, nested_kinds_e300 v, nested_kinds_e300 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 3, arguments, result);
}

inlay_status nested_all_an_enum_take(inlay_host *host, inlay_mod mod, nested_kinds_e300 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 3, result);
}

static const inlay_layout *const nested_export_all_an_f9_params[] = { &nested_kinds_f9_layout };

inlay_status nested_all_an_f9(inlay_host *host, inlay_mod mod, nested_kinds_f9 v, nested_kinds_f9 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 4, arguments, result);
}

inlay_status nested_all_an_f9_take(inlay_host *host, inlay_mod mod, nested_kinds_f9 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 4, result);
}

static const inlay_layout *const nested_export_all_an_f17_params[] = { &nested_kinds_f17_layout };

inlay_status nested_all_an_f17(inlay_host *host, inlay_mod mod, nested_kinds_f17 v, nested_kinds_f17 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 5, arguments, result);
}

inlay_status nested_all_an_f17_take(inlay_host *host, inlay_mod mod, nested_kinds_f17 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 5, result);
}

static const inlay_layout *const nested_export_all_an_f32_params[] = { &nested_kinds_f32_bits_layout };

inlay_status nested_all_an_f32(inlay_host *host, inlay_mod mod, nested_kinds_f32_bits v, nested_kinds_f32_bits *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 6, arguments, result);
}

inlay_status nested_all_an_f32_take(inlay_host *host, inlay_mod mod, nested_kinds_f32_bits *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 6, result);
}

static const inlay_layout *const nested_export_all_an_int_params[] = { &nested_kinds_int_layout };

inlay_status nested_all_an_int(inlay_host *host, inlay_mod mod, const nested_kinds_int *v, nested_kinds_int *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 7, arguments, result);
}

inlay_status nested_all_an_int_take(inlay_host *host, inlay_mod mod, nested_kinds_int *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 7, result);
}

static const inlay_layout *const nested_export_all_an_either_params[] = { &nested_kinds_either_layout };

inlay_status nested_all_an_either(inlay_host *host, inlay_mod mod, const nested_kinds_either *v, nested_kinds_either *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 8, arguments, result);
}

inlay_status nested_all_an_either_take(inlay_host *host, inlay_mod mod, nested_kinds_either *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 8, result);
}

static const inlay_layout *const nested_export_all_an_outer_params[] = { &nested_kinds_outer_layout };

inlay_status nested_all_an_outer(inlay_host *host, inlay_mod mod, const nested_kinds_outer *v, nested_kinds_outer *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 9, arguments, result);
}

inlay_status nested_all_an_outer_take(inlay_host *host, inlay_mod mod, nested_kinds_outer *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 9, result);
}

static const inlay_layout *const nested_export_all_a_tree_params[] = { &nested_kinds_tree_layout };

inlay_status nested_all_a_tree(inlay_host *host, inlay_mod mod, const nested_kinds_tree *v, nested_kinds_tree *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 10, arguments, result);
}

inlay_status nested_all_a_tree_take(inlay_host *host, inlay_mod mod, nested_kinds_tree *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 10, result);
}

static const inlay_layout *const nested_export_all_a_deep_params[] = { &nested_result_option_result_none_string_list_tuple_char_u8_layout };

inlay_status nested_all_a_deep(inlay_host *host, inlay_mod mod, const nested_result_option_result_none_string_list_tuple_char_u8 *v, nested_result_option_result_none_string_list_tuple_char_u8 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 11, arguments, result);
}

inlay_status nested_all_a_deep_take(inlay_host *host, inlay_mod mod, nested_result_option_result_none_string_list_tuple_char_u8 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 11, result);
}

static const inlay_layout *const nested_export_all_an_eight_params[] = { &nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64_layout };

inlay_status nested_all_an_eight(inlay_host *host, inlay_mod mod, const nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *v, nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 12, arguments, result);
}

inlay_status nested_all_an_eight_take(inlay_host *host, inlay_mod mod, nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 12, result);
}

static const inlay_layout *const nested_export_all_an_error_params[] = { &nested_result_kinds_e300_kinds_either_layout };

inlay_status nested_all_an_error(inlay_host *host, inlay_mod mod, const nested_result_kinds_e300_kinds_either *v, nested_result_kinds_e300_kinds_either *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 13, arguments, result);
}

inlay_status nested_all_an_error_take(inlay_host *host, inlay_mod mod, nested_result_kinds_e300_kinds_either *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 13, result);
}

static const inlay_layout *const nested_export_all_three_params[] = { &nested_option_option_option_string_layout };

inlay_status nested_all_three(inlay_host *host, inlay_mod mod, const nested_option_option_option_string *v, nested_option_option_option_string *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 14, arguments, result);
}

inlay_status nested_all_three_take(inlay_host *host, inlay_mod mod, nested_option_option_option_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 14, result);
}

static const inlay_layout *const nested_export_all_texts_params[] = { &nested_list_list_string_layout };

inlay_status nested_all_texts(inlay_host *host, inlay_mod mod, nested_list_list_string v, nested_list_list_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 15, arguments, result);
}

inlay_status nested_all_texts_take(inlay_host *host, inlay_mod mod, nested_list_list_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 15, result);
}

static const inlay_layout *const nested_export_all_enums_params[] = { &nested_list_kinds_e300_layout };

inlay_status nested_all_enums(inlay_host *host, inlay_mod mod, nested_list_kinds_e300 v, nested_list_kinds_e300 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 16, arguments, result);
}

inlay_status nested_all_enums_take(inlay_host *host, inlay_mod mod, nested_list_kinds_e300 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 16, result);
}

static const inlay_layout *const nested_export_all_bits_params[] = { &nested_list_kinds_f17_layout };

inlay_status nested_all_bits(inlay_host *host, inlay_mod mod, nested_list_kinds_f17 v, nested_list_kinds_f17 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 17, arguments, result);
}

inlay_status nested_all_bits_take(inlay_host *host, inlay_mod mod, nested_list_kinds_f17 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 17, result);
}

static const inlay_layout *const nested_export_all_bares_params[] = { &nested_list_result_none_none_layout };

inlay_status nested_all_bares(inlay_host *host, inlay_mod mod, nested_list_result_none_none v, nested_list_result_none_none *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 18, arguments, result);
}

inlay_status nested_all_bares_take(inlay_host *host, inlay_mod mod, nested_list_result_none_none *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 18, result);
}

static const inlay_layout *const nested_export_all_maybes_params[] = { &nested_list_option_bool_layout };

inlay_status nested_all_maybes(inlay_host *host, inlay_mod mod, nested_list_option_bool v, nested_list_option_bool *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 19, arguments, result);
}

inlay_status nested_all_maybes_take(inlay_host *host, inlay_mod mod, nested_list_option_bool *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 19, result);
}

static const inlay_layout *const nested_export_all_outers_params[] = { &nested_list_option_kinds_outer_layout };

inlay_status nested_all_outers(inlay_host *host, inlay_mod mod, nested_list_option_kinds_outer v, nested_list_option_kinds_outer *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 20, arguments, result);
}

inlay_status nested_all_outers_take(inlay_host *host, inlay_mod mod, nested_list_option_kinds_outer *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 20, result);
}

static const inlay_layout *const nested_export_all_pairs_params[] = { &nested_list_tuple_u8_u64_string_layout };

inlay_status nested_all_pairs(inlay_host *host, inlay_mod mod, nested_list_tuple_u8_u64_string v, nested_list_tuple_u8_u64_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 21, arguments, result);
}

inlay_status nested_all_pairs_take(inlay_host *host, inlay_mod mod, nested_list_tuple_u8_u64_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 21, result);
}

static const inlay_layout *const nested_export_all_via_deep_params[] = { &nested_result_option_result_none_string_list_tuple_char_u8_layout };

inlay_status nested_all_via_deep(inlay_host *host, inlay_mod mod, const nested_result_option_result_none_string_list_tuple_char_u8 *v, nested_result_option_result_none_string_list_tuple_char_u8 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 22, arguments, result);
}

inlay_status nested_all_via_deep_take(inlay_host *host, inlay_mod mod, nested_result_option_result_none_string_list_tuple_char_u8 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 22, result);
}

static const inlay_layout *const nested_export_all_via_outer_params[] = { &nested_kinds_outer_layout };

inlay_status nested_all_via_outer(inlay_host *host, inlay_mod mod, const nested_kinds_outer *v, nested_kinds_outer *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 23, arguments, result);
}

inlay_status nested_all_via_outer_take(inlay_host *host, inlay_mod mod, nested_kinds_outer *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 23, result);
}

static const inlay_layout *const nested_export_all_via_tree_params[] = { &nested_kinds_tree_layout };

inlay_status nested_all_via_tree(inlay_host *host, inlay_mod mod, const nested_kinds_tree *v, nested_kinds_tree *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &nested_binding, 24, arguments, result);
}

inlay_status nested_all_via_tree_take(inlay_host *host, inlay_mod mod, nested_kinds_tree *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 24, result);
}

static const inlay_layout *const nested_export_all_via_texts_params[] = { &nested_list_list_string_layout };

inlay_status nested_all_via_texts(inlay_host *host, inlay_mod mod, nested_list_list_string v, nested_list_list_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &nested_binding, 25, arguments, result);
}

inlay_status nested_all_via_texts_take(inlay_host *host, inlay_mod mod, nested_list_list_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 25, result);
}

static const inlay_layout *const nested_export_all_via_many_params[] = { &nested_u8_layout, &nested_s8_layout, &nested_u16_layout, &nested_s16_layout, &nested_u32_layout, &nested_s32_layout, &nested_u64_layout, &nested_s64_layout, &nested_f32_layout, &nested_f64_layout, &nested_bool_layout, &nested_char_layout, &nested_string_layout, &nested_kinds_e300_layout, &nested_option_u8_layout, &nested_result_none_none_layout, &nested_list_u8_layout };

inlay_status nested_all_via_many(inlay_host *host, inlay_mod mod, uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k, uint32_t l, inlay_string m, nested_kinds_e300 n, const nested_option_u8 *o, const nested_result_none_none *p, nested_list_u8 q, nested_tuple_u64_s64_string_list_u8 *result)
{
    const void *const arguments[] = { &a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, o, p, &q };
    return inlay_typed_call(host, mod, &nested_binding, 26, arguments, result);
}

inlay_status nested_all_via_many_take(inlay_host *host, inlay_mod mod, nested_tuple_u64_s64_string_list_u8 *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 26, result);
}

static const inlay_layout *const nested_export_all_via_assert_params[] = { &nested_bool_layout };

inlay_status nested_all_via_assert(inlay_host *host, inlay_mod mod, bool that, nested_result_none_none *result)
{
    const void *const arguments[] = { &that };
    return inlay_typed_call(host, mod, &nested_binding, 27, arguments, result);
}

inlay_status nested_all_via_assert_take(inlay_host *host, inlay_mod mod, nested_result_none_none *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 27, result);
}

static const inlay_layout *const nested_export_all_node_new_params[] = { &nested_string_layout, &nested_option_game_sprite_layout };

inlay_status nested_all_node_new(inlay_host *host, inlay_mod mod, inlay_string name, const nested_option_game_sprite *owns, nested_all_node *result)
{
    const void *const arguments[] = { &name, owns };
    return inlay_typed_call(host, mod, &nested_binding, 28, arguments, result);
}

inlay_status nested_all_node_new_take(inlay_host *host, inlay_mod mod, nested_all_node *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 28, result);
}

static const inlay_layout *const nested_export_all_node_name_params[] = { &nested_borrow_all_node_layout };

inlay_status nested_all_node_name(inlay_host *host, nested_all_node self, inlay_string *result)
{
    const void *const arguments[] = { &self };
    return inlay_typed_method(host, self.id, &nested_binding, 29, arguments, result);
}

inlay_status nested_all_node_name_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 29, result);
}

static const inlay_layout *const nested_export_all_node_release_params[] = { &nested_borrow_all_node_layout };

inlay_status nested_all_node_release(inlay_host *host, nested_all_node self, nested_option_game_sprite *result)
{
    const void *const arguments[] = { &self };
    return inlay_typed_method(host, self.id, &nested_binding, 30, arguments, result);
}

inlay_status nested_all_node_release_take(inlay_host *host, inlay_mod mod, nested_option_game_sprite *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 30, result);
}

static const inlay_layout *const nested_export_all_node_with_params[] = { &nested_borrow_all_node_layout, &nested_borrow_all_node_layout, &nested_list_borrow_game_sprite_layout };

inlay_status nested_all_node_with(inlay_host *host, nested_all_node self, nested_all_node other, nested_list_borrow_game_sprite seen, inlay_string *result)
{
    const void *const arguments[] = { &self, &other, &seen };
    return inlay_typed_method(host, self.id, &nested_binding, 31, arguments, result);
}

inlay_status nested_all_node_with_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 31, result);
}

static const inlay_layout *const nested_export_all_node_join_params[] = { &nested_list_all_node_layout };

inlay_status nested_all_node_join(inlay_host *host, inlay_mod mod, nested_list_all_node all, nested_result_all_node_string *result)
{
    const void *const arguments[] = { &all };
    return inlay_typed_call(host, mod, &nested_binding, 32, arguments, result);
}

inlay_status nested_all_node_join_take(inlay_host *host, inlay_mod mod, nested_result_all_node_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 32, result);
}

static const inlay_layout *const nested_export_all_look_at_params[] = { &nested_game_lent_layout };

inlay_status nested_all_look_at(inlay_host *host, inlay_mod mod, const nested_game_lent *at, inlay_string *result)
{
    const void *const arguments[] = { at };
    return inlay_typed_call(host, mod, &nested_binding, 33, arguments, result);
}

inlay_status nested_all_look_at_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 33, result);
}

static const inlay_layout *const nested_export_all_give_all_params[] = { &nested_game_given_layout };

inlay_status nested_all_give_all(inlay_host *host, inlay_mod mod, const nested_game_given *all, nested_game_given *result)
{
    const void *const arguments[] = { all };
    return inlay_typed_call(host, mod, &nested_binding, 34, arguments, result);
}

inlay_status nested_all_give_all_take(inlay_host *host, inlay_mod mod, nested_game_given *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 34, result);
}

static const inlay_layout *const nested_export_all_turn_nodes_params[] = { &nested_all_nodes_layout };

inlay_status nested_all_turn_nodes(inlay_host *host, inlay_mod mod, const nested_all_nodes *all, nested_all_nodes *result)
{
    const void *const arguments[] = { all };
    return inlay_typed_call(host, mod, &nested_binding, 35, arguments, result);
}

inlay_status nested_all_turn_nodes_take(inlay_host *host, inlay_mod mod, nested_all_nodes *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 35, result);
}

static const inlay_layout *const nested_export_all_turn_handle_params[] = { &nested_all_handle_layout };

inlay_status nested_all_turn_handle(inlay_host *host, inlay_mod mod, const nested_all_handle *h, nested_all_handle *result)
{
    const void *const arguments[] = { h };
    return inlay_typed_call(host, mod, &nested_binding, 36, arguments, result);
}

inlay_status nested_all_turn_handle_take(inlay_host *host, inlay_mod mod, nested_all_handle *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 36, result);
}

static const inlay_layout *const nested_export_all_names_params[] = { &nested_list_borrow_all_node_layout };

inlay_status nested_all_names(inlay_host *host, inlay_mod mod, nested_list_borrow_all_node of, nested_list_string *result)
{
    const void *const arguments[] = { &of };
    return inlay_typed_call(host, mod, &nested_binding, 37, arguments, result);
}

inlay_status nested_all_names_take(inlay_host *host, inlay_mod mod, nested_list_string *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 37, result);
}

static const inlay_layout *const nested_export_all_play_params[] = { &nested_string_layout };

inlay_status nested_all_play(inlay_host *host, inlay_mod mod, inlay_string name, nested_result_tuple_string_u32_kinds_errno *result)
{
    const void *const arguments[] = { &name };
    return inlay_typed_call(host, mod, &nested_binding, 38, arguments, result);
}

inlay_status nested_all_play_take(inlay_host *host, inlay_mod mod, nested_result_tuple_string_u32_kinds_errno *result)
{
    return inlay_typed_take(host, mod, &nested_binding, 38, result);
}

static const inlay_binding_function nested_imports[] = {
    { "nested:test/game@2.0.0#[constructor]sprite", nested_import_game_sprite_new_params, 2, &nested_game_sprite_layout, nested_thunk_game_sprite_new, offsetof(nested_host, game_sprite_new) },
    { "nested:test/game@2.0.0#[method]sprite.name", nested_import_game_sprite_name_params, 1, &nested_string_layout, nested_thunk_game_sprite_name, offsetof(nested_host, game_sprite_name) },
    { "nested:test/game@2.0.0#[method]sprite.rename", nested_import_game_sprite_rename_params, 2, &nested_result_string_kinds_errno_layout, nested_thunk_game_sprite_rename, offsetof(nested_host, game_sprite_rename) },
    { "nested:test/game@2.0.0#[method]sprite.kids", nested_import_game_sprite_kids_params, 1, &nested_list_game_sprite_layout, nested_thunk_game_sprite_kids, offsetof(nested_host, game_sprite_kids) },
    { "nested:test/game@2.0.0#[static]sprite.merge", nested_import_game_sprite_merge_params, 2, &nested_result_game_sprite_string_layout, nested_thunk_game_sprite_merge, offsetof(nested_host, game_sprite_merge) },
    { "nested:test/game@2.0.0#[static]sprite.maybe", NULL, 0, &nested_option_game_sprite_layout, nested_thunk_game_sprite_maybe, offsetof(nested_host, game_sprite_maybe) },
    { "nested:test/game@2.0.0#look", nested_import_game_look_params, 1, &nested_string_layout, nested_thunk_game_look, offsetof(nested_host, game_look) },
    { "nested:test/game@2.0.0#give", nested_import_game_give_params, 1, &nested_game_given_layout, nested_thunk_game_give, offsetof(nested_host, game_give) },
    { "nested:test/game@2.0.0#turn-deep", nested_import_game_turn_deep_params, 1, &nested_result_option_result_none_string_list_tuple_char_u8_layout, nested_thunk_game_turn_deep, offsetof(nested_host, game_turn_deep) },
    { "nested:test/game@2.0.0#turn-outer", nested_import_game_turn_outer_params, 1, &nested_kinds_outer_layout, nested_thunk_game_turn_outer, offsetof(nested_host, game_turn_outer) },
    { "nested:test/game@2.0.0#turn-tree", nested_import_game_turn_tree_params, 1, &nested_kinds_tree_layout, nested_thunk_game_turn_tree, offsetof(nested_host, game_turn_tree) },
    { "nested:test/game@2.0.0#turn-texts", nested_import_game_turn_texts_params, 1, &nested_list_list_string_layout, nested_thunk_game_turn_texts, offsetof(nested_host, game_turn_texts) },
    { "nested:test/game@2.0.0#turn-many", nested_import_game_turn_many_params, 17, &nested_tuple_u64_s64_string_list_u8_layout, nested_thunk_game_turn_many, offsetof(nested_host, game_turn_many) },
    { "nested:test/game@2.0.0#assert", nested_import_game_assert_params, 1, &nested_result_none_none_layout, nested_thunk_game_assert, offsetof(nested_host, game_assert) },
    { "nested:base/both@0.3.1#[constructor]token", nested_import_both_token_new_params, 1, &nested_both_token_layout, nested_thunk_both_token_new, offsetof(nested_host, both_token_new) },
    { "nested:base/both@0.3.1#[method]token.of", nested_import_both_token_of_params, 1, &nested_kinds_either_layout, nested_thunk_both_token_of, offsetof(nested_host, both_token_of) },
    { "nested:base/both@0.3.1#exchange", nested_import_both_exchange_params, 1, &nested_both_token_layout, nested_thunk_both_exchange, offsetof(nested_host, both_exchange) },
};

static const inlay_binding_function nested_exports[] = {
    { "nested:base/both@0.3.1#[constructor]token", nested_export_both_token_new_params, 1, &nested_both_token_layout, NULL, 0 },
    { "nested:base/both@0.3.1#[method]token.of", nested_export_both_token_of_params, 1, &nested_kinds_either_layout, NULL, 0 },
    { "nested:base/both@0.3.1#exchange", nested_export_both_exchange_params, 1, &nested_both_token_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-enum", nested_export_all_an_enum_params, 1, &nested_kinds_e300_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-f9", nested_export_all_an_f9_params, 1, &nested_kinds_f9_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-f17", nested_export_all_an_f17_params, 1, &nested_kinds_f17_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-f32", nested_export_all_an_f32_params, 1, &nested_kinds_f32_bits_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-int", nested_export_all_an_int_params, 1, &nested_kinds_int_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-either", nested_export_all_an_either_params, 1, &nested_kinds_either_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-outer", nested_export_all_an_outer_params, 1, &nested_kinds_outer_layout, NULL, 0 },
    { "nested:test/all@2.0.0#a-tree", nested_export_all_a_tree_params, 1, &nested_kinds_tree_layout, NULL, 0 },
    { "nested:test/all@2.0.0#a-deep", nested_export_all_a_deep_params, 1, &nested_result_option_result_none_string_list_tuple_char_u8_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-eight", nested_export_all_an_eight_params, 1, &nested_tuple_u8_s8_u16_s16_u32_s32_u64_f64_layout, NULL, 0 },
    { "nested:test/all@2.0.0#an-error", nested_export_all_an_error_params, 1, &nested_result_kinds_e300_kinds_either_layout, NULL, 0 },
    { "nested:test/all@2.0.0#three", nested_export_all_three_params, 1, &nested_option_option_option_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#texts", nested_export_all_texts_params, 1, &nested_list_list_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#enums", nested_export_all_enums_params, 1, &nested_list_kinds_e300_layout, NULL, 0 },
    { "nested:test/all@2.0.0#bits", nested_export_all_bits_params, 1, &nested_list_kinds_f17_layout, NULL, 0 },
    { "nested:test/all@2.0.0#bares", nested_export_all_bares_params, 1, &nested_list_result_none_none_layout, NULL, 0 },
    { "nested:test/all@2.0.0#maybes", nested_export_all_maybes_params, 1, &nested_list_option_bool_layout, NULL, 0 },
    { "nested:test/all@2.0.0#outers", nested_export_all_outers_params, 1, &nested_list_option_kinds_outer_layout, NULL, 0 },
    { "nested:test/all@2.0.0#pairs", nested_export_all_pairs_params, 1, &nested_list_tuple_u8_u64_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-deep", nested_export_all_via_deep_params, 1, &nested_result_option_result_none_string_list_tuple_char_u8_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-outer", nested_export_all_via_outer_params, 1, &nested_kinds_outer_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-tree", nested_export_all_via_tree_params, 1, &nested_kinds_tree_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-texts", nested_export_all_via_texts_params, 1, &nested_list_list_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-many", nested_export_all_via_many_params, 17, &nested_tuple_u64_s64_string_list_u8_layout, NULL, 0 },
    { "nested:test/all@2.0.0#via-assert", nested_export_all_via_assert_params, 1, &nested_result_none_none_layout, NULL, 0 },
    { "nested:test/all@2.0.0#[constructor]node", nested_export_all_node_new_params, 2, &nested_all_node_layout, NULL, 0 },
    { "nested:test/all@2.0.0#[method]node.name", nested_export_all_node_name_params, 1, &nested_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#[method]node.release", nested_export_all_node_release_params, 1, &nested_option_game_sprite_layout, NULL, 0 },
    { "nested:test/all@2.0.0#[method]node.with", nested_export_all_node_with_params, 3, &nested_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#[static]node.join", nested_export_all_node_join_params, 1, &nested_result_all_node_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#look-at", nested_export_all_look_at_params, 1, &nested_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#give-all", nested_export_all_give_all_params, 1, &nested_game_given_layout, NULL, 0 },
    { "nested:test/all@2.0.0#turn-nodes", nested_export_all_turn_nodes_params, 1, &nested_all_nodes_layout, NULL, 0 },
    { "nested:test/all@2.0.0#turn-handle", nested_export_all_turn_handle_params, 1, &nested_all_handle_layout, NULL, 0 },
    { "nested:test/all@2.0.0#names", nested_export_all_names_params, 1, &nested_list_string_layout, NULL, 0 },
    { "nested:test/all@2.0.0#play", nested_export_all_play_params, 1, &nested_result_tuple_string_u32_kinds_errno_layout, NULL, 0 },
};

static const inlay_binding_resource nested_resources[] = {
    { "nested:test/game@2.0.0#sprite", offsetof(nested_host, drop_game_sprite) },
    { "nested:base/both@0.3.1#token", offsetof(nested_host, drop_both_token) },
};

const inlay_binding nested_binding = {
    1u, "nested.h", "nested:test/nested@2.0.0", nested_wit, 17, 39, 2,
    nested_imports, nested_exports, nested_resources, sizeof(nested_host)
};

bool nested_bind(inlay_host *host, inlay_slot slot, const nested_host *functions, void *user, inlay_error *error)
{
    return inlay_typed_bind(host, slot, &nested_binding, functions, user, error);
}

#ifdef __cplusplus
}
#endif

#endif
