package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Severity;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.cli.manifest.FieldLines;
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

  /** What stands for a rule where no rule of the webhook server found it. */
  static final String LAYOUT = "layout";

  static final String UNKNOWN_FIELD = "unknown-field";

  private final RayClusterConverter converter = RayClusterConverter.create();
  private final UnknownFields unknownFields = new UnknownFields();
  private final List<Finding> findings = new ArrayList<>();
  private int checked;

  /**
   * Checks the RayCluster, or the list of them, that the document holds. Other documents are fine.
   */
  void check(Manifest manifest) {
    new Check(manifest).of(manifest.content(), "");
  }

  /** Everything that was found, in the order of the documents. */
  List<Finding> findings() {
    return findings;
  }

  /** How many RayClusters were looked at. */
  int checked() {
    return checked;
  }

  /** The check of one document. */
  private final class Check {

    private final Manifest manifest;
    private final FieldLines lines;

    private Check(Manifest manifest) {
      this.manifest = manifest;
      this.lines = new FieldLines(manifest);
    }

    /**
     * @param place of this content in the document: nothing, or an item of a list
     */
    private void of(JsonNode content, String place) {
      if (RayClusterManifests.isList(content)) {
        int index = 0;
        for (JsonNode item : content.path("items")) {
          of(item, place + "items[" + index + "].");
          index++;
        }
      } else if (RayClusterManifests.isRayCluster(content)) {
        checked++;
        ofCluster((ObjectNode) content, place);
      }
    }

    private void ofCluster(ObjectNode cluster, String place) {
      ApiVersion version =
          Objects.requireNonNull(ApiVersion.parse(cluster.path("apiVersion").asText()));
      String layoutProblem = LayoutProblem.of(cluster);
      if (layoutProblem != null) {
        add(cluster, place, Finding.Severity.error, "spec", LAYOUT, layoutProblem);
        return;
      }
      for (String field : unknownFields.of(cluster, version)) {
        add(cluster, place, Finding.Severity.error, field, UNKNOWN_FIELD, "there is no such field");
      }
      ObjectNode hub = converter.convert(cluster, ApiVersion.V1);
      FieldPaths paths = new FieldPaths(new HubView(converter, hub));
      if (version == ApiVersion.V1ALPHA1) {
        paths
            .notices()
            .forEach(
                (field, text) ->
                    add(cluster, place, Finding.Severity.warning, field, LAYOUT, text));
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
        add(cluster, place, severity, field, violation.rule().id(), violation.detail());
      }
    }

    private void add(
        JsonNode cluster,
        String place,
        Finding.Severity severity,
        String field,
        String rule,
        String message) {
      findings.add(
          new Finding(
              manifest.file(),
              manifest.document(),
              lines.of(place + field),
              RayClusterManifests.name(cluster),
              severity,
              field,
              rule,
              message));
    }
  }
}
