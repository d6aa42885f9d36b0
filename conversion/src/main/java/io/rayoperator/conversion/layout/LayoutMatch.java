package io.rayoperator.conversion.layout;

import java.util.List;
import java.util.Set;

/** What a spec's top-level fields say about its layout. */
public sealed interface LayoutMatch {
  /** One layout, beyond doubt. */
  record Matched(Layout layout) implements LayoutMatch {}

  /**
   * Fields of several layouts.
   *
   * @param layouts at least two
   * @param keys the fields that mark them, as written
   */
  record Ambiguous(Set<Layout> layouts, List<String> keys) implements LayoutMatch {}

  /**
   * No field that marks a layout.
   *
   * @param keys the fields there are
   */
  record Unrecognised(List<String> keys) implements LayoutMatch {}
}
