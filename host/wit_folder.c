/* A folder of WIT: finding the files, and reading them within limits. */
#include "host/wit_folder.h"

#include "engine/base/limits.h"
#include "engine/component/component.h"
#include "engine/wit/wat.h"
#include "engine/wit/wit_docs.h"
#include "host/os/file.h"

#include <string.h>

enum { MOST_FILES = 1000, MOST_DEPTH = 4 };

/* The names of a folder, gathered and then sorted: runs on all machines see them in one order. */
typedef struct listing {
    wit_folder *folder;
    text_view  *names;
    uint32_t    count, capacity;
    bool        failed, is_over;  /* no memory; more than MOST_FILES */
} listing;

static bool note_name(void *user, const char *name)
{
    listing *l = user;
    budget *b = l->folder->budget;
    if (name[0] == '.')
        return true;
    if (l->count == MOST_FILES)
        return l->is_over = true, false;
    text_view kept = arena_text(&l->folder->names, text_of(name));
    if (!kept.bytes || !budget_room(b, l->names, l->capacity, l->count))
        return l->failed = true, false;
    l->names[l->count++] = kept;
    return true;
}

static void sort(listing *l)
{
    for (uint32_t i = 1; i < l->count; i++) {
        text_view name = l->names[i];
        uint32_t at = i;
        for (; at > 0 && text_compare(l->names[at - 1], name) > 0; at--)
            l->names[at] = l->names[at - 1];
        l->names[at] = name;
    }
}

static bool ends_with(text_view name, text_view end)
{
    return name.size > end.size && text_equal((text_view){ name.bytes + name.size - end.size, end.size }, end);
}

static bool ends_with_wit(text_view name)
{
    return ends_with(name, text_of(".wit"));
}

/* ---- WIT in a component ---- */

/* A component's WIT as text: the package that it holds as types, else its own world. */
static bool print_component(wit_folder *f, const uint8_t *bytes, size_t size, text_view *text, error *err)
{
    arena a;
    text_builder t;
    arena_open(&a, f->budget);
    text_open(&t, f->budget);
    component *c = component_check_form(bytes, size, err) ? component_decode(&a, f->budget, bytes, size, COMPONENT_ALL, err) : NULL;
    if (c && wit_is_package(c->type) && !wit_docs_read(&a, c, err))
        c = NULL;
    if (c && wit_is_package(c->type) && f->is_file)
        wit_print_types_whole(&t, c->type);
    else if (c && wit_is_package(c->type))
        wit_print_types(&t, c->type);
    else if (c)
        wit_print(&t, c->type, WIT_PRINT_WORLD);
    bool ok = c && !t.failed && (text->bytes = budget_alloc(f->budget, t.size + !t.size));
    if (ok) {
        memcpy((char *)text->bytes, t.bytes, t.size);
        text->size = t.size;
    } else if (c) {
        error_memory(err);
    }
    text_close(&t);
    arena_close(&a);
    return ok;
}

/* WebAssembly as text: the same, once it is binary. */
static bool print_text(wit_folder *f, text_view *text, error *err)
{
    text_builder binary;
    text_open(&binary, f->budget);
    bool ok = wat_assemble(&binary, *text, err);
    if (ok && !print_component(f, (const uint8_t *)binary.bytes, binary.size, text, err)) {
        err->offset = ERROR_NO_OFFSET;   /* of bytes that nobody sees */
        ok = false;
    }
    text_close(&binary);
    return ok;
}

/* Read one file as a text of the package `group`. */
static bool add_file(wit_folder *f, text_view path, text_view group, error *err)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    file_stamp stamp;
    if (!budget_room(f->budget, f->sources, f->capacity, f->count))
        return error_memory(err);
    file_outcome outcome = file_read(path.bytes, LIMIT_WIT_BYTES, f->budget, &bytes, &size, &stamp, err);
    if (outcome == FILE_FAILED && err->code == ERROR_LIMIT) {
        err->code = ERROR_IO;                    /* it is the game's, not a mod's */
        error_hint(err, "split it: each file of a folder may have so many");
    }
    if (outcome != FILE_READ) {
        error_set(err, ERROR_IO, ERROR_NO_OFFSET, outcome == FILE_CHANGED ? "the file changed while it was read" : "the file can't be read");
        return error_in(err, "%.*s", TEXT_ARGS(path));
    }
    text_view text = { size ? (const char *)bytes : "", size };
    bool is_text = ends_with(path, text_of(".wat")), is_packed = is_text || ends_with(path, text_of(".wasm"));
    if (is_packed) {
        bool ok = is_text ? print_text(f, &text, err) : print_component(f, bytes, size, &text, err);
        budget_free(f->budget, bytes, size);
        if (!ok)
            return error_in(err, "%.*s", TEXT_ARGS(path));
    }
    f->sources[f->count++] = (wit_source){ path, text, group, is_packed };
    return true;
}

