# sitrep: see `make help`.
GO ?= go
STORE ?= sitrep.db
FUZZTIME ?= 10s
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GOLD := testdata/gold

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/sitrep
	$(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/sitrep ./cmd/sitrep

.PHONY: run
run: build ## build a graph of testdata/reports and walk it
	bin/sitrep build --store $(STORE) testdata/reports
	bin/sitrep walk --store $(STORE) 'militia -> attacked -> site'

.PHONY: test
test: ## run every test
	$(GO) test ./...

.PHONY: race
race: ## run every test under the race detector
	$(GO) test -race ./...

.PHONY: bench
bench: ## measure every stage and the whole: tokens/s, MB/s, quads/s
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: fuzz
fuzz: ## run every fuzz target for FUZZTIME (default 10s) each
	@for pkg in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg 2>/dev/null | grep '^Fuzz'); do \
	    echo "$$pkg $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x $$pkg || exit 1; \
	  done; done

.PHONY: lint
lint: ## vet, staticcheck and gofumpt
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...
	@out=$$($(GO) tool -modfile=tools/go.mod gofumpt -l .); test -z "$$out" || { echo "not formatted (make fmt mends it):"; echo "$$out"; exit 1; }

.PHONY: fmt
fmt: ## format the code
	$(GO) tool -modfile=tools/go.mod gofumpt -w .

.PHONY: tidy
tidy: ## tidy both modules
	$(GO) mod tidy
	cd tools && $(GO) mod tidy

.PHONY: cover
cover: ## test coverage by package
	$(GO) test -coverprofile=cover.out ./...
	$(GO) tool cover -func=cover.out | tail -n 1

.PHONY: golden
golden: ## rewrite the golden files of the tests
	$(GO) test ./extract/english ./cmd/sitrep -update

.PHONY: eval
eval: build ## score extraction against testdata/gold
	bin/sitrep eval $(GOLD)

DATA ?= ../shared/data
TREES := $(DATA)/ud-ewt/train.conllu.gz
RAW := $(filter-out %/uner-ewt.dev.iob2.gz %/uner-ewt.test.iob2.gz,$(wildcard $(DATA)/ner/*.gz))
comma := ,
empty :=

.PHONY: model
model: build ## train the embedded models again; needs the data that their SOURCES.md name in DATA
	@test -f $(TREES) || { echo "make model needs UD English EWT as $(TREES) (make model DATA=FOLDER); see extract/parse/SOURCES.md"; exit 1; }
	bin/sitrep train tagger --trees $(TREES) --raw "$(subst $(empty) ,$(comma),$(strip $(RAW)))" --output extract/tagger/model.bin
	bin/sitrep train parser --trees $(TREES) --raw "$(subst $(empty) ,$(comma),$(strip $(RAW)))" --output extract/parse/model.bin
	bin/sitrep train ner --data $(DATA) --output extract/ner/sequence/model.bin

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf bin $(STORE) cover.out
