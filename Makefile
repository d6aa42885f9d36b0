# Everything a newcomer needs. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

##@ Use

.PHONY: quickstart
quickstart: ## Start a local control plane with the operator, apply samples, show them in both versions
	dev/quickstart/quickstart up

.PHONY: quickstart-down
quickstart-down: ## Stop everything that quickstart started and remove its files
	dev/quickstart/quickstart down

##@ Develop

.PHONY: build
build: ## Compile and assemble cli/target/ray-operator, without tests, with the cache for fast starts
	dev/maven -q package -DskipTests
	@cli/target/ray-operator/bin/ray-operator train || echo "without a cache: starts take longer, all else is the same" >&2

.PHONY: test
test: ## Every check and every test, headless: what CI runs
	dev/test

.PHONY: fuzz
fuzz: ## Look for inputs that break conversion or admission, for four minutes (dev/fuzz SECONDS for more)
	dev/fuzz

.PHONY: e2e
e2e: ## The product with real Ray on a real kubelet (needs root; see docs/testing.md)
	dev/e2e/e2e run

.PHONY: generate
generate: ## Regenerate what is generated and committed: CRD, schemas, reference pages
	dev/generate

.PHONY: format
format: ## Format all Java sources
	dev/maven -q spotless:apply

.PHONY: control-plane
control-plane: ## Start a bare local control plane (stop it with `make control-plane-down`)
	dev/control-plane/control-plane up --name dev

.PHONY: control-plane-down
control-plane-down: ## Stop the bare local control plane
	dev/control-plane/control-plane down --name dev

.PHONY: clean
clean: ## Remove build results (caches outside of the repository stay)
	dev/maven -q clean

.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*##"} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*##/ {printf "  %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
