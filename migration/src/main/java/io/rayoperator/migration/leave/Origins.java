package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who would create an object again that is deleted here. */
final class Origins {

  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "meta.helm.sh/release-name", "Helm, release",
          "argocd.argoproj.io/tracking-id", "Argo CD, application");
  private static final Map<String, String> LABELS =
      Map.of(
          "argocd.argoproj.io/instance", "Argo CD, application",
          "kustomize.toolkit.fluxcd.io/name", "Flux, Kustomization",
          "helm.toolkit.fluxcd.io/name", "Flux, HelmRelease");

  private Origins() {}

  /** Notices, in an order that does not change. */
  static List<String> of(JsonNode object) {
    List<String> notices = new ArrayList<>();
    add(object.at("/metadata/annotations"), ANNOTATIONS, "annotations", notices);
    add(object.at("/metadata/labels"), LABELS, "labels", notices);
    for (JsonNode owner : object.at("/metadata/ownerReferences")) {
      notices.add(
          "metadata.ownerReferences: %s %s is not the owner of what goes on, and may create this object again"
              .formatted(owner.path("kind").asText(), owner.path("name").asText()));
    }
    return notices;
  }

  private static void add(
      JsonNode written, Map<String, String> known, String field, List<String> notices) {
    known.keySet().stream()
        .sorted()
        .filter(written::has)
        .forEach(
            key ->
                notices.add(
                    "metadata.%s: comes from %s %s; take it out of there first, or it comes back without a cluster of its own"
                        .formatted(field, known.get(key), written.path(key).asText())));
  }
}
