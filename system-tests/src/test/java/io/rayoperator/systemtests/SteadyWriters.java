package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write and read an object each in both versions without a pause, and count what
 * fails.
 */
final class SteadyWriters implements AutoCloseable {

  private static final int WRITERS = 4;

  private final RawApi api;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger sent = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean isOver;

  private SteadyWriters(RawApi api) {
    this.api = api;
  }

  /** Calls since the last count. */
  record Count(int sent, List<String> failures) {

    @Override
    public String toString() {
      return sent + " sent, " + failures.size() + " failed";
    }
  }

  static SteadyWriters start(KubernetesClient client, TestNamespace namespace) {
    SteadyWriters writers = new SteadyWriters(new RawApi(client, namespace));
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = "steady-" + writer;
      writers.executor.execute(() -> writers.write(name));
    }
    return writers;
  }

  private void write(String name) {
    call(() -> api.create(OldManifest.KUBERAY.object(name), ""));
    for (int round = 0; !isOver; round++) {
      for (String version : List.of("v1", "v1alpha1")) {
        String patch = "{\"metadata\": {\"labels\": {\"round\": \"" + round + "\"}}}";
        call(() -> api.patch(version, name, "", RawApi.MERGE_PATCH, patch));
        call(() -> api.get(version, name, ""));
      }
    }
  }

  private interface Call {
    RawApi.Answer send();
  }

  private void call(Call call) {
    sent.incrementAndGet();
    try {
      RawApi.Answer answer = call.send();
      if (!answer.isSuccess()) {
        failed(answer.toString());
      }
    } catch (IllegalStateException e) {
      failed(String.valueOf(e.getCause()));
    }
  }

  private void failed(String reason) {
    synchronized (failures) {
      failures.add(reason);
    }
  }

  /** What was sent since the last count, and what of it failed. */
  Count count() {
    synchronized (failures) {
      Count count = new Count(sent.getAndSet(0), List.copyOf(failures));
      failures.clear();
      return count;
    }
  }

  @Override
  public void close() {
    isOver = true;
    executor.close();
  }
}
