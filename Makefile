# Everything a newcomer needs. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

##@ Use

.PHONY: quickstart
quickstart: ## Start a local control plane with the operator, apply samples, show them in both versions
	dev/quickstart/quickstart up $(if $(LEGACY),--legacy-clusters)

.PHONY: quickstart-down
quickstart-down: ## Stop everything that quickstart started and remove its files
	dev/quickstart/quickstart down

##@ Image

# The name of the image, for all targets below: IMG=registry.example.com/ray-operator:1.0 make docker-build docker-push deploy
IMG ?= controller:latest
export IMG

.PHONY: image
image: ## Build image/target/ray-operator-image.tar for amd64 and arm64, without a container engine
	@image/build

.PHONY: image-test
image-test: ## Build the image twice and test it: same digest, contents, start of both servers (needs root)
	image/test

.PHONY: docker-build
docker-build: ## Build the image $(IMG) with Docker, which is all that it needs
	docker build --tag "$(IMG)" .

.PHONY: docker-push
docker-push: ## Push the image $(IMG)
	docker push "$(IMG)"

.PHONY: docker-buildx
docker-buildx: ## Build the image $(IMG) for amd64 and arm64 with Docker, and push it
	docker buildx build --platform linux/amd64,linux/arm64 --tag "$(IMG)" --push .

.PHONY: deploy
deploy: ## Install config/default with the image $(IMG) on the cluster of kubectl (needs cert-manager there)
	image/deploy apply

.PHONY: undeploy
undeploy: ## Remove it; RayClusters and their definition stay (DELETE_RAYCLUSTERS=yes deletes them all)
	image/deploy delete

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
