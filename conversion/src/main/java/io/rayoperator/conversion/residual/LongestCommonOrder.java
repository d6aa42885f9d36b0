package io.rayoperator.conversion.residual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the most elements of a list that already stand in the order of another one. */
final class LongestCommonOrder {
  private LongestCommonOrder() {}

  /**
   * A longest subsequence of {@code names} whose elements stand in the same order in {@code
   * target}.
   *
   * @param names distinct, each contained in {@code target}
   */
  static List<String> of(List<String> names, List<String> target) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < target.size(); i++) {
      positions.put(target.get(i), i);
    }
    int[] tails = new int[names.size()]; // the last element of the best subsequence of each length
    int[] tailPositions = new int[names.size()];
    int[] previous = new int[names.size()];
    int length = 0;
    for (int i = 0; i < names.size(); i++) {
      int position = positions.getOrDefault(names.get(i), -1);
      int found = Arrays.binarySearch(tailPositions, 0, length, position);
      int at = found >= 0 ? found : -found - 1;
      previous[i] = at == 0 ? -1 : tails[at - 1];
      tails[at] = i;
      tailPositions[at] = position;
      length = Math.max(length, at + 1);
    }
    List<String> longest = new ArrayList<>(length);
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
      longest.add(names.get(i));
    }
    Collections.reverse(longest);
    return longest;
  }
}
