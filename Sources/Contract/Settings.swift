package import Domain

/// A setting of the service that is to be kept. Only one that can be followed is made.
package struct SettingRequest: Codable, Hashable, Sendable {
  /// What can be set.
  package enum Key: String, Codable, Sendable, CaseIterable {
    /// How links in messages begin.
    case publicURL = "public-url"
    /// After how many years a year may be put away.
    case retentionYears = "retention-years"
    /// For how many days rows of the audit trail are kept at least.
    case auditRetentionDays = "audit-retention-days"
    /// 发文机关: the finance bureau's name, as it signs letters.
    case bureauName = "bureau-name"
    /// 机关代字 of its letters' numbers, such as 徐财绩.
    case letterMark = "letter-mark"
    /// What passwords have to be like.
    case passwordProfile = "password-profile"
    /// Of whom a second factor is demanded.
    case secondFactor = "second-factor"

    /// What is done by setting it.
    package var action: Action {
      switch self {
      case .publicURL, .retentionYears, .auditRetentionDays: .keepSettings
      case .bureauName, .letterMark: .keepLetterhead
      case .passwordProfile, .secondFactor: .keepAccessPolicy
      }
    }
  }

  /// What is set.
  package let key: Key
  /// Its value; nil for the usual one.
  package let value: String?

  /// A setting as typed; an empty value brings the usual one back.
  package init(_ key: String, to value: String) throws(SettingProblem) {
    guard let known = Key(rawValue: key) else {
      throw .unknown(key, known: Key.allCases.map(\.rawValue))
    }
    let isName = known == .bureauName || known == .letterMark
    let value = isName ? value.normalised : value
    (self.key, self.value) = (known, value.isEmpty ? nil : value)
    guard !value.isEmpty else { return }
    switch known {
    case .bureauName:
      guard value.count <= 60 else { throw .notAName(value) }
    case .letterMark:
      guard LetterNumber.isMark(value) else { throw .notAMark(value) }
    case .publicURL:
      guard value.hasPrefix("http://") || value.hasPrefix("https://") else {
        throw .notALink(value)
      }
    case .retentionYears:
      guard Int(value).flatMap({ Retention(years: $0) }) != nil else {
        throw .notARetention(value)
      }
    case .auditRetentionDays:
      guard value.allSatisfy(\.isASCII), let days = Int(value), "\(days)" == value,
        (AuditCut.floor...AuditCut.ceiling).contains(days)
      else { throw .notADayCount(value) }
    case .passwordProfile: try SettingRequest.check(value, known, PasswordProfile.self)
    case .secondFactor: try SettingRequest.check(value, known, SecondFactorPolicy.self)
    }
  }

  private static func check<Value: RawRepresentable & CaseIterable>(
    _ value: String, _ key: Key, _: Value.Type
  ) throws(SettingProblem) where Value.RawValue == String {
    guard Value(rawValue: value) != nil else {
      throw .notAmong(key: key.rawValue, value, values: Value.allCases.map(\.rawValue))
    }
  }

  /// One that can be followed, as by ``init(_:to:)``.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let value = try fields.decodeIfPresent(String.self, forKey: .value) ?? ""
    let key = try fields.decode(String.self, forKey: .key)
    do throws(SettingProblem) {
      try self.init(key, to: value)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: .value, in: fields, debugDescription: error.chinese)
    }
  }
}
