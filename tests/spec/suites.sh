# Where the official suites are: sets SUITES to a folder that holds core/ and
# component/ (or to what SUITE= names); empty, and says how to make them, when
# they are not to be had. To be sourced at the top of the checkout.
if [ -n "$SUITE" ]; then
    SUITES=$SUITE
    [ -e "$SUITES" ] || { echo "spec: there is no $SUITES (SUITE=)"; SUITES=; }
else
    archives=${ARCHIVES:-../shared/conformance}
    SUITES=build/obj/conformance
    for archive in core component wit wasi-wit; do
        [ -d "$SUITES/$archive" ] && continue
        [ $archive = wasi-wit ] && [ ! -f "$archives/$archive.tar.xz" ] && continue
        if [ ! -f "$archives/$archive.tar.xz" ]; then
            cat <<'TEXT'
spec: the official suites are not here. They are looked for in ../shared/conformance
(core.tar.xz, component.tar.xz, wit.tar.xz), or where SUITE= says. To make them:
  git clone https://github.com/WebAssembly/testsuite
  git clone https://github.com/WebAssembly/component-model
  for f in testsuite/*.wast; do n=$(basename $f .wast); mkdir -p conf/core/$n
      wasm-tools json-from-wast $f --wasm-dir conf/core/$n -o conf/core/$n/$n.json; done
  (and component-model/test/*/*.wast into conf/component/… likewise), then: make spec SUITE=conf
TEXT
            SUITES=
            break
        fi
        mkdir -p "$SUITES/$archive.new"
        tar xJf "$archives/$archive.tar.xz" -C "$SUITES/$archive.new" || { SUITES=; break; }
        # The archive may hold the folder itself, or what is in it.
        if [ -d "$SUITES/$archive.new/$archive" ]; then
            mv "$SUITES/$archive.new/$archive" "$SUITES/$archive" && rmdir "$SUITES/$archive.new"
        else
            mv "$SUITES/$archive.new" "$SUITES/$archive"
        fi
    done
fi
