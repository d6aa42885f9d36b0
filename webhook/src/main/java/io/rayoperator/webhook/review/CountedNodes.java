package io.rayoperator.webhook.review;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.rayoperator.conversion.json.CompactNodes;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes the nodes of one tree, up to a number. */
final class CountedNodes extends CompactNodes {

  private static final long serialVersionUID = 1L;

  private final int most;
  private int count;

  CountedNodes(int most) {
    this.most = most;
  }

  private void count() {
    if (++count > most) {
      throw new UncheckedIOException(
          new StreamConstraintsException("it has more than " + most + " values"));
    }
  }

  @Override
  public ObjectNode objectNode() {
    count();
    return super.objectNode();
  }

  @Override
  public ArrayNode arrayNode() {
    count();
    return super.arrayNode();
  }

  @Override
  public TextNode textNode(String text) {
    count();
    return super.textNode(text);
  }

  @Override
  public BooleanNode booleanNode(boolean value) {
    count();
    return super.booleanNode(value);
  }

  @Override
  public NullNode nullNode() {
    count();
    return super.nullNode();
  }

  @Override
  public NumericNode numberNode(int value) {
    count();
    return super.numberNode(value);
  }

  @Override
  public NumericNode numberNode(long value) {
    count();
    return super.numberNode(value);
  }

  @Override
  public ValueNode numberNode(BigInteger value) {
    count();
    return super.numberNode(value);
  }

  @Override
  public ValueNode numberNode(BigDecimal value) {
    count();
    return super.numberNode(value);
  }
}
