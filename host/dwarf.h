/* DWARF, versions 2 to 5, as compilers put it beside WebAssembly: read where it
 * lies, by someone who does not trust it.
 *
 * An address is a byte of the code section's contents. Nothing is read but at a
 * question, and nothing without steps: each loop takes some for each turn, and
 * ends when there are none left. What is broken reads as if it were not there. What is kept
 * between questions (units, abbreviations, where functions and lines begin) is
 * charged to a budget; without memory a question is answered less well.
 */
#ifndef INLAY_HOST_DWARF_H
#define INLAY_HOST_DWARF_H

#include "engine/base/text.h"

typedef enum dwarf_section_kind {
    DWARF_INFO, DWARF_ABBREV, DWARF_LINE, DWARF_STR, DWARF_LINE_STR, DWARF_RANGES, DWARF_RNGLISTS, DWARF_LOC, DWARF_LOCLISTS,
    DWARF_ADDR, DWARF_STR_OFFSETS, DWARF_SECTIONS
} dwarf_section_kind;

typedef struct dwarf_section { const uint8_t *bytes; uint32_t size; } dwarf_section;

/* ---- bytes (dwarf_cursor.c) ---- */

/* Once a read fails, the cursor is at its end and bad, and every later read gives zero. */
typedef struct dwarf_cursor {
    const uint8_t *next, *end;
    bool           is_bad;
} dwarf_cursor;

dwarf_cursor dwarf_at(dwarf_section s, uint64_t offset);
uint8_t      dwarf_u8(dwarf_cursor *c);
uint64_t     dwarf_fixed(dwarf_cursor *c, uint32_t bytes);      /* little-endian, 1 to 8 */
uint64_t     dwarf_uleb(dwarf_cursor *c);                       /* may be padded, as linkers do */
int64_t      dwarf_sleb(dwarf_cursor *c);
const uint8_t *dwarf_skip(dwarf_cursor *c, uint64_t size);      /* null: not there */
text_view    dwarf_string(dwarf_cursor *c);                     /* up to its zero; too long a one is bad */

/* unit_length: the size, and whether offsets take 8 bytes. */
uint64_t     dwarf_length(dwarf_cursor *c, bool *is_64);

/* ---- the whole ---- */

#define DWARF_NO_SIZE UINT32_MAX

typedef struct dwarf_abbrev {
    uint64_t code;
    uint32_t tag, specs;          /* byte of .debug_abbrev where the attributes stand */
    uint32_t size;                /* of its values, in a unit of 4-byte addresses and offsets; DWARF_NO_SIZE: it differs */
    bool     has_children;
} dwarf_abbrev;

/* A run of rising addresses, one function as a rule, and where its rows begin. */
typedef struct dwarf_sequence { uint32_t low, high, program; } dwarf_sequence;

/* A function with code: low <= address < high. */
typedef struct dwarf_function { uint32_t low, high, entry; } dwarf_function;

typedef struct dwarf_unit {
    uint32_t  offset, end, first; /* in .debug_info: its header, its end, its first entry */
    uint32_t  abbrevs;            /* in .debug_abbrev */
    uint16_t  version;
    uint8_t   address_size;
    bool      is_64, has_lines, has_bounds;
    uint32_t  low, high;          /* around all that it covers; where has_bounds */
    uint64_t  base;               /* of its ranges and locations */
    uint64_t  lines;              /* in .debug_line */
    uint64_t  string_base, address_base, range_base, location_base;
    text_view folder;
    uint64_t  dwo_id;             /* of a skeleton, and of the unit in a .dwo file that it stands for */
    text_view dwo_name;           /* of a skeleton: the file that has the rest; empty: it is none */
    /* filled in at questions, each as far as its mark says */
    uint64_t        lines_read;   /* bytes of the line program that were looked at; done: all */
    bool            lines_done;
    dwarf_sequence *sequences;    uint32_t sequence_count, sequence_capacity;
    uint32_t        entries_read; /* in .debug_info */
    bool            entries_done;
    dwarf_function *functions;    uint32_t function_count, function_capacity;
} dwarf_unit;

typedef struct dwarf {
    budget       *budget;
    dwarf_section sections[DWARF_SECTIONS];
    uint32_t      code_size;      /* addresses beyond it are of what the linker dropped */
    bool          is_split;       /* of a .dwo file: addresses and, in version 4, ranges are the skeleton's */
    uint64_t      skeleton_address_base, skeleton_range_base, skeleton_base;
    int64_t       steps;          /* left */
    dwarf_unit   *units;          uint32_t unit_count, unit_capacity;
    uint32_t      units_read;     /* in .debug_info */
    bool          units_done;
    dwarf_abbrev *abbrevs;        uint32_t abbrev_count, abbrev_capacity;
    uint64_t      abbrevs_of;     /* the table that is in `abbrevs`; UINT64_MAX: none */
} dwarf;

