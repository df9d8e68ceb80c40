/* Every limit, with its reason. What a file or a guest says is checked against
 * these before anything is done for it.
 */
#ifndef INLAY_BASE_LIMITS_H
#define INLAY_BASE_LIMITS_H

enum {
    /* Core modules: the numbers of the WebAssembly JS API's implementation limits, which all engines share. */
    LIMIT_TYPES           = 100000,     /* compilers of languages with objects make some thousand */
    LIMIT_FUNCTIONS       = 1000000,
    LIMIT_IMPORTS         = 100000,
    LIMIT_EXPORTS         = 1000000,
    LIMIT_GLOBALS         = 1000000,
    LIMIT_TAGS            = 1000000,
    LIMIT_DATA_SEGMENTS   = 100000,
    LIMIT_ELEM_SEGMENTS   = 10000000,
    LIMIT_ELEM_ITEMS      = 10000000,
    LIMIT_TABLES          = 100000,
    LIMIT_MEMORIES        = 100,
    LIMIT_TABLE_ENTRIES   = 10000000,
    LIMIT_BODY_BYTES      = 7654321,
    LIMIT_LOCALS          = 50000,
    LIMIT_LOCALS_A_BYTE   = 16,         /* in all bodies together, for each byte of the module: five bytes can say 50,000 */
    LIMIT_LOCALS_MODULE   = 1000000,    /* and besides */
    LIMIT_PARAMS          = 1000,
    LIMIT_RESULTS         = 1000,
    LIMIT_STRUCT_FIELDS   = 10000,
    LIMIT_SUBTYPING_DEPTH = 63,
    LIMIT_BR_TABLE        = 65520,
    LIMIT_CUSTOM_SECTIONS = 10000,
    LIMIT_NESTING         = 50000,      /* blocks in a body */
    LIMIT_OPERANDS        = 8192,       /* on the operand stack at once; compilers stay below 100 */
    LIMIT_LISTED_A_BYTE   = 8,          /* values that blocks, branches and calls take and give, for each byte of a body: two bytes can say 1,000 */
    LIMIT_LISTED_BODY     = 20000,      /* and besides, in a body */
    LIMIT_LISTED_MODULE   = 1000000,    /* and in all bodies of a module together */

    /* Running: deep enough for real programs, small enough that 10,000 frames of a hostile mod cost little. */
    LIMIT_FRAMES          = 10000,
    LIMIT_STACK_SLOTS     = 1 << 20,    /* 8 MiB of slots for one task */
    LIMIT_HOST_NESTING    = 32,         /* mods that call mods, through host functions */

    /* Failing: what is done to tell of it costs the mod no fuel, so it is little. */
    LIMIT_TRAP_BODIES     = 256 << 10,  /* bytes of bodies translated again to find where in them a trap's frames stand */
    LIMIT_TRAP_LOCALS     = 64 << 10,   /* the same, to find what their locals hold */
    LIMIT_DEBUG_BYTES     = 64 << 20,   /* of the file beside a mod that holds its debug information */
    LIMIT_DUMP_SCAN       = 4 << 20,    /* bytes of memory that a core dump looks at; most is zero and left out */
    LIMIT_DUMP_GLOBALS    = 10000,      /* more of them are left out */

    /* Components: wasm-tools' numbers where it has them. */
    LIMIT_COMPONENT_STEPS = 100000,      /* definitions of a component, types of components and instances of a file; compilers make some hundred */
    LIMIT_COMPONENTS      = 10000,       /* in one file, one in another or side by side */
    LIMIT_COMPONENT_DEPTH = 100,
    LIMIT_COMPONENT_MODULES = 1000,
    LIMIT_INSTANCES       = 2000,       /* in one store, core and component together */
    LIMIT_TYPE_DEPTH      = 100,
    LIMIT_TYPE_SIZE       = 1000000,    /* leaves of one type, all counted */
    LIMIT_FLAGS           = 32,
    LIMIT_MATCHES_A_BYTE  = 4,          /* names and fields compared with what is expected, for each byte of the file: a few bytes can ask for all of a type */
    LIMIT_MATCHES         = 100000,     /* and besides */

    /* Crossing: bytes lifted and lowered in one call, unless the slot says otherwise. */
    LIMIT_COPY_BYTES      = 1 << 20,
    LIMIT_HANDLES         = 10000,

    /* Texts. */
    LIMIT_WIT_NESTING     = 100,
    LIMIT_WIT_BYTES       = 4 << 20,
    LIMIT_MANIFEST_BYTES  = 64 << 10,
    LIMIT_JSON_DEPTH      = 32,
    LIMIT_FIT_NOTES = 50,
    LIMIT_FIT_DIFFERENCES = 200,
    LIMIT_LOG_LINE        = 4096,
    LIMIT_LOG_FRAME       = 64 << 10,
    LIMIT_LOG_KEPT        = 20,         /* lines kept for a trap's story */

    /* Profiles, recorded or read: what a viewer can still show. */
    LIMIT_PROFILE_MODS    = 4096,
    LIMIT_PROFILE_PLACES  = 1 << 18,
    LIMIT_PROFILE_FRAMES  = 1 << 20,
    LIMIT_PROFILE_ROWS    = 1 << 22,    /* and imports */
    LIMIT_PROFILE_NODES   = 1 << 20,
    LIMIT_PROFILE_LINES   = 1 << 20,
    LIMIT_PROFILE_TEXT    = 1000,       /* bytes of a name */
    LIMIT_PROFILE_DEPTH   = 1000,       /* of a flame graph; what is deeper counts for its caller */
    LIMIT_RECORD_NODES    = 1 << 14,    /* of a call tree while it is recorded, for each generation of a mod */
    LIMIT_RECORD_OUTERS   = 64,         /* places of other mods that one is called from */
    LIMIT_RECORD_IMPORTS  = 4096,
    LIMIT_RECORD_IDLE     = 64,         /* mods that do not play are looked for among so many */
    LIMIT_RECORD_FRAME    = 1024        /* nodes that one mod may add to a frame; what goes beyond is told as one */
};

#endif
