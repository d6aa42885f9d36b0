package io.rayoperator.config.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.CommandResult;
import io.rayoperator.testing.CommandRun;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alerts of config/prometheus, evaluated by Prometheus' own tool. */
class AlertsTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path RULES = Repository.root().resolve("config/prometheus/rules.yaml");
  private static final Path CASES =
      Path.of("src/test/resources/io/rayoperator/config/prometheus/alerts.yaml");

  /** The first run may have to build it. */
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  @TempDir Path directory;

  @Test
  void rulesAreRight() throws IOException {
    write(Files.readString(RULES));

    assertThat(promtool("check", "rules", "--lint=all", "--lint-fatal", "rules.yaml").succeeds())
        .extracting(CommandResult::stdout)
        .asString()
        .contains("SUCCESS: " + alerts().size() + " rules found");
  }

  @Test
  void alertsFireWhenTheyShallAndOnlyThen() throws IOException {
    write(Files.readString(RULES));

    promtool("test", "rules", "alerts.yaml").succeeds();
  }

  @Test
  void everyAlertIsSeenFiringAndSilent() throws IOException {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode test : YAML.readTree(CASES.toFile()).path("tests")) {
      for (JsonNode alert : test.path("alert_rule_test")) {
        (alert.path("exp_alerts").isEmpty() ? silent : firing)
            .add(alert.path("alertname").asText());
      }
    }
    assertThat(firing).isEqualTo(alerts());
    assertThat(silent).isEqualTo(alerts());
  }

  /** The cases notice each of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent(ray_operator_webhook_certificate  | count(ray_operator_webhook_certificate",
        "for: 2m                                  | for: 20m",
        "< 7 * 86400                              | < 6 * 86400",
        "< 7 * 86400                              | < 8 * 86400",
        "reloads_total{result=\"failure\"}[15m]   | reloads_total[15m]",
        "reloads_total{result=\"failure\"}[15m]   | reloads_total{result=\"failure\"}[40m]",
        "conversions_total{result=\"failure\"}    | conversions_total",
        "sum by (le, webhook)                     | sum by (le)",
        "review_seconds_bucket[5m]))) > 1         | review_seconds_bucket[5m]))) > 5",
        "max(leader_election_master_status        | min(leader_election_master_status",
        "or max(leader_election_master_status     | and max(leader_election_master_status",
        "'{controller=~\"raycluster|legacy-raycluster\"}' | ''",
        "'controller=~\"raycluster|legacy-raycluster\"' | 'controller=\"raycluster\"'",
        "> 0.1                                    | > 0.01",
        "> 0.1                                    | > 0.3",
        "'{name=~\"raycluster|legacy-raycluster\"}' | ''",
        "> 120                                    | > 110",
        "[10m]))) > 5                             | [10m]))) > 1",
        "[10m]))) > 5                             | [10m]))) > 10",
        "humanizePercentage                       | humanize",
        "severity: info                           | severity: warning",
      })
  void mistakesInThemAreNoticed(String right, String wrong) throws IOException {
    String rules = Files.readString(RULES);
    assertThat(rules).contains(right);
    write(rules.replace(right, wrong));

    assertThat(promtool("test", "rules", "alerts.yaml").fails().stderr()).contains("FAILED");
  }

  @Test
  void whatIsNoExpressionIsRefused() throws IOException {
    write(Files.readString(RULES).replace("> 0.1", "> 0.1)"));

    assertThat(promtool("check", "rules", "rules.yaml").fails().stderr())
        .contains("could not parse expression");
  }

  private static Set<String> alerts() throws IOException {
    Set<String> alerts = new TreeSet<>(YAML.readTree(RULES.toFile()).findValuesAsText("alert"));
    assertThat(alerts).isNotEmpty();
    return alerts;
  }

  /** As Prometheus reads them, which knows no objects of Kubernetes; and the cases beside them. */
  private void write(String rules) throws IOException {
    JsonNode spec = YAML.readTree(rules).path("spec");
    for (JsonNode annotations : spec.findValues("annotations")) {
      ((ObjectNode) annotations).remove("description");
    }
    YAML.writeValue(directory.resolve("rules.yaml").toFile(), spec);
    Files.copy(CASES, directory.resolve("alerts.yaml"));
  }

  private CommandResult promtool(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Repository.root().resolve("dev/promtool").toString()));
    for (String argument : arguments) {
      command.add(argument.endsWith(".yaml") ? directory.resolve(argument).toString() : argument);
    }
    return new CommandRun("promtool " + String.join(" ", arguments), command, "", Map.of(), TIMEOUT)
        .await();
  }
}
