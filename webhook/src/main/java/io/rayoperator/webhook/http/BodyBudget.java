package io.rayoperator.webhook.http;

import io.rayoperator.webhook.metrics.RequestMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The memory for the bodies of all requests together, and for answers, which are about as large.
 * Whoever reaches the port can send bodies, and those of many clients at once would fill the heap.
 *
 * <p>A request gets its share before its body is read, waits for it in the order of arrival, and
 * gives it back when its answer has been taken or its client is gone. When others wait, requests
 * that have held their shares for longer than anybody waits for an answer are given up, the oldest
 * first, so that clients that promise much and send nothing do not keep others out.
 */
public final class BodyBudget {

  private final long capacityBytes;
  private final Duration longest;
  private final InstantSource clock;
  private final RequestMetrics metrics;

  /** In the order of arrival. */
  private final SequencedSet<Share> waiting = new LinkedHashSet<>();

  /** The oldest first. */
  private final Set<Share> held = new LinkedHashSet<>();

  private long takenBytes;

  /**
   * @param capacityBytes of all bodies together
   * @param longest how long a request may hold its share when others wait
   */
  public BodyBudget(
      long capacityBytes, Duration longest, InstantSource clock, RequestMetrics metrics) {
    this.capacityBytes = capacityBytes;
    this.longest = longest;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** How long a request may hold its share when others wait. */
  Duration longest() {
    return longest;
  }

  /**
   * Asks for a share.
   *
   * @param bytes of the body; one that is larger than all there is gets all there is
   * @param read begins to read the body; called once, maybe at once, unless the share ends before
   * @param giveUp ends the request
   */
  Share ask(long bytes, Runnable read, Runnable giveUp) {
    Share share = new Share(Math.min(bytes, capacityBytes), read, giveUp);
    synchronized (this) {
      waiting.add(share);
    }
    admit();
    if (share.isWaiting()) {
      metrics.waited();
    }
    return share;
  }

  /** Gives up requests that have taken too long, as far as somebody waits for their room. */
  void relieve() {
    List<Runnable> late = new ArrayList<>();
    synchronized (this) {
      Iterator<Share> oldest = held.iterator();
      while (!waiting.isEmpty() && !fits(waiting.getFirst()) && oldest.hasNext()) {
        Share share = oldest.next();
        if (clock.millis() - share.sinceMillis <= longest.toMillis()) {
          break;
        }
        oldest.remove();
        takenBytes -= share.bytes;
        late.add(share.giveUp);
      }
    }
    for (Runnable giveUp : late) {
      metrics.givenUp();
      giveUp.run();
    }
    admit();
  }

  private void admit() {
    List<Runnable> admitted = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && fits(waiting.getFirst())) {
        Share next = waiting.removeFirst();
        takenBytes += next.bytes;
        next.sinceMillis = clock.millis();
        held.add(next);
        admitted.add(next.read);
      }
    }
    admitted.forEach(Runnable::run);
  }

  private static void doNothing() {}

  private boolean fits(Share share) {
    return takenBytes + share.bytes <= capacityBytes;
  }

  /**
   * What one request holds or waits for. It lets go of the request when that is over: a timer may
   * hold the share for longer.
   */
  final class Share {

    private final long bytes;
    private Runnable read;
    private Runnable giveUp;
    private long sinceMillis;

    private Share(long bytes, Runnable read, Runnable giveUp) {
      this.bytes = bytes;
      this.read = read;
      this.giveUp = giveUp;
    }

    boolean isWaiting() {
      synchronized (BodyBudget.this) {
        return waiting.contains(this);
      }
    }

    /** The request is over, in whatever way. Once is enough. */
    void end() {
      synchronized (BodyBudget.this) {
        waiting.remove(this);
        if (held.remove(this)) {
          takenBytes -= bytes;
        }
        read = BodyBudget::doNothing;
        giveUp = BodyBudget::doNothing;
      }
      admit();
    }
  }
}
