package io.rayoperator.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Rights that nobody used in any of the other tests, which come first. */
@Order(Integer.MAX_VALUE)
class RightsIT {

  private static final Path CONFIG = Repository.root().resolve("config");

  /** Products that were looked at when all tests ran. */
  private static final int ALL_TESTS = 9;

  private static final Map<String, List<String>> ROLES =
      Map.of(
          "controller-manager",
          List.of(
              "rbac/controller-manager/role.yaml",
              "rbac/leader_election.yaml",
              "rbac/metrics.yaml"),
          "webhook-server",
          List.of("overlays/self-managed-certs/rights.yaml", "rbac/metrics.yaml"));

  @Test
  void everyRightIsUsedOrHasAReason() throws IOException {
    assumeTrue(
        UsedRights.looks() >= ALL_TESTS
            && UsedRights.all().stream().anyMatch(right -> right.startsWith("webhook-server")),
        "Skipped: it needs the other system tests before it, and they need root");
    Set<String> granted = granted();
    Set<String> unused = new TreeSet<>(granted);
    unused.removeAll(UsedRights.all());
    Map<String, String> reasons = reasons();

    System.out.printf(
        "Rights: %d granted, %d used; unused:%n", granted.size(), granted.size() - unused.size());
    Set<String> unexplained = new TreeSet<>();
    for (String right : unused) {
      String reason =
          reasons.entrySet().stream()
              .filter(entry -> Pattern.matches(entry.getKey(), right))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("");
      System.out.printf("  %-50s %s%n", right, reason);
      if (reason.isEmpty()) {
        unexplained.add(right);
      }
    }
    assertThat(unexplained).as("unused, and no reason in unused-rights.txt").isEmpty();
    assertThat(reasons.keySet())
        .as("each reason is for a right that is granted")
        .allMatch(reason -> granted.stream().anyMatch(matching(reason)));
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  /** Such as {@code controller-manager pods create}. */
  private static Set<String> granted() throws IOException {
    Set<String> granted = new TreeSet<>();
    for (Map.Entry<String, List<String>> account : ROLES.entrySet()) {
      for (String file : account.getValue()) {
        for (JsonNode rule : rules(Files.readString(CONFIG.resolve(file)))) {
          for (JsonNode resource : rule.path("resources")) {
            for (JsonNode verb : rule.path("verbs")) {
              granted.add(account.getKey() + " " + resource.asText() + " " + verb.asText());
            }
          }
        }
      }
    }
    return granted;
  }

  private static List<JsonNode> rules(String manifests) {
    return Stream.of(manifests.split("(?m)^---$", -1))
        .map(document -> Serialization.unmarshal(document, JsonNode.class))
        .flatMap(object -> object.path("rules").valueStream())
        .toList();
  }

  /** Lines of {@code PATTERN: REASON}. */
  private static Map<String, String> reasons() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(RightsIT.class.getResourceAsStream("unused-rights.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split(": ", 2))
          .collect(toMap(line -> line[0], line -> line[1], (one, other) -> one, TreeMap::new));
    }
  }
}
