package io.rayoperator.operator.model.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Absent fields whose absence means the same as being empty. */
public final class Absent {

  private Absent() {}

  public static String asEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  public static <T> List<T> asEmpty(@Nullable List<T> value) {
    return value == null ? List.of() : value;
  }

  public static <K, V> Map<K, V> asEmpty(@Nullable Map<K, V> value) {
    return value == null ? Map.of() : value;
  }

  public static boolean asFalse(@Nullable Boolean value) {
    return value != null && value;
  }
}
