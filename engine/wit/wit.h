/* WIT: packages of interfaces and worlds, resolved into ctypes.
 *
 * wit_resolve takes texts, never files, and keeps what it makes in the arena
 * given; the texts must outlive it. Every declaration carries a corigin: where
 * it was written.
 */
#ifndef INLAY_WIT_WIT_H
#define INLAY_WIT_WIT_H

#include "engine/component/ctype.h"

typedef struct wit_source {
    text_view path;               /* for messages: "wit/world.wit" */
    text_view text;
    text_view group;              /* files of one group are one package: the folder's name, or the file's where it stands alone */
    bool      is_whole;           /* made of a binary, which holds what was in: no @unstable leaves anything out */
} wit_source;

struct corigin {
    const wit_source *source;     /* null: no text (a binary) */
    uint32_t          line, column;
    text_view         docs;       /* the doc comment, without its marks */
    text_view         since, unstable, deprecated;   /* the gate's version or feature, or empty */
    text_view         external_id;                   /* no bytes: it has none */
};

typedef struct wit_set wit_set;

typedef struct wit_options {
    uint32_t         feature_count;      /* @unstable features that are on */
    const text_view *features;
    bool             all_features;
} wit_options;

/* Null and an error with line, column and excerpt when a text is wrong; error.place[0] is the file. */
wit_set *wit_resolve(arena *a, const wit_source *sources, uint32_t count, const wit_options *options, error *err);

/* The story of an error of wit_resolve: as error_format, with the WIT file as its file. */
int wit_error_format(const error *err, char *out, size_t size);

/* "ns:pkg/world", "ns:pkg/world@1.2.3", or "world" where only one package has it.
 * Null and an error (with did-you-mean) when there is none. */
const cexterns *wit_world(const wit_set *set, text_view name, error *err);
const cexterns *wit_interface(const wit_set *set, text_view name, error *err);

/* All worlds and interfaces, in order of declaration; for tools. */
uint32_t        wit_world_count(const wit_set *set);
const cexterns *wit_world_at(const wit_set *set, uint32_t index);
uint32_t        wit_interface_count(const wit_set *set);
const cexterns *wit_interface_at(const wit_set *set, uint32_t index);

/* A world or interface as WIT text that stands alone and resolves to an equal one:
 * what it needs of other packages is printed too. A component's type prints as
 * the world root:component/root. */
typedef enum wit_print_form { WIT_PRINT_EITHER, WIT_PRINT_WORLD, WIT_PRINT_INTERFACE } wit_print_form;
void wit_print(text_builder *t, const cexterns *externs, wit_print_form form);

/* The package of WIT that a component holds as types, as tools write one into a .wasm: a text of its own, which needs the
 * packages that it uses. False: it holds none, but is a component like any other. */
bool wit_is_package(const cexterns *externs);
void wit_print_types(text_builder *t, const cexterns *externs);

/* With what it uses of other packages: a text that stands alone. */
void wit_print_types_whole(text_builder *t, const cexterns *externs);

/* One item in one line: "spawn: func(kind: u32) -> u32", "record vec { x: f32, y: f32 }". */
void wit_line(text_builder *t, const cextern *item);

/* The reference of a world, or of an interface, for people, in Markdown: what a mod may call, what it must have, with the
 * docs of its WIT. */
void wit_reference(text_builder *t, const cexterns *externs, wit_print_form form);

#endif
