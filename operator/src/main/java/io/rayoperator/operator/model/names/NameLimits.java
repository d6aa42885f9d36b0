package io.rayoperator.operator.model.names;

import java.util.Locale;

/**
 * The ways in which names are shortened (KubeRay contract §1.2). None adds a hash: pods are made
 * unique by a random suffix, other objects by the name of the cluster, which has at most 53
 * characters.
 */
public final class NameLimits {

  private static final int MAX_OBJECT_NAME = 50;
  private static final int MAX_LABEL = 63;

  private NameLimits() {}

  /** The first 50 characters, in lower case. For names of pods. */
  public static String podPrefix(String base) {
    return base.substring(0, Math.min(MAX_OBJECT_NAME, base.length())).toLowerCase(Locale.ROOT);
  }

  /**
   * The last 50 characters; a leading digit and then leading punctuation become {@code r}. For
   * service accounts, roles, role bindings, ingresses and secrets.
   */
  public static String objectName(String base) {
    String name = lastCharacters(base, MAX_OBJECT_NAME);
    if (!name.isEmpty() && isDigit(name.charAt(0))) {
      name = "r" + name.substring(1);
    }
    return withoutLeadingPunctuation(name);
  }

  /**
   * The first characters, so many that 51 suffice for name and namespace, and then as {@link
   * #objectName}. Where the namespace leaves none, the name is not shortened: it has to tell
   * clusters apart, and such a Route needs a host of its own anyway. For routes.
   */
  public static String routeName(String base, String namespace) {
    int length = MAX_OBJECT_NAME + 1 - namespace.length();
    return objectName(length < 1 ? base : base.substring(0, Math.min(length, base.length())));
  }

  /** The last 63 characters; leading punctuation becomes {@code r}. For label values and Jobs. */
  public static String label(String base) {
    return withoutLeadingPunctuation(lastCharacters(base, MAX_LABEL));
  }

  private static String lastCharacters(String base, int count) {
    return base.substring(Math.max(0, base.length() - count));
  }

  private static String withoutLeadingPunctuation(String name) {
    return !name.isEmpty() && "-._".indexOf(name.charAt(0)) >= 0 ? "r" + name.substring(1) : name;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
