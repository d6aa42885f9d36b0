package io.rayoperator.operator.model.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7386. */
class MergePatchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {} | {}",
        "{'a':1} | {'a':1} | {}",
        "{} | {'a':{}} | {'a':{}}",
        "{'a':1} | {'a':2} | {'a':2}",
        "{'a':1} | {} | {'a':null}",
        "{'a':{'b':1,'c':2}} | {'a':{'b':1,'c':3}} | {'a':{'c':3}}",
        "{'a':[1,2]} | {'a':[2]} | {'a':[2]}",
        "{'a':3} | {'a':{'b':1}} | {'a':{'b':1}}"
      })
  void patchHoldsWhatDiffersAndNothingElse(String from, String to, String patch) throws Exception {
    assertThat(MergePatch.between(json(from), json(to))).isEqualTo(json(patch));
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
