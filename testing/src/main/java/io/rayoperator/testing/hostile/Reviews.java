package io.rayoperator.testing.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies of requests for conversion, good and bad ones. */
final class Reviews {

  private Reviews() {}

  /** A review of one small RayCluster, to be shown in v1alpha1. */
  static String good() {
    return withReplicas("1");
  }

  /** The same with a text in the place of a number. */
  static String withReplicas(String replicas) {
    return """
    {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
     "request": {"uid": "u", "desiredAPIVersion": "ray.io/v1alpha1", "objects": [
       {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {"name": "a", "namespace": "b"},
        "spec": {"headGroupSpec": {"rayStartParams": {}, "template": {"spec": {"containers": [
          {"name": "h", "image": "i"}]}}},
          "workerGroupSpecs": [{"groupName": "w", "replicas": %s, "minReplicas": 0, "maxReplicas": 5,
            "rayStartParams": {}, "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}}]}}]}}
    """
        .formatted(replicas);
  }

  static List<byte[]> malformed() {
    String good = good();
    return List.of(
        bytes(""),
        bytes("{"),
        bytes("[]"),
        bytes("null"),
        bytes("{\"request\":"),
        bytes("{\"request\": {\"uid\": 1, \"objects\": {}}}"),
        bytes(good.substring(0, good.length() / 2)),
        bytes(good.replace("\"objects\"", "\"objects\":")));
  }

  /** A lone continuation byte, an overlong form, half of a surrogate pair, a cut sequence. */
  static List<byte[]> notUtf8() {
    return List.of(
        inName(0x80), inName(0xC0, 0x80), inName(0xED, 0xA0, 0x80), inName(0xF0, 0x9F, 0x98));
  }

  private static byte[] inName(int... name) {
    String good = good();
    int at = good.indexOf("\"a\"") + 1;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes(good.substring(0, at)));
    for (int b : name) {
      body.write(b);
    }
    body.writeBytes(bytes(good.substring(at)));
    return body.toByteArray();
  }

  /** A list in a list in a list …, in the place of a number. */
  static byte[] nested(int levels) {
    return bytes(withReplicas("[".repeat(levels) + "]".repeat(levels)));
  }

  /** Numbers that take long to read, or much room, for those who look at their value. */
  static List<byte[]> hugeNumbers() {
    return List.of(
        bytes(withReplicas("1e999999999")),
        bytes(withReplicas("-1e-999999999")),
        bytes(withReplicas("9".repeat(100_000))),
        bytes(withReplicas("0." + "3".repeat(100_000))));
  }

  static byte[] compressed(byte[] body) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
