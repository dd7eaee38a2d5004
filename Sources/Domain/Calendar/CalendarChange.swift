/// A day of the calendar that another notice has otherwise. Nil stands for an ordinary day, which no notice names.
package struct CalendarChange: Hashable, Sendable {
  /// The day.
  package let day: Day
  /// Whether people worked on it by the notice before, and whether they do by the other.
  package let wasWorked: Bool?, isWorked: Bool?

  /// A day that changes.
  package init(_ day: Day, from wasWorked: Bool?, to isWorked: Bool?) {
    (self.day, self.wasWorked, self.isWorked) = (day, wasWorked, isWorked)
  }
}
