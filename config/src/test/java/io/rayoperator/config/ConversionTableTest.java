package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.ConversionAnnotations;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of {@code docs/conversion.md} against the schemas and against the CONVERTER. */
class ConversionTableTest {

  private static final Path KUBERAY_CRD = Path.of("kuberay-crd", "v1.7.0-ray.io_rayclusters.yaml");

  /** Marks no layout alone, but belongs to these. */
  private static final String SHARED_HEAD = "headGroupSpec";

  private static final Set<Layout> WITH_SHARED_HEAD = Set.of(Layout.MICROSOFT, Layout.KUBERAY);

  private static final JsonNode CRD = Yaml.tree(RayClusterCrd.generate());
  private static final StructuralSchema V1 = StructuralSchema.parse(ConversionSchema.of(CRD, "v1"));
  private static final RayClusterConverter CONVERTER =
      RayClusterConverter.create(StructuralSchema.parse(ConversionSchema.of(CRD, "v1alpha1")), V1);

  @TestFactory
  Stream<DynamicTest> everyFieldOfTheLayoutHasARow() {
    return layouts(
        layout ->
            assertThat(
                    withoutRow(
                        rows(layout).stream().map(FieldMove::field).toList(),
                        spec(CRD, "v1alpha1"),
                        fieldsOfOthers(layout)))
                .as("fields of v1alpha1 without a row")
                .isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsAboutAFieldOfBothVersions() {
    return layouts(
        layout ->
            assertThat(rows(layout))
                .allSatisfy(
                    row -> {
                      assertThat(schema("v1alpha1", row.field()).isMissingNode()).isFalse();
                      assertThat(row.hubFields())
                          .allSatisfy(
                              field -> assertThat(schema("v1", field).isMissingNode()).isFalse());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldOfV1IsTheTargetOfARowOrListedAsHidden() {
    return layouts(
        layout -> assertThat(withoutRow(known(layout), spec(CRD, "v1"), Set.of())).isEmpty());
  }

  @Test
  void noFieldOfKubeRaysOwnDefinitionIsMissing() throws IOException {
    Optional<Path> file = Repository.fixtures().map(fixtures -> fixtures.resolve(KUBERAY_CRD));
    assumeTrue(file.isPresent(), "skipped: KubeRay's CustomResourceDefinition is not here");
    JsonNode kuberay = new YAMLMapper().readTree(file.orElseThrow().toFile());

    assertThat(
            withoutRow(
                rows(Layout.KUBERAY).stream().map(FieldMove::field).toList(),
                spec(kuberay, "v1alpha1"),
                Set.of()))
        .isEmpty();
    layouts()
        .forEach(
            layout ->
                assertThat(withoutRow(known(layout), spec(kuberay, "v1"), Set.of()))
                    .as(layout.title())
                    .isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsTrue() {
    return layouts().stream()
        .flatMap(
            layout ->
                rows(layout).stream()
                    .map(
                        row ->
                            DynamicTest.dynamicTest(
                                layout.title() + ": " + row.field(), () -> probe(layout, row))));
  }

  private void probe(Layout layout, FieldMove row) {
    TreePath field = TreePath.parse(row.field());
    JsonNode base = Probe.withParents(object(layout), field);
    JsonNode baseHub = up(base).path("spec");
    if (row.isResidual()) {
      List<JsonNode> values = new ArrayList<>();
      ObjectNode hub = up(probed(base, field, valueFor(row), values));
      assertThat(hub.path("spec")).isEqualTo(baseHub);
      assertThat(hub.at("/metadata/annotations").has(ConversionAnnotations.V1ALPHA1_RESIDUAL))
          .isTrue();
    } else if (row.becomes().isEmpty()) {
      List<JsonNode> values = new ArrayList<>();
      JsonNode hub = up(probed(base, field, valueFor(row), values)).path("spec");
      Map<String, List<JsonNode>> arrived = new LinkedHashMap<>();
      row.hubFields().forEach(target -> arrived.put(target, at(hub, target)));
      assertThat(values)
          .isNotEmpty()
          .allSatisfy(
              value ->
                  assertThat(arrived.values())
                      .anySatisfy(list -> assertThat(list).contains(value)));
      assertThat(arrived)
          .allSatisfy(
              (target, list) -> {
                assertThat(list).as(target).containsAnyElementsOf(values);
                assertThat(at(baseHub, target)).as(target).doesNotContainAnyElementsOf(values);
              });
    } else {
      assertThat(row.hubFields())
          .allSatisfy(
              target ->
                  assertThat(candidates(row))
                      .anySatisfy(
                          value ->
                              assertThat(
                                      at(
                                          up(probed(base, field, value, new ArrayList<>()))
                                              .path("spec"),
                                          target))
                                  .isNotEqualTo(at(baseHub, target))));
    }
  }

  /** A way to see each effect of a value whose form changes. */
  private List<JsonNode> candidates(FieldMove row) {
    JsonNode value = valueFor(row);
    return value.isTextual()
        ? List.of(value, TextNode.valueOf("ray start --port=7001"), TextNode.valueOf("true"))
        : List.of(value, JsonNodeFactory.instance.nullNode());
  }

  /** What the schema allows; where it allows everything, what v1 allows at the target. */
  private JsonNode valueFor(FieldMove row) {
    JsonNode schema = schema("v1alpha1", row.field());
    boolean open = Probe.isOpen(schema) && !row.isResidual();
    return new Probe().value(open ? schema("v1", row.hubFields().get(0)) : schema);
  }

  /**
   * The object with the value at every place of the field, each time another one; checks the way
   * back.
   */
  private JsonNode probed(JsonNode base, TreePath field, JsonNode value, List<JsonNode> values) {
    JsonNode probed = base;
    int last = field.steps().size() - 1;
    TreePath parents = new TreePath(field.steps().subList(0, last));
    for (TreePath parent : parents.placesIn(base)) {
      JsonNode own = distinct(value, values.size());
      values.add(own);
      probed = parent.field(field.steps().get(last)).changed(probed, before -> own);
    }
    ObjectNode spoke = spoke(probed);
    ObjectNode back =
        CONVERTER.convert(CONVERTER.convert(spoke, ApiVersion.V1), ApiVersion.V1ALPHA1);
    assertThat(Trees.same(spoke, back)).as("the way back").isTrue();
    return probed;
  }

  /** The same value the first time, one with other texts and numbers later. */
  private static JsonNode distinct(JsonNode value, int time) {
    if (time == 0) {
      return value;
    }
    if (value.isTextual()) {
      return TextNode.valueOf(value.textValue() + "-" + time);
    }
    if (value.isInt()) {
      return IntNode.valueOf(value.intValue() + time * 1000);
    }
    if (value instanceof ObjectNode object) {
      ObjectNode other = object.objectNode();
      object.properties().forEach(f -> other.set(f.getKey(), distinct(f.getValue(), time)));
      return other;
    }
    if (value.isArray()) {
      ArrayNode other = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> other.add(distinct(element, time)));
      return other;
    }
    return value;
  }

  @TestFactory
  Stream<DynamicTest> hiddenFieldsOfV1TravelInTheAnnotation() {
    return layouts().stream()
        .flatMap(
            layout ->
                HiddenFields.of(rows(layout), V1.field("spec")).stream()
                    .map(
                        field ->
                            DynamicTest.dynamicTest(
                                layout.title() + ": " + field, () -> hide(layout, field))));
  }

  private void hide(Layout layout, TreePath field) {
    ObjectNode hub = up(object(layout));
    JsonNode base = Probe.withParents(hub.path("spec"), field);
    JsonNode value = new Probe().value(Probe.schemaAt(spec(CRD, "v1"), field));
    JsonNode probed = base;
    int last = field.steps().size() - 1;
    for (TreePath parent : new TreePath(field.steps().subList(0, last)).placesIn(base)) {
      probed = Probe.set(probed, parent.field(field.steps().get(last)), value);
    }
    assertThat(probed).isNotEqualTo(base);
    ObjectNode without = hub.deepCopy();
    without.set("spec", base);
    ObjectNode with = hub.deepCopy();
    with.set("spec", probed);

    ObjectNode shown = CONVERTER.convert(with, ApiVersion.V1ALPHA1);

    assertThat(shown.path("spec"))
        .isEqualTo(CONVERTER.convert(without, ApiVersion.V1ALPHA1).path("spec"));
    assertThat(shown.at("/metadata/annotations").has(ConversionAnnotations.V1_RESIDUAL)).isTrue();
    assertThat(Trees.same(CONVERTER.convert(shown, ApiVersion.V1), with)).isTrue();
  }

  private List<FieldMove> rows(Layout layout) {
    return CONVERTER.layoutConverter(layout).moves();
  }

  /** The fields of v1 that the page of a layout speaks of. */
  private List<String> known(Layout layout) {
    List<String> known = new ArrayList<>();
    rows(layout).forEach(row -> known.addAll(row.hubFields()));
    HiddenFields.of(rows(layout), V1.field("spec")).forEach(hidden -> known.add(hidden.toString()));
    return known;
  }

  /** The fields of a schema that no path leads to, neither to them nor to an object around them. */
  private static List<TreePath> withoutRow(
      List<String> paths, JsonNode schema, Set<String> exceptions) {
    List<TreePath> rows = paths.stream().map(TreePath::parse).toList();
    List<TreePath> missing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      if (!exceptions.contains(field.getKey())) {
        look(TreePath.ROOT.field(field.getKey()), field.getValue(), rows, missing);
      }
    }
    return missing;
  }

  /** A row with rows inside of it does not stand for the other fields there. */
  private static void look(
      TreePath place, JsonNode schema, List<TreePath> rows, List<TreePath> missing) {
    boolean detailed = rows.stream().anyMatch(place::isAbove);
    boolean hasRow = rows.stream().anyMatch(row -> row.matches(place));
    boolean hasFields = schema.has("properties") || schema.path("items").has("properties");
    if (detailed && hasFields) {
      schema
          .path("properties")
          .properties()
          .forEach(field -> look(place.field(field.getKey()), field.getValue(), rows, missing));
      if (schema.has("items")) {
        look(place.elements(), schema.get("items"), rows, missing);
      }
    } else if (!hasRow) {
      missing.add(place);
    }
  }

  /** Top-level fields of the one schema of all layouts that this layout has not. */
  private static Set<String> fieldsOfOthers(Layout layout) {
    Set<String> fields = new HashSet<>(LayoutDetector.marksOfOthersThan(layout));
    if (!WITH_SHARED_HEAD.contains(layout)) {
      fields.add(SHARED_HEAD);
    }
    return fields;
  }

  private static List<JsonNode> at(JsonNode tree, String path) {
    return TreePath.parse(path).placesIn(tree).stream().map(place -> place.in(tree)).toList();
  }

  private ObjectNode up(JsonNode spec) {
    return CONVERTER.convert(spoke(spec), ApiVersion.V1);
  }

  private static ObjectNode spoke(JsonNode spec) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "ray.io/v1alpha1").put("kind", "RayCluster");
    object.putObject("metadata").put("name", "demo");
    object.set("spec", spec);
    return object;
  }

  private JsonNode schema(String version, String path) {
    return Probe.schemaAt(spec(CRD, version), TreePath.parse(path));
  }

  private static JsonNode spec(JsonNode crd, String version) {
    for (JsonNode candidate : crd.at("/spec/versions")) {
      if (candidate.path("name").asText().equals(version)) {
        ObjectNode spec = candidate.at("/schema/openAPIV3Schema/properties/spec").deepCopy();
        ((ObjectNode) spec.path("properties"))
            .properties()
            .removeIf(
                field ->
                    field.getValue().path("description").asText().startsWith(ForeignLayouts.MARK));
        return spec;
      }
    }
    throw new IllegalArgumentException(version);
  }

  /** The spec of an object of a layout, into which probes are put. */
  private static JsonNode object(Layout layout) {
    return Yaml.read(
        switch (layout) {
          case ANT ->
              """
              extensions:
              - {type: head, groupName: first}
              - {type: worker, groupName: second}
              """;
          case BYTEDANCE ->
              """
              headNodeSpec: {template: {spec: {containers: [{name: ray}]}}}
              workerNodeSpec:
              - {groupName: second, template: {spec: {containers: [{name: ray}]}}}
              """;
          case MICROSOFT ->
              """
              headService: {metadata: {name: service}}
              headGroupSpec: {template: {spec: {containers: [{name: ray}]}}}
              workerGroupsSpec:
              - {groupName: second, template: {spec: {containers: [{name: ray}]}}}
              """;
          case KUBERAY ->
              """
              headGroupSpec: {template: {spec: {containers: [{name: ray}]}}}
              workerGroupSpecs:
              - {groupName: second, template: {spec: {containers: [{name: ray}]}}}
              """;
        });
  }

  private static List<Layout> layouts() {
    return Arrays.stream(Layout.values()).toList();
  }

  private static Stream<DynamicTest> layouts(Consumer<Layout> test) {
    return layouts().stream()
        .map(layout -> DynamicTest.dynamicTest(layout.title(), () -> test.accept(layout)));
  }
}
