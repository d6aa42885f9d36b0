package io.rayoperator.operator.kubernetes.cache;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;

/** A JSON value of any type and shape, kept as compact text until somebody binds it. */
@JsonDeserialize(using = RawJson.Reader.class)
public final class RawJson {

  private static final RawJson NULL = new RawJson(new byte[] {'n', 'u', 'l', 'l'});

  private final byte[] utf8;

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** The text; not to be changed. */
  public byte[] utf8() {
    return utf8;
  }

  /** Copies tokens to text, without building anything in between. */
  static final class Reader extends JsonDeserializer<RawJson> {

    @Override
    public RawJson deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try (ByteArrayBuilder bytes = new ByteArrayBuilder();
          JsonGenerator generator = parser.getCodec().getFactory().createGenerator(bytes)) {
        generator.copyCurrentStructure(parser);
        generator.flush();
        return new RawJson(bytes.toByteArray());
      }
    }

    @Override
    public RawJson getNullValue(DeserializationContext context) {
      return NULL;
    }
  }
}