void dwarf_open(dwarf *d, budget *b, uint32_t code_size);
void dwarf_close(dwarf *d);

/* Take that many; false: there are none left. */
bool dwarf_step(dwarf *d, int64_t count);

/* ---- entries (dwarf_entry.c) ---- */

typedef enum dwarf_value_kind {
    DWARF_NUMBER, DWARF_ADDRESS, DWARF_TEXT, DWARF_BLOCK, DWARF_ENTRY, DWARF_OFFSET, DWARF_LIST
} dwarf_value_kind;

typedef struct dwarf_value {
    dwarf_value_kind kind;
    uint64_t         number;      /* ENTRY: byte of .debug_info; BLOCK, TEXT: its size */
    const uint8_t   *bytes;
} dwarf_value;

/* The attributes that are read: DWARF_ATTRIBUTE(name, code). */
#define DWARF_ATTRIBUTES(DWARF_ATTRIBUTE)                                                                   \
    DWARF_ATTRIBUTE(LOCATION, 0x02) DWARF_ATTRIBUTE(NAME, 0x03) DWARF_ATTRIBUTE(BYTE_SIZE, 0x0B)            \
    DWARF_ATTRIBUTE(BIT_SIZE, 0x0D) DWARF_ATTRIBUTE(STMT_LIST, 0x10) DWARF_ATTRIBUTE(LOW_PC, 0x11)          \
    DWARF_ATTRIBUTE(HIGH_PC, 0x12) DWARF_ATTRIBUTE(DISCR, 0x15)                                             \
    DWARF_ATTRIBUTE(DISCR_VALUE, 0x16) DWARF_ATTRIBUTE(COMP_DIR, 0x1B) DWARF_ATTRIBUTE(CONST_VALUE, 0x1C)   \
    DWARF_ATTRIBUTE(UPPER_BOUND, 0x2F) DWARF_ATTRIBUTE(ABSTRACT_ORIGIN, 0x31) DWARF_ATTRIBUTE(ARTIFICIAL, 0x34) \
    DWARF_ATTRIBUTE(ITEM_COUNT, 0x37) DWARF_ATTRIBUTE(MEMBER_LOCATION, 0x38) DWARF_ATTRIBUTE(ENCODING, 0x3E)     \
    DWARF_ATTRIBUTE(EXTERNAL, 0x3F) DWARF_ATTRIBUTE(FRAME_BASE, 0x40) DWARF_ATTRIBUTE(SPECIFICATION, 0x47)  \
    DWARF_ATTRIBUTE(TYPE, 0x49) DWARF_ATTRIBUTE(RANGES, 0x55) DWARF_ATTRIBUTE(CALL_COLUMN, 0x57)            \
    DWARF_ATTRIBUTE(CALL_FILE, 0x58) DWARF_ATTRIBUTE(CALL_LINE, 0x59) DWARF_ATTRIBUTE(DATA_BIT_OFFSET, 0x6B) \
    DWARF_ATTRIBUTE(LINKAGE_NAME, 0x6E) DWARF_ATTRIBUTE(STR_OFFSETS_BASE, 0x72) DWARF_ATTRIBUTE(ADDR_BASE, 0x73) \
    DWARF_ATTRIBUTE(RNGLISTS_BASE, 0x74) DWARF_ATTRIBUTE(DWO_NAME, 0x76) DWARF_ATTRIBUTE(LOCLISTS_BASE, 0x8C) \
    DWARF_ATTRIBUTE(MIPS_LINKAGE_NAME, 0x2007) DWARF_ATTRIBUTE(GNU_DWO_NAME, 0x2130)                        \
    DWARF_ATTRIBUTE(GNU_DWO_ID, 0x2131) DWARF_ATTRIBUTE(GNU_RANGES_BASE, 0x2132) DWARF_ATTRIBUTE(GNU_ADDR_BASE, 0x2133)

typedef enum dwarf_attribute {
#define DWARF_ATTRIBUTE(name, code) DWARF_AT_##name,
    DWARF_ATTRIBUTES(DWARF_ATTRIBUTE)
#undef DWARF_ATTRIBUTE
    DWARF_AT_COUNT
} dwarf_attribute;

