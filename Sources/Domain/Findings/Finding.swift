/// Something noticed in what a person or a document gave. It never stops the rest.
///
/// What is the matter is a value: its code, how grave it is and the sentence follow from it, so that every reader tells the same.
package struct Finding: Hashable, Sendable {
  /// How grave it is.
  package enum Severity: String, Sendable, CaseIterable {
    /// Something could not be taken.
    case error
    /// Taken, but a person should look.
    case warning
    /// Worth knowing.
    case info
  }

  /// What is the matter.
  package let matter: FindingMatter
  /// The project it is about, if one.
  package let project: ProjectCode?
  /// Where it was noticed.
  package let spot: FindingPlace

  /// A finding.
  package init(_ matter: FindingMatter, project: ProjectCode? = nil, at spot: FindingPlace) {
    (self.matter, self.project, self.spot) = (matter, project, spot)
  }

  /// How grave it is.
  package var severity: Severity { matter.kind.severity }
  /// A name that does not change with the wording, such as `plan-amount-under-percent-header`.
  package var code: String { matter.kind.code }
  /// What is the matter, with both numbers, and what to do: a Chinese sentence as it is said at a door.
  package func sentence(at door: Door) -> String { matter.sentence(at: door) }
  /// The sentence without any door's own words.
  package var message: String { sentence(at: .plain) }
  /// Where: file, table, row, column, in words.
  package var place: String { spot.chinese }
}

extension Finding.Severity {
  /// What people call it.
  package var chinese: String {
    switch self {
    case .error: "错误"
    case .warning: "注意"
    case .info: "提示"
    }
  }
}
