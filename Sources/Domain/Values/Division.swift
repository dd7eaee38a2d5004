/// The code of an administrative division (区划): six digits by GB/T 2260 for a province, a prefecture or a county, nine for a
/// town, twelve for a village.
package struct DivisionCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The digits; empty for ``unspecified``.
  package let text: String

  /// No division in particular: as long as the books are of one county, nobody needs to name it.
  package static let unspecified = DivisionCode(kept: "")

  /// A code as it is kept.
  package init(kept text: String) { self.text = text }

  /// A code as typed; refused where it is none.
  package static func parse(_ text: String) throws(Refusal) -> DivisionCode {
    let clean = text.normalised.withoutBlanks
    guard [6, 9, 12].contains(clean.utf8.count), clean.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw Refusal.value(.notADivision(clean.excerpt))
    }
    return DivisionCode(kept: clean)
  }

  /// Whether a division is named.
  package var isSpecified: Bool { !text.isEmpty }

  package var description: String { text }
  package static func < (a: DivisionCode, b: DivisionCode) -> Bool { a.text < b.text }
}

/// An administrative division with its place in the tree.
package struct Division: Hashable, Sendable {
  /// Its code.
  package let code: DivisionCode
  /// Its name; empty where nobody said it.
  package let name: String
  /// The one above, where it is another than the digits of the code tell.
  package let parent: DivisionCode?

  /// A division.
  package init(code: DivisionCode, name: String, parent: DivisionCode? = nil) {
    self.code = code
    self.name = name
    self.parent = parent
  }

  /// Code and name for people.
  package var label: String { code.isSpecified ? (name.isEmpty ? code.text : "\(code) \(name)") : "未指明区划" }
}

extension ProjectCode {
  /// The division in the code, nil where it has another build: the first six digits of 21 characters with a `P` in the ninth
  /// place.
  package var division: DivisionCode? {
    let bytes = Array(text.utf8)
    guard year != nil, bytes.prefix(6).allSatisfy({ (48...57).contains($0) }) else { return nil }
    return DivisionCode(kept: String(decoding: bytes.prefix(6), as: UTF8.self))
  }
}

extension DepartmentBudget {
  /// What the codes of a department's projects say of its division.
  package enum DivisionTold: Hashable, Sendable {
    /// No code names one.
    case nothing
    /// More than half of the codes that name one name this; the others are for a person to look at.
    case one(DivisionCode, others: [ProjectCode])
    /// They name several, none of them in more than half.
    case several([DivisionCode])
  }

  /// What the codes of its projects say of its division.
  package var divisionTold: DivisionTold {
    let named = projects.compactMap { project in project.code.division.map { (project.code, $0) } }
    let counts = Dictionary(grouping: named, by: \.1)
    guard !counts.isEmpty else { return .nothing }
    guard let most = counts.first(where: { $0.value.count * 2 > named.count })?.key else {
      return .several(counts.keys.sorted())
    }
    return .one(most, others: named.filter { $0.1 != most }.map(\.0))
  }
}
