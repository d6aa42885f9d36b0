package io.rayoperator.benchmarks.scale.result;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when it was measured.
 *
 * @param cores shared by control plane, operator and benchmark
 * @param loadAverage of the minute before the measurement: what else the machine did
 * @param begin to the second
 */
public record Machine(int cores, long memoryBytes, double loadAverage, String begin) {

  public static Machine now() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getAvailableProcessors(),
        system instanceof com.sun.management.OperatingSystemMXBean linux
            ? linux.getTotalMemorySize()
            : 0,
        system.getSystemLoadAverage(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
