package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands for the labels and annotations that the user gave the cluster. Ray 1.2's guide lets users
 * restart Ray by adding one ({@code try: again}); those that tools write and change by themselves
 * must not.
 */
final class RestartStamp {

  private static final List<String> TOOLS =
      List.of(
          "k8s.io",
          "kubernetes.io",
          "helm.sh",
          "kopf.zalando.org",
          "kopf.dev",
          "argoproj.io",
          "fluxcd.io",
          "cattle.io",
          "ray.io");

  private static final int BYTES = 5;

  private RestartStamp() {}

  /** Ten digits; empty if there are no such labels and annotations. */
  static String of(JsonNode metadata) {
    Map<String, String> users = new TreeMap<>();
    collect(metadata.path("labels"), "label ", users);
    collect(metadata.path("annotations"), "annotation ", users);
    return users.isEmpty() ? "" : digits(users.toString());
  }

  private static void collect(JsonNode from, String prefix, Map<String, String> users) {
    from.properties()
        .forEach(
            entry -> {
              if (isUsers(entry.getKey())) {
                users.put(prefix + entry.getKey(), entry.getValue().asText(""));
              }
            });
  }

  private static boolean isUsers(String key) {
    int slash = key.indexOf('/');
    String domain = slash < 0 ? "" : key.substring(0, slash);
    // Charts write these two without a domain.
    return !key.equals("chart")
        && !key.equals("heritage")
        && TOOLS.stream().noneMatch(tool -> domain.equals(tool) || domain.endsWith("." + tool));
  }

  private static String digits(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      StringBuilder digits = new StringBuilder();
      for (int i = 0; i < BYTES; i++) {
        digits.append("%02x".formatted(hash[i]));
      }
      return digits.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
