package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.systemtests.Field.Writer;
import io.rayoperator.systemtests.RawApi.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One client that writes at random. What its writes mean goes to the objects' histories. */
final class RandomWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_FIELDS = 3;
  private static final int ATTEMPTS = 10;
  private static final List<String> CONVERSION_ANNOTATIONS =
      List.of("conversion.ray.io/layout", "conversion.ray.io/v1", "conversion.ray.io/v1alpha1");

  private final RawApi api;
  private final Random random;
  private final List<WritePath> paths;
  private final BiConsumer<String, String> count;

  /**
   * @param count takes note of a way of writing and what came of it
   */
  RandomWriter(RawApi api, Random random, List<WritePath> paths, BiConsumer<String, String> count) {
    this.api = api;
    this.random = random;
    this.paths = paths;
    this.count = count;
  }

  /** Writes something to the object, in a way and a version of choice. */
  void write(WrittenObject object) {
    WritePath path = oneOf(paths);
    String version = oneOf(WrittenObject.VERSIONS);
    switch (path) {
      case JSON_PATCH -> new Attempt(object, path, version).jsonPatch();
      case MERGE_PATCH -> new Attempt(object, path, version).mergePatch();
      case REPLACE -> new Attempt(object, path, version).replace();
      case REPLACE_WITHOUT_RESIDUAL -> {
        if (object.isReplacedWithoutResidual()) {
          new Attempt(object, path, version).replace();
        }
      }
      case SERVER_SIDE_APPLY -> new Attempt(object, path, version).serverSideApply();
      // Two manifests of different versions undo each other with every kubectl, so there is one.
      case CLIENT_SIDE_APPLY ->
          new Attempt(object, path, object.manifestVersion()).clientSideApply();
      case AUTOSCALER -> {
        boolean isOldPossible = object.layout() == OldManifest.KUBERAY;
        if (!object.isReordered()) {
          new Attempt(object, path, isOldPossible ? version : "v1").autoscale();
        }
      }
      case STATUS_PATCH -> new Attempt(object, path, version).patchStatus();
      case STATUS_REPLACE -> new Attempt(object, path, version).replaceStatus();
      case DRY_RUN -> new Attempt(object, path, version).dryRun();
      case INVALID -> new Attempt(object, path, version).beRefused();
    }
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One write to one object. */
  private final class Attempt {
    private final WrittenObject object;
    private final WritePath path;
    private final String version;
    private final String how;

    Attempt(WrittenObject object, WritePath path, String version) {
      this.object = object;
      this.path = path;
      this.version = version;
      this.how = path + " " + version;
    }

    void jsonPatch() {
      Field field = oneOf(placesFor(Writer.ANYONE));
      JsonNode value = oneOf(field.values());
      ObjectNode before = read();
      Place place = (Place) slot(field);
      if (value.isMissingNode() && place.read(before).isMissingNode()) {
        return;
      }
      Answer answer =
          api.patch(
              version,
              object.name(),
              "",
              RawApi.JSON_PATCH,
              place.jsonPatch(before, value).toString());
      if (answer.status() == 422 && isAboutPatch(answer)) {
        count.accept(how, "found another state");
      } else {
        finish(answer, Map.of(field, value));
      }
    }

    /** A test that fails, or a place that is gone meanwhile; no refusal of the result. */
    private boolean isAboutPatch(Answer answer) {
      return !answer.body().path("details").has("causes");
    }

    void mergePatch() {
      Map<Field, JsonNode> edit = someOf(placesFor(Writer.ANYONE));
      retrying(
          () -> {
            ObjectNode before = read();
            ObjectNode patch = JSON.createObjectNode();
            edit.forEach((field, value) -> addToMergePatch(patch, before, field, value));
            return api.patch(version, object.name(), "", RawApi.MERGE_PATCH, patch.toString());
          },
          edit);
    }

    /** A list is replaced as a whole, so it must not have changed since it was read. */
    private void addToMergePatch(ObjectNode patch, ObjectNode before, Field field, JsonNode value) {
      Place place = (Place) slot(field);
      if (!place.isInsideList()) {
        place.write(patch, value.isMissingNode() ? patch.nullNode() : value);
        return;
      }
      Place list = place.outermostList();
      if (list.read(patch).isMissingNode()) {
        list.write(patch, list.read(before));
        patch
            .withObject("/metadata")
            .set("resourceVersion", before.at("/metadata/resourceVersion"));
      }
      place.write(patch, value);
    }

    void replace() {
      Map<Field, JsonNode> edit = someOf(fields(Writer.ANYONE, slot -> true));
      retrying(() -> api.replace(edited(edit), ""), edit);
    }

    private ObjectNode edited(Map<Field, JsonNode> edit) {
      ObjectNode edited = read();
      edit.entrySet().removeIf(entry -> isWithoutParent(entry.getKey(), edited, edit));
      object.fields().stream()
          .filter(edit::containsKey)
          .forEach(field -> slot(field).write(edited, Objects.requireNonNull(edit.get(field))));
      if (path == WritePath.REPLACE_WITHOUT_RESIDUAL
          && edited.at("/metadata/annotations") instanceof ObjectNode annotations) {
        annotations.remove(CONVERSION_ANNOTATIONS);
      }
      return edited;
    }

    private boolean isWithoutParent(Field field, ObjectNode now, Map<Field, JsonNode> edit) {
      return field.within() != null
          && object.fields().stream()
              .filter(parent -> parent.name().equals(field.within()))
              .anyMatch(
                  parent -> edit.getOrDefault(parent, slot(parent).read(now)).isMissingNode());
    }

    void serverSideApply() {
      Writer manager = version.equals("v1") ? Writer.APPLIER_OF_V1 : Writer.APPLIER_OF_V1ALPHA1;
      Map<Field, JsonNode> edit = new HashMap<>();
      ObjectNode manifest = identity();
      for (Field field : fields(manager, slot -> true)) {
        boolean isInResidual = field.v1() == null || field.v1alpha1() == null;
        JsonNode value =
            oneOf(
                isInResidual && object.isReplacedWithoutResidual()
                    ? present(field)
                    : field.values());
        edit.put(field, value);
        if (!value.isMissingNode()) {
          slot(field).write(manifest, value);
        }
      }
      String query = "?fieldManager=applier-of-" + version;
      finish(
          api.patch(version, object.name(), query, RawApi.APPLY_PATCH, manifest.toString()), edit);
    }

    void clientSideApply() {
      ObjectNode manifest = object.rest(version).deepCopy();
      manifest.remove("status");
      ((ObjectNode) manifest.path("metadata")).retain("name", "labels", "annotations");
      for (Field field : fields(Writer.ANYONE, slot -> !(slot instanceof OrderSlot))) {
        JsonNode value = oneOf(field.values());
        boolean isWithParent = field.within() == null;
        if (isWithParent && !value.isMissingNode()) {
          slot(field).write(manifest, value);
        }
      }
      ObjectNode patch = ThreeWayMerge.patch(manifest, read());
      Answer answer =
          api.patch(
              version,
              object.name(),
              "?fieldManager=kubectl-client-side-apply",
              RawApi.MERGE_PATCH,
              patch.toString());
      Map<Field, JsonNode> meaning = new HashMap<>();
      for (Field field : object.fields()) {
        Slot slot = field.in(version);
        JsonNode value = slot == null ? null : slot.valueIn(patch);
        if (value != null) {
          meaning.put(field, value);
        }
      }
      finish(answer, meaning);
    }

    /** The requests of Ray's autoscaler: no test, no revision, groups by their index. */
    void autoscale() {
      Field replicas = field("replicas");
      Field scaleStrategy = field("scaleStrategy");
      ArrayNode patch = JSON.createArrayNode();
      Map<Field, JsonNode> edit = new HashMap<>();
      int index = cpuGroup(read());
      for (Field field :
          random.nextBoolean() ? List.of(replicas) : List.of(replicas, scaleStrategy)) {
        JsonNode value = oneOf(present(field));
        patch
            .addObject()
            .put("op", "replace")
            .put("path", "/spec/workerGroupSpecs/" + index + "/" + field.name())
            .set("value", value);
        edit.put(field, value);
      }
      finish(api.patch(version, object.name(), "", RawApi.JSON_PATCH, patch.toString()), edit);
    }

    private int cpuGroup(ObjectNode now) {
      JsonNode groups = now.at("/spec/workerGroupSpecs");
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).path("groupName").asText().equals("cpu")) {
          return i;
        }
      }
      throw new AssertionError("the group is gone: " + now);
    }

    /** The values of a field that is there. */
    private static List<JsonNode> present(Field field) {
      return field.values().stream().filter(value -> !value.isMissingNode()).toList();
    }

    void patchStatus() {
      Map<Field, JsonNode> edit =
          someOf(fields(Writer.STATUS, slot -> slot instanceof Place p && !p.isInsideList()));
      ObjectNode patch = JSON.createObjectNode();
      edit.forEach(
          (field, value) ->
              slot(field).write(patch, value.isMissingNode() ? patch.nullNode() : value));
      finish(
          api.patch(version, object.name(), "/status", RawApi.MERGE_PATCH, patch.toString()), edit);
    }

    void replaceStatus() {
      Map<Field, JsonNode> edit = someOf(fields(Writer.STATUS, slot -> true));
      retrying(() -> api.replace(edited(edit), "/status"), edit);
    }

    void dryRun() {
      Map<Field, JsonNode> edit = someOf(fields(Writer.ANYONE, slot -> true));
      Answer answer = api.replace(edited(edit), "?dryRun=All");
      if (answer.status() == 409) {
        count.accept(how, "conflict");
        return;
      }
      ObjectNode shown = answer.object();
      edit.forEach(
          (field, value) -> {
            if (!slot(field).read(shown).equals(value)) {
              throw new AssertionError(
                  "a dry run does not show %s of %s as %s: %s"
                      .formatted(field, object.name(), value, shown));
            }
          });
      count.accept(how, "shown, not stored");
    }

    void beRefused() {
      ObjectNode invalid = read();
      slot(field("replicas")).write(invalid, JSON.getNodeFactory().numberNode(-1));
      Answer answer = api.replace(invalid, "");
      if (answer.status() == 409) {
        count.accept(how, "conflict");
      } else if (answer.status() == 422) {
        count.accept(how, "refused");
      } else {
        throw new AssertionError("should be refused: " + answer);
      }
    }

    private ObjectNode read() {
      return api.get(version, object.name(), "").object();
    }

    private void retrying(Supplier<Answer> request, Map<Field, JsonNode> edit) {
      Answer answer = request.get();
      for (int i = 1; i < ATTEMPTS && answer.status() == 409; i++) {
        count.accept(how, "conflict");
        answer = request.get();
      }
      finish(answer, edit);
    }

    private void finish(Answer answer, Map<Field, JsonNode> meaning) {
      if (answer.status() == 409) {
        count.accept(how, "conflict");
        if (path == WritePath.SERVER_SIDE_APPLY) {
          throw new AssertionError("a conflict of those who apply: " + answer);
        }
        return;
      }
      object.wrote(how, answer.object(), meaning);
      count.accept(how, "written");
    }

    private Map<Field, JsonNode> someOf(List<Field> candidates) {
      Map<Field, JsonNode> edit = new HashMap<>();
      for (int i = random.nextInt(MAX_FIELDS); i >= 0; i--) {
        Field field = oneOf(candidates);
        edit.put(field, oneOf(field.values()));
      }
      return edit;
    }

    private List<Field> fields(Writer writer, Predicate<Slot> selection) {
      List<Field> fields = new ArrayList<>();
      for (Field field : object.fields()) {
        Slot slot = field.in(version);
        boolean isFixed = slot instanceof OrderSlot && !object.isReordered();
        if (slot != null && field.writer() == writer && selection.test(slot) && !isFixed) {
          fields.add(field);
        }
      }
      return fields;
    }

    /** Those that a patch can name without looking whether what holds them is there. */
    private List<Field> placesFor(Writer writer) {
      return fields(writer, slot -> slot instanceof Place).stream()
          .filter(field -> field.within() == null)
          .toList();
    }

    private Field field(String name) {
      return object.fields().stream()
          .filter(field -> field.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    private Slot slot(Field field) {
      return Objects.requireNonNull(field.in(version));
    }

    private ObjectNode identity() {
      ObjectNode manifest = JSON.createObjectNode();
      manifest.put("apiVersion", "ray.io/" + version).put("kind", "RayCluster");
      manifest.putObject("metadata").put("name", object.name());
      return manifest;
    }
  }
}
