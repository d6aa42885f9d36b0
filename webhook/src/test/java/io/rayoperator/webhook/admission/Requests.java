package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.admission.AdmissionRequest.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Admission requests for tests, as the API server makes them. */
public final class Requests {

  static final RayClusterConverter CONVERTER = RayClusterConverter.create();

  private static final ObjectMapper YAML = new YAMLMapper();

  private Requests() {}

  public static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The creation of an object in the version of its apiVersion. */
  static AdmissionRequest creation(ObjectNode object) {
    return new AdmissionRequest(Operation.CREATE, version(object), "", hub(object), null);
  }

  /** The replacement of a v1 object by one in the version of its apiVersion. */
  static AdmissionRequest replacement(
      ObjectNode storedHub, ObjectNode object, String fieldManager) {
    return new AdmissionRequest(
        Operation.UPDATE, version(object), fieldManager, hub(object), storedHub);
  }

  static ObjectNode hub(ObjectNode object) {
    return CONVERTER.convert(object, ApiVersion.V1);
  }

  private static ApiVersion version(ObjectNode object) {
    @Nullable ApiVersion version = ApiVersion.parse(object.path("apiVersion").textValue());
    if (version == null) {
      throw new IllegalArgumentException("No version of ours: " + object.path("apiVersion"));
    }
    return version;
  }
}
