package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.api.v1.validation.FieldPath;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Rule;
import io.rayoperator.api.v1.validation.Severity;
import io.rayoperator.api.v1.validation.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule holds at a real API server, and takes what comes close: its own example is refused or
 * warned of in its words, and a manifest beside it, from the {@link Corpus} or from {@code
 * rules/accepted.yaml}, breaks no rule.
 */
class EveryRuleIT extends WithWebhooks {

  private static final ObjectMapper YAML = new YAMLMapper();

  /**
   * In the schema of KubeRay's layouts, env is a map by name; only templates of older layouts are
   * opaque.
   */
  private static final String UNREACHABLE_IN_V1 = "variable-set-once";

  private static final Map<String, Integer> COUNTS = new TreeMap<>();
  private static final JsonNode UPDATES = updates();

  /** Valid manifests by the rule that they come close to. */
  private static final Map<String, List<ObjectNode>> NEAR = near();

  private static JsonNode updates() {
    try (var stream = EveryRuleIT.class.getResourceAsStream("rules/updates.yaml")) {
      return YAML.readTree(Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Rule> rules() {
    return RayClusterValidator.rules().stream().flatMap(chapter -> chapter.rules().stream());
  }

  static List<Rule> rulesOfUpdates() {
    return rules().filter(rule -> !rule.example().contains(":\n")).toList();
  }

  static List<Rule> errors() {
    return rulesOfOneObject(Severity.ERROR);
  }

  static List<Rule> warnings() {
    return rulesOfOneObject(Severity.WARNING).stream()
        .filter(rule -> !rule.id().equals(UNREACHABLE_IN_V1))
        .toList();
  }

  private static List<Rule> rulesOfOneObject(Severity severity) {
    return rules()
        .filter(rule -> rule.severity() == severity && rule.example().contains(":\n"))
        .toList();
  }

  static List<Rule> all() {
    return rules().toList();
  }

  @AfterAll
  static void printCounts() {
    System.out.printf("rules at the API server, of %d: %s%n", rules().count(), COUNTS);
  }

  /** By the webhook in the rule's words, or before that by the schema, which says the same. */
  @ParameterizedTest
  @MethodSource("errors")
  void exampleIsRefused(Rule rule) {
    ObjectNode example = ValidManifest.changed(yaml(rule.example()));
    List<Violation> violations = violations(rule, example);
    assertThat(violations).isNotEmpty();

    RawApi.Answer answer = api.create(example, "?dryRun=All&fieldValidation=Strict");

    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.body().path("reason").asText()).isEqualTo("Invalid");
    assertThat(answer.body().at("/details/causes").valueStream())
        .anySatisfy(
            cause ->
                assertThat(violations)
                    .anyMatch(
                        violation -> isAbout(cause.path("field").asText(), violation.field())));
    boolean inItsWords =
        answer.body().path("message").asText().contains(violations.getFirst().detail());
    count(inItsWords ? "refused in its words" : "refused by the schema first");
  }

  /** The schema may name a whole, such as the element that is there twice, or a part. */
  private static boolean isAbout(String named, FieldPath field) {
    return named.startsWith(field.toString()) || field.toString().startsWith(named);
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void exampleIsWarnedOf(Rule rule) {
    ObjectNode example = ValidManifest.changed(yaml(rule.example()));
    List<Violation> violations = violations(rule, example);

    String said =
        kubectl
            .runWithInput(
                example.toString(), "create", "--dry-run=server", "--validate=strict", "-f-")
            .succeeds()
            .stderr();

    assertThat(violations).isNotEmpty();
    assertThat(said).contains("Warning: ", violations.getFirst().message());
    count("warned of");
  }

  @Test
  void variableThatIsSetTwiceIsWarnedOfWhereTheSchemaTakesIt() {
    CorpusCase twice =
        Corpus.valid()
            .filter(document -> document.name().equals("variable twice only warns"))
            .findFirst()
            .orElseThrow();

    assertThat(kubectl.apply(twice.manifest().toString(), "--dry-run=server").succeeds().stderr())
        .contains("Warning: spec.workerNodeSpec[0].template.spec.containers[0].env[");
    count("warned of");
  }

  @ParameterizedTest
  @MethodSource("rulesOfUpdates")
  void editThatBreaksTheRuleIsRefusedOrWarnedOfAndOneBesideItIsNot(Rule rule) {
    JsonNode pair = UPDATES.path(rule.id());
    kubectl.apply(ValidManifest.changed(pair.path("before")).toString()).succeeds();

    var edit =
        kubectl.apply(ValidManifest.changed(pair.path("breaks")).toString(), "--dry-run=server");
    if (rule.severity() == Severity.ERROR) {
      assertThat(edit.fails().stderr()).contains(pair.path("field").asText());
      count("refused as an edit");
    } else {
      edit.succeeds();
      assertThat(edit.stderr()).contains("Warning: " + pair.path("field").asText());
      count("warned of as an edit");
    }

    var beside =
        kubectl.apply(ValidManifest.changed(pair.path("keeps")).toString(), "--dry-run=server");
    beside.succeeds();
    if (rule.severity() == Severity.WARNING) {
      assertThat(beside.stderr()).doesNotContain("Warning: ");
    }
    count("accepted beside an edit");
  }

  @ParameterizedTest
  @MethodSource("all")
  void manifestThatComesCloseBreaksNoRule(Rule rule) {
    List<ObjectNode> near = NEAR.getOrDefault(rule.id(), List.of());
    assertThat(near.isEmpty() && !UPDATES.has(rule.id()))
        .as("a valid manifest that comes close")
        .isFalse();

    for (ObjectNode manifest : near) {
      assertThat(violations(rule, manifest)).isEmpty();
      api.create(manifest, "?dryRun=All&fieldValidation=Strict").object();
    }
    if (!near.isEmpty()) {
      count("accepted close to it");
    }
  }

  private static Map<String, List<ObjectNode>> near() {
    return Stream.concat(
            Corpus.valid()
                .filter(document -> !document.rule().isEmpty())
                .map(document -> Map.entry(document.rule(), document.manifest())),
            RulesOfApiServerIT.accepted()
                .map(twin -> Map.entry(twin.rule(), ValidManifest.changed(twin.change()))))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Violation> violations(Rule rule, ObjectNode manifest) {
    return RayClusterValidator.validate(manifest).stream()
        .filter(violation -> violation.rule().id().equals(rule.id()))
        .toList();
  }

  private static void count(String what) {
    COUNTS.merge(what, 1, Integer::sum);
  }
}
