package io.rayoperator.benchmarks.scale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClusterKey A = new ClusterKey("team", "a");
  private static final ClusterKey B = new ClusterKey("team", "b");
  private static final ClusterState READY = new ClusterState("ready", 1, false);

  private final Arrivals arrivals = new Arrivals(List.of(A, B), ClusterState.readyWith(1));

  @Test
  void aClusterArrivesOnce() throws InterruptedException {
    arrivals.see(A, READY, BEGIN.plusSeconds(2));
    arrivals.see(A, READY, BEGIN.plusSeconds(9));
    assertThat(arrivals.count()).isEqualTo(1);
    assertThat(arrivals.await(Duration.ZERO)).isFalse();
    assertThat(arrivals.times(Map.of(A, BEGIN, B, BEGIN))).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void allHaveArrivedWithTheLast() throws InterruptedException {
    arrivals.see(B, READY, BEGIN.plusSeconds(3));
    arrivals.see(A, READY, BEGIN.plusSeconds(2));
    assertThat(arrivals.await(Duration.ZERO)).isTrue();
    assertThat(arrivals.last()).isEqualTo(BEGIN.plusSeconds(3));
  }

  @Test
  void othersDoNotCount() {
    arrivals.see(new ClusterKey("team", "c"), READY, BEGIN);
    assertThat(arrivals.count()).isZero();
  }

  @Test
  void readyMeansWithAllWorkers() {
    arrivals.see(A, new ClusterState("ready", 0, false), BEGIN);
    arrivals.see(A, new ClusterState("", 1, false), BEGIN);
    arrivals.see(A, new ClusterState("ready", 1, true), BEGIN);
    assertThat(arrivals.count()).isZero();
  }
}
