# Forwards to the scripts and to build/, which premake5 made from premake5.lua.
.POSIX:
.PHONY: help setup play test spec bench pairs gates sanitize unit fault mods dist clean

JOBS = 2
BUILD = $(MAKE) --no-print-directory -s -C build -j$(JOBS)

help:
	@echo "make play      build the sample game and the inlay command, and play mods/ (FRAMES= MODS= HOSTILE=1 SCREENSHOT= REPORT= PROFILE=)"
	@echo "make test      all tests; ends with one line: N passed, N failed"
	@echo "make spec      the official suites (SUITE=folder; else ../shared/conformance)"
	@echo "make unit      the unit tests, with sanitizers"
	@echo "make fault     every allocation fails once"
	@echo "make gates     the rules of the house"
	@echo "make sanitize  unit tests and suites under ASan and UBSan"
	@echo "make bench     against the peers, interleaved"
	@echo "make pairs     count which cells follow each other, choose fusions (MODULES= WRITE=)"
	@echo "make mods      rebuild the sample mods from source (needs their toolchains)"
	@echo "make dist      libinlay.a, inlay.h and the amalgam into build/dist"
	@echo "make setup     install what is missing, from Debian's packages; the others do that by themselves"
	@echo "make clean     remove what was built"

setup:
	@sh tests/setup.sh

play: setup
	@$(BUILD) config=release game inlay-tool
	@build/bin/release/game

test: setup
	@sh tests/test.sh

spec: setup
	@$(BUILD) config=release suite
	@sh tests/spec/spec.sh

unit: setup
	@$(BUILD) config=sanitize unit
	@build/bin/sanitize/unit

pairs: setup
	@sh tests/perf/choose.sh

fault: setup
	@$(BUILD) config=sanitize fault
	@build/bin/sanitize/fault

gates: setup
	@$(BUILD) config=release inlay
	@sh tests/gates/all.sh

sanitize: setup
	@$(BUILD) config=sanitize unit suite
	@build/bin/sanitize/unit
	@CONFIG=sanitize sh tests/spec/spec.sh

bench: setup
	@$(BUILD) config=release inlay-tool
	@sh tests/perf/bench.sh

mods:
	@sh mods/build.sh

dist: setup
	@$(BUILD) config=release inlay
	@sh sdk/dist.sh

clean:
	rm -rf build/bin build/obj build/dist build/mods
