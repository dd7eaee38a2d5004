/// How long one sending may take, and for how long its message is left alone by others meanwhile: always longer, so that
/// nobody sends what is still being sent.
package struct SendingTime: Hashable, Sendable {
  /// What the sending itself keeps to.
  package let limit: Duration
  /// How much longer it is waited for.
  package let grace: Duration

  /// By the milliseconds that the channel's sending keeps to.
  package init(milliseconds: Int64, grace: Duration = .seconds(5)) {
    limit = .milliseconds(milliseconds)
    self.grace = grace
  }

  /// A sending begins this long after its claim began, or not at all: a process may have been frozen in between.
  package var latestStart: Duration { .seconds(10) }
  /// A sending that has not ended after so long is given up by whoever waits for it: it does not keep to its limit.
  package var watch: Duration { limit + grace }
  /// For so long after the claim nobody else claims the message: what is left is for writing down what came of it.
  package var lease: Duration { latestStart + watch + .seconds(5) }
}
