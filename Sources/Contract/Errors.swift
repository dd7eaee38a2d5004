package import Domain

/// Every refusal and every finding there is.
package struct ErrorsAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Its name for programs.
    package var code: String
    /// How a command ends with it, and with which status an HTTP request does.
    package var exitCode: Int32, httpStatus: Int
    /// What it says, with dots where something that came is named.
    package var example: String
  }

  /// A finding.
  package struct Finding: Codable, Hashable, Sendable {
    /// Its name for programs, how grave it is, and what it says, with dots where something that came is named.
    package var code: String, severity: String, example: String
  }

  /// Refusals in the order of the catalogue.
  package var errors: [Entry]
  /// Findings in the order of theirs.
  package var findings: [Finding]

  /// Every refusal and finding there is, in the words of a door.
  package init(at door: Door) {
    errors = RefusalKind.allCases.map { kind in
      Entry(
        code: kind.rawValue, exitCode: kind.fault.exitCode, httpStatus: kind.fault.httpStatus,
        example: kind.specimen.sentence(at: door))
    }
    findings = FindingKind.allCases.map { kind in
      Finding(code: kind.code, severity: kind.severity.rawValue, example: kind.specimen.sentence(at: door))
    }
  }
}
