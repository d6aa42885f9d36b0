package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@link Corpus} with the product's webhooks: what is wrong is refused, what is odd is not. */
class CorpusIT extends WithWebhooks {

  private static final AtomicInteger REFUSED = new AtomicInteger();
  private static final AtomicInteger ACCEPTED = new AtomicInteger();

  static Stream<CorpusCase> invalid() {
    return Corpus.invalid();
  }

  static Stream<CorpusCase> valid() {
    return Corpus.valid();
  }

  @AfterAll
  static void printCounts() {
    System.out.printf(
        "corpus: refused with the right field %d/%d, accepted %d/%d%n",
        REFUSED.get(), Corpus.invalid().count(), ACCEPTED.get(), Corpus.valid().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void invalidManifestIsRefusedForTheFieldThatIsWrong(CorpusCase document) {
    RawApi.Answer answer = document.sentTo(api);

    assertThat(answer).matches(document::isRefusedRightlyBy, "refuses " + document.field());
    REFUSED.incrementAndGet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void oddManifestIsAccepted(CorpusCase document) {
    RawApi.Answer answer = document.sentTo(api);

    assertThat(answer).matches(RawApi.Answer::isSuccess, "accepts");
    ACCEPTED.incrementAndGet();
  }
}