enum {
    DWARF_TAG_ARRAY = 0x01, DWARF_TAG_CLASS = 0x02, DWARF_TAG_ENUMERATION = 0x04, DWARF_TAG_PARAMETER = 0x05, DWARF_TAG_BLOCK = 0x0B,
    DWARF_TAG_MEMBER = 0x0D, DWARF_TAG_POINTER = 0x0F, DWARF_TAG_REFERENCE = 0x10, DWARF_TAG_COMPILE_UNIT = 0x11, DWARF_TAG_STRUCTURE = 0x13,
    DWARF_TAG_TYPEDEF = 0x16, DWARF_TAG_UNION = 0x17, DWARF_TAG_VARIANT = 0x19, DWARF_TAG_INHERITANCE = 0x1C, DWARF_TAG_INLINED = 0x1D,
    DWARF_TAG_SUBRANGE = 0x21, DWARF_TAG_BASE = 0x24, DWARF_TAG_CONST = 0x26, DWARF_TAG_ENUMERATOR = 0x28, DWARF_TAG_FUNCTION = 0x2E,
    DWARF_TAG_TEMPLATE_TYPE = 0x2F, DWARF_TAG_VARIANT_PART = 0x33, DWARF_TAG_VARIABLE = 0x34, DWARF_TAG_VOLATILE = 0x35,
    DWARF_TAG_PARTIAL_UNIT = 0x3C, DWARF_TAG_RVALUE = 0x42, DWARF_TAG_ATOMIC = 0x47, DWARF_TAG_SKELETON_UNIT = 0x4A
};

typedef struct dwarf_entry {
    uint32_t    at, next;         /* in .debug_info */
    uint32_t    tag;              /* 0: the end of a list of children */
    bool        has_children;
    uint64_t    present;          /* a bit for each attribute that is there */
    dwarf_value values[DWARF_AT_COUNT];
} dwarf_entry;

static inline const dwarf_value *dwarf_find(const dwarf_entry *e, dwarf_attribute a)
{
    return e->present >> a & 1 ? &e->values[a] : NULL;
}

/* Its number; 0 where it is not there. */
uint64_t  dwarf_number(const dwarf_entry *e, dwarf_attribute a);
text_view dwarf_text(const dwarf_entry *e, dwarf_attribute a);

/* The entry at byte `at`. False: the unit's end, broken, or no steps left. */
bool dwarf_read_entry(dwarf *d, const dwarf_unit *u, uint64_t at, dwarf_entry *e);

/* The same, but of an entry whose tag isn't in `tags` (a bit each; all are below 64) only where the next one begins. */
#define DWARF_TAG_BIT(tag) (UINT64_C(1) << (tag))
bool dwarf_pass_entry(dwarf *d, const dwarf_unit *u, uint64_t at, uint64_t tags, dwarf_entry *e);

/* Bytes of that form, in a unit of 4-byte addresses and offsets; DWARF_NO_SIZE: it differs. */
uint32_t dwarf_form_size(uint64_t form);

/* A value of that form, and the cursor goes behind it. False: unknown, broken. */
bool dwarf_read_form(const dwarf *d, const dwarf_unit *u, dwarf_cursor *c, uint64_t form, int64_t implicit, dwarf_value *out);

/* ---- units (dwarf_unit.c) ---- */

/* Go on looking at units until all are known. False: no steps, or no memory. */
bool dwarf_read_units(dwarf *d);

/* The unit that byte of .debug_info stands in; null: none known. */
const dwarf_unit *dwarf_unit_of(const dwarf *d, uint64_t at);

/* Bring its abbreviations to hand, for a walk. */
bool dwarf_read_abbrevs(dwarf *d, const dwarf_unit *u);
bool dwarf_find_abbrev(dwarf *d, const dwarf_unit *u, uint64_t code, dwarf_abbrev *out);

/* Address `index` of the unit's, in .debug_addr. */
uint64_t dwarf_indexed_address(const dwarf *d, const dwarf_unit *u, uint64_t index);

/* ---- ranges (dwarf_range.c) ---- */

/* Does the entry's code cover the address? Its bounds too, where they are wanted. */
bool dwarf_covers(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t address);
bool dwarf_bounds(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t *low, uint32_t *high);

/* ---- lines (dwarf_line.c) ---- */

typedef struct dwarf_place {
    text_view folder, file;       /* folder may be empty; a file that begins with '/' stands alone */
    uint32_t  line, column;
} dwarf_place;

/* The row that covers the address. False: none. */
bool dwarf_find_line(dwarf *d, dwarf_unit *u, uint32_t address, dwarf_place *out);

/* The name of file `index` of the unit. */
bool dwarf_find_file(dwarf *d, const dwarf_unit *u, uint64_t index, dwarf_place *out);

/* ---- functions (dwarf_function.c) ---- */

/* What was called where, innermost first: all but the last are inlined. */
enum { DWARF_DEPTH = 12 };
typedef struct dwarf_call {
    uint32_t  entry;              /* the inlined one's, or the function's own */
    text_view name, linkage_name;
    uint64_t  call_file;          /* of an inlined one: where it stands in what comes behind it */
    uint32_t  call_line, call_column;
} dwarf_call;

typedef struct dwarf_calls {
    uint32_t   count;
    dwarf_call at[DWARF_DEPTH];   /* outermost first */
} dwarf_calls;

