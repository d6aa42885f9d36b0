package io.rayoperator.conversion.residual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualAnnotationTest {
  private static final String KEY = "conversion.ray.io/v1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static Residual residual(JsonNode value) {
    ObjectNode edits = JSON.objectNode();
    edits.putObject("+").set("field", value);
    return new Residual(edits, Map.of(), AnnotationShape.USUAL, false);
  }

  private static ObjectNode object(int annotationBytes) {
    ObjectNode object = JSON.objectNode();
    ObjectNode annotations = object.putObject("metadata").putObject("annotations");
    if (annotationBytes > 0) {
      annotations.put("a", "x".repeat(annotationBytes - 1));
    }
    return object;
  }

  private static @Nullable Residual read(@Nullable JsonNode value) {
    ObjectNode object = object(0);
    object.withObject("/metadata/annotations").set(KEY, value);
    return ResidualAnnotation.of(object, KEY).residual();
  }

  private static String written(Residual residual, int annotationBytes) {
    JsonNode value = ResidualAnnotation.value(residual, object(annotationBytes), KEY);
    return value == null ? "" : value.textValue();
  }

  private static JsonNode nested(int depth) {
    JsonNode value = JSON.arrayNode();
    for (int i = 1; i < depth; i++) {
      value = JSON.arrayNode().add(value);
    }
    return value;
  }

  private static String deflated(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return "deflate:" + Base64.getEncoder().encodeToString(out.toByteArray());
  }

  @Test
  void shortResidualIsPlainJsonAndALongOneIsCompressed() {
    assertThat(written(residual(JSON.textNode("short")), 0))
        .isEqualTo("{\"edits\":{\"+\":{\"field\":\"short\"}},\"format\":1}");
    assertThat(written(residual(JSON.textNode("long ".repeat(1000))), 0))
        .startsWith("deflate:")
        .hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4_000, 4_100, 100_000, 1_500_000})
  void whatIsWrittenIsReadAgainHoweverWellItCompresses(int length) {
    Residual residual = residual(JSON.textNode("ü".repeat(length / 2)));
    assertThat(read(TextNode.valueOf(written(residual, 0)))).isEqualTo(residual);
  }

  @Test
  void textThatCompressesTooWellIsFilledUpSoThatItPaysForItsLength() {
    String text = written(residual(JSON.textNode("x".repeat(1_000_000))), 0);
    assertThat(text).startsWith("deflate:").endsWith("   ");
    assertThat(text.length()).isGreaterThanOrEqualTo(1_000_000 / ResidualCodec.MAX_EXPANSION);
    assertThat(read(TextNode.valueOf(text.strip()))).isNull();
  }

  @Test
  void residualThatIsTooLargeTooDeepOrOfTooManyPartsIsMarkedAsLeftOut() {
    String omitted = "{\"format\":1,\"omitted\":true}";
    assertThat(written(residual(JSON.textNode("x".repeat(ResidualCodec.MAX_DECODED_BYTES))), 0))
        .isEqualTo(omitted);
    assertThat(written(residual(nested(ResidualCodec.MAX_DEPTH)), 0)).isEqualTo(omitted);
    ArrayNode many = JSON.arrayNode();
    for (int i = 0; i < ResidualCodec.MAX_TOKENS; i++) {
      many.add(1);
    }
    assertThat(written(residual(many), 0)).isEqualTo(omitted);
    assertThat(written(residual(nested(ResidualCodec.MAX_DEPTH - 10)), 0)).startsWith("{\"edits\"");
  }

  @Test
  void residualThatDoesNotFitBesideTheOthersIsMarkedAndWithoutRoomForTheMarkThereIsNone() {
    Residual residual = residual(JSON.textNode("x".repeat(3_000)));
    int needed = KEY.length() + written(residual, 0).length();
    assertThat(written(residual, Annotations.MAX_TOTAL_BYTES - needed)).startsWith("{\"edits\"");
    assertThat(written(residual, Annotations.MAX_TOTAL_BYTES - needed + 1))
        .isEqualTo("{\"format\":1,\"omitted\":true}");
    assertThat(written(residual, Annotations.MAX_TOTAL_BYTES - 20)).isEmpty();
  }

  /** A parser that remembers names gives up when many have one hash, also for the next residual. */
  @Test
  void namesThatWereChosenToCollideSpoilNoResidual() {
    for (int round = 0; round < 4; round++) {
      ObjectNode names = JSON.objectNode();
      for (int i = 0; i < 1024; i++) {
        StringBuilder name = new StringBuilder("x".repeat(round));
        for (int bit = 0; bit < 10; bit++) {
          name.append((i >> bit & 1) == 0 ? "Ab" : "BA"); // 33 * 'A' + 'b' = 33 * 'B' + 'A'
        }
        names.put(name.toString(), i);
      }
      Residual residual = residual(names);
      assertThat(read(TextNode.valueOf(written(residual, 0)))).isEqualTo(residual);
    }
  }

  @Test
  void manySmallAnnotationsCountAsWhatTheyAre() {
    ObjectNode object = object(0);
    for (int i = 0; i < 100; i++) {
      object.withObject("/metadata/annotations").put("a" + i, "x".repeat(2_000));
    }
    Residual residual = residual(JSON.textNode("value"));
    JsonNode value = ResidualAnnotation.value(residual, object, KEY);
    assertThat(read(value)).isEqualTo(residual);
    assertThat(Annotations.freeBytes(object, "a0"))
        .isEqualTo(Annotations.MAX_TOTAL_BYTES - 99 * 2_000 - 10 * 2 - 90 * 3 + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "text",
        "{\"format\":2}",
        "{\"format\":\"x\"}",
        "{\"format\":1}x",
        "{\"format\":1",
        "{\"format\":1,\"a\":1e99999999999}",
        "{\"format\":1,\"a\":1e400}",
        "{\"format\":1,\"a\":-1.5e999999999}",
        "deflate:",
        "deflate:%%%",
        "deflate:AAAA",
        "deflate:eJw=",
        "\u0000",
        "{\"format\":1,\"\\uD800\":"
      })
  void garbageCannotBeRead(String text) {
    assertThat(read(TextNode.valueOf(text))).isNull();
    assertThat(ResidualAnnotation.isReadable(TextNode.valueOf(text))).isFalse();
  }

  @Test
  void partsOfWrongTypesAreAbsentParts() {
    assertThat(
            read(
                TextNode.valueOf(
                    "{\"format\":1,\"edits\":7,\"annotations\":[1],\"shape\":{},\"omitted\":\"x\"}")))
        .isEqualTo(Residual.EMPTY);
  }

  @Test
  void valueThatIsNoTextCannotBeRead() {
    assertThat(read(JSON.numberNode(1))).isNull();
    assertThat(read(JSON.objectNode())).isNull();
    ObjectNode object = object(0);
    object.withObject("/metadata/annotations").putNull(KEY);
    assertThat(ResidualAnnotation.of(object, KEY).isUnreadable()).isTrue();
    assertThat(ResidualAnnotation.of(object(0), KEY).isUnreadable()).isFalse();
  }

  /** Each is small, and would be hundreds of megabytes in memory. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "[],", "{},", "{\"a\":{}},", "1,", "\"\",", "["})
  void bombTakesLittleMemory(String part) {
    String json =
        "{\"format\":1,\"edits\":{\"+\":{\"a\":[" + part.repeat(20_000_000 / part.length());
    String bomb = deflated(json.substring(0, json.length() - 1) + "]}}}");
    // The largest that is looked at: what exceeds the expansion is given up at once.
    String padded =
        bomb + " ".repeat(ResidualCodec.MAX_DECODED_BYTES / ResidualCodec.MAX_EXPANSION);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(ResidualAnnotation.isReadable(TextNode.valueOf(padded))).isFalse();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(32L * ResidualCodec.MAX_DECODED_BYTES);
  }
}
