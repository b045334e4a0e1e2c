# Localhost Doctor. Two commands do all the set-up: "make run" and "make test".
# What each target does is a script in .ci/, so that it also runs without make.

.POSIX:
.PHONY: help run build cli windows packages test lint bench screenshots clean

help:
	@echo "make run          install what is missing, build, open the window"
	@echo "make test         install what the tests need, run everything"
	@echo "make build        only build build/localhost-doctor"
	@echo "make cli          terminal-only programs for Linux, Windows and macOS"
	@echo "make windows      the Windows program with its window"
	@echo "make packages     everything that is downloaded, into build/packages"
	@echo "make lint         format and static checks"
	@echo "make bench        speed and size, compared with other programs"
	@echo "make screenshots  take the pictures in docs/screenshots again"
	@echo "make clean        remove build/ (Go's own cache stays)"

run: build
	@build/localhost-doctor

build:
	@.ci/check-go
	@.ci/install-build-deps
	@.ci/build window build/localhost-doctor

cli:
	@.ci/check-go
	@.ci/build-cli

windows:
	@.ci/check-go
	@.ci/install-test-deps windows
	@.ci/build windows build/localhost-doctor.exe

packages:
	@.ci/package/all

test:
	@.ci/test

lint:
	@.ci/check-go
	@.ci/install-build-deps
	@.ci/install-test-deps lint
	@.ci/lint

bench:
	@.ci/check-go
	@.ci/install-build-deps
	@.ci/install-test-deps window bench
	@.ci/bench

screenshots:
	@.ci/check-go
	@.ci/install-build-deps
	@.ci/install-test-deps window
	@.ci/screenshots

clean:
	rm -rf build
