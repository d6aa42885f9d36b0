package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Severity;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.FieldPaths;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks the RayClusters of a series of documents as the webhook server does when they are applied.
 */
final class ManifestValidation {

  private final RayClusterConverter converter = RayClusterConverter.create();
  private final UnknownFields unknownFields = new UnknownFields();
  private final List<Finding> findings = new ArrayList<>();
  private int checked;

  /**
   * Checks the RayCluster, or the list of them, that the document holds. Other documents are fine.
   */
  void check(Manifest manifest) {
    check(manifest.content(), manifest);
  }

  /** Everything that was found, in the order of the documents. */
  List<Finding> findings() {
    return findings;
  }

  /** How many RayClusters were looked at. */
  int checked() {
    return checked;
  }

  private void check(JsonNode content, Manifest manifest) {
    if (RayClusterManifests.isList(content)) {
      content.path("items").forEach(item -> check(item, manifest));
    } else if (RayClusterManifests.isRayCluster(content)) {
      checked++;
      check((ObjectNode) content, manifest);
    }
  }

  private void check(ObjectNode cluster, Manifest manifest) {
    ApiVersion version =
        Objects.requireNonNull(ApiVersion.parse(cluster.path("apiVersion").asText()));
    String layoutProblem = LayoutProblem.of(cluster);
    if (layoutProblem != null) {
      add(manifest, cluster, Finding.Severity.error, "spec", "layout", layoutProblem);
      return;
    }
    for (String field : unknownFields.of(cluster, version)) {
      add(
          manifest,
          cluster,
          Finding.Severity.error,
          field,
          "unknown-field",
          "there is no such field");
    }
    ObjectNode hub = converter.convert(cluster, ApiVersion.V1);
    FieldPaths paths = new FieldPaths(new HubView(converter, hub));
    if (version == ApiVersion.V1ALPHA1) {
      paths
          .notices()
          .forEach(
              (field, text) ->
                  add(manifest, cluster, Finding.Severity.warning, field, "layout", text));
    }
    for (Violation violation : RayClusterValidator.validate(hub)) {
      String field =
          version == ApiVersion.V1
              ? violation.field().toString()
              : paths.inUserLayout(violation.field().toJsonPointer());
      Finding.Severity severity =
          violation.rule().severity() == Severity.ERROR
              ? Finding.Severity.error
              : Finding.Severity.warning;
      add(manifest, cluster, severity, field, violation.rule().id(), violation.detail());
    }
  }

  private void add(
      Manifest manifest,
      JsonNode cluster,
      Finding.Severity severity,
      String field,
      String rule,
      String message) {
    findings.add(
        new Finding(
            manifest.file(),
            manifest.document(),
            RayClusterManifests.name(cluster),
            severity,
            field,
            rule,
            message));
  }
}
