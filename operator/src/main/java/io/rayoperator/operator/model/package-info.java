/**
 * What the operator wants and decides. Pure: no I/O, no clock, no randomness, no environment; all
 * of these are passed in. Equal input gives equal output, so every bug report becomes a test here.
 */
@NullMarked
package io.rayoperator.operator.model;

import org.jspecify.annotations.NullMarked;
