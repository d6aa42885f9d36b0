/**
 * The order of things: observe, validate, plan, act, report. No object is built here, and nothing
 * is decided here that the model can decide.
 */
@NullMarked
package io.rayoperator.operator.reconciler;

import org.jspecify.annotations.NullMarked;
