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

WEB := graph/console/web

.PHONY: web
web: ## build the page of sitrep serve (needs Node); make build embeds it
	@command -v npm >/dev/null || { echo "make web needs Node with npm; without it sitrep serve has its API and no page"; exit 1; }
	cd $(WEB) && npm ci && npm run build

.PHONY: test-web
test-web: web ## run the tests of the page (needs Node and Chromium)
	$(MAKE) --no-print-directory build
	cd $(WEB) && npm run unit && npm test

.PHONY: race
race: ## run every test under the race detector
	$(GO) test -race ./...

.PHONY: bench
bench: ## measure every stage and the whole: tokens/s, MB/s, quads/s
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: load
load: ## ask a served graph of a million quads by 50 clients for 30 s: no error, no growth, p99
	$(GO) test ./graph/console -run TestLoad -v -count=1 -load 30s

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

DATA ?= ../shared/data
TREES := $(DATA)/ud-ewt/train.conllu.gz
OWN := testdata/trees/train.conllu
RAW := $(filter-out %/uner-ewt.dev.iob2.gz %/uner-ewt.test.iob2.gz,$(wildcard $(DATA)/ner/*.gz))
comma := ,
empty :=

# Corpora of names that are scored by a model that has seen none of its group:
# each source of re3d is left out once, the other two sets from all three.
UNSEEN := re3d/centcom re3d/uk-government re3d/us-state-department
OTHERS := ner/uner-ewt.test.iob2.gz ner/crossner.politics.dev.iob2.gz

.PHONY: eval
eval: build ## score extraction, and rewrite docs/figures.md (trains three models where DATA is there, 6 minutes)
	bin/sitrep eval $(GOLD)/dev
	bin/sitrep eval $(GOLD)/test
	@if test -f $(TREES); then $(MAKE) --no-print-directory docs/figures.md; else echo "docs/figures.md stays as it is: it needs the sets of extract/ner/SOURCES.md (make eval DATA=FOLDER)"; fi

.PHONY: docs/figures.md
docs/figures.md: $(UNSEEN:%=dist/unseen/%.bin)
	@{ printf '# Figures\n\nWritten by `make eval`; [gold.md](gold.md) says how the scores are computed. Speed is in tokens per CPU second on the machine that wrote this.\n\n'; \
	printf '## Names on corpora of others\n\nEach by a model that has not seen it. P, R, F1 and overlap are under this project'"'"'s conventions, "own" by the spans and classes of the corpus.\n\n'; \
	bin/sitrep eval --corpora --names dist/unseen/re3d/centcom.bin $(addprefix $(DATA)/,re3d/centcom $(OTHERS)); \
	for c in uk-government us-state-department; do bin/sitrep eval --corpora --names dist/unseen/re3d/$$c.bin $(DATA)/re3d/$$c | tail -n +3; done; \
	for part in dev test; do printf '\n## testdata/gold/%s\n\n```\n' $$part; bin/sitrep eval $(GOLD)/$$part 2>&1; printf '```\n'; done; \
	printf '\n## Trees: UD English EWT, test\n\n```\n'; bin/sitrep eval $(DATA)/ud-ewt/test.conllu.gz 2>&1; printf '```\n'; \
	printf '\n## Trees: testdata/trees, test\n\n```\n'; bin/sitrep eval testdata/trees/test.conllu 2>&1; printf '```\n'; } > $@
	@echo "$@ is written"

dist/unseen/%.bin: $(wildcard extract/ner/sequence/*.go extract/tagger/* extract/lexicon/data/* extract/lexicon/data/*/*)
	@mkdir -p $(dir $@)
	bin/sitrep train ner --data $(DATA) --without $*,ner/uner-ewt.test,ner/crossner.politics.dev $(GOLD)/dev --output $@

.PHONY: model
model: build ## train the embedded models again; needs the data that their SOURCES.md name in DATA
	@test -f $(TREES) || { echo "make model needs UD English EWT as $(TREES) (make model DATA=FOLDER); see extract/parse/SOURCES.md"; exit 1; }
	bin/sitrep train tagger --trees $(TREES) --own $(OWN) --raw "$(subst $(empty) ,$(comma),$(strip $(RAW)))" --output extract/tagger/model.bin
	bin/sitrep train parser --trees $(TREES) --own $(OWN) --raw "$(subst $(empty) ,$(comma),$(strip $(RAW)))" --output extract/parse/model.bin
	$(MAKE) build
	bin/sitrep train ner --data $(DATA) $(GOLD)/dev --output extract/ner/sequence/model.bin
	$(MAKE) build
	bin/sitrep train confidence $(GOLD)/dev $(GOLD)/test --output extract/lexicon/data/confidence.tsv

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf bin dist $(STORE) cover.out
