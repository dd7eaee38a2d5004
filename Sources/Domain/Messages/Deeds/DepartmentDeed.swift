/// What was done about divisions and departments.
package enum DepartmentDeed: Hashable, Sendable {
  /// A division was kept; the one above it by code and name, where there is one.
  case divisionKept(Division, above: String?)
  /// A department goes on under the division, code and name it has now.
  case renamed(DepartmentIdentity, to: DepartmentIdentity)
  /// A department imported by mistake was taken out.
  case removed(DepartmentIdentity)
}
