/**
 * Which tests hold the product to which section of the KubeRay contract. The contract is this
 * project's description of KubeRay 1.7's behaviour; tests name its sections in annotations, which
 * are read from the sources.
 */
@NullMarked
package io.rayoperator.config.contract;

import org.jspecify.annotations.NullMarked;
