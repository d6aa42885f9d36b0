package io.rayoperator.config.contract;

import java.util.List;

/**
 * A test, or a class of tests, that says what of the contract, or of a guide, it tests.
 *
 * @param file of the source, relative to the root of the repository, with slashes
 * @param className without its package; a nested class follows the one around it, after a dot
 * @param method empty if all tests of the class are meant
 * @param sections numbers of sections
 * @param cases numbers of acceptance cases
 * @param rows ids of promises of the Python operator's guides
 */
record Mention(
    String file,
    String className,
    String method,
    List<String> sections,
    List<Integer> cases,
    List<String> rows) {

  Mention {
    sections = List.copyOf(sections);
    cases = List.copyOf(cases);
    rows = List.copyOf(rows);
  }

  /** How people call it. */
  String name() {
    return method.isEmpty() ? className : className + "." + method;
  }
}
