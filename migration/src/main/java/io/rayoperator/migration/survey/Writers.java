package io.rayoperator.migration.survey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who writes through v1alpha1, and how often. Bounded: names of managers are free text. */
final class Writers {

  private static final int KEPT = 1_000;
  private static final int SHOWN = 20;

  private final Map<Key, Use> uses = new HashMap<>();
  private long more;

  private record Key(String manager, String operation, String subresource) {}

  private record Use(long objects, String lastTime) {

    /** Times are all of one form, so that the later one is the greater text. */
    Use and(Use other) {
      String later = lastTime.compareTo(other.lastTime) < 0 ? other.lastTime : lastTime;
      return new Use(objects + other.objects, later);
    }
  }

  void add(JsonNode object) {
    for (JsonNode entry : ManagedFields.ofV1alpha1(object)) {
      Key key =
          new Key(
              entry.path("manager").asText(),
              entry.path("operation").asText(),
              entry.path("subresource").asText());
      if (uses.size() == KEPT && !uses.containsKey(key)) {
        more++;
      } else {
        uses.merge(key, new Use(1, entry.path("time").asText()), Use::and);
      }
    }
  }

  /** Those of the most objects. */
  List<SurveyReport.Writer> top() {
    return uses.entrySet().stream()
        .map(
            entry ->
                new SurveyReport.Writer(
                    entry.getKey().manager(),
                    entry.getKey().operation(),
                    entry.getKey().subresource(),
                    entry.getValue().objects(),
                    entry.getValue().lastTime()))
        .sorted(
            Comparator.comparingLong(SurveyReport.Writer::objects)
                .reversed()
                .thenComparing(SurveyReport.Writer::manager)
                .thenComparing(SurveyReport.Writer::operation)
                .thenComparing(SurveyReport.Writer::subresource))
        .limit(SHOWN)
        .toList();
  }

  /** How many entries of managed fields are in none of the shown ones. */
  long more() {
    long all = uses.values().stream().mapToLong(Use::objects).sum() + more;
    return all - top().stream().mapToLong(SurveyReport.Writer::objects).sum();
  }
}
