@NullMarked
package io.rayoperator.operator.model.service;

import org.jspecify.annotations.NullMarked;
