/* What inlay_tracy.h wants of Tracy's TracyC.h, for tests of it: no more. */
#ifndef INLAY_TESTS_TRACYC_H
#define INLAY_TESTS_TRACYC_H

#include <stddef.h>
#include <stdint.h>

typedef struct fake_zone { uint32_t id; int active; } TracyCZoneCtx;

uint64_t      ___tracy_alloc_srcloc_name(uint32_t line, const char *source, size_t source_size, const char *function, size_t function_size,
                                         const char *name, size_t name_size, uint32_t color);
TracyCZoneCtx ___tracy_emit_zone_begin_alloc(uint64_t place, int active);
void          ___tracy_emit_zone_value(TracyCZoneCtx zone, uint64_t value);
void          ___tracy_emit_zone_end(TracyCZoneCtx zone);
void          ___tracy_emit_frame_mark(const char *name);
void          ___tracy_emit_plot(const char *name, double value);
void          fake_tracy_message(const char *text, size_t size, uint32_t color);

#define TracyCMessage(text, size)         fake_tracy_message(text, size, 0)
#define TracyCMessageC(text, size, color) fake_tracy_message(text, size, color)

#endif
