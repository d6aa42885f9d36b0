package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the object that both versions show, each in its way and as far as it can.
 *
 * @param v1 null if only v1alpha1 can say it
 * @param v1alpha1 null if only v1 can say it
 * @param writer who changes it
 * @param values the values that it may have; a missing node among them if it may be absent
 * @param within the name of the field that it goes away with; null if there is none
 */
record Field(
    String name,
    @Nullable Slot v1,
    @Nullable Slot v1alpha1,
    Writer writer,
    List<JsonNode> values,
    @Nullable String within) {

  /** Those who change a field. What one manager applies on the server, others would dispute. */
  enum Writer {
    ANYONE,
    STATUS,
    APPLIER_OF_V1,
    APPLIER_OF_V1ALPHA1
  }

  @Nullable Slot in(String version) {
    return version.equals("v1") ? v1 : v1alpha1;
  }

  @Override
  public String toString() {
    return name;
  }
}
