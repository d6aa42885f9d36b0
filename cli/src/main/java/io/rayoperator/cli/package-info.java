@NullMarked
package io.rayoperator.cli;

import org.jspecify.annotations.NullMarked;
