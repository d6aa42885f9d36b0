package io.rayoperator.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link FieldMap} does what a {@link LinkedHashMap} does, however many fields there are. */
class FieldMapTest {

  /** Around the sizes at which it changes. */
  private static final int[] SIZES = {0, 1, 3, 4, 5, 8, 9, 11, 12, 13, 14, 30};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyCallsHaveTheSameResults(long seed) {
    Random random = new Random(seed);
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    FieldMap actual = new FieldMap();
    for (int i = 0; i < 20_000; i++) {
      // Names that are equal but not the same object, and some with the same hash.
      String name = (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(10);
      JsonNode value = IntNode.valueOf(random.nextInt(5));
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6, 7 ->
            assertThat(actual.put(name, value)).isEqualTo(expected.put(name, value));
        case 8, 9, 10, 11 -> assertThat(actual.remove(name)).isEqualTo(expected.remove(name));
        case 12, 13 -> assertThat(actual.get(name)).isEqualTo(expected.get(name));
        case 14 -> assertThat(actual.containsKey(name)).isEqualTo(expected.containsKey(name));
        case 15 -> {
          FieldMap copy = new FieldMap();
          copy.putAll(actual);
          actual = copy;
        }
        case 16 -> {
          List<String> gone = List.of("Aa1", "BB2", name);
          assertThat(actual.keySet().removeAll(gone)).isEqualTo(expected.keySet().removeAll(gone));
        }
        case 17 ->
            assertThat(actual.entrySet().removeIf(field -> field.getKey().equals(name)))
                .isEqualTo(expected.entrySet().removeIf(field -> field.getKey().equals(name)));
        case 18 -> {
          actual.entrySet().forEach(field -> field.setValue(value));
          expected.entrySet().forEach(field -> field.setValue(value));
        }
        default -> {
          if (random.nextInt(10) == 0) {
            actual.clear();
            expected.clear();
          }
        }
      }
      assertThat(new ArrayList<>(actual.entrySet()))
          .isEqualTo(new ArrayList<>(expected.entrySet()));
      assertThat(actual.size()).isEqualTo(expected.size());
      assertThat(actual.isEmpty()).isEqualTo(expected.isEmpty());
      assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
    }
  }

  @Test
  void aCopyIsIndependent() {
    for (int size : SIZES) {
      FieldMap original = fields(size);
      FieldMap copy = new FieldMap();
      copy.putAll(original);
      copy.put("new", IntNode.valueOf(1));
      copy.put("name0", IntNode.valueOf(2));
      original.put("other", IntNode.valueOf(3));
      assertThat(original).hasSize(size + 1).doesNotContainKey("new");
      assertThat(copy).doesNotContainKey("other").containsEntry("name0", IntNode.valueOf(2));
    }
  }

  @Test
  void anIteratorEnds() {
    for (int size : SIZES) {
      Iterator<Map.Entry<String, JsonNode>> iterator = fields(size).entrySet().iterator();
      for (int i = 0; i < size; i++) {
        assertThat(iterator.next().getKey()).isEqualTo("name" + i);
      }
      assertThat(iterator.hasNext()).isFalse();
      assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  /** Objects of both kinds occur in one tree. */
  @Test
  void objectsEqualJacksonsOwn() {
    for (int size : SIZES) {
      ObjectNode compact = CompactNodes.INSTANCE.objectNode();
      ObjectNode usual = JsonNodeFactory.instance.objectNode();
      fields(size).forEach(compact::set);
      fields(size).forEach(usual::set);
      assertThat(compact).isEqualTo(usual);
      assertThat(usual)
          .isEqualTo(compact)
          .hasSameHashCodeAs(compact)
          .hasToString(compact.toString());
      assertThat(compact.deepCopy()).isEqualTo(usual);
    }
  }

  private static FieldMap fields(int count) {
    FieldMap fields = new FieldMap();
    for (int i = 0; i < count; i++) {
      fields.put("name" + i, IntNode.valueOf(i));
    }
    return fields;
  }
}
