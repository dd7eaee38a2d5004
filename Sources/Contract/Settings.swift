internal import Domain

/// A setting of the service that is to be kept. Only one that can be followed is made.
package struct SettingRequest: Codable, Hashable, Sendable {
  /// What can be set.
  package enum Key: String, Codable, Sendable, CaseIterable {
    /// How links in messages begin.
    case publicURL = "public-url"
    /// After how many years a year may be put away.
    case retentionYears = "retention-years"
  }

  /// Why a setting cannot be followed.
  package struct Problem: Error, Hashable, Sendable {
    /// What came and what is expected, in Chinese.
    package let message: String

    /// A problem.
    package init(message: String) { self.message = message }
  }

  /// What is set.
  package let key: Key
  /// Its value; nil for the usual one.
  package let value: String?

  /// A setting as typed; an empty value brings the usual one back.
  package init(_ key: String, to value: String) throws(Problem) {
    guard let known = Key(rawValue: key) else {
      let all = Key.allCases.map(\.rawValue).joined(separator: "、")
      throw Problem(message: "不认识的设置“\(key)”，可用：\(all)。")
    }
    (self.key, self.value) = (known, value.isEmpty ? nil : value)
    guard !value.isEmpty else { return }
    switch known {
    case .publicURL:
      guard value.hasPrefix("http://") || value.hasPrefix("https://") else {
        throw Problem(message: "public-url 应以 http:// 或 https:// 开头，收到“\(value)”。")
      }
    case .retentionYears:
      guard Int(value).flatMap({ Retention(years: $0) }) != nil else {
        throw Problem(
          message: "retention-years 应是 \(Retention.floor) 到 \(Retention.ceiling) 之间的整数，收到“\(value)”。")
      }
    }
  }

  /// One that can be followed, as by ``init(_:to:)``.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let value = try fields.decodeIfPresent(String.self, forKey: .value) ?? ""
    let key = try fields.decode(String.self, forKey: .key)
    do throws(Problem) {
      try self.init(key, to: value)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: .value, in: fields, debugDescription: error.message)
    }
  }
}
