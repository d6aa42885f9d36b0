package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.cli.metrics.Access.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedAccessTest {

  private static final BearerToken TOKEN = new BearerToken("a");

  private final List<String> asked = new ArrayList<>();
  private Answer answer = Answer.ALLOWED;
  private long now = Long.MAX_VALUE - 5; // where the clock of nanoseconds may well be

  private final CachedAccess access =
      new CachedAccess(
          token -> {
            asked.add(token.value());
            return answer;
          },
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          () -> now);

  @Test
  void rightThatIsTakenAwayHoldsForAMinuteAtMost() {
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    answer = Answer.FORBIDDEN;

    pass(Duration.ofSeconds(59));
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    pass(Duration.ofSeconds(1));
    assertThat(access.of(TOKEN)).isEqualTo(Answer.FORBIDDEN);
  }

  @Test
  void rightThatIsGivenHoldsAfterTenSeconds() {
    answer = Answer.UNAUTHENTICATED;
    assertThat(access.of(TOKEN)).isEqualTo(Answer.UNAUTHENTICATED);
    answer = Answer.ALLOWED;

    pass(Duration.ofSeconds(9));
    assertThat(access.of(TOKEN)).isEqualTo(Answer.UNAUTHENTICATED);
    pass(Duration.ofSeconds(1));
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    pass(Duration.ofSeconds(30));
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatCouldNotBeFoundOutIsAskedAgain() {
    answer = Answer.UNKNOWN;
    assertThat(access.of(TOKEN)).isEqualTo(Answer.UNKNOWN);
    answer = Answer.ALLOWED;
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void tokensHaveAnswersOfTheirOwn() {
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    answer = Answer.FORBIDDEN;
    assertThat(access.of(new BearerToken("b"))).isEqualTo(Answer.FORBIDDEN);
    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void inventedTokensDoNotDriveOutGoodOnesNorPileUp() {
    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    answer = Answer.UNAUTHENTICATED;
    for (int i = 0; i < 300; i++) {
      access.of(new BearerToken("invented" + i));
    }
    asked.clear();

    assertThat(access.of(TOKEN)).isEqualTo(Answer.ALLOWED);
    access.of(new BearerToken("invented299"));
    assertThat(asked).isEmpty();
    access.of(new BearerToken("invented0"));
    assertThat(asked).containsExactly("invented0");
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
