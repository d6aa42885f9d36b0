package io.rayoperator.webhook.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.metrics.ConversionMetrics;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionReviewHandlerTest {

  private static final String OBJECT =
      """
      {"apiVersion": "ray.io/v1alpha1", "kind": "RayCluster", "metadata": {"name": "c%d"},
       "spec": {"rayVersion": "2.50.0", "headGroupSpec": {"rayStartParams": {}, "template": {}}}}""";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ConversionReviewHandler handler =
      new ConversionReviewHandler(
          RayClusterConverter.create()::convert, new ConversionMetrics(registry));

  private static String review(String objects) {
    return """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
         "request": {"uid": "u-1", "desiredAPIVersion": "ray.io/v1", "objects": [%s]}}
        """
        .formatted(objects);
  }

  private JsonNode answer(String review) throws IOException, MalformedReviewException {
    return ReviewJson.MAPPER.readTree(handler.handle(review.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void answersInTheFormOfTheApiServer() throws Exception {
    JsonNode answer = answer(review(OBJECT.formatted(1)));
    assertThat(answer.path("kind").asText()).isEqualTo("ConversionReview");
    assertThat(answer.path("apiVersion").asText()).isEqualTo("apiextensions.k8s.io/v1");
    assertThat(answer.at("/response/uid").asText()).isEqualTo("u-1");
    assertThat(answer.at("/response/result"))
        .isEqualTo(ReviewJson.MAPPER.readTree("{\"status\": \"Success\"}"));
    assertThat(answer.at("/response/convertedObjects")).hasSize(1);
  }

  @Test
  void convertsManyObjectsInTheirOrder() throws Exception {
    String objects =
        IntStream.range(0, 1000).mapToObj(OBJECT::formatted).collect(Collectors.joining(","));
    JsonNode converted = answer(review(objects)).at("/response/convertedObjects");
    assertThat(converted).hasSize(1000);
    assertThat(IntStream.range(0, 1000))
        .allMatch(i -> converted.get(i).at("/metadata/name").asText().equals("c" + i))
        .allMatch(i -> converted.get(i).path("apiVersion").asText().equals("ray.io/v1"));
    assertThat(
            registry
                .counter(
                    "ray.operator.webhook.conversions",
                    "from",
                    "v1alpha1",
                    "to",
                    "v1",
                    "result",
                    "success")
                .count())
        .isEqualTo(1000);
  }

  @Test
  void orderOfTheReviewsFieldsDoesNotMatter() throws Exception {
    JsonNode answer =
        answer(
            "{\"request\": {\"objects\": ["
                + OBJECT.formatted(7)
                + "], \"extra\": {\"objects\": [1]}, \"desiredAPIVersion\": \"ray.io/v1\", \"uid\": \"u-2\"},"
                + " \"apiVersion\": \"apiextensions.k8s.io/v1\"}");
    assertThat(answer.at("/response/uid").asText()).isEqualTo("u-2");
    assertThat(answer.at("/response/convertedObjects/0/metadata/name").asText()).isEqualTo("c7");
  }

  @Test
  void noObjectsConvertToNone() throws Exception {
    assertThat(answer(review("")).at("/response/result/status").asText()).isEqualTo("Success");
    assertThat(
            answer("{\"request\": {\"uid\": \"u\", \"desiredAPIVersion\": \"ray.io/v1\"}}")
                .at("/response/convertedObjects"))
        .isEmpty();
  }

  @Test
  void objectThatIsAllWrongDoesNotSpoilTheOthers() throws Exception {
    String wrong =
        """
        {"apiVersion": "ray.io/v1alpha1", "kind": 7, "metadata": [], "spec": {"headGroupSpec": 3000000000000,
         "extensions": "x", "workerGroupSpecs": [null, 1, {"replicas": "many"}]}, "status": false}""";
    JsonNode answer = answer(review(OBJECT.formatted(1) + "," + wrong + "," + OBJECT.formatted(2)));
    assertThat(answer.at("/response/result/status").asText()).isEqualTo("Success");
    assertThat(answer.at("/response/convertedObjects")).hasSize(3);
  }

  @Test
  void numbersAndNullsComeBackAsTheyWere() throws Exception {
    String object =
        """
        {"apiVersion":"ray.io/v1","kind":"RayCluster","metadata":{"name":"a"},"spec":{"x":1.0,"y":1e3,"z":null,
        "big":123456789012345678901234567890,"empty":{},"none":[]}}"""
            .replace("\n", "");
    String answer =
        new String(
            handler.handle(review(object).getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    assertThat(answer)
        .contains("\"x\":1.0")
        .contains("\"y\":1E+3")
        .contains("\"z\":null")
        .contains("\"big\":123456789012345678901234567890")
        .contains("\"empty\":{}")
        .contains("\"none\":[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ray.io/v2", "apps/v1", ""})
  void unknownDesiredVersionIsAFailureThatNamesIt(String version) throws Exception {
    JsonNode answer =
        answer(
            "{\"request\": {\"uid\": \"u\", \"desiredAPIVersion\": \"%s\", \"objects\": []}}"
                .formatted(version));
    assertThat(answer.at("/response/uid").asText()).isEqualTo("u");
    assertThat(answer.at("/response/result/status").asText()).isEqualTo("Failure");
    assertThat(answer.at("/response/result/message").asText())
        .isEqualTo("RayClusters have no version " + version);
    assertThat(answer.at("/response/result/code").asInt()).isEqualTo(500);
  }

  @Test
  void objectOfAnotherVersionIsAFailureThatNamesTheObject() throws Exception {
    JsonNode answer =
        answer(
            review(
                "{\"apiVersion\": \"ray.io/v9\", \"kind\": \"RayCluster\", \"metadata\": {\"namespace\": \"n\", \"name\":"
                    + " \"a\"}}"));
    assertThat(answer.at("/response/result/message").asText())
        .isEqualTo("RayCluster n/a: RayClusters have no version \"ray.io/v9\"");
    assertThat(answer.at("/response/convertedObjects")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "[]", "\"text\""})
  void itemThatIsNoObjectIsAFailure(String item) throws Exception {
    assertThat(answer(review(item)).at("/response/result/message").asText())
        .isEqualTo("An item of request.objects is no object");
  }

  @Test
  void objectThatIsNestedTooDeeplyIsAFailureThatNamesItAndThePlace() throws Exception {
    String deep =
        "{\"apiVersion\": \"ray.io/v1\", \"kind\": \"RayCluster\", \"metadata\": {\"namespace\": \"n\", \"name\": \"deep\"},"
            + " \"spec\": {\"a\": [0, "
            + "[".repeat(1500)
            + "]".repeat(1500)
            + "]}}";
    assertThat(
            answer(review(OBJECT.formatted(1) + "," + deep))
                .at("/response/result/message")
                .asText())
        .isEqualTo(
            "RayCluster n/deep cannot be read at spec.a[1][0][0][0][0][0]…: it is nested more than 1000 levels deep");
  }

  @Test
  void longNamesAndTextsAreRead() throws Exception {
    String object =
        OBJECT
            .formatted(1)
            .replace("\"rayVersion\"", "\"" + "k".repeat(100_000) + "\": 1, \"rayVersion\"");
    assertThat(answer(review(object)).at("/response/result/status").asText()).isEqualTo("Success");
  }

  /** A few bytes of forged residual in each of many objects must not become gigabytes. */
  @Test
  void reviewOfManyBombsIsAnsweredWithinAFewTimesItsSize() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(
          ("{\"format\":1,\"edits\":{\"+\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}}")
              .getBytes(StandardCharsets.UTF_8));
    }
    String bomb =
        OBJECT
            .replace("v1alpha1", "v1")
            .replace(
                "\"c%d\"",
                "\"c%d\", \"annotations\": {\"conversion.ray.io/v1alpha1\": \"deflate:"
                    + Base64.getEncoder().encodeToString(out.toByteArray())
                    + "\"}");
    byte[] review =
        review(IntStream.range(0, 1000).mapToObj(bomb::formatted).collect(Collectors.joining(",")))
            .replace(
                "\"desiredAPIVersion\": \"ray.io/v1\"",
                "\"desiredAPIVersion\": \"ray.io/v1alpha1\"")
            .getBytes(StandardCharsets.UTF_8);
    byte[] answer = handler.handle(review);
    assertThat(ReviewJson.MAPPER.readTree(answer).at("/response/convertedObjects")).hasSize(1000);
    assertThat(answer.length).isLessThan(2 * review.length);
  }

  @Test
  void damageBehindTheEnvelopeIsAFailureWithTheUid() throws Exception {
    JsonNode answer =
        answer(
            "{\"apiVersion\": \"a/v1\", \"request\": {\"uid\": \"u\", \"desiredAPIVersion\": \"ray.io/v1\", \"objects\": [{\"a\": ");
    assertThat(answer.at("/response/uid").asText()).isEqualTo("u");
    assertThat(answer.at("/response/result/status").asText()).isEqualTo("Failure");
  }

  @Test
  void mistakeInTheConverterIsAFailureThatNamesTheObject() throws Exception {
    ConversionReviewHandler broken =
        new ConversionReviewHandler(
            ConversionReviewHandlerTest::fail, new ConversionMetrics(registry));
    JsonNode answer =
        ReviewJson.MAPPER.readTree(
            broken.handle(review(OBJECT.formatted(3)).getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.at("/response/result/message").asText())
        .isEqualTo("RayCluster /c3 cannot be converted to ray.io/v1: mistake");
    assertThat(
            registry
                .counter(
                    "ray.operator.webhook.conversions",
                    "from",
                    "v1alpha1",
                    "to",
                    "v1",
                    "result",
                    "failure")
                .count())
        .isEqualTo(1);
  }

  private static ObjectNode fail(ObjectNode object, ApiVersion desired) {
    throw new IllegalStateException("mistake");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"request\": 1}",
        "{\"request\": {\"uid\": \"u\"}}",
        "{\"request\": {\"uid\": 5, \"desiredAPIVersion\": \"ray.io/v1\"}}",
        "not json"
      })
  void bodyWithoutAnEnvelopeIsMalformed(String body) {
    assertThatThrownBy(() -> answer(body))
        .isInstanceOf(MalformedReviewException.class)
        .hasMessageStartingWith("The body is not a ConversionReview: ");
  }
}
