package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What the product asked API servers for in all tests of this process, by their audit logs. */
final class UsedRights {

  private static final String ACCOUNTS = "system:serviceaccount:ray-operator-system:ray-operator-";
  private static final Set<String> USED = new ConcurrentSkipListSet<>();
  private static final AtomicInteger LOOKS = new AtomicInteger();

  private UsedRights() {}

  /**
   * Adds what the product has asked for since a mark.
   *
   * @throws AssertionError if the shipped rights did not suffice
   */
  static void add(AuditLog audit, AuditLog.Mark since) {
    List<ApiRequest> requests =
        audit.requestsSince(since).stream()
            .filter(request -> request.user().startsWith(ACCOUNTS))
            .toList();
    requests.forEach(
        request ->
            USED.add(
                request.user().substring(ACCOUNTS.length())
                    + " "
                    + request.resource()
                    + " "
                    + request.verb()));
    LOOKS.incrementAndGet();
    assertThat(requests).as("forbidden requests").noneMatch(ApiRequest::isForbidden);
  }

  /** What was used: {@code controller-manager pods create} and the like. */
  static Set<String> all() {
    return new TreeSet<>(USED);
  }

  /** How often something was added. */
  static int looks() {
    return LOOKS.get();
  }
}
