package io.rayoperator.cli.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for a while, and of the tokens only their digests. A right that is taken away
 * holds so long at most.
 */
final class CachedAccess implements Access {

  private static final int MOST = 256;

  private final Access access;
  private final LongSupplier nanoTime;

  /** Two memories: whoever invents tokens cannot make it forget those who may read. */
  private final Memory allowed;

  private final Memory refused;

  /**
   * Remembers what an access says.
   *
   * @param nanoTime such as {@code System::nanoTime}
   */
  CachedAccess(Access access, Duration keepAllowed, Duration keepRefused, LongSupplier nanoTime) {
    this.access = access;
    this.nanoTime = nanoTime;
    this.allowed = new Memory(keepAllowed);
    this.refused = new Memory(keepRefused);
  }

  @Override
  public Answer of(BearerToken token) {
    String digest = digest(token);
    Answer known = known(digest);
    return known != null ? known : remembered(digest, access.of(token));
  }

  private synchronized @Nullable Answer known(String digest) {
    long now = nanoTime.getAsLong();
    Answer answer = allowed.recall(digest, now);
    return answer != null ? answer : refused.recall(digest, now);
  }

  private synchronized Answer remembered(String digest, Answer answer) {
    long now = nanoTime.getAsLong();
    switch (answer) {
      case ALLOWED -> allowed.keep(digest, answer, now);
      case UNAUTHENTICATED, FORBIDDEN -> refused.keep(digest, answer, now);
      case UNKNOWN -> {}
    }
    return answer;
  }

  private static String digest(BearerToken token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.value().getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private record Kept(Answer answer, long since) {}

  /** The latest answers of one kind. */
  private static final class Memory {

    private final long time;
    private final Map<String, Kept> answers =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
          }
        };

    Memory(Duration time) {
      this.time = time.toNanos();
    }

    @Nullable Answer recall(String digest, long now) {
      Kept kept = answers.get(digest);
      return kept == null || now - kept.since() >= time ? null : kept.answer();
    }

    void keep(String digest, Answer answer, long now) {
      answers.remove(digest);
      answers.put(digest, new Kept(answer, now));
    }
  }
}
