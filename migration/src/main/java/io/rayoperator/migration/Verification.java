package io.rayoperator.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.migration.kubernetes.RayClusterObjects;
import io.rayoperator.migration.survey.ObjectDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads every object in both versions and checks that they say the same: what v1alpha1 shows,
 * converted here, is what v1 shows there. Objects that come, go or change meanwhile are read once
 * more.
 */
final class Verification {

  private static final int MAX_READS = 5;

  private final RayClusterObjects objects;
  private final Progress progress;
  private final RayClusterConverter converter = RayClusterConverter.create();

  Verification(RayClusterObjects objects, Progress progress) {
    this.objects = objects;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param v1 how many objects v1 shows
   * @param v1alpha1 how many objects v1alpha1 shows
   * @param different the names of those that are not the same
   */
  record Result(long v1, long v1alpha1, List<String> different) {}

  /**
   * An object as it was seen.
   *
   * @param reference holds its name and namespace
   */
  private record Seen(String resourceVersion, String digest, ObjectNode reference) {}

  Result run() throws IOException {
    Map<String, Seen> old = new HashMap<>();
    List<JsonNode> doubtful = new ArrayList<>();
    objects.forEach(
        ApiGroup.V1ALPHA1,
        (object, total) -> {
          old.put(uid(object), seen(converter.convert(object, ApiVersion.V1)));
          progress.objects("read in v1alpha1", old.size(), total);
        });
    long v1alpha1 = old.size();
    long[] v1 = {0};
    objects.forEach(
        ApiGroup.V1,
        (object, total) -> {
          progress.objects("compared", ++v1[0], total);
          Seen before = old.remove(uid(object));
          if (before == null || !isSame(before, seen(object))) {
            doubtful.add(reference(object));
          }
        });
    old.values().forEach(onlyInOld -> doubtful.add(onlyInOld.reference()));
    List<String> different = new ArrayList<>();
    for (JsonNode object : doubtful) {
      if (!isSameNow(object)) {
        different.add(object.at("/metadata/namespace").asText() + "/" + name(object));
      }
    }
    return new Result(v1[0], v1alpha1, different);
  }

  private boolean isSameNow(JsonNode object) throws IOException {
    for (int read = 0; read < MAX_READS; read++) {
      Optional<ObjectNode> old = objects.read(ApiGroup.V1ALPHA1, object);
      Optional<ObjectNode> current = objects.read(ApiGroup.V1, object);
      if (old.isEmpty() && current.isEmpty()) {
        return true;
      }
      if (old.isPresent() && current.isPresent()) {
        Seen fromOld = seen(converter.convert(old.get(), ApiVersion.V1));
        Seen now = seen(current.get());
        if (fromOld.resourceVersion().equals(now.resourceVersion())) {
          return isSame(fromOld, now);
        }
      }
    }
    return false;
  }

  private static boolean isSame(Seen one, Seen other) {
    return one.resourceVersion().equals(other.resourceVersion())
        && one.digest().equals(other.digest());
  }

  private static Seen seen(ObjectNode object) {
    return new Seen(
        object.at("/metadata/resourceVersion").asText(),
        ObjectDigest.of(object),
        reference(object));
  }

  private static ObjectNode reference(ObjectNode object) {
    ObjectNode reference = object.objectNode();
    reference
        .putObject("metadata")
        .put("namespace", object.at("/metadata/namespace").asText())
        .put("name", name(object));
    return reference;
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }
}
