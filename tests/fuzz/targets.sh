# The fuzz targets: which files each aims at, and which files it starts from
# besides what it makes itself. To be sourced at the top of the checkout, where
# the suites are a file that mutation starts from as well.
. tests/spec/suites.sh

aims() {        # TARGET
    case $1 in
    decode) ls engine/base/reader.c engine/wasm/decode*.c engine/wasm/constant.c engine/wasm/body*.c engine/wasm/validate.c engine/wasm/disasm.c engine/wasm/types.c engine/wasm/type_registry.c ;;
    validate) ls engine/wasm/body*.c engine/wasm/body*.h engine/wasm/validate.c engine/wasm/types.c engine/wasm/opcode.c ;;
    diff) ls engine/wasm/translate*.c engine/wasm/interp_*.c engine/wasm/call.c engine/wasm/fuel.c engine/wasm/sized.c engine/wasm/table.c engine/wasm/memory.c ;;
    component) ls engine/component/component_[a-hj-r]*.c engine/component/component_type.c engine/component/component_world.c engine/component/subtype*.c engine/component/substitute.c engine/component/scope.c engine/component/ctype*.c ;;
    settings) ls host/policy.c host/manifest.c host/prices.c ;;
    debug) ls host/debug_beside.c host/dwarf_*.c host/demangle*.c host/source_map.c host/story_shape.c host/story_value.c ;;
    profile) ls host/profile_format.c host/profile_ch*.c host/profile_csv.c host/profile_fi*.c host/profile_fl*.c host/profile_html.c host/profile_json.c host/profile_t*.c ;;
    text) ls engine/component/transcode.c ;;
    handles) ls engine/component/resource.c engine/component/canon.c ;;
    canon) ls engine/component/lift.c engine/component/lower.c engine/component/crossing.c engine/component/plan.c engine/component/flat.c engine/component/value.c ;;
    wit) ls engine/wit/*.c ;;
    esac
}

bases() {       # TARGET: at most 4,096 small files
    case $1 in
    decode | validate | diff) [ -n "$SUITES" ] && find "$SUITES/core/" -name '*.wasm' -size -9k | sort | awk 'NR % 2' | head -n 4000 ;;
    component) ls mods/chaser/chaser.wasm tests/data/component/*.wasm tests/data/host/*.wasm
        [ -n "$SUITES" ] && find "$SUITES/component/" -name '*.wasm' -size -9k | sort | head -n 4000 ;;
    debug) ls tests/data/story/*.wasm tests/data/story/*.map ;;
    wit) find wit tests/data -name '*.wit' -size -9k | sort
        [ -n "$SUITES" ] && find "$SUITES/wit/" -name '*.wit' -size -9k | sort ;;
    esac
}
