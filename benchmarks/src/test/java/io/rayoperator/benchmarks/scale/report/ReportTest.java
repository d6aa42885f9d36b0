package io.rayoperator.benchmarks.scale.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rayoperator.benchmarks.scale.result.Load;
import io.rayoperator.benchmarks.scale.result.Machine;
import io.rayoperator.benchmarks.scale.result.OperatorResult;
import io.rayoperator.benchmarks.scale.result.Percentiles;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import io.rayoperator.benchmarks.scale.result.Sample;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

  private static final OperatorResult OURS = operator("Ours", 30, Map.of("create pods", 200L));
  private static final OperatorResult THEIRS =
      operator("Theirs & <old>", 60, Map.of("create pods", 200L, "get secrets", 100L));

  @Test
  void theTableHasTheRatioOfTheFirstToTheOthers() {
    assertThat(MarkdownReport.of(List.of(OURS, THEIRS)).lines())
        .contains("|  | Ours | Theirs & <old> | Ratio |")
        .contains("| create: all ready | 30.0 s | 60.0 s | 0.50 |")
        .contains("| to ready, p99 | 3.0 s | 3.0 s | 1.00 |")
        .contains("| CPU per cluster | 15.0 ms | 30.0 ms | 0.50 |")
        .contains("| create pods | 200 | 200 | 1.00 |")
        .contains("| get secrets | 0 | 100 | 0.00 |");
  }

  @Test
  void aPhaseThatWasLeftOutHasNoRow() {
    assertThat(MarkdownReport.of(List.of(OURS))).doesNotContain("restart");
  }

  @Test
  void whatOnlyOneOperatorHasIsNotCompared() {
    OperatorResult none =
        new OperatorResult("None", List.of(), OURS.machine(), OURS.load(), Set.of(), List.of());
    assertThat(MarkdownReport.of(List.of(OURS, none)).lines())
        .contains("| create: all ready | 30.0 s | – | – |");
  }

  @Test
  void thePlotHasALineForEachOperatorInEachPart() throws Exception {
    Document svg = parse(Timelines.svg(List.of(OURS, THEIRS)));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
    assertThat(svg.getDocumentElement().getTextContent()).contains("Theirs & <old>");
  }

  @Test
  void thePlotOfNothingIsStillAPlot() throws Exception {
    assertThat(parse(Timelines.svg(List.of())).getElementsByTagName("polyline").getLength())
        .isZero();
  }

  @Test
  void resultsCanBeReadBack() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(OURS), OperatorResult.class)).isEqualTo(OURS);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static OperatorResult operator(String label, double seconds, Map<String, Long> requests) {
    return new OperatorResult(
        label,
        List.of("run"),
        new Machine(2, 1_000_000, 0.5, "2026-01-01T00:00:00Z"),
        new Load(100, 1, 1, 0, 1, 10, 500, 50, 5, 60),
        Set.of("agent"),
        List.of(
            new PhaseResult(
                "create",
                100,
                seconds,
                seconds + 1,
                new Percentiles(1, 2, 3, 4),
                null,
                seconds / 20,
                100_000_000,
                120_000_000,
                200,
                0,
                new TreeMap<>(requests),
                List.of(
                    new Sample(0, 0, 0, 50_000_000), new Sample(seconds, 100, 1, 100_000_000)))));
  }
}
