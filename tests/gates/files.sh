# Lists of the project's own files, one a line. To be sourced at the top of the
# checkout. Works on a plain copy without git too.
list_files() {      # FOLDER… : every file the project keeps there
    if git rev-parse --git-dir > /dev/null 2>&1; then git ls-files -co --exclude-standard -- "$@"
    else find "$@" -type f 2> /dev/null; fi | sort
}

list_code() {       # FOLDER… : C of ours (guest code of mods and test data is another matter)
    list_files "$@" | grep -E '\.(c|h|inl|def)$' | grep -vE '^(mods|samples/app/mods|tests/data|sdk/guest|tests/perf/workloads)/'
}

# Of the files listed on stdin, those that `inlay bind` did not make.
list_written() { while read -r file; do grep -q 'Made by `inlay bind`' "$file" || echo "$file"; done; }
