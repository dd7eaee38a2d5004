package import Domain

/// The years of the work calendar.
package struct CalendarAnswer: Codable, Hashable, Sendable {
  /// A year.
  package struct Year: Codable, Hashable, Sendable {
    /// The year, whether its notice is loaded, and its workdays.
    package var year: Int, isLoaded: Bool, workdays: Int

    /// A year.
    package init(_ year: Int, in calendar: WorkCalendar) {
      (self.year, isLoaded) = (year, calendar.knows(year))
      workdays = calendar.workdays(from: Day(startOf: year), through: Day(endOf: 12, in: year))
    }
  }

  /// How many days are new or other than before; nil for a question.
  package var changed: Int?
  /// The years.
  package var years: [Year]

  /// The years.
  package init(changed: Int? = nil, _ years: [Year]) { (self.changed, self.years) = (changed, years) }
}
