package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.rayoperator.operator.model.child.AppliedState;
import java.io.IOException;

/**
 * Reads which fields this operator owns, and skips what others own: managed fields are often the
 * larger part of an object.
 */
final class OwnManagedFields extends JsonDeserializer<ManagedFieldsEntry> {

  static Module module() {
    return new SimpleModule("own managed fields")
        .addDeserializer(ManagedFieldsEntry.class, new OwnManagedFields());
  }

  @Override
  public ManagedFieldsEntry deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    ManagedFieldsEntry entry = new ManagedFieldsEntry();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "manager" -> entry.setManager(parser.getText().intern());
        case "operation" -> entry.setOperation(parser.getText().intern());
        case "fieldsV1" -> {
          // The API server writes the manager first.
          if (AppliedState.FIELD_MANAGER.equals(entry.getManager())) {
            entry.setFieldsV1(context.readValue(parser, FieldsV1.class));
          } else {
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
    return entry;
  }
}
