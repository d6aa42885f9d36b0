package io.rayoperator.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used since its start, from Linux's {@code /proc}.
 *
 * @param cpu user and system time of all its threads
 * @param residentBytes memory in use now
 * @param peakResidentBytes the most that was ever in use
 * @param threads how many there are now
 */
public record ProcessUsage(Duration cpu, long residentBytes, long peakResidentBytes, int threads) {

  /** The kernel counts CPU time in ticks of this length on every architecture that Java runs on. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  public static ProcessUsage of(long pid) {
    Path directory = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(directory.resolve("stat"));
      // The second field, the program's name, may hold blanks: count from the parenthesis that ends
      // it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      List<String> status = Files.readAllLines(directory.resolve("status"));
      return new ProcessUsage(
          TICK.multipliedBy(ticks),
          1024 * number(status, "VmRSS:"),
          1024 * number(status, "VmHWM:"),
          Math.toIntExact(number(status, "Threads:")));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " is gone", e);
    }
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
