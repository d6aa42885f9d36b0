package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.FieldPath;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.FieldPaths;
import io.rayoperator.conversion.HubView;

/** Calls fields of an object as the user of a request does. */
record UserView(HubView object, ApiVersion userVersion) {

  String nameOf(FieldPath field) {
    return userVersion == ApiVersion.V1
        ? field.toString()
        : paths().inUserLayout(field.toJsonPointer());
  }

  FieldPaths paths() {
    return new FieldPaths(object);
  }

  /** The name of an object, or the beginning of the name that it will get. */
  static String nameOf(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("name").asText(metadata.path("generateName").asText());
  }
}
