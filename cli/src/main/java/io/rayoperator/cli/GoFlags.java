package io.rayoperator.cli;

import java.util.Arrays;
import java.util.regex.Pattern;

/** KubeRay's flags in the spellings that Go programs take. */
final class GoFlags {

  /** One dash before a long name, as in {@code -metrics-addr=:8080}. */
  private static final Pattern LONG_WITH_ONE_DASH =
      Pattern.compile("-[a-z]+(-[a-z]+)+(=.*)?|-(qps|burst|config|kubeconfig)(=.*)?");

  private GoFlags() {}

  /** The same arguments with two dashes before the long flags of {@code manager}. */
  static String[] normalized(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("manager")) {
      return arguments;
    }
    return Arrays.stream(arguments)
        .map(argument -> LONG_WITH_ONE_DASH.matcher(argument).matches() ? "-" + argument : argument)
        .toArray(String[]::new);
  }
}
