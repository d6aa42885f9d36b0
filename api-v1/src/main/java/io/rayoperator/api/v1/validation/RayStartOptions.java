package io.rayoperator.api.v1.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ray start}, as they stand in {@code ray/scripts/scripts.py} of Ray 1.13.0,
 * 2.0.0, 2.9.3, 2.40.0 and 2.60.0. Between two of these versions nothing is said of an option that
 * only one of them has.
 */
final class RayStartOptions {

  /** The oldest of these versions. */
  static final RayVersion OLDEST = new RayVersion(1, 13, 0);

  private static final RayVersion V2_0 = new RayVersion(2, 0, 0);
  private static final RayVersion V2_40 = new RayVersion(2, 40, 0);
  private static final RayVersion V2_60 = new RayVersion(2, 60, 0);

  /** More letters than that are another word. */
  private static final int MAX_TYPOS = 2;

  private static final Map<String, Life> OPTIONS = new TreeMap<>();

  /**
   * When an option is there.
   *
   * @param missingUntil the last of the versions that lacks it at first; null if the oldest has it
   * @param goneSince the first of the versions that lacks it again; null if the newest has it
   */
  private record Life(@Nullable RayVersion missingUntil, @Nullable RayVersion goneSince) {

    boolean includes(RayVersion version) {
      return (missingUntil == null || version.compareTo(missingUntil) > 0)
          && (goneSince == null || version.compareTo(goneSince) < 0);
    }
  }

  static {
    add(
        new Life(null, null),
        "address",
        "autoscaling-config",
        "block",
        "dashboard-agent-grpc-port",
        "dashboard-agent-listen-port",
        "dashboard-host",
        "dashboard-port",
        "disable-usage-stats",
        "enable-object-reconstruction",
        "head",
        "include-dashboard",
        "log-color",
        "log-style",
        "max-worker-port",
        "memory",
        "metrics-export-port",
        "min-worker-port",
        "no-monitor",
        "no-redirect-output",
        "node-ip-address",
        "node-manager-port",
        "node-name",
        "num-cpus",
        "num-gpus",
        "object-manager-port",
        "object-store-memory",
        "plasma-directory",
        "port",
        "ray-client-server-port",
        "ray-debugger-external",
        "redis-password",
        "redis-shard-ports",
        "resources",
        "system-config",
        "temp-dir",
        "tracing-startup-hook",
        "verbose",
        "worker-port-list");
    add(
        new Life(null, V2_60),
        "gcs-server-port",
        "plasma-store-socket-name",
        "raylet-socket-name",
        "redis-max-memory",
        "storage");
    add(new Life(V2_0, null), "labels", "runtime-env-agent-port");
    add(new Life(V2_0, V2_60), "dashboard-grpc-port");
    add(
        new Life(V2_40, null),
        "cgroup-path",
        "enable-resource-isolation",
        "include-log-monitor",
        "labels-file",
        "object-spilling-directory",
        "proxy-server-url",
        "redis-username",
        "system-reserved-cpu",
        "system-reserved-memory");
  }

  private RayStartOptions() {}

  private static void add(Life life, String... names) {
    for (String name : names) {
      OPTIONS.put(name, life);
    }
  }

  /** Whether some version has the option. */
  static boolean isKnown(String name) {
    return OPTIONS.containsKey(name);
  }

  /** Whether this version has the option, or may have it. */
  static boolean isKnown(String name, RayVersion version) {
    Life life = OPTIONS.get(name);
    return life != null && life.includes(version);
  }

  /** The option that somebody may have meant by a name that is none. */
  static Optional<String> similar(String name) {
    String dashed = name.replace('_', '-');
    List<String> names = new ArrayList<>(OPTIONS.keySet());
    return names.stream()
        .filter(option -> typos(option, dashed) <= MAX_TYPOS)
        .min(Comparator.comparingInt(option -> typos(option, dashed)));
  }

  /** Letters to add, remove or replace, so that one word becomes the other. */
  private static int typos(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MAX_TYPOS) {
      return MAX_TYPOS + 1;
    }
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length()];
  }
}
