/// Of which departments somebody hears that they changed: as much as the person sees, kept as small as what was granted.
package struct Hearing: Sendable {
  /// Divisions whole, and departments as news names them: `区划/编码`; nil for all.
  private let divisions: Set<Substring>, departments: Set<Substring>?

  /// What is heard with some eyes: `d区划` and `p区划/编码/名称`, as a store's sight writes them; nil for all.
  package init(_ eyes: [String]?) {
    let keys = eyes ?? []
    divisions = Set(keys.filter { $0.hasPrefix("d") }.map { $0.dropFirst() })
    departments = eyes.map { _ in
      Set(
        keys.filter { $0.hasPrefix("p") }.map {
          $0.dropFirst().split(separator: "/").prefix(2).joined(separator: "/")[...]
        })
    }
  }

  /// Whether a department is heard of, named as `区划/编码`.
  package func covers(_ department: String) -> Bool {
    guard let departments else { return true }
    return departments.contains(department[...]) || divisions.contains(department.prefix { $0 != "/" })
  }
}
