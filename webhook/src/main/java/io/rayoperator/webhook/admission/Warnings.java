package io.rayoperator.webhook.admission;

import io.rayoperator.api.v1.validation.Severity;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/** What kubectl prints after an object was accepted: a few lines, the most important first. */
final class Warnings {

  static final int MAX = 5;

  private Warnings() {}

  /**
   * Mistakes that are stored already, then an old layout and what of it no cluster does, then the
   * rest in the order of the rules.
   */
  static List<String> of(List<Violation> violations, UserView user) {
    List<String> all = new ArrayList<>();
    violations.stream()
        .filter(violation -> isOldMistake(violation))
        .forEach(
            violation -> all.add(text(violation, user) + " (accepted, because it was so before)"));
    addDeprecatedLayout(user, all);
    addNotices(user, all);
    violations.stream()
        .filter(violation -> violation.rule().severity() == Severity.WARNING)
        .forEach(violation -> all.add(text(violation, user)));
    return limited(all);
  }

  private static boolean isOldMistake(Violation violation) {
    return violation.alreadyStored() && violation.rule().severity() == Severity.ERROR;
  }

  private static void addDeprecatedLayout(UserView user, List<String> all) {
    Layout layout = RayClusterConverter.layoutOf(user.object().hub());
    if (user.userVersion() == ApiVersion.V1ALPHA1 && layout != Layout.KUBERAY) {
      all.add(
          layout.title()
              + "'s layout of ray.io/v1alpha1 is deprecated; `ray-operator convert --to v1` rewrites the manifest");
    }
  }

  private static void addNotices(UserView user, List<String> all) {
    if (user.userVersion() == ApiVersion.V1ALPHA1) {
      user.paths().notices().forEach((path, text) -> all.add(path + ": " + text));
    }
  }

  private static String text(Violation violation, UserView user) {
    String value = violation.shownValue();
    return user.nameOf(violation.field())
        + ": "
        + (value.isEmpty() ? "" : value + " ")
        + violation.message();
  }

  private static List<String> limited(List<String> all) {
    if (all.size() <= MAX) {
      return List.copyOf(all);
    }
    List<String> few = new ArrayList<>(all.subList(0, MAX - 1));
    few.add(
        "and %d more warnings; `ray-operator validate` shows all"
            .formatted(all.size() - few.size()));
    return few;
  }
}
