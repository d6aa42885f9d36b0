package io.rayoperator.webhook.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewHandler;

/**
 * The three paths that the API server calls. Bodies are bytes both ways: Micronaut's own JSON
 * mapper would leave out empty values.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReviewController {

  private final Reviews reviews;

  ReviewController(Reviews reviews) {
    this.reviews = reviews;
  }

  @Post(ReviewPaths.CONVERT)
  byte[] convert(@Body byte[] review) {
    return answer(reviews.convert(), review);
  }

  @Post(ReviewPaths.MUTATE)
  byte[] mutate(@Body byte[] review) {
    return answer(reviews.mutate(), bounded(review));
  }

  @Post(ReviewPaths.VALIDATE)
  byte[] validate(@Body byte[] review) {
    return answer(reviews.validate(), bounded(review));
  }

  private byte[] bounded(byte[] review) {
    if (review.length > reviews.maxAdmissionBytes()) {
      throw new HttpStatusException(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "The review has "
              + review.length
              + " bytes; at most "
              + reviews.maxAdmissionBytes()
              + " are read");
    }
    return review;
  }

  private static byte[] answer(ReviewHandler handler, byte[] review) {
    try {
      return handler.handle(review);
    } catch (MalformedReviewException e) {
      throw new HttpStatusException(HttpStatus.BAD_REQUEST, e.getMessage());
    }
  }
}
