package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.rayoperator.conversion.json.CompactNodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The text of a residual in an annotation: {@code {"format":1, "edits":…, "annotations":…,
 * "shape":…}} with empty parts left out; long ones as {@code deflate:} and base64 of the same.
 *
 * <p>What may be read is bounded, because anybody may write an annotation, and nothing is written
 * that would not be read.
 */
final class ResidualCodec {
  /** What etcd takes for one object; nothing honest decodes to more. */
  static final int MAX_DECODED_BYTES = 1536 * 1024;

  /**
   * A text decodes to at most so many times its length, so that a list of small objects cannot
   * become large. A text that compresses better is filled up with spaces.
   */
  static final int MAX_EXPANSION = 32;

  /** How many names, values and brackets there may be: each costs memory, however short it is. */
  static final int MAX_TOKENS = 200_000;

  /**
   * Half of what reviews may have: a residual cannot make a view that no review can hold. Edits
   * wrap what they hold, so an object can be about half as deep as this where it is edited.
   */
  static final int MAX_DEPTH = 500;

  private static final int FORMAT = 1;
  private static final String DEFLATED = "deflate:";
  private static final int COMPRESS_FROM_CHARS = 4 * 1024;
  private static final String OMITTED = "{\"format\":" + FORMAT + ",\"omitted\":true}";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Names are input of strangers: a table of them could be filled with collisions,
                  // after which the residuals of others would not be read either.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxNameLength(MAX_DECODED_BYTES)
                          .maxNumberLength(COMPRESS_FROM_CHARS)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .nodeFactory(new FiniteNumbers())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          // One residual has one text, or an update that changes nothing would change the object.
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private ResidualCodec() {}

  /** The text of {@link Residual#OMITTED}. */
  static String omitted() {
    return OMITTED;
  }

  /** The text of a residual; null if no text could be read again. */
  static @Nullable String encode(Residual residual) {
    String json = json(residual);
    if (json == null || json.length() < COMPRESS_FROM_CHARS) {
      return json;
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_DECODED_BYTES && isWithinLimits(json)
        ? shorter(json, deflate(bytes))
        : null;
  }

  private static boolean isWithinLimits(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        // The parser counts.
      }
      return true;
    } catch (IOException tooMuch) {
      return false;
    }
  }

  private static @Nullable String json(Residual residual) {
    ObjectNode envelope = CompactNodes.INSTANCE.objectNode();
    envelope.put("format", FORMAT);
    if (residual.edits() != null) {
      envelope.set("edits", residual.edits());
    }
    if (!residual.annotations().isEmpty()) {
      envelope.putObject("annotations").setAll(residual.annotations());
    }
    if (residual.shape() != AnnotationShape.USUAL) {
      envelope.put("shape", residual.shape().text());
    }
    if (residual.omitted()) {
      envelope.put("omitted", true);
    }
    try {
      return JSON.writeValueAsString(envelope);
    } catch (JsonProcessingException tooDeep) {
      return null;
    }
  }

  private static String shorter(String a, String b) {
    return a.length() <= b.length() ? a : b;
  }

  /** The residual of a text; null if it is not one, is of a later format, or exceeds a limit. */
  static @Nullable Residual decode(@Nullable String text) {
    String json = text == null ? null : text.startsWith(DEFLATED) ? inflate(text) : text;
    if (json == null || json.length() > MAX_DECODED_BYTES) {
      return null;
    }
    try {
      return JSON.readTree(json) instanceof ObjectNode envelope ? read(envelope) : null;
    } catch (JsonProcessingException | NumberFormatException e) {
      return null;
    }
  }

  /**
   * Knows no numbers that the API server cannot read: one of them in an answer fails the whole
   * review.
   */
  private static final class FiniteNumbers extends CompactNodes {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueNode numberNode(BigDecimal value) {
      requireFinite(value);
      return super.numberNode(value);
    }

    @Override
    public ValueNode numberNode(BigInteger value) {
      requireFinite(value);
      return super.numberNode(value);
    }

    private static void requireFinite(Number value) {
      if (!Double.isFinite(value.doubleValue())) {
        throw new NumberFormatException("too large for any reader");
      }
    }
  }

  private static @Nullable Residual read(ObjectNode envelope) {
    if (envelope.path("format").asInt() != FORMAT) {
      return null;
    }
    Map<String, JsonNode> annotations = new LinkedHashMap<>();
    envelope
        .path("annotations")
        .properties()
        .forEach(e -> annotations.put(e.getKey(), e.getValue()));
    return new Residual(
        envelope.get("edits") instanceof ObjectNode edits ? edits : null,
        annotations,
        AnnotationShape.parse(envelope.path("shape").textValue()),
        envelope.path("omitted").asBoolean(false));
  }

  private static String deflate(byte[] json) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(json);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(json.length / 2);
      byte[] buffer = new byte[8 * 1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      String text = DEFLATED + Base64.getEncoder().encodeToString(out.toByteArray());
      return text + " ".repeat(Math.max(0, json.length / MAX_EXPANSION + 1 - text.length()));
    } finally {
      deflater.end();
    }
  }

  private static @Nullable String inflate(String text) {
    int limit = (int) Math.min(MAX_DECODED_BYTES, (long) text.length() * MAX_EXPANSION);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(
          Base64.getDecoder().decode(text.stripTrailing().substring(DEFLATED.length())));
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(limit, text.length() * 2));
      byte[] buffer = new byte[8 * 1024];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || out.size() + count > limit) {
          return null;
        }
        out.write(buffer, 0, count);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
