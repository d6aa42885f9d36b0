package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The model that judges the random writers finds what it is there for. */
class FieldModelTest {

  private static final JsonNode ABSENT = MissingNode.getInstance();
  private static final JsonNode RED = TextNode.valueOf("red");
  private static final JsonNode GREEN = TextNode.valueOf("green");
  private static final Field GROUP = field("group", null);
  private static final Field CHILD = field("child", "group");

  private final SortedMap<Long, Shown> v1 = new TreeMap<>();
  private final SortedMap<Long, Shown> v1alpha1 = new TreeMap<>();

  private static Field field(String name, @Nullable String within) {
    Place place = Place.of("spec/" + name);
    return new Field(name, place, place, Field.Writer.ANYONE, List.of(RED, GREEN, ABSENT), within);
  }

  private static Shown shown(JsonNode group, JsonNode child) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.putObject("metadata").put("name", "demo");
    return new Shown(Map.of(GROUP, group, CHILD, child), rest);
  }

  private void both(long revision, JsonNode group, JsonNode child) {
    v1.put(revision, shown(group, child));
    v1alpha1.put(revision, shown(group, child));
  }

  private static Write write(long revision, Field field, JsonNode value) {
    return new Write("test", revision, Map.of(field, value));
  }

  private List<String> differences(Write... writes) {
    Shown birth = shown(RED, RED);
    return new FieldModel(Map.of("v1", birth, "v1alpha1", birth))
        .differences(List.of(writes), Map.of("v1", v1, "v1alpha1", v1alpha1));
  }

  @Test
  void writesThatDoWhatTheyMeanAreFine() {
    both(1, GREEN, RED);
    both(2, GREEN, GREEN);

    assertThat(differences(write(2, CHILD, GREEN), write(1, GROUP, GREEN))).isEmpty();
  }

  @Test
  void writeThatChangesNothingHasTheRevisionOfTheOneBefore() {
    both(1, GREEN, RED);

    assertThat(differences(write(1, GROUP, GREEN), write(1, CHILD, RED))).isEmpty();
  }

  @Test
  void fieldThatTheWriteDoesNotMeanIsLost() {
    v1.put(1L, shown(GREEN, RED));
    v1alpha1.put(1L, shown(GREEN, ABSENT));

    assertThat(differences(write(1, GROUP, GREEN)))
        .singleElement()
        .asString()
        .contains("1 by [test]: child lost in v1alpha1");
  }

  @Test
  void writeWithoutEffectIsALoss() {
    both(1, RED, RED);

    assertThat(differences(write(1, GROUP, GREEN)))
        .anySatisfy(difference -> assertThat(difference).contains("group changed in v1"));
  }

  @Test
  void whatWasTakenAwayAndComesBackIsResurrected() {
    both(1, RED, ABSENT);
    both(2, GREEN, RED);

    assertThat(differences(write(1, CHILD, ABSENT), write(2, GROUP, GREEN)))
        .anySatisfy(difference -> assertThat(difference).contains("child resurrected in v1"));
  }

  @Test
  void whatIsInsideGoesAwayWithItsParentAndDoesNotComeBackWithIt() {
    both(1, ABSENT, ABSENT);
    both(2, GREEN, ABSENT);
    assertThat(differences(write(1, GROUP, ABSENT), write(2, GROUP, GREEN))).isEmpty();

    both(2, GREEN, RED);
    assertThat(differences(write(1, GROUP, ABSENT), write(2, GROUP, GREEN)))
        .anySatisfy(difference -> assertThat(difference).contains("child resurrected"));
  }

  @Test
  void writeThatIsMissingFromTheHistoryIsFound() {
    both(1, GREEN, RED);

    assertThat(differences())
        .anySatisfy(difference -> assertThat(difference).contains("1: nobody wrote this"))
        .anySatisfy(difference -> assertThat(difference).contains("group changed"));
  }

  @Test
  void revisionThatAWatchDidNotShowIsFound() {
    v1.put(1L, shown(GREEN, RED));

    assertThat(differences(write(1, GROUP, GREEN)))
        .singleElement()
        .asString()
        .contains("v1alpha1 never showed it");
  }

  @Test
  void changeOfWhatNobodyWritesIsFound() {
    both(1, GREEN, RED);
    Shown other = shown(GREEN, RED);
    ((ObjectNode) other.rest().path("metadata")).put("name", "other");
    v1.put(1L, other);

    assertThat(differences(write(1, GROUP, GREEN)))
        .singleElement()
        .asString()
        .contains("what nobody changes is changed in v1");
  }
}
