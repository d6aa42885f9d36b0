package io.rayoperator.cli.manifest;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Leaves the type of a scalar without an explicit tag open; {@link PlainScalar} decides it. */
final class UntypedScalars extends Resolver {

  static final Tag TAG = new Tag("!untyped");

  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    return kind == NodeId.scalar ? TAG : super.resolve(kind, value, implicit);
  }
}