static bool add_folder(wit_folder *f, text_view path, int depth, bool is_root, error *err);

/* An entry of a folder: a text of its package, or another package. */
static bool add_entry(wit_folder *f, text_view folder, text_view name, bool is_deps, bool packages, int depth, error *err)
{
    text_view path = arena_format(&f->names, "%.*s/%.*s", TEXT_ARGS(folder), TEXT_ARGS(name));
    if (!path.bytes)
        return error_memory(err);
    bool is_folder = file_stat(path.bytes).is_folder;
    if (!is_folder && ends_with_wit(name))
        return add_file(f, path, is_deps ? path : folder, err);
    if (!is_folder && is_deps && (ends_with(path, text_of(".wasm")) || ends_with(path, text_of(".wat"))))
        return add_file(f, path, path, err);     /* packages that tools have packed */
    if (!is_folder && is_deps)
        return true;
    return !is_folder || !packages || depth >= MOST_DEPTH || add_folder(f, path, depth + 1, false, err);
}

static bool add_names(wit_folder *f, text_view folder, const listing *l, int depth, bool is_root, error *err)
{
    static const text_view deps = TEXT_LITERAL("deps");
    bool has_texts = false, is_deps = folder.size >= 5 && text_is((text_view){ folder.bytes + folder.size - 5, 5 }, "/deps");
    for (uint32_t i = 0; i < l->count; i++)
        has_texts |= ends_with_wit(l->names[i]);
    for (uint32_t i = 0; i < l->count; i++) {
        bool packages = is_deps || !has_texts || (is_root && text_equal(l->names[i], deps));
        if (!add_entry(f, folder, l->names[i], is_deps, packages, depth, err))
            return false;
    }
    return true;
}

static bool add_folder(wit_folder *f, text_view path, int depth, bool is_root, error *err)
{
    listing l = { .folder = f };
    bool listed = file_list(path.bytes, note_name, &l), ok = false;
    if (l.failed)
        error_memory(err);
    else if (!listed) {
        error_set(err, ERROR_IO, ERROR_NO_OFFSET, l.is_over ? "the folder holds more than 1000 files and folders"
                                                : file_stat(path.bytes).is_folder ? "the folder can't be opened"
                                                : file_stat(path.bytes).exists ? "it is neither a folder nor a regular file" : "there is no such file or folder");
        error_in(err, "%.*s", TEXT_ARGS(path));
    } else {
        sort(&l);
        ok = add_names(f, path, &l, depth, is_root, err);
    }
    budget_free(f->budget, l.names, l.capacity * sizeof *l.names);
    return ok;
}

static bool read_path(wit_folder *f, const char *path, error *err)
{
    text_view view = text_of(path);
    while (view.size > 1 && view.bytes[view.size - 1] == '/')
        view.size--;
    text_view kept = arena_text(&f->names, view);
    if (!kept.bytes)
        return error_memory(err);
    f->is_file = file_stat(kept.bytes).is_regular;
    bool ok = f->is_file ? add_file(f, kept, kept, err) : add_folder(f, kept, 0, true, err);
    if (!ok || f->count)
        return ok;
    error_set(err, ERROR_IO, ERROR_NO_OFFSET, "the folder holds no .wit file");
    return error_in(err, "%.*s", TEXT_ARGS(kept));
}

bool wit_folder_read(wit_folder *f, budget *b, const char *path, error *err)
{
    *f = (wit_folder){ .budget = b };
    arena_open(&f->names, b);
    if (read_path(f, path, err))
        return true;
    wit_folder_close(f);
    return false;
}

void wit_folder_close(wit_folder *f)
{
    if (!f->budget)
        return;
    for (uint32_t i = 0; i < f->count; i++)
        if (f->sources[i].text.size)
            budget_free(f->budget, (void *)f->sources[i].text.bytes, f->sources[i].text.size);
    budget_free(f->budget, f->sources, f->capacity * sizeof *f->sources);
    arena_close(&f->names);
    *f = (wit_folder){ 0 };
}
