# What tests/fuzz/planted.sh plants: bug WHAT FILE SED-EXPRESSION WHO-FIRST
# (tests/gates/planted.sh holds that each expression still changes its file).
# shellcheck shell=sh disable=SC2016
# --- core
bug "a load checks one byte less" engine/wasm/plain.h '0,/at + sizeof v > mem_size/s//at + sizeof v > mem_size + 1/' suites
bug "a store is not checked" engine/wasm/plain.h 's/if (__builtin_expect(at + sizeof v > mem_size, 0))  .*/if (0) \\/' suites
bug "br_table's last entry is its default" engine/wasm/handlers.inl 's/if (__builtin_expect((i) < (count), 1)) PICKED(i)/if ((i) + 1 < (count)) PICKED(i)/' suites
bug "an else arm gives no value" engine/wasm/body_control.c 's/body_push_frame(w, OP_else, then.type, then.single)/body_push_frame(w, OP_else, NULL, 0)/' rules
bug "else without if is taken" engine/wasm/body_control.c 's/if (w->frames\[w->frame_count - 1\].op != OP_if)/if (0)/' rules
bug "the smallest number / -1 does not trap" engine/wasm/numeric.h 's/a == 0x80000000u && b == UINT32_MAX ? TRAP_INTEGER_OVERFLOW/a == 0x80000001u \&\& b == UINT32_MAX ? TRAP_INTEGER_OVERFLOW/' suites
bug "min(-0, 0) is 0" engine/wasm/numeric.h 's/f32_bits(bits_f32(a) | bits_f32(b))/a/' suites
bug "rotl takes its count unmasked below 32" engine/wasm/numeric.h 's/return a << (b \& 31) | a >> (-b \& 31); }/return a << (b \& 15) | a >> (-b \& 31); }/' golden
bug "a NaN keeps its bits" engine/wasm/numeric.h 's/return f32_bits(0x7FC00000u);/return a;/' suites
bug "inverted compare: < becomes >= where > was meant" engine/wasm/translate_row.c 's/integer\[\] = { 0, 1, 4, 5, 2, 3/integer[] = { 0, 1, 4, 5, 6, 3/' golden
bug "a jump costs one unit more" engine/wasm/fuel.c 's/(int32_t)(rest + fix->extra)/(int32_t)(rest + fix->extra + 1)/' golden
bug "table.get may read one behind the end" engine/wasm/handlers.inl '/^HANDLER(table_get)/,/^}/s/at >= t->size/at > t->size/' suites
bug "call_indirect takes any type" engine/wasm/state.c 's/return found == wanted || type_index_matches(st->store->types.types, found, wanted) ? TRAP_NONE/return found != WASM_NO_INDEX ? TRAP_NONE/' suites
bug "memory.copy forward, overlapping" engine/wasm/sized.c 's/    memmove(to + place, from + place, (size_t)bytes);/    for (uint64_t i = 0; i < bytes; i++) (to + place)[i] = (from + place)[i];/' suites
bug "an integer may have bits too many" engine/base/reader.c '0,/reader_refuse(r, ERROR_MALFORMED, start, "integer too large/s//if (0) reader_refuse(r, ERROR_MALFORMED, start, "integer too large/' suites
bug "i31 loses its sign" engine/wasm/handlers_gc.inl 's/(i32)((int32_t)fp\[pc->a\].ref >> 1); NEXT/(i32)(fp[pc->a].ref >> 1); NEXT/' suites
bug "array.get may read one behind the end" engine/wasm/handlers_gc.inl '30,36s/>=/>/' suites
bug "fields of a struct are not followed when objects are collected" engine/wasm/collector.c 's/            mark(s, ref_at(at + type->fields\[i\].offset));/            (void)at;/' unit
bug "select takes references without a type" engine/wasm/body_other.c 's/    if (wasm_type_is_ref(a) || wasm_type_is_ref(b))/    if (0)/' rules
bug "a count of data segments that is wrong is taken" engine/wasm/decode_segments.c 's/if (reader_ok(r) \&\& m->has_data_count \&\& count != d->data_count)/if (0)/' suites
# --- components
bug "an unchecked realloc result" engine/component/lower.c 's/    if (!check_answer(x, pointer))/    if (0 \&\& !check_answer(x, pointer))/' canon
bug "a surrogate is a char" engine/component/lift.c 's/if (c < 0xD800 || (c >= 0xE000/if (c < 0xD801 || (c >= 0xE000/' suites
bug "an odd string pointer is taken" engine/component/lift.c 's/if (pointer % align)/if (0)/' suites
bug "a case beyond the last is taken" engine/component/lift.c 's/    if (out->tag >= n->count)/    if (out->tag > n->count)/' canon
bug "an owned handle may go while it is lent" engine/component/lift.c 's/    if (h->lends)/    if (0)/' unit
bug "a freed index is not used again" engine/component/resource.h 's/    t->free = index;/    t->free = 0;/' handles
bug "a borrow given back is not counted" engine/component/canon.c 's/    crossing_at(b->store, was.scope)->borrows--;/    (void)was;/' handles
bug "a destructor is not run" engine/component/canon.c 's/    if (info->destructor == WASM_NO_INDEX)/    if (info->destructor != WASM_NO_INDEX)/' handles
bug "UTF-8 may be longer than it must" engine/base/text.c 's/lead < 0x80 ? 1 : lead < 0xC2 ? 0/lead < 0x80 ? 1 : lead < 0xC0 ? 0/' text
bug "UTF-16 asks for half the worst case of UTF-8" engine/component/transcode.c 's/t->worst = units \* (s->form == STRING_UTF16 ? 3 : 2);/t->worst = units * 2;/' text
bug "a record may lack a field" engine/component/subtype.c 's/    if (given->count != expected->count)$/    if (0)/' unit
bug "a package's version does not matter" engine/wit/track.c 's/    if (order == 0)/    if (order != 9)/' unit
# --- what the second writing of the rules is for
bug "an else arm gives i64 where f64 was said" engine/wasm/body_quick.h 's/    f->op = OP_else;/&  f->single = f->single == WASM_F64 ? WASM_I64 : f->single;/' rules
bug "an if without else may give what it does not take" engine/wasm/body_control.c 's/    return same || body_refuse(w, ERROR_INVALID, "type mismatch: an if without else/    return true || body_refuse(w, ERROR_INVALID, "type mismatch: an if without else/' rules
bug "the short way's end forgets what the block gives" engine/wasm/body_quick.h 's/(there == 1 ? q->top\[-1\] == single : there == 0 \&\& f->unreachable)/(there == 1 || (there == 0 \&\& f->unreachable))/' rules
bug "the short way's local.set takes any number" engine/wasm/body_quick.h 's/case QUICK_SET:        at = quick_local(q, at, imm, \&type); break;/case QUICK_SET:        at = quick_local(q, at, imm, \&type); type = found; break;/' rules
bug "an address beyond 4 GiB is cut" engine/component/lower.c 's/    lower_put(w, p, width, pointer);/    lower_put(w, p, width, (uint32_t)pointer);/' canon
