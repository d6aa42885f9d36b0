/** What the stored RayClusters are like, gathered one by one. Pure. */
@NullMarked
package io.rayoperator.migration.survey;

import org.jspecify.annotations.NullMarked;
