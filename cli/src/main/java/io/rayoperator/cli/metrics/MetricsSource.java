package io.rayoperator.cli.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Where the metrics are. */
@FunctionalInterface
public interface MetricsSource {

  /**
   * Metrics of this moment.
   *
   * @param contentType of the text
   */
  record Metrics(String contentType, InputStream text) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      text.close();
    }
  }

  /**
   * Reads them anew.
   *
   * @throws IOException if they cannot be had now
   */
  Metrics read() throws IOException;

  /** Metrics of this process, in Prometheus' text format. */
  static MetricsSource of(Supplier<String> text) {
    return () ->
        new Metrics(
            "text/plain; version=0.0.4; charset=utf-8",
            new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8)));
  }
}
