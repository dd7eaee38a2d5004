/// Which department is meant: all that is said must hold.
package struct DepartmentChoice: Codable, Hashable, Sendable {
  /// Its code or name.
  package var department: String?
  /// The fiscal year.
  package var year: Int?
  /// The division with all below it, by code or name.
  package var division: String?

  /// A choice.
  package init(department: String? = nil, year: Int? = nil, division: String? = nil) {
    (self.department, self.year, self.division) = (department, year, division)
  }
}
