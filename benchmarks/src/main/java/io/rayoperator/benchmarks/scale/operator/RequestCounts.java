package io.rayoperator.benchmarks.scale.operator;

import io.rayoperator.testing.ApiRequest;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests of the operator. Left out are those of the control plane and of the benchmark
 * itself, and leases: they come and go whether or not there is work.
 */
public final class RequestCounts {

  /** The benchmark's own. */
  public static final String BENCHMARK = "scale-benchmark";

  private static final Set<String> OTHERS = Set.of("kube-", "kwok", "etcd", "kubectl", BENCHMARK);

  private final SortedMap<String, Long> byVerbAndResource = new TreeMap<>();
  private final Set<String> userAgents = new TreeSet<>();
  private long writes;
  private @Nullable Instant last;

  void add(ApiRequest request) {
    if (OTHERS.stream().anyMatch(request.userAgent()::startsWith)
        || request.resource().startsWith("leases")) {
      return;
    }
    userAgents.add(request.userAgent());
    byVerbAndResource.merge(request.verb() + " " + request.resource(), 1L, Long::sum);
    if (request.isWrite()) {
      writes++;
    }
    // A watch that ends is begun again, however quiet it is.
    if (!request.verb().equals("watch") && (last == null || request.receivedAt().isAfter(last))) {
      last = request.receivedAt();
    }
  }

  /** By verb and resource, such as {@code create pods}. */
  public SortedMap<String, Long> byVerbAndResource() {
    return byVerbAndResource;
  }

  public long writes() {
    return writes;
  }

  /** Lists and watches too. */
  public long reads() {
    return byVerbAndResource.values().stream().mapToLong(Long::longValue).sum() - writes;
  }

  /** When the last one arrived, watches apart; null if there was none. */
  public @Nullable Instant last() {
    return last;
  }

  /** Who was counted. */
  public Set<String> userAgents() {
    return userAgents;
  }
}
