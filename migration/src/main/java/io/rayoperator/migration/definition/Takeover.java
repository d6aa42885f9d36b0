package io.rayoperator.migration.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;

/**
 * Computes what a definition becomes. The result is meant for a PUT: it holds the resource version
 * of the definition that it was computed from, so it is refused if anybody else was faster.
 *
 * <p>Schema and conversion change in one request. In between, the API server would translate by
 * changing the version's name only, and drop what the other version does not know.
 */
public final class Takeover {

  /** What generators leave behind; it would be a lie on ours. */
  private static final String GENERATOR = "controller-gen.kubebuilder.io/version";

  private Takeover() {}

  /** Our versions and conversion by our server, under the identity and labels of the former. */
  public static Definition of(Definition former, Definition ours, WebhookAddress webhooks) {
    ObjectNode taken = editable(former);
    ObjectNode spec = (ObjectNode) taken.get("spec");
    spec.set("versions", ours.tree().at("/spec/versions"));
    if (ours.tree().at("/spec/names") instanceof ObjectNode names) {
      spec.withObjectProperty("names").setAll(names);
    }
    if (taken.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove(GENERATOR);
    }
    webhooks.writeInto(taken);
    return new Definition(taken);
  }

  /** The same versions, converted by our server. */
  public static Definition converting(Definition current, WebhookAddress webhooks) {
    ObjectNode converting = editable(current);
    webhooks.writeInto(converting);
    return new Definition(converting);
  }

  /**
   * What a definition becomes when the API server turns out not to reach the webhook server. The
   * former spec comes back, if it could serve everything that may be stored by now; else only
   * conversion is switched off.
   */
  public static Definition undone(Definition current, Definition former) {
    ObjectNode undone = editable(current);
    if (former.serves(ApiGroup.V1)) {
      undone.set("spec", former.tree().get("spec").deepCopy());
      JsonNode annotations = former.tree().at("/metadata/annotations");
      ObjectNode metadata = (ObjectNode) undone.get("metadata");
      metadata.set(
          "annotations",
          annotations.isObject() ? annotations.deepCopy() : JsonNodeFactory.instance.objectNode());
    } else {
      ((ObjectNode) undone.get("spec"))
          .set("conversion", JsonNodeFactory.instance.objectNode().put("strategy", "None"));
    }
    return new Definition(undone);
  }

  /** A request without managed fields keeps those that are stored. */
  private static ObjectNode editable(Definition definition) {
    ObjectNode copy = definition.tree().deepCopy();
    ((ObjectNode) copy.get("metadata")).remove("managedFields");
    return copy;
  }
}
