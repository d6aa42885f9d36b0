package io.rayoperator.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.ConversionAnnotations;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * Any text may stand in a residual annotation. The bytes are tried as the text itself, as edits,
 * and as what a compressed text holds.
 */
public final class ResidualTarget {
  private static final String SPEC =
      """
      "metadata": {"name": "a"}, "status": {"state": "ready"}, "spec": {%s
      "headGroupSpec": {"rayStartParams": {}, "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}},
      "workerGroupSpecs": [{"groupName": "gpu", "replicas": 1}, {"groupName": "*2:gpu"}, {"groupName": "cpu"}]}}
      """;

  private static final List<ObjectNode> OBJECTS =
      List.of(
          object("{\"apiVersion\": \"ray.io/v1\", \"kind\": \"RayCluster\", " + SPEC.formatted("")),
          object(
              "{\"apiVersion\": \"ray.io/v1alpha1\", \"kind\": \"RayCluster\", "
                  + SPEC.formatted("\"rayVersion\": \"2\",")),
          object(
              """
              {"apiVersion": "ray.io/v1alpha1", "kind": "RayCluster", "metadata": {"name": "a"}, "spec": {
              "clusterName": "a", "images": {"defaultImage": "i"}, "extensions": [
              {"type": "head", "groupName": "h", "replicas": 1, "command": "ray start --head"},
              {"type": "worker", "groupName": "gpu", "replicas": 2}, {"type": "worker", "groupName": "gpu"}]}}
              """),
          ant());

  private ResidualTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    check(text);
    ObjectNode edits = TolerantJson.object(data);
    if (edits.has("format")) {
      check(edits.toString());
    } else {
      check("{\"format\":1,\"edits\":" + edits + "}");
    }
    check("deflate:" + Base64.getEncoder().encodeToString(deflated(data)));
  }

  private static void check(String text) {
    ResidualAnnotation.isReadable(TextNode.valueOf(text));
    if (text.length() > Annotations.MAX_TOTAL_BYTES) {
      return;
    }
    for (ObjectNode object : OBJECTS) {
      for (String key :
          List.of(ConversionAnnotations.V1_RESIDUAL, ConversionAnnotations.V1ALPHA1_RESIDUAL)) {
        ObjectNode forged = object.deepCopy();
        forged.withObject("/metadata").withObject("/annotations").put(key, text);
        ConversionLaws.check(forged);
      }
    }
  }

  private static byte[] deflated(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private static ObjectNode ant() {
    ObjectNode object =
        object("{\"apiVersion\": \"ray.io/v1\", \"kind\": \"RayCluster\", " + SPEC.formatted(""));
    object
        .withObject("/metadata")
        .putObject("annotations")
        .put(ConversionAnnotations.LAYOUT, "ant");
    return object;
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) ReviewJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
