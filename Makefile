# Every target sets up what it needs: "make run" on a bare Debian 12 is enough.
#   MESON_FLAGS  further options of "meson setup", e.g. -Dnative=true
#   PREFIX       where "make install" puts things (/usr/local); DESTDIR is honoured
#   SETUP=no     leaves the system's packages alone

BUILD = build
MESON_FLAGS =
PREFIX = /usr/local
SETUP = yes

.PHONY: help setup setup-test configure build run test bench install format clean
.DEFAULT_GOAL := help

help:
	@echo 'make setup     install the Debian packages that are missing (packages.debian)'
	@echo 'make build     set up and compile into $(BUILD)/'
	@echo 'make run       build, then open the workbench on its demonstration;'
	@echo '               without a display, train it here and write a report'
	@echo 'make test      build, then run every test; ends with N passed, N failed, N skipped'
	@echo 'make bench     build, then run the benchmarks'
	@echo 'make install   build, then install below PREFIX=$(PREFIX)'
	@echo 'make format    let clang-format lay out the C files'
	@echo 'make clean     remove $(BUILD)/'

setup:
ifneq ($(SETUP),no)
	@build-aux/packages build
endif

setup-test:
ifneq ($(SETUP),no)
	@build-aux/packages build test
endif

configure: setup
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) --prefix '$(PREFIX)' $(MESON_FLAGS)

build: configure
	@ninja -C $(BUILD)

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  GSETTINGS_SCHEMA_DIR=$(BUILD)/assets exec $(BUILD)/app/graft --example digits-dann; \
	fi; \
	echo 'There is no display: training the demonstration in this terminal.'; \
	$(BUILD)/app/graft-cli demo digits-dann --report $(BUILD)/report && \
	echo 'The report is in $(CURDIR)/$(BUILD)/report'

# The packages of the tests first: the build looks for some of their programs.
test: setup-test
	@$(MAKE) --no-print-directory build
	@tests/digest $(BUILD) --no-rebuild

bench: build
	@meson test -C $(BUILD) --benchmark --no-rebuild --verbose --num-processes 1

install: build
	@meson configure $(BUILD) -Dprefix='$(PREFIX)'
	@meson install -C $(BUILD)

format:
	@git ls-files '*.[ch]' | xargs clang-format -i

clean:
	@rm -rf $(BUILD)
