package import Domain

extension PasswordProfile {
  /// What a new password must be like, in a sentence below its field.
  package var hint: String {
    let classes = leastClasses > 1 ? "，大写字母、小写字母、数字、其他符号至少\(leastClasses)种" : ""
    let days = days.map { "；每\($0)天更换" } ?? ""
    let last = remembered > 1 ? "，不与最近\(remembered)次相同" : ""
    return "至少\(leastCharacters)位\(classes)\(last)；不含姓名、单位和常用词\(days)。可以粘贴。"
  }
}
