package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.legacy.LegacyManifest;
import io.rayoperator.legacy.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Converts the RayClusters of a series of documents and counts what it does. */
final class ManifestConversion {

  private final RayClusterConverter converter = RayClusterConverter.offline();
  private final ConversionTarget target;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private int converted;
  private int same;
  private int others;

  ManifestConversion(ConversionTarget target) {
    this.target = target;
  }

  /**
   * The document to print: converted if it is or holds a RayCluster, with the comments before its
   * first key; else as it was.
   */
  String convert(Manifest manifest) {
    if (manifest.content().isMissingNode()) {
      return manifest.text();
    }
    notices.clear();
    JsonNode result = converted(manifest.content(), manifest);
    return result.equals(manifest.content())
        ? manifest.text()
        : manifest.leadingComments() + comments() + Manifests.yaml(result);
  }

  /** What has no equal in the new form. */
  private String comments() {
    return notices.stream().map(notice -> "# " + notice + "\n").collect(Collectors.joining());
  }

  /** RayClusters that could not be converted, and why. */
  List<String> complaints() {
    return complaints;
  }

  /** One line for people. */
  String summary() {
    String done =
        "%d RayClusters converted to %s, %d had that form already, %d other objects left as they are"
            .formatted(converted, target, same, others);
    return complaints.isEmpty() ? done : done + ", " + complaints.size() + " not converted";
  }

  private JsonNode converted(JsonNode content, Manifest manifest) {
    if (RayClusterManifests.isList(content)) {
      return convertedList((ObjectNode) content, manifest);
    }
    if (RayClusterManifests.isLegacy(content)) {
      return convertedLegacy((ObjectNode) content, manifest);
    }
    if (!RayClusterManifests.isRayCluster(content)) {
      others++;
      return content;
    }
    return convertedCluster((ObjectNode) content, manifest);
  }

  private ObjectNode convertedList(ObjectNode list, Manifest manifest) {
    ObjectNode result = list.deepCopy();
    ArrayNode items = result.putArray("items");
    list.path("items").forEach(item -> items.add(converted(item, manifest)));
    if (list.path("kind").asText().equals("RayClusterList")) {
      result.set("apiVersion", TextNode.valueOf(target.version().groupVersion()));
    }
    return result;
  }

  private ObjectNode convertedLegacy(ObjectNode cluster, Manifest manifest) {
    return switch (LegacyManifest.toRayIo(cluster)) {
      case Translation.Refused refused -> {
        refused
            .problems()
            .forEach(
                problem ->
                    complaints.add(
                        manifest.place()
                            + ": RayCluster "
                            + RayClusterManifests.name(cluster)
                            + ": "
                            + problem));
        yield cluster;
      }
      case Translation.Translated translated -> {
        converted++;
        notices.addAll(translated.notices());
        yield target.convert(converter, translated.object());
      }
    };
  }

  private ObjectNode convertedCluster(ObjectNode cluster, Manifest manifest) {
    ObjectNode written = RaisedVersion.undone(cluster);
    String problem = LayoutProblem.of(written);
    if (problem != null) {
      complaints.add(
          manifest.place() + ": RayCluster " + RayClusterManifests.name(cluster) + ": " + problem);
      return cluster;
    }
    ObjectNode result = target.convert(converter, written);
    if (result.equals(cluster)) {
      same++;
      return result;
    }
    converted++;
    return RayClusterManifests.inOrderOf(cluster, result);
  }
}
