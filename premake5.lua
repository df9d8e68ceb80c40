-- The one description of the build. Makefiles made from it stand in build/.
--
--   release   what ships                      sanitize  ASan + UBSan
--   debug     for a debugger                  thread    TSan
--   portable  gcc instead of clang-19         oracle    each instruction counted singly
--   uncharged nothing costs fuel: to be measured against release
--
-- Files are found by pattern: after adding one, run `premake5 gmake` (a gate
-- tells when that was forgotten).

-- There is clang-19 and lld-19, but no ar-19.
premake.override(premake.tools.clang, "gettoolname", function(base, cfg, tool)
    return tool == "ar" and "ar" or base(cfg, tool)
end)

workspace "inlay"
    configurations { "release", "debug", "sanitize", "thread", "oracle", "portable", "uncharged" }
    location "build"
    targetdir "build/bin/%{cfg.buildcfg}"
    objdir "build/obj"
    language "C"
    cdialect "C17"
    warnings "Extra"
    includedirs { "." }
    defines { "_GNU_SOURCE" }
    -- the same floats everywhere
    buildoptions { "-ffp-contract=off", "-Wshadow", "-Wno-unused-parameter", "-Wno-missing-field-initializers" }

    filter "configurations:portable"
        toolset "gcc"
    filter "not configurations:portable"
        toolset "clang-19"
    filter "configurations:release or portable or uncharged"
        optimize "Speed"
        symbols "On"
        defines { "NDEBUG" }
    filter "configurations:debug or sanitize or thread or oracle"
        symbols "On"
    filter "configurations:sanitize or thread or oracle"
        optimize "On"
    filter "configurations:sanitize"
        buildoptions { "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer" }
        linkoptions { "-fsanitize=address,undefined" }
    filter "configurations:thread"
        buildoptions { "-fsanitize=thread" }
        linkoptions { "-fsanitize=thread" }
    filter "configurations:oracle"
        defines { "INLAY_FUEL_ORACLE" }
    filter "configurations:uncharged"
        defines { "INLAY_UNCHARGED" }
    filter {}

-- Everything of ours with its inner names: for our own tools and tests.
project "inside"
    kind "StaticLib"
    files { "engine/**.c", "engine/**.h", "engine/**.def", "engine/**.inl", "host/**.c", "host/**.h", "sdk/*.c", "sdk/*.h" }
    -- A root that may set errno is a call, which nothing carried outlasts; and gcc follows no variable through its one function (ADR 0042).
    filter { "files:engine/wasm/interp_*.c" }
        buildoptions { "-fno-math-errno" }
    filter { "files:engine/wasm/interp_switch.c", "configurations:portable" }
        buildoptions { "-fno-var-tracking" }
    -- With pairs, where speed is measured: what takes most of the minutes that clang would take for them is left out.
    filter { "files:engine/wasm/interp_switch.c", "configurations:release" }
        defines { "INLAY_SWITCH_PAIRS" }
        buildoptions { "-O1", "-mllvm", "-enable-misched=false" }
    -- Thousands of handlers, each with its checks: half the time to compile them.
    filter { "files:engine/wasm/interp_tail.c or files:engine/wasm/interp_switch.c", "configurations:sanitize" }
        buildoptions { "-O1", "-gline-tables-only" }
    filter {}
    -- the WASI packages of wit/wasi, compiled in
    prebuildcommands { "sh ../host/wasi/embed.sh obj/wasi_wit.inc ../wit/wasi ../wit/inlay" }

-- The same as one object that exports inlay_* alone: what a game links.
project "inlay"
    kind "StaticLib"
    dependson { "inside" }
    files { "sdk/inlay.h" }
    filter "files:sdk/inlay.h"
        buildmessage "libinlay.a: only inlay_* goes out"
        buildinputs { "build/bin/%{cfg.buildcfg}/libinside.a" }
        buildcommands {
            "ld -r --force-group-allocation --whole-archive -o %{cfg.objdir}/inlay.o bin/%{cfg.buildcfg}/libinside.a",
            "objcopy --wildcard --keep-global-symbol='inlay_*' %{cfg.objdir}/inlay.o",
        }
        buildoutputs { "%{cfg.objdir}/inlay.o" }
    filter {}

local function program(name, library, sources, libraries)
    project(name)
        kind "ConsoleApp"
        files(sources)
        links { library, "cjson", "xxhash", "pthread", "m" }
        links(libraries or {})