/* The function of the unit that covers the address, and what is inlined there. False: none. */
bool dwarf_find_calls(dwarf *d, dwarf_unit *u, uint32_t address, dwarf_calls *out);

/* ---- variables (dwarf_variable.c) ---- */

typedef struct dwarf_variable {
    text_view      name;
    bool           is_constant;
    bool           is_everywhere; /* the place is said to be good for all of its scope */
    uint64_t       type;          /* an entry; 0: not told */
    uint64_t       constant;
    const uint8_t *place;         /* an expression that says where it is at the address; null: nowhere */
    uint64_t       place_size;
} dwarf_variable;

/* Those of a function or of what was inlined, `scope`, and of the blocks in it that cover the address. How many. */
uint32_t dwarf_find_variables(dwarf *d, const dwarf_unit *u, uint32_t scope, uint32_t address, dwarf_variable *out, uint32_t room);

/* What a stopped frame holds. False: not known. */
typedef struct dwarf_frame {
    void *user;
    /* is_everywhere: compilers say so of a parameter's local even where they use the local for something else later. */
    bool (*local)(void *user, uint64_t index, bool is_everywhere, uint64_t *bits);
    bool (*global)(void *user, uint64_t index, uint64_t *bits);
    bool (*memory)(void *user, uint64_t address, uint32_t size, uint64_t *bits);     /* at most 8 bytes, as a number */
} dwarf_frame;

typedef enum dwarf_held { DWARF_NOT_HELD, DWARF_IN_PARTS, DWARF_VALUE, DWARF_MEMORY } dwarf_held;

/* Where a variable is: VALUE, its bits; MEMORY, its address; IN_PARTS, its bytes one part after the other. */
enum { DWARF_PARTS = 8 };
typedef struct dwarf_part { dwarf_held how; uint32_t size; uint64_t value; } dwarf_part;
typedef struct dwarf_whole {
    dwarf_held how;
    uint64_t   value;
    uint32_t   part_count;
    dwarf_part parts[DWARF_PARTS];
} dwarf_whole;

/* function: whose frame base counts. */
void dwarf_find_held(dwarf *d, const dwarf_unit *u, uint32_t function, const dwarf_variable *v, const dwarf_frame *f, dwarf_whole *out);

/* ---- types (dwarf_type.c) ---- */

typedef enum dwarf_shape {
    DWARF_OTHER, DWARF_SIGNED, DWARF_UNSIGNED, DWARF_FLOAT, DWARF_BOOL, DWARF_CHAR, DWARF_POINTER, DWARF_ENUM, DWARF_STRUCT, DWARF_ARRAY
} dwarf_shape;

typedef struct dwarf_type {
    dwarf_shape       shape;
    uint64_t          size, count;    /* count: ARRAY: of its items */
    text_view         name, own;      /* the outermost one that it has; of what is beneath */
    const dwarf_unit *unit;           /* where `entry` stands: what is beneath its names and qualifiers */
    uint64_t          entry, of;      /* of: POINTER, ARRAY: the type of what it points to, of an item */
} dwarf_type;

/* Through its names and qualifiers. */
dwarf_type dwarf_find_type(dwarf *d, const dwarf_unit *u, uint64_t type);

/* Going through what a type has. */
typedef struct dwarf_walk {
    dwarf            *d;
    const dwarf_unit *u;
    uint32_t          at, depth;
} dwarf_walk;

typedef enum dwarf_member_kind { DWARF_FIELD, DWARF_BASE_CLASS, DWARF_VARIANTS } dwarf_member_kind;
typedef struct dwarf_member {
    dwarf_member_kind kind;
    text_view         name;
    uint64_t          type, offset;   /* VARIANTS: no type */
    uint32_t          bit_offset, bit_size;   /* of a bit field, whose offset is 0; bit_size 0: it is none */
    uint32_t          entry;
} dwarf_member;

dwarf_walk dwarf_walk_open(dwarf *d, const dwarf_unit *u, uint64_t entry);
bool       dwarf_next_member(dwarf_walk *w, dwarf_member *out);

/* The name of an enumeration's number; empty: it has none. */
text_view  dwarf_enumerator(dwarf *d, const dwarf_type *type, uint64_t bits);

/* Of a VARIANTS member: the field that says which one it is (false: there is only one), and the one that is meant. */
bool       dwarf_variant_tag(dwarf *d, const dwarf_unit *u, uint32_t variants, dwarf_member *out);
bool       dwarf_variant(dwarf *d, const dwarf_unit *u, uint32_t variants, uint64_t tag, uint64_t tag_size, dwarf_member *out);

/* What a generic type was made for, by its parameter's name; 0: not told. */
uint64_t   dwarf_type_parameter(dwarf *d, const dwarf_type *type, const char *name);

/* Does the unit say it covers that address? */
bool dwarf_unit_covers(dwarf *d, const dwarf_unit *u, uint32_t address);

#endif
