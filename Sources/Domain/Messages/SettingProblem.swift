/// Why a setting of the service cannot be followed: what came.
package enum SettingProblem: Error, Hashable, Sendable {
  /// There is none of the name.
  case unknown(String, known: [String])
  /// Links cannot begin so.
  case notALink(String)
  /// No number of years that anything may be kept.
  case notARetention(String)
  /// No number of days that rows of the audit trail may be kept.
  case notADayCount(String)
  /// Too long for the name of an organ.
  case notAName(String)
  /// No 机关代字.
  case notAMark(String)
  /// Not one of the values there are.
  case notAmong(key: String, String, values: [String])
}