end

program("inlay-tool", "inside", { "sdk/tool/**.c", "sdk/tool/**.h" })
    targetname "inlay"
program("suite", "inside", { "tests/spec/**.c", "tests/spec/**.h" })
program("corpus", "inside", { "tests/wit/**.c", "tests/wit/**.h" })
program("unit", "inside", { "tests/unit/**.c", "tests/unit/**.h", "tests/profile/made.c" })
program("fault", "inside", { "tests/fault/**.c", "tests/fault/**.h" })
    -- third-party allocations fail too
    linkoptions { "-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc" }
program("hostile", "inside", { "tests/hostile/**.c", "tests/hostile/**.h" })
program("made-profile", "inside", { "tests/profile/*.c", "tests/profile/*.h" })
program("bind", "inlay", { "tests/bind/*.c", "tests/bind/*.h" })
program("minimal", "inlay", { "samples/minimal/**.c" })
program("app", "inlay", { "samples/app/main.c" })       -- samples/app/mods are mods
program("game", "inlay", { "samples/game/**.c", "samples/game/**.h" }, { "SDL2" })
program("perf-bind", "inside", { "tests/perf/bind.c", "tests/perf/engine_part.c", "tests/bind/rig.c" })
program("ready", "inlay", { "tests/perf/ready.c" })
program("saves", "inlay", { "tests/perf/saves.c" })
program("suspend", "inlay", { "tests/perf/suspend.c" })
program("frames", "inlay", { "tests/perf/frames.c", "samples/game/*.c", "samples/game/*.h" }, { "SDL2" })
    removefiles { "samples/game/main.c" }

-- Fuzz targets, each with libFuzzer's entry and a main of our own.
program("fuzz-decode", "inside", { "tests/fuzz/decode.c", "tests/fuzz/gen*.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-validate", "inside", { "tests/fuzz/validate.c", "tests/fuzz/rules*.c", "tests/fuzz/gen*.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-wit", "inside", { "tests/fuzz/wit*.c", "tests/fuzz/main.c", "tests/wit/round_trip.c", "tests/fuzz/*.h", "tests/wit/*.h" })
program("fuzz-debug", "inside", { "tests/fuzz/debug.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-component", "inside", { "tests/fuzz/component.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-profile", "inside", { "tests/fuzz/profile.c", "tests/profile/made.c", "tests/fuzz/main.c", "tests/fuzz/*.h", "tests/profile/*.h" })
program("fuzz-diff", "inside", { "tests/fuzz/diff*.c", "tests/fuzz/rules_read.c", "tests/fuzz/rules_rows.c", "tests/fuzz/rules_change.c", "tests/fuzz/gen*.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-peer", "inside", { "tests/fuzz/peer.c", "tests/fuzz/gen*.c", "tests/fuzz/*.h" })
program("fuzz-settings", "inside", { "tests/fuzz/settings.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-text", "inside", { "tests/fuzz/text.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("fuzz-canon", "inside", { "tests/fuzz/canon*.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("reference", "inside", { "tests/canon/reference.c" })
program("fuzz-handles", "inside", { "tests/fuzz/handles*.c", "tests/fuzz/main.c", "tests/fuzz/*.h" })
program("recorder-cost", "inside", { "tests/perf/recorder.c" })
-- The engine and a process, and no more: what a shared C library takes is not ours to measure.
program("calls", "inside", { "tests/perf/calls.c", "tests/perf/calls_*.c", "tests/perf/calls.h" })
    removelinks { "cjson", "xxhash", "pthread" }
    filter "configurations:release or portable"
        linkoptions { "-static" }
    filter {}
-- What every build must print alike (tests/portability).
program("golden", "inside", { "tests/portability/golden.c", "tests/fuzz/gen*.c", "tests/fuzz/*.h" })
program("load", "inside", { "tests/perf/load.c", "tests/hostile/shapes*.c", "tests/hostile/shapes.h", "tests/fuzz/emit.h" })
program("pairs", "inside", { "tests/perf/pairs.c", "sdk/tool/**.c", "sdk/tool/**.h" })     -- counts cells; clang alone
    removeconfigurations { "sanitize", "thread", "oracle", "portable" }
program("bodies", "inside", { "tests/perf/bodies.c" })
    removeconfigurations { "sanitize", "thread", "oracle", "portable" }
