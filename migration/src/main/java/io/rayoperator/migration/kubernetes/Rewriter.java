package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.MigrationStopped;
import io.rayoperator.migration.kubernetes.ApiServer.Detail;
import io.rayoperator.migration.survey.ManagedFields;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Makes the API server write objects once more, in the storage version.
 *
 * <p>An object is patched with its own resource version, which says nothing new. The API server
 * reads it, encodes it in the storage version, compares with the bytes in etcd, and writes if they
 * differ. So what is done already costs no write, and nothing has to be remembered: progress lies
 * in the objects themselves.
 *
 * <p>The patch goes to the subresource {@code status}, where the API server itself keeps the spec
 * as it is: no default, no admission webhook and no mistake of ours can change it, and the
 * generation stays. Admission (which may have gone together with KubeRay) is not asked.
 *
 * <p>Concurrent writers lose nothing: if one was faster, there is a conflict, and the object is
 * read anew. So what the answer lacks was not lost by another one, either: under KubeRay's
 * definition, whose versions do not convert, a write through v1 may drop the managed fields of
 * v1alpha1.
 */
public final class Rewriter {

  private static final int MAX_ATTEMPTS = 10;

  /** So many failures one after the other are no matter of single objects. */
  private static final int MAX_FAILURES_IN_A_ROW = 3;

  private final ApiServer api;
  private final RequestRate rate;
  private final boolean dropManagedFields;
  private final Supplier<Instant> clock;
  private int failuresInARow;

  /**
   * A rewriter.
   *
   * @param dropManagedFields whether entries of v1alpha1 go away
   */
  public Rewriter(
      ApiServer api, RequestRate rate, boolean dropManagedFields, Supplier<Instant> clock) {
    this.api = api;
    this.rate = rate;
    this.dropManagedFields = dropManagedFields;
    this.clock = clock;
  }

  /**
   * Rewrites an object.
   *
   * @param listed its metadata, not necessarily up to date
   * @throws IOException if it makes no sense to go on with the next one
   */
  public RewriteOutcome rewrite(JsonNode listed) throws IOException {
    try {
      RewriteOutcome outcome = tryAgainAfterConflicts(listed);
      failuresInARow = 0;
      return outcome;
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return new RewriteOutcome.Gone();
      }
      if (failure.isTransient() && ++failuresInARow == MAX_FAILURES_IN_A_ROW) {
        throw failure;
      }
      return new RewriteOutcome.Refused(String.valueOf(failure.getMessage()));
    }
  }

  private RewriteOutcome tryAgainAfterConflicts(JsonNode listed) throws IOException {
    JsonNode current = listed;
    for (int attempt = 1; ; attempt++) {
      rate.await();
      try {
        return rewriteOnce(current);
      } catch (ApiFailure failure) {
        if (!failure.isConflict() || attempt == MAX_ATTEMPTS) {
          throw failure;
        }
      }
      current = api.get(RayClusterPaths.one(ApiGroup.V1, listed), Detail.METADATA);
    }
  }

  private RewriteOutcome rewriteOnce(JsonNode current) throws IOException {
    String path = RayClusterPaths.one(ApiGroup.V1, current);
    boolean drop = dropManagedFields && !ManagedFields.ofV1alpha1(current).isEmpty();
    // Through the status, the API server would keep the managed fields as they are.
    ObjectNode rewritten =
        drop
            ? patch(path, ApiServer.JSON_PATCH_TYPE, droppingManagedFields(current))
            : patch(path + "/status", ApiServer.MERGE_PATCH_TYPE, nothing(current));
    stopIfManagedFieldsVanished(current, rewritten);
    return version(rewritten).equals(version(current))
        ? new RewriteOutcome.Unchanged()
        : new RewriteOutcome.Written();
  }

  private ObjectNode patch(String path, String type, JsonNode patch) throws IOException {
    return api.patch(path + "?fieldManager=" + FieldManager.NAME, type, patch, Detail.METADATA);
  }

  /** The resource version makes the API server answer with a conflict if the object is old. */
  private static ObjectNode nothing(JsonNode current) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("resourceVersion", version(current));
    return patch;
  }

  /** As {@link #nothing}, with a resource version. */
  private ArrayNode droppingManagedFields(JsonNode current) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", version(current));
    patch
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/managedFields")
        .set("value", ManagedFields.withoutV1alpha1(current, FieldManager.NAME, clock.get()));
    return patch;
  }

  private static String version(JsonNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }

  /**
   * An API server that cannot convert managed fields drops all of them with the next write
   * (kubernetes#136919). One object is bad enough.
   */
  private static void stopIfManagedFieldsVanished(JsonNode before, JsonNode after)
      throws MigrationStopped {
    if (!ManagedFields.of(before).isEmpty() && ManagedFields.of(after).isEmpty()) {
      throw new MigrationStopped(
          "RayCluster "
              + before.at("/metadata/namespace").asText()
              + "/"
              + before.at("/metadata/name").asText()
              + " lost its managed fields while it was rewritten: most likely the webhook server does not answer"
              + " any more. See to it, and run the command again.");
    }
  }
}
