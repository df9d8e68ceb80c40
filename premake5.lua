-- The one description of the build. Makefiles made from it stand in build/.
-- Configurations: release, debug, sanitize (ASan + UBSan), thread (TSan),
-- oracle (fuel counted instruction by instruction), portable (gcc).

workspace "inlay"
    configurations { "release", "debug", "sanitize", "thread", "oracle", "portable" }
    location "build"
    targetdir "build/bin/%{cfg.buildcfg}"
    objdir "build/obj"
    language "C"
    cdialect "C17"
    warnings "Extra"
    includedirs { "." }
    staticruntime "off"
    -- design 4.6: the same floats everywhere
    buildoptions { "-ffp-contract=off", "-Wno-unused-parameter" }
    defines { "_GNU_SOURCE" }

    filter "configurations:release or portable"
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
    filter {}

-- Everything of ours, as one library that exports inlay_* alone.
project "inlay"
    kind "StaticLib"
    files { "engine/**.c", "engine/**.h", "engine/**.def", "engine/**.inl", "host/**.c", "host/**.h", "sdk/inlay.c", "sdk/inlay.h" }
    -- the WASI packages of wit/wasi, compiled in
    prebuildcommands { "sh ../host/wasi/embed.sh obj/wasi_wit.inc ../wit/wasi" }

local function program(name, sources, libraries)
    project(name)
        kind "ConsoleApp"
        files(sources)
        links { "inlay", "cjson", "xxhash", "pthread", "m" }
        links(libraries or {})
end

program("inlay-tool", { "sdk/tool/**.c", "sdk/tool/**.h" })
    targetname "inlay"
program("suite", { "tests/spec/**.c", "tests/spec/**.h" })
program("unit", { "tests/unit/**.c", "tests/unit/**.h" })
program("fault", { "tests/fault/**.c", "tests/fault/**.h" })
program("hostile", { "tests/hostile/**.c", "tests/hostile/**.h" })
program("minimal", { "samples/minimal/**.c" })
program("app", { "samples/app/**.c" })
program("game", { "samples/game/**.c", "samples/game/**.h" }, { "SDL2" })
