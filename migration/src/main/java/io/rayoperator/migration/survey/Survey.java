package io.rayoperator.migration.survey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.FieldPaths;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.UnknownFields;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.migration.definition.Definition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at all stored RayClusters, one by one, and keeps what a report says of them. */
public final class Survey {

  private final RayClusterConverter converter = RayClusterConverter.create();
  private final UnknownFields unknownFields = new UnknownFields();
  private final Map<String, Map<String, Long>> layouts = new TreeMap<>();
  private final Writers writers = new Writers();
  private final Findings refused = new Findings();
  private final Findings oversized = new Findings();
  private final Findings losing = new Findings();
  private long objects;

  /** Looks at an object, in whichever version. */
  public void add(ObjectNode object) {
    objects++;
    String namespace = object.at("/metadata/namespace").asText();
    layouts.computeIfAbsent(namespace, key -> new TreeMap<>()).merge(layout(object), 1L, Long::sum);
    writers.add(object);
    String name = namespace + "/" + object.at("/metadata/name").asText();
    HubView view = new HubView(converter, converter.convert(object, ApiVersion.V1));
    refused.add(name, violations(view));
    oversized.add(name, oversized(view));
    losing.add(name, lost(object));
  }

  /** What was seen, on an API server with this definition. */
  public SurveyReport report(Definition definition) {
    return new SurveyReport(
        DefinitionReport.of(definition),
        objects,
        layouts.entrySet().stream()
            .map(entry -> new SurveyReport.Namespace(entry.getKey(), entry.getValue()))
            .toList(),
        writers.top(),
        writers.more(),
        refused.report(),
        oversized.report(),
        losing.report());
  }

  /** The objects with fields that our definition would drop. */
  public SurveyReport.Found losing() {
    return losing.report();
  }

  private static String layout(ObjectNode object) {
    if (ApiVersion.parse(object.path("apiVersion").asText()) == ApiVersion.V1) {
      return RayClusterConverter.layoutOf(object).id();
    }
    return switch (LayoutDetector.match(object.get("spec"))) {
      case LayoutMatch.Matched(Layout layout) -> layout.id();
      case LayoutMatch.Ambiguous ambiguous -> "several";
      case LayoutMatch.Unrecognised unrecognised -> "unrecognised";
    };
  }

  /** Nothing is said about an object that is being deleted: admission does not look at it. */
  private static List<String> violations(HubView view) {
    if (view.hub().path("metadata").hasNonNull("deletionTimestamp")) {
      return List.of();
    }
    FieldPaths paths = new FieldPaths(view);
    return RayClusterValidator.validate(view.hub()).stream()
        .filter(Violation::isError)
        .map(
            violation ->
                paths.inUserLayout(violation.field().toJsonPointer()) + ": " + violation.detail())
        .toList();
  }

  /** The API server measures an object in the version in which it is written. */
  private static List<String> oversized(HubView view) {
    int bytes = Math.max(annotationBytes(view.hub()), annotationBytes(view.v1alpha1()));
    return bytes <= Annotations.MAX_TOTAL_BYTES
        ? List.of()
        : List.of(
            "its annotations take %,d bytes, with those of conversion; the API server allows %,d"
                .formatted(bytes, Annotations.MAX_TOTAL_BYTES));
  }

  private static int annotationBytes(ObjectNode object) {
    int bytes = 0;
    for (Map.Entry<String, JsonNode> annotation : object.at("/metadata/annotations").properties()) {
      bytes += annotation.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += annotation.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  /** What conversion does not know it keeps as a residual; what is v1 already is not converted. */
  private List<String> lost(ObjectNode object) {
    return ApiVersion.parse(object.path("apiVersion").asText()) == ApiVersion.V1
        ? unknownFields.of(object, ApiVersion.V1)
        : List.of();
  }
}
