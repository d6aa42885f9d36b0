package io.rayoperator.config.contract;

import java.util.List;

/** A chapter of the KubeRay contract. */
record Chapter(String number, String title, List<Section> sections) {

  static Chapter of(String number, String title, Section... sections) {
    return new Chapter(number, title, List.of(sections));
  }

  /** A chapter that the product does not act on yet. */
  static Chapter missing(String number, String title, String what) {
    return new Chapter(number, title, List.of(Section.missing(number, title, what)));
  }
}
