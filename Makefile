# What the project does with itself. Go, a C++ compiler, Java 17 or 21 and Maven
# are needed; .ci/run installs what is missing.

SHELL       = bash
.SHELLFLAGS = -o pipefail -c
GOLANGCI    = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
DIST        = dist/newsgraph

.PHONY: build test lint release clean

build:
	go build -o newsgraph ./cmd/newsgraph

# Everything, with the race detector, against both stores. Shown are the packages
# and what was NOT RUN; of a failure all that its log dist/test.log says but what
# went well.
test:
	test -z "$$(gofmt -l .)"
	go vet ./...
	mkdir -p dist
	go test -race -v -timeout 20m ./... 2>&1 | tee dist/test.log | grep --line-buffered -E '^(ok|FAIL)|NOT (RUN|TESTED|MEASURED)' || \
		{ grep -vE '^ *(=== |--- PASS|PASS$$)' dist/test.log; exit 1; }

lint:
	$(GOLANGCI) run ./...

# One folder that runs wherever glibc and libstdc++ are: the program finds
# libkuzu.so beside itself ($ORIGIN) and the dictionaries in jieba-dict. licenses/
# has those of Go and of every module that is linked.
release:
	rm -rf $(DIST)
	mkdir -p $(DIST)/jieba-dict $(DIST)/licenses/go
	go build -trimpath -ldflags "-s -w -extldflags '-Wl,-rpath,\$$ORIGIN'" -o $(DIST)/newsgraph ./cmd/newsgraph
	cp "$$(go list -m -f '{{.Dir}}' github.com/kuzudb/go-kuzu)/lib/dynamic/$$(go env GOOS)-$$(go env GOARCH)/libkuzu.so" $(DIST)/
	cd "$$(go list -m -f '{{.Dir}}' github.com/yanyiwu/gojieba)/deps/cppjieba/dict" && \
		cp jieba.dict.utf8 hmm_model.utf8 user.dict.utf8 "$(abspath $(DIST))/jieba-dict/"
	cp "$$(go env GOROOT)/LICENSE" $(DIST)/licenses/go/
	go list -deps -f '{{with .Module}}{{if .Version}}{{.Path}} {{.Dir}}{{end}}{{end}}' ./cmd/newsgraph | sort -u | \
		while read -r module dir; do mkdir -p "$(DIST)/licenses/$$module" && cp "$$dir"/LICENSE* "$(DIST)/licenses/$$module/" || exit 1; done
	cp -r README.md docs LICENSE NOTICE docker-compose.yml $(DIST)/
	chmod -R u+w $(DIST)

clean:
	rm -rf dist newsgraph
