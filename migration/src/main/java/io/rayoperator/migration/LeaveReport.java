package io.rayoperator.migration;

import java.util.List;

/**
 * What became, or would become, of clusters of {@code cluster.ray.io/v1}.
 *
 * @param clusters those that there were
 * @param leftBefore clusters of {@code ray.io/v1} that stood for one before, as namespace/name
 * @param noneLeft whether no namespace has one any more; false also if that is not known
 */
public record LeaveReport(List<Cluster> clusters, List<String> leftBefore, boolean noneLeft) {

  public LeaveReport {
    clusters = List.copyOf(clusters);
    leftBefore = List.copyOf(leftBefore);
  }

  /** What becomes of a cluster. */
  public enum Outcome {
    /** It can leave. Nothing was changed. */
    READY("can leave"),
    LEFT("has left"),
    /** It has left, and something is not as it was. */
    CHANGED("has left, but look at it"),
    STAYS("stays");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** How people are told. */
    public String words() {
      return words;
    }
  }

  /**
   * One of them.
   *
   * @param cluster namespace/name
   * @param pods that go on
   * @param notices what has no equal in {@code ray.io/v1}, and what to know besides
   * @param reasons why it stays, or what is not as it was
   */
  public record Cluster(
      String cluster, Outcome outcome, int pods, List<String> notices, List<String> reasons) {

    public Cluster {
      notices = List.copyOf(notices);
      reasons = List.copyOf(reasons);
    }
  }

  /** Whether every cluster has left, or can, as it is. */
  public boolean isComplete() {
    return clusters.stream().allMatch(cluster -> cluster.reasons().isEmpty());
  }
}
