@NullMarked
package io.rayoperator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
