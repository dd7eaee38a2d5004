/// What was done with an alert, by its number.
package enum AlertDeed: Hashable, Sendable {
  /// Somebody takes care of it, as noted, and where promised by a day.
  case acknowledged(AlertID, note: String, until: Day?)
  /// It is left alone until a day, that day counted.
  case silenced(AlertID, until: Day)
}
