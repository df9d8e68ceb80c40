/* What a compiler is told of a branch on the way of every call: the usual side lies in
 * one row, and what the other one wants kept is not kept before it is taken. */
#ifndef INLAY_BASE_EXPECT_H
#define INLAY_BASE_EXPECT_H

#define LIKELY(claim)   __builtin_expect(!!(claim), 1)
#define UNLIKELY(claim) __builtin_expect(!!(claim), 0)

#endif
