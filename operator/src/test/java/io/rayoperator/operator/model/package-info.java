@NullMarked
package io.rayoperator.operator.model;

import org.jspecify.annotations.NullMarked;
