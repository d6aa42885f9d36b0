package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** An object that random writers change, with all that happened to it. */
final class WrittenObject {

  static final List<String> VERSIONS = List.of("v1", "v1alpha1");

  private final String name;
  private final OldManifest layout;
  private final int number;
  private final List<Field> fields;
  private final Map<String, Shown> birth;
  private final long birthRevision;
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final Map<String, SortedMap<Long, Shown>> seen = new ConcurrentHashMap<>();

  private WrittenObject(
      String name, OldManifest layout, int number, List<Field> fields, RawApi api) {
    this.name = name;
    this.layout = layout;
    this.number = number;
    this.fields = fields;
    ObjectNode last = api.get("v1", name, "").object();
    this.birthRevision = revision(last);
    this.birth =
        Map.of(
            "v1",
            Shown.of("v1", last, fields),
            "v1alpha1",
            Shown.of("v1alpha1", api.get("v1alpha1", name, "").object(), fields));
    writes.add(new Write("birth", birthRevision, Map.of()));
    birth.forEach(
        (version, shown) ->
            seen.put(version, new ConcurrentSkipListMap<>(Map.of(birthRevision, shown))));
  }

  /**
   * Creates an object that has something in nearly all of the fields.
   *
   * @param bornAs the version that it is created in; v1 goes with KubeRay's layout only
   * @param number tells objects of the same layout apart, also in what is done to them
   */
  static WrittenObject create(OldManifest layout, String bornAs, int number, RawApi api) {
    String name = "%s-%s-%d".formatted(layout.name().toLowerCase(Locale.ROOT), bornAs, number);
    List<Field> fields = FieldTable.of(layout);
    ObjectNode manifest = Serialization.unmarshal(layout.yaml(), ObjectNode.class);
    manifest.put("apiVersion", "ray.io/" + bornAs);
    ((ObjectNode) manifest.path("metadata")).put("name", name);
    api.create(manifest, "").object();
    for (String subresource : List.of("", "/status")) {
      ObjectNode v1 = api.get("v1", name, "").object();
      FieldTable.addSurroundings(v1);
      fields.forEach(field -> writeFirstValue(field, field.v1() == null ? null : field.v1(), v1));
      api.replace(v1, subresource).object();
      ObjectNode old = api.get("v1alpha1", name, "").object();
      fields.forEach(
          field -> writeFirstValue(field, field.v1() == null ? field.v1alpha1() : null, old));
      api.replace(old, subresource).object();
    }
    return new WrittenObject(name, layout, number, fields, api);
  }

  private static void writeFirstValue(Field field, @Nullable Slot slot, ObjectNode object) {
    boolean isApplied =
        field.writer() == Field.Writer.APPLIER_OF_V1
            || field.writer() == Field.Writer.APPLIER_OF_V1ALPHA1;
    if (slot != null && !isApplied) {
      slot.write(object, field.values().getFirst());
    }
  }

  String name() {
    return name;
  }

  OldManifest layout() {
    return layout;
  }

  /**
   * Whether its groups change places. Those of the others may be found by their index, as Ray's
   * autoscaler does.
   */
  boolean isReordered() {
    return number % 2 == 1;
  }

  /**
   * Whether some replace it without what conversion has added. The values are given back, but those
   * who applied what is a part of a residual own it no more, and so cannot give it up.
   */
  boolean isReplacedWithoutResidual() {
    return (number + number / 2) % 2 == 0;
  }

  /** The version of the manifest that is applied on the client's side. */
  String manifestVersion() {
    return VERSIONS.get(number / 2 % 2);
  }

  List<Field> fields() {
    return fields;
  }

  /** What a version shows besides the fields: what a manifest of it has to say at least. */
  ObjectNode rest(String version) {
    return birth(version).rest();
  }

  private Shown birth(String version) {
    return Objects.requireNonNull(birth.get(version));
  }

  void wrote(String how, ObjectNode answer, Map<Field, JsonNode> meaning) {
    writes.add(new Write(how, revision(answer), Map.copyOf(meaning)));
  }

  /** Takes note of a state that a watch or a read showed. */
  void saw(String version, ObjectNode object) {
    long revision = revision(object);
    if (revision > birthRevision) {
      Objects.requireNonNull(seen.get(version))
          .put(revision, Shown.of(version, object, fields).sharing(birth(version)));
    }
  }

  boolean hasSeen(String version, long revision) {
    return Objects.requireNonNull(seen.get(version)).containsKey(revision);
  }

  int revisions() {
    return Objects.requireNonNull(seen.get("v1")).size() - 1; // without the birth
  }

  List<String> differences() {
    return new FieldModel(birth)
        .differences(List.copyOf(writes), new TreeMap<>(seen)).stream()
            .map(difference -> name + " " + difference)
            .toList();
  }

  static long revision(ObjectNode object) {
    return object.at("/metadata/resourceVersion").asLong();
  }
}
