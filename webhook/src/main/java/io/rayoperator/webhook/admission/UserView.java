package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.FieldPath;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.FieldPaths;

/** Calls fields as the user of a request does. */
record UserView(FieldPaths paths, ObjectNode hub, ApiVersion userVersion) {

  String nameOf(FieldPath field) {
    return userVersion == ApiVersion.V1
        ? field.toString()
        : paths.inUserLayout(hub, field.toJsonPointer());
  }

  /** The name of an object, or the beginning of the name that it will get. */
  static String nameOf(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("name").asText(metadata.path("generateName").asText());
  }
}
