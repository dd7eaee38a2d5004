/// What was done about how is judged.
package enum RulesDeed: Hashable, Sendable {
  /// A department goes by a version of a rule set from a day on.
  case used(name: String, version: Int, from: Day)
  /// An indicator gets its value another way from a day on.
  case bound(indicator: String, Binding, from: Day)
  /// It got its value that way already.
  case boundAlready(indicator: String, Binding)
  /// A version of a layout is kept; or it was there already.
  case layoutAdded(code: String, version: Int, isNew: Bool)
  /// A department's forms are printed by a version of a layout from a day on.
  case layoutUsed(code: String, version: Int, form: DepartmentForm, from: Day)
}
