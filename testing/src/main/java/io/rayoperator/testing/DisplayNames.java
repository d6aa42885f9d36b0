package io.rayoperator.testing;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Puts the numbers of {@linkplain AcceptanceCase acceptance cases} before the names of tests. JUnit
 * uses it for all tests of modules that use this one: see {@code junit-platform.properties}.
 */
public final class DisplayNames extends DisplayNameGenerator.Standard {

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
    String name = super.generateDisplayNameForMethod(enclosingInstanceTypes, testClass, testMethod);
    AcceptanceCase cases = testMethod.getAnnotation(AcceptanceCase.class);
    return cases == null ? name : numbers(cases) + ": " + name;
  }

  private static String numbers(AcceptanceCase cases) {
    return Arrays.stream(cases.value())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", cases.value().length == 1 ? "case " : "cases ", ""));
  }
}
