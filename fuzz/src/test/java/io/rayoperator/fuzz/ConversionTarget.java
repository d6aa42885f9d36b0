package io.rayoperator.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;

/** Any object converts in both directions. */
public final class ConversionTarget {
  private ConversionTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    ObjectNode object = TolerantJson.object(data);
    for (ApiVersion version : ApiVersion.values()) {
      object.put("apiVersion", version.groupVersion());
      ConversionLaws.check(object);
    }
  }
}
