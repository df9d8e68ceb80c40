/* vector: arithmetic on points of the arena. Only +, -, *, / and sqrtf, which
 * give the same answer on every machine.
 */
#ifndef GAME_VECTOR_H
#define GAME_VECTOR_H

#include <math.h>

#include "samples/game/arena.h"

static inline vec2 vector_plus(vec2 a, vec2 b) { return (vec2){ a.x + b.x, a.y + b.y }; }
static inline vec2 vector_minus(vec2 a, vec2 b) { return (vec2){ a.x - b.x, a.y - b.y }; }
static inline vec2 vector_times(vec2 a, float by) { return (vec2){ a.x * by, a.y * by }; }
static inline float vector_length(vec2 a) { return sqrtf(a.x * a.x + a.y * a.y); }
static inline float vector_distance(vec2 a, vec2 b) { return vector_length(vector_minus(a, b)); }

/* The same direction with that length; nothing stays nothing. */
static inline vec2 vector_with_length(vec2 a, float length)
{
    float now = vector_length(a);
    return now > 0.001f ? vector_times(a, length / now) : (vec2){ 0, 0 };
}

/* No longer than that. */
static inline vec2 vector_at_most(vec2 a, float length)
{
    return vector_length(a) > length ? vector_with_length(a, length) : a;
}

/* A finite number between two others; what is no number becomes the lower. */
static inline float vector_clamp(float value, float low, float high)
{
    return value >= low ? (value <= high ? value : high) : low;
}

#endif
