package io.rayoperator.conversion.residual;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
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
 */
public final class ResidualCodec {
  private static final int FORMAT = 1;
  private static final String DEFLATED = "deflate:";
  private static final int COMPRESS_FROM_CHARS = 4 * 1024;

  /** A stored object has at most 1.5 MiB; nothing honest decodes to more. */
  private static final int MAX_DECODED_BYTES = 4 * 1024 * 1024;

  /** Deeper than what Jackson reads by default, because edits wrap what they hold. */
  private static final int MAX_DEPTH = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          // One residual has one text, or an update that changes nothing would change the object.
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private ResidualCodec() {}

  /**
   * The text of a residual.
   *
   * @param maxBytes what it may take; a residual that needs more becomes {@link Residual#OMITTED}
   */
  static String encode(Residual residual, int maxBytes) {
    String text = encode(residual);
    return text != null && Annotations.bytes(text) <= maxBytes ? text : omitted();
  }

  private static @Nullable String encode(Residual residual) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
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
      String json = JSON.writeValueAsString(envelope);
      return json.length() < COMPRESS_FROM_CHARS ? json : shorter(json, deflate(json));
    } catch (JsonProcessingException tooDeep) {
      return null;
    }
  }

  private static String omitted() {
    return "{\"format\":" + FORMAT + ",\"omitted\":true}";
  }

  private static String shorter(String a, String b) {
    return a.length() <= b.length() ? a : b;
  }

  /**
   * The residual of a text; null if it is not one, is of a later format, or is larger than any
   * honest one.
   */
  static @Nullable Residual decode(@Nullable String text) {
    String json = text == null ? null : text.startsWith(DEFLATED) ? inflate(text) : text;
    if (json == null || json.length() > MAX_DECODED_BYTES) {
      return null;
    }
    try {
      return JSON.readTree(json) instanceof ObjectNode envelope ? read(envelope) : null;
    } catch (JsonProcessingException e) {
      return null;
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

  private static String deflate(String json) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(json.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(json.length() / 2);
      byte[] buffer = new byte[8 * 1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return DEFLATED + Base64.getEncoder().encodeToString(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static @Nullable String inflate(String text) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64.getDecoder().decode(text.substring(DEFLATED.length())));
      ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2);
      byte[] buffer = new byte[8 * 1024];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || out.size() + count > MAX_DECODED_BYTES) {
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
