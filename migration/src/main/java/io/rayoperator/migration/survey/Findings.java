package io.rayoperator.migration.survey;

import java.util.ArrayList;
import java.util.List;

/** Objects with something to say about. Counts all, keeps some. */
final class Findings {

  private static final int KEPT_OBJECTS = 1_000;

  private final List<SurveyReport.Finding> kept = new ArrayList<>();
  private long count;

  void add(String object, List<String> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    count++;
    if (kept.size() < KEPT_OBJECTS) {
      kept.add(new SurveyReport.Finding(object, reasons));
    }
  }

  SurveyReport.Found report() {
    return new SurveyReport.Found(count, List.copyOf(kept));
  }
}
