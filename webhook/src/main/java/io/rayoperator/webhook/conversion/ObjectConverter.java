package io.rayoperator.webhook.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;

/** Returns an object in another version. Thread-safe; the argument is not changed. */
@FunctionalInterface
public interface ObjectConverter {

  ObjectNode convert(ObjectNode object, ApiVersion desired);
}
