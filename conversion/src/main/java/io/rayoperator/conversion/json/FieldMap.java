package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object in their order. As long as there are few, as nearly always, they
 * stand in one array and are found by looking through it, which takes a third of the memory of a
 * {@link LinkedHashMap} and less time; from then on they are in one, since names are input of
 * strangers and their number must not cost its square.
 */
final class FieldMap extends AbstractMap<String, JsonNode> {

  /** More fields than any object of our schemas has that is not a container, a pod or a map. */
  static final int MAX_IN_ARRAY = 12;

  private static final int FIRST_CAPACITY = 4;

  private static final @Nullable Object[] NOTHING = {};

  /** Name, value, name, value, …; nothing when there are many. */
  private @Nullable Object[] pairs = NOTHING;

  /** How many fields the array holds. */
  private int size;

  /** All fields when there are many. */
  private @Nullable Map<String, JsonNode> many;

  private static int capacity(int fields) {
    return Math.min(Math.max(fields, FIRST_CAPACITY), MAX_IN_ARRAY);
  }

  @Override
  public int size() {
    return many == null ? size : many.size();
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public boolean containsKey(Object name) {
    return many == null ? indexOf(name) >= 0 : many.containsKey(name);
  }

  @Override
  public @Nullable JsonNode get(Object name) {
    if (many != null) {
      return many.get(name);
    }
    int index = indexOf(name);
    return index < 0 ? null : value(index);
  }

  @Override
  public @Nullable JsonNode put(String name, JsonNode value) {
    if (many != null) {
      return many.put(name, value);
    }
    int index = indexOf(name);
    if (index >= 0) {
      JsonNode before = value(index);
      pairs[2 * index + 1] = value;
      return before;
    }
    if (size == MAX_IN_ARRAY) {
      return becomeMany().put(name, value);
    }
    add(name, value);
    return null;
  }

  private void add(String name, JsonNode value) {
    if (2 * size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * capacity(2 * size));
    }
    pairs[2 * size] = name;
    pairs[2 * size + 1] = value;
    size++;
  }

  private Map<String, JsonNode> becomeMany() {
    Map<String, JsonNode> all = new LinkedHashMap<>(4 * MAX_IN_ARRAY);
    for (int i = 0; i < size; i++) {
      all.put(name(i), value(i));
    }
    many = all;
    pairs = NOTHING;
    size = 0;
    return all;
  }

  @Override
  public void putAll(Map<? extends String, ? extends JsonNode> others) {
    if (isEmpty() && others instanceof FieldMap fields && fields.many == null) {
      pairs = Arrays.copyOf(fields.pairs, 2 * capacity(fields.size));
      size = fields.size;
    } else {
      others.forEach(this::put);
    }
  }

  @Override
  public @Nullable JsonNode remove(Object name) {
    if (many != null) {
      return many.remove(name);
    }
    int index = indexOf(name);
    if (index < 0) {
      return null;
    }
    JsonNode removed = value(index);
    removeAt(index);
    return removed;
  }

  private void removeAt(int index) {
    System.arraycopy(pairs, 2 * index + 2, pairs, 2 * index, 2 * (size - index - 1));
    size--;
    pairs[2 * size] = null;
    pairs[2 * size + 1] = null;
  }

  @Override
  public void clear() {
    pairs = NOTHING;
    size = 0;
    many = null;
  }

  @SuppressWarnings("ReferenceEquality") // Names from one parser are mostly the same objects.
  private int indexOf(Object name) {
    for (int i = 0; i < size; i++) {
      if (pairs[2 * i] == name) {
        return i;
      }
    }
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      String other = name(i);
      if (other.hashCode() == hash && other.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String name(int index) {
    return (String) Objects.requireNonNull(pairs[2 * index]);
  }

  private JsonNode value(int index) {
    return (JsonNode) Objects.requireNonNull(pairs[2 * index + 1]);
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return many == null ? new Fields() : many.entrySet();
  }

  private final class Fields extends AbstractSet<Map.Entry<String, JsonNode>> {

    @Override
    public Iterator<Map.Entry<String, JsonNode>> iterator() {
      return new InOrder();
    }

    @Override
    public int size() {
      return FieldMap.this.size;
    }
  }

  private final class InOrder implements Iterator<Map.Entry<String, JsonNode>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, JsonNode> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new Field(next++);
    }

    @Override
    public void remove() {
      removeAt(--next);
    }
  }

  /** A field; {@link #setValue} changes the map. */
  private final class Field implements Map.Entry<String, JsonNode> {
    private final String name;
    private JsonNode value;

    Field(int index) {
      name = name(index);
      value = value(index);
    }

    @Override
    public String getKey() {
      return name;
    }

    @Override
    public JsonNode getValue() {
      return value;
    }

    @Override
    public JsonNode setValue(JsonNode changed) {
      JsonNode before = value;
      put(name, changed);
      value = changed;
      return before;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && name.equals(entry.getKey())
          && value.equals(entry.getValue());
    }

    @Override
    public int hashCode() {
      return name.hashCode() ^ value.hashCode();
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }
}
