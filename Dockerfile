# syntax=docker/dockerfile:1
# The image, built by Docker alone: `docker build -t ray-operator .`. `make image` builds the same files without Docker.

# Java compiles and links for every architecture, so this stage runs on the builder's own.
FROM --platform=$BUILDPLATFORM debian:trixie-slim AS build
RUN apt-get update \
  && apt-get install --yes --no-install-recommends \
    binutils ca-certificates curl golang-go jq maven openjdk-25-jdk-headless \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
  dev/maven -q package -DskipTests -Denforcer.skip -Dspotless.check.skip -Dmdep.analyze.skip --projects cli --also-make
ARG TARGETARCH
RUN image/tree "$TARGETARCH" /image /archive

FROM scratch AS image
COPY --from=build /image/ /
ENV PATH=/opt/ray-operator/bin LANG=C.UTF-8
WORKDIR /tmp

# The class data archive, for fast starts: made by the image's own Java of the image's own files.
FROM image AS archive
COPY --from=build /archive/ /tmp/archive/
RUN ["/opt/jre/bin/java", "@/tmp/archive/arguments"]

FROM image
COPY --from=archive /opt/ray-operator/lib/ray-operator.jsa /opt/ray-operator/lib/
USER 65532:65532
EXPOSE 8080 8081 8082 8443 9443
ENTRYPOINT ["/opt/ray-operator/bin/ray-operator"]
CMD ["--help"]
LABEL org.opencontainers.image.title="Ray Operator" \
  org.opencontainers.image.description="A multi-version RayCluster operator for Kubernetes" \
  org.opencontainers.image.licenses="Apache-2.0"
