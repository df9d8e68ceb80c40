/* Values that ask the guest for nothing, into its memory: numbers, enums, flags, and
 * records, variants, options, results and arrays of them. They are looked at as they
 * are put, so that what the game answers is walked once.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_PUT_H
#define INLAY_COMPONENT_STRAIGHT_PUT_H

#include "engine/component/few.h"
#include "engine/component/straight_path.h"

/* The steps whose numbers can't be wrong, as cases of whoever walks. */
#define PUT_NUMBERS(s, c, to) \
    case PATH_BYTES_1: (to)[(s)->at] = (c)[(s)->c_at]; break; \
    case PATH_BYTES_2: memcpy((to) + (s)->at, (c) + (s)->c_at, 2); break; \
    case PATH_BYTES_4: memcpy((to) + (s)->at, (c) + (s)->c_at, 4); break; \
    case PATH_BYTES_8: memcpy((to) + (s)->at, (c) + (s)->c_at, 8); break; \
    case PATH_BYTES_TO_8:  few_to_8((c) + (s)->c_at, (to) + (s)->at, (s)->count); break; \
    case PATH_BYTES_TO_16: few_to_16((c) + (s)->c_at, (to) + (s)->at, (s)->count); break; \
    case PATH_BOOL:    (to)[(s)->at] = (c)[(s)->c_at] != 0; break; \
    case PATH_F32S:    few_f32s((c) + (s)->c_at, (to) + (s)->at, (s)->count); break; \
    case PATH_F64:     few_f64((c) + (s)->c_at, (to) + (s)->at); break

/* At least one, each along the path to its END; *work grows by what cases and arrays are. False: one is none of its type, or
 * asks the guest for room; what lies before it was put. */
bool straight_put(const path_step *first, const uint8_t *c, uint8_t *to, path_row r, uint64_t *work);

#endif
