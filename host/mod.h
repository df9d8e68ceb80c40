/* Mods: each a name, a slot, and the generation that plays; beside it perhaps a
 * candidate that is to take over. An inlay_mod names one, across reloads.
 */
#ifndef INLAY_HOST_MOD_H
#define INLAY_HOST_MOD_H

#include "host/bucket.h"
#include "host/checkpoint.h"
#include "host/figures.h"
#include "host/generation.h"
#include "host/hint.h"
#include "host/late.h"
#include "host/quota.h"

enum { MOD_REASON = 8000 };              /* some twenty differences; an event has no such end */

/* The last lines that a mod wrote. */
typedef struct mod_line { char *bytes; uint32_t size; } mod_line;

typedef enum reload_phase { RELOAD_NONE, RELOAD_STARTING, RELOAD_WAITING, RELOAD_SAVING, RELOAD_LOADING } reload_phase;

typedef struct mod {
    inlay_host   *host;
    uint32_t      index, serial;
    text_view     key, name;            /* in `texts` */
    text_view     language, version, slot_name;
    arena         texts;
    slot         *slot;                 /* where it sits or wants to; null: not known yet */
    bool          is_seated;            /* in the slot's list */
    int32_t       order;
    uint32_t      weight;
    uint64_t      memory_limit;
    quota         asked, quota;         /* by its mod.json; what holds */
    uint32_t      asked_weight;
    uint32_t      warned, warned_of;    /* the generation that was told to be near a limit, and near which: a bit for each */

    image        *good;                 /* the last that started; null: none yet */
    image        *proven;               /* the last that ran well before `good`, where the slot falls back; null: none */
    uint32_t      proven_generation;    /* its last */
    uint64_t      proven_frames;        /* that it ran without a failure */
    image        *loading;              /* from memory, with the loader; null: none */
    image        *newest;               /* judged good, not started yet; null: none */
    generation   *current;              /* null: none plays */
    generation   *candidate;
    reload_phase  phase;
    uint32_t      phase_frames;
    uint32_t      warm_frames;            /* that the candidate was waited for */
    uint32_t      generation_count;
    bool          is_waiting;           /* `newest` has no place now */
    uint32_t      places_seen;          /* host->places when it was last told so */
    bool          has_played;

    bool          is_from_file, is_default_enabled, is_enabled, is_set_by_game;
    bool          wants_unload;         /* asked while a task was on the native stack */
    bool          wants_abandon;
    bool          wants_restart;        /* start again from `good` */
    inlay_state   rest;                 /* its state where nothing plays and nothing starts */
    text_view     reason;               /* in reason_text */
    char          reason_text[MOD_REASON];

    bool          is_saved_now;         /* for the reload that is under way */
    checkpoint    saved, saved_before, saving;
    checkpoint    proven_state;         /* what `proven` saved last */
    bool          is_large_state_told;
    uint64_t      save_frame;           /* when it was last asked to save at a frame's end */
    uint64_t      save_began, save_fuel;/* fuel_total then; what the last save took */

    uint32_t      strikes;              /* failures that are not forgotten */
    uint64_t      strike_frame;
    uint64_t      restart_frame;        /* it starts again in this frame; 0: it does not by itself */
    uint32_t      fall_back;            /* 0: from the newest state, 1: from the one before, 2: from none */
    uint32_t      fell_back_to;         /* the generation whose version plays again, as a newer one struck out; 0: none did */
    bool          is_restarting;        /* what starts is what failed */
    bool          started_from_state;
    inlay_when_dry     when_dry;        /* DEFAULT: as the slot says */
    inlay_call_options options;         /* of the call that begins */

    char          skip_text[400];       /* why it has a suspended call; made when asked for */

    mod_line      lines[LIMIT_LOG_KEPT];
    uint32_t      line_next;
    text_builder  dump;                 /* the core dump of its last failure; empty: none */
    uint64_t      line_bytes_frame, lines_frame;
    bool          is_log_cut;           /* in this frame */

    bucket        fuel;
    uint64_t      extra_fuel;           /* that it may still spend in this frame of what it saved */
    int64_t       tank_kept;            /* of a generation that went */
    uint64_t      window;               /* host->window when it was given a share */
    bool          is_lent_fuel;         /* it saves for a reload: on the slot's fuel to start */

    /* figures */
    uint64_t      frames, suspended_frames, skipped, calls, traps, reloads, last_swap_frame;
    uint64_t      fuel_now, fuel_frame, fuel_total, fuel_budget;
    uint64_t      late_frames, late_frame;  /* stopped by the clock: how often, and when last */
    uint32_t      late_told;            /* the generation of which it was said */
    uint64_t      dry_frames;           /* that its suspended call has been without fuel */
    uint64_t      fuel_shared_now, fuel_shared_frame;       /* of what others left */
    uint64_t      ticks_now, ns_frame, ns_total;
    uint64_t      translate_ticks_now, translate_ns_frame;
    figures       figures;              /* its time in counted frames in which it played */
    hint_list     hints;                /* as the overlay shows them, made anew now and then */
    uint64_t      hints_frame;
    uint64_t      figures_frame;        /* the last of those */
    uint64_t      copied_before, lowered_before;        /* by earlier generations */
    bool          ended_a_call;         /* in this frame */
    bool          is_slow_told;         /* its calls run over: said once, until one does not */
    late          late;                 /* of its last call that ended in a later frame */
} mod;

inlay_mod  mod_id(const mod *m);
mod       *mod_find(const inlay_host *host, text_view name);

/* By the folder's name, or that given to inlay_load. */
mod       *mod_find_key(const inlay_host *host, text_view key);

/* Null: no memory. */
mod       *mod_open(inlay_host *host, text_view key, bool is_from_file);

/* Tears all down, without an event. Nothing of it may be on the native stack. */
void       mod_close(mod *m);

/* What the loader made of it. Takes the image over. */
void       mod_take_image(mod *m, image *i);

void       mod_unload(mod *m, const char *why);
void       mod_enable(mod *m, bool enabled);
inlay_state mod_state(const mod *m);

/* Into its slot's list, and out of it. False: no memory. */
bool       mod_seat(mod *m);
void       mod_unseat(mod *m);

/* Keep a copy of the words for inlay_stats. */
void       mod_set_reason(mod *m, text_view reason);

/* An event about it. */
void       mod_event(mod *m, inlay_event_kind kind, text_view text);
void       mod_event_format(mod *m, inlay_event_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* Its playing generation is over: it trapped, exited or was abandoned. `story` is the event's. */
void       mod_end_generation(mod *m, inlay_event_kind kind, inlay_state rest, text_view story);

/* The slot's deadline stopped it in this frame: said once a generation. */
void       mod_tell_late(mod *m);

/* A line that it wrote. */
void       mod_log_line(mod *m, text_view line);

#endif
