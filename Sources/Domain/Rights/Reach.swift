/// How far a role reaches.
package enum Reach: Hashable, Sendable {
  /// Everywhere.
  case all
  /// A division with all below it.
  ///
  /// - Parameter below: itself and all below it, as the tree is now.
  case division(DivisionCode, below: Set<DivisionCode>)
  /// One department, in every year.
  case department(DepartmentPlace)

  /// Whether something lies within.
  package func covers(_ object: ActionObject) -> Bool {
    switch (self, object) {
    case (.all, _), (_, .anywhere): true
    case (_, .everywhere): false
    case (.division(_, let below), .division(let division)): below.contains(division)
    case (.division(_, let below), .department(let place)): below.contains(place.division)
    case (.department, .division): false
    case (.department(let mine), .department(let place)): mine == place
    }
  }

  /// As people read it.
  package var chinese: String {
    switch self {
    case .all: "全部"
    case .division(let code, _): "区划 \(code)"
    case .department(let place): place.chinese
    }
  }
}

/// A department by what does not change with the year.
package struct DepartmentPlace: Hashable, Sendable {
  /// Its division.
  package let division: DivisionCode
  /// Its code and name, unique within the division.
  package let code: String, name: String

  /// A department.
  package init(division: DivisionCode, code: String, name: String) {
    (self.division, self.code, self.name) = (division, code, name)
  }

  /// That of a fiscal year.
  package init(_ identity: DepartmentIdentity) {
    self.init(division: identity.division, code: identity.code, name: identity.name)
  }

  /// As people read it.
  package var chinese: String { "\(division.isSpecified ? "\(division) " : "")\(code) \(name)" }
}

/// What something is done with, or asked about.
package enum ActionObject: Hashable, Sendable {
  /// A department.
  case department(DepartmentPlace)
  /// All departments of a division and below.
  case division(DivisionCode)
  /// The whole installation.
  case everywhere
  /// Nothing that lies anywhere: what is the same for everybody, such as the calendar.
  case anywhere

  /// As people read it.
  package var chinese: String {
    switch self {
    case .department(let place): "“\(place.chinese)”"
    case .division(let code): "区划 \(code)"
    case .everywhere: "全部部门"
    case .anywhere: ""
    }
  }
}
