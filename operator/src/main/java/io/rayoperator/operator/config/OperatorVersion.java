package io.rayoperator.operator.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this operator, as the build wrote it. */
public final class OperatorVersion {

  private static final String VERSION = read();

  private OperatorVersion() {}

  /**
   * A string such as {@code ray-operator-0.1.0}. It differs from every version of KubeRay on
   * purpose: heads that KubeRay made are then adopted instead of recreated (KubeRay contract §7.2).
   */
  public static String current() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = OperatorVersion.class.getResourceAsStream("operator.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return "ray-operator-" + properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("operator.properties of the operator's jar is unreadable", e);
    }
  }
}
