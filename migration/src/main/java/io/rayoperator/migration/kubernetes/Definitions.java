package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.definition.Definition;
import io.rayoperator.migration.definition.WebhookAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The definition of RayClusters, and the registration of the webhook server, on the API server. */
public final class Definitions {

  private static final String DEFINITION =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + ApiGroup.RAY_CLUSTER_CRD;
  private static final String REGISTRATION =
      "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/ray-operator";
  private static final String FIELD_MANAGER = "?fieldManager=" + FieldManager.NAME;
  private static final int MAX_CONFLICTS = 5;

  private final ApiServer api;

  public Definitions(ApiServer api) {
    this.api = api;
  }

  /** The definition; empty if there is none. */
  public Optional<Definition> read() throws IOException {
    try {
      return Optional.of(new Definition(api.get(DEFINITION)));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Replaces a definition by what is computed from it.
   *
   * <p>If only its status changed since it was read, it is read and computed again.
   *
   * @throws ApiFailure a conflict, if somebody changed more
   */
  public Definition replace(Definition current, UnaryOperator<Definition> change)
      throws IOException {
    Definition from = current;
    for (int attempt = 1; ; attempt++) {
      try {
        return new Definition(api.put(DEFINITION + FIELD_MANAGER, change.apply(from).tree()));
      } catch (ApiFailure conflict) {
        from = again(from, conflict, attempt);
      }
    }
  }

  /**
   * Says that no object lies in etcd in another version than the storage version.
   *
   * @param since the definition before the first object was rewritten: if its spec has changed
   *     since, nothing is certain
   * @throws ApiFailure a conflict, if it has
   */
  public Definition trimStoredVersions(Definition since) throws IOException {
    Definition from = since;
    for (int attempt = 1; ; attempt++) {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("metadata").put("resourceVersion", from.resourceVersion());
      patch.putObject("status").putArray("storedVersions").add(from.storageVersion());
      try {
        return new Definition(
            api.patch(
                DEFINITION + "/status" + FIELD_MANAGER,
                ApiServer.MERGE_PATCH_TYPE,
                patch,
                ApiServer.Detail.WHOLE));
      } catch (ApiFailure conflict) {
        from = again(from, conflict, attempt);
      }
    }
  }

  private Definition again(Definition from, ApiFailure conflict, int attempt) throws IOException {
    if (!conflict.isConflict() || attempt == MAX_CONFLICTS) {
      throw conflict;
    }
    Definition now = read().orElseThrow(() -> conflict);
    if (!now.uid().equals(from.uid()) || now.generation() != from.generation()) {
      throw conflict;
    }
    return now;
  }

  /** Where the webhook server is, as it was registered for admission; empty if it was not. */
  public Optional<WebhookAddress> registeredWebhooks() throws IOException {
    try {
      return WebhookAddress.ofRegistration(api.get(REGISTRATION));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
