/// One morning of one person: which of all the news there is goes into a message, and whether there is one.
///
/// A message goes out only where somebody has to do something: on the first workday of a week for anything, on another for what
/// is more than blue, which nobody has to act on within the week. What is settled (less grave, explained, resolved, come and
/// gone) waits for the next one, and is listed once a week at most. Who watches several departments gets all that is not
/// red on the first workday of the week.
package struct Morning: Hashable, Sendable {
  /// The day.
  package let day: Day
  /// Whether no morning of this week was held before.
  package let isWeekStart: Bool
  /// How often what is not red is told.
  package let rhythm: Recipient.Rhythm
  /// Whether what is settled may be listed.
  package let isSettledDue: Bool

  /// A morning.
  ///
  /// - Parameters:
  ///   - toldThrough: the last morning held for the person; nil for none.
  ///   - settledThrough: the last on which what is settled was listed; nil for none.
  package init(_ day: Day, rhythm: Recipient.Rhythm = .daily, toldThrough: Day?, settledThrough: Day? = nil) {
    self.day = day
    self.rhythm = rhythm
    let monday = day - (day.weekday - 1)
    isWeekStart = toldThrough.map { $0 < monday } ?? true
    // By weeks and not by days: one morning that was missed moves no later one.
    isSettledDue = settledThrough.map { $0 < monday } ?? true
  }

  /// A piece of news with what there is to say of it.
  package struct Said: Hashable, Sendable {
    /// What there is to say.
    package let kind: AlertNews.Kind
    /// Of what.
    package let news: AlertNews
  }

  /// What the message says, nothing where there is none; and what is known from now on though nobody is told.
  package func choose(of news: [AlertNews]) -> (said: [Said], noted: [AlertNews]) {
    let all = news.compactMap { item in
      item.kind(on: day, isWeekStart: isWeekStart).map { Said(kind: $0, news: item) }
    }
    let calls = all.filter { $0.kind.isCall && (rhythm == .daily || isWeekStart || $0.news.alert.severity == .red) }
    let spoken = Set(calls.filter { $0.kind != .unmet }.map(\.news.alert.id))
    // Beside a lack that is news itself nothing more is to be said of the checkpoint that ended in it.
    func isSaidBySuccessor(_ item: AlertNews) -> Bool {
      item.ending.successor.map(spoken.contains) ?? false
    }
    let noted = news.filter { $0.isNoted || isSaidBySuccessor($0) }
    let said = calls.filter { !isSaidBySuccessor($0.news) }
    guard said.contains(where: { isWeekStart || $0.news.alert.severity > .blue }) else {
      return ([], news.filter(\.isNoted))
    }
    return (said + (listsSettled ? all.filter { !$0.kind.isCall } : []), noted)
  }

  /// Whether a message of this morning lists what is settled.
  package var listsSettled: Bool { isSettledDue && (rhythm == .daily || isWeekStart) }
}
