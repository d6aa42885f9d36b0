package io.rayoperator.webhook.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has a body read when the {@link BodyBudget} has room for it. */
@ServerFilter({ReviewPaths.CONVERT, ReviewPaths.MUTATE, ReviewPaths.VALIDATE})
final class BodyBudgetFilter {

  private static final String SHARE = BodyBudget.Share.class.getName();

  private final BodyBudget budget;
  private final Reviews reviews;

  BodyBudgetFilter(BodyBudget budget, Reviews reviews) {
    this.budget = budget;
    this.reviews = reviews;
  }

  /** Returns the request, which goes on when there is room. */
  @RequestFilter
  CompletableFuture<HttpRequest<?>> awaitRoom(HttpRequest<?> request) {
    RequestChannel channel = RequestChannel.of((NettyHttpRequest<?>) request);
    CompletableFuture<HttpRequest<?>> room = new CompletableFuture<>();
    BodyBudget.Share share =
        budget.ask(
            bytes(request),
            // Whoever made room has other things to do.
            () -> channel.executor().execute(() -> room.complete(request)),
            () -> channel.executor().execute(channel::abort));
    if (!channel.onClose(share::end)) {
      request.setAttribute(SHARE, share);
    }
    if (share.isWaiting()) {
      relieveLater(share, channel.executor());
    } else {
      room.complete(request);
    }
    return room;
  }

  private void relieveLater(BodyBudget.Share share, EventExecutor executor) {
    var _ =
        executor.schedule(
            () -> {
              if (share.isWaiting()) {
                budget.relieve();
                relieveLater(share, executor);
              }
            },
            budget.longest().toMillis() + 1,
            TimeUnit.MILLISECONDS);
  }

  /** What a request holds that ends with its answer. */
  static Optional<BodyBudget.Share> share(HttpRequest<?> request) {
    return request.getAttribute(SHARE, BodyBudget.Share.class);
  }

  /** A body that does not say how large it is may become as large as is allowed. */
  private long bytes(HttpRequest<?> request) {
    long most =
        request.getPath().equals(ReviewPaths.CONVERT)
            ? reviews.maxConversionBytes()
            : reviews.maxAdmissionBytes();
    long announced = request.getContentLength();
    // Beyond what is allowed nothing is read.
    return announced < 0 ? most : Math.min(announced, most);
  }
}
