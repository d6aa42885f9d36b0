package io.rayoperator.operator.model.pod;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Renders {@code ray start} (KubeRay contract §2.5), byte for byte: each flag has a blank on either
 * side. Values are not quoted; users quote them inside the value.
 */
final class RayStartCommand {

  /** Flags that need their value written out even if it is true or false. */
  private static final Set<String> VALUED_BOOLEANS =
      Set.of("log-color", "include-dashboard", "include-log-monitor");

  private RayStartCommand() {}

  static String forHead(SortedMap<String, String> params) {
    return "ray start --head " + flags(params);
  }

  static String forWorker(SortedMap<String, String> params) {
    return "ray start " + flags(params);
  }

  private static String flags(SortedMap<String, String> params) {
    StringBuilder flags = new StringBuilder();
    for (Map.Entry<String, String> param : params.entrySet()) {
      String key = param.getKey();
      String value = param.getValue();
      boolean plain = !VALUED_BOOLEANS.contains(key);
      if (plain && value.equalsIgnoreCase("true")) {
        flags.append(" --").append(key).append(' ');
      } else if (!plain || !value.equalsIgnoreCase("false")) {
        flags.append(" --").append(key).append('=').append(value).append(' ');
      }
    }
    return flags.toString();
  }
}
