# All of Inlay as one C file, from the files given: headers once, each where it
# is first wanted, tables where they are included. Names that two files keep to
# themselves get their file's number, outside of comments, texts and members.
# Usage: awk -f sdk/amalgam.awk a.h … a.c b.c … > inlay_all.c

function note(file, name) {
    if (name == "" || (file, name) in own) return
    own[file, name] = 1
    owners[name]++
}

# Names that stand at the beginning of a line of a .c file: what is static, and types and constants of its own.
function collect(file,    line, part, count, i, in_enum) {
    while ((getline line < file) > 0) {
        gsub(/__attribute__\(\([a-z_]+\)\) /, "", line)
        sub(/^[A-Z][A-Z_]+ /, "static ", line)          # ALWAYS_INLINE, and what a file has of that kind
        if (match(line, /^static (const )?(struct|union) \{.*\} /)) {
            part = substr(line, RSTART + RLENGTH); sub(/[^a-z_0-9].*/, "", part)
            note(file, part)
        } else if (line ~ /^static [^;=]*[a-z_0-9]+\(/ || line ~ /^static [^;(]*[a-zA-Z_0-9]+(\[[^]]*\])? *(=|;)/ || line ~ /^static [^;(]*[a-zA-Z_0-9]+\[/) {
            part = line
            sub(/ *(=|;).*/, "", part); sub(/\(.*/, "", part); sub(/\[.*/, "", part)
            count = split(part, word, /[ *]+/)
            note(file, word[count])
        }
        if (match(line, /^(typedef )?(struct|union|enum) [a-z_0-9]+/)) {
            part = substr(line, RSTART, RLENGTH); count = split(part, word, " "); 
            if (line ~ /\{/ && !(line ~ /^struct / && word[count] in tags)) note(file, word[count])     # not what completes a header's type
        }
        if (match(line, /^\} [a-z_0-9]+;/)) note(file, substr(line, 3, RLENGTH - 3))
        if (match(line, /^typedef .*[ *][a-z_0-9]+;/) && line !~ /\{/) { part = line; sub(/;.*/, "", part); count = split(part, word, /[ *]+/); note(file, word[count]) }
        if (line ~ /^(typedef )?enum( [a-z_0-9]+)? \{/) { in_enum = 1; sub(/^[^{]*\{/, "", line) }
        if (in_enum) {
            part = line
            if (part ~ /\}/) { in_enum = 0; sub(/\}.*/, "", part) }
            sub(/\/\*.*/, "", part); gsub(/=[^,]*/, "", part)
            count = split(part, word, /[ ,]+/)
            for (i = 1; i <= count; i++) if (word[i] ~ /^[A-Z][A-Z0-9_]*$/) note(file, word[i])
        }
    }
    close(file)
}

# Types and functions that a header gives to all.
function collect_shared(file,    line, part, count) {
    while ((getline line < file) > 0) {
        sub(/^[A-Z][A-Z_]+ /, "static ", line)
        if (match(line, /^(typedef )?(struct|union|enum) [a-z_0-9]+/)) {
            part = substr(line, RSTART, RLENGTH); count = split(part, word, " "); shared[word[count]] = tags[word[count]] = 1
        }
        if (match(line, /^\} [a-z_0-9]+;/)) shared[substr(line, 3, RLENGTH - 3)] = 1
        if (match(line, /^[a-z].*[ *][a-z_0-9]+\(/)) {
            part = substr(line, 1, RLENGTH - 1); sub(/\(.*/, "", part); count = split(part, word, /[ *]+/); shared[word[count]] = 1
        }
    }
    close(file)
}

# One line with the names of its file made its own.
function rename(line, file,    out, word, before) {
    out = ""
    while (line != "") {
        if (in_comment) {
            if (!match(line, /\*\//)) return out line
            out = out substr(line, 1, RSTART + 1); line = substr(line, RSTART + 2); in_comment = 0
        } else if (match(line, /^\/\*/)) {
            in_comment = 1; out = out "/*"; line = substr(line, 3)
        } else if (match(line, /^\/\/.*/)) {
            return out line
        } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/)) {
            out = out substr(line, 1, RLENGTH); line = substr(line, RLENGTH + 1)
        } else if (match(line, /^[A-Za-z_][A-Za-z_0-9]*/)) {
            word = substr(line, 1, RLENGTH); line = substr(line, RLENGTH + 1)
            before = out; sub(/ +$/, "", before)
            if ((file, word) in own && (owners[word] > 1 || word in shared) && before !~ /(\.|->)$/ && before !~ /##$/)
                word = word "_" number[file]
            out = out word
        } else if (match(line, /^[0-9][A-Za-z_0-9.]*/)) {
            out = out substr(line, 1, RLENGTH); line = substr(line, RLENGTH + 1)
        } else {
            out = out substr(line, 1, 1); line = substr(line, 2)
        }
    }
    return out
}

function emit(path, file,    line, part, macro, macros, count, i) {
    macros = ""
    while ((getline line < path) > 0) {
        if (line ~ /^#include "/) {
            split(line, part, "\"")
            if (part[2] == "sdk/inlay.h") continue
            if (part[2] ~ /\.h$/ && part[2] in seen) continue
            seen[part[2]] = 1
            emit(part[2], part[2] ~ /\.h$/ ? "" : file)
            continue
        }
        if (file != "" && path ~ /\.c$/ && line ~ /^# *define /) {
            macro = line; sub(/^# *define +/, "", macro); sub(/[^A-Za-z_0-9].*/, "", macro)
            macros = macros " " macro
        }
        print file == "" ? line : rename(line, file)
    }
    close(path)
    count = split(macros, macro_names, " ")
    for (i = 1; i <= count; i++) print "#undef " macro_names[i]
}

BEGIN {
    count = split("poll read write open close link unlink time send recv select connect bind listen accept stat index remove rename signal wait pipe kill pause sleep sync dup exec fork", libc, " ")
    for (i = 1; i <= count; i++) shared[libc[i]] = 1
    for (i = 1; i < ARGC; i++) {
        number[ARGV[i]] = i
        if (ARGV[i] ~ /\.h$/) collect_shared(ARGV[i])
        else collect(ARGV[i])
    }
    print "/* All of Inlay in one file, made by `make dist` from its sources; MIT."
    print " * cc -O2 game.c inlay_all.c -lcjson -lxxhash -lpthread */"
    print "#define _GNU_SOURCE"
    print "#include \"inlay.h\""
    while ((getline line < "sdk/amalgam_math.txt") > 0) print line
    for (i = 1; i < ARGC; i++)
        if (ARGV[i] ~ /\.c$/) { in_comment = 0; emit(ARGV[i], ARGV[i]) }
}
